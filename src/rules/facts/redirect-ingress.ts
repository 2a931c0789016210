import { Cluster, Ingress } from '../../cluster/model';
import { DIALECTS } from '../../controllers/dialects/dialects';
import { JsonObject } from '../../manifest/kubernetes-object';

/**
 * Whether the Ingress does nothing but send plain HTTP to HTTPS: it stands on the plain entry point of a controller that
 * redirects by a middleware, and that middleware is there and redirects to https.
 */
export function redirectsToHttps(cluster: Cluster, ingress: Ingress): boolean {
  const { annotations, namespace = 'default' } = ingress.metadata;
  for (const { redirectIngress } of DIALECTS.values()) {
    if (redirectIngress === undefined || !Object.entries(redirectIngress.plain).every(([key, value]) => annotations[key] === value)) continue;
    const named = annotations[redirectIngress.middlewares]?.split(',').map((name) => name.trim()) ?? [];
    if (named.some((name) => redirectingMiddleware(cluster, namespace, name))) return true;
  }
  return false;
}

/** Traefik names a middleware `namespace-name@kubernetescrd`; only one of the Ingress's own namespace is looked for. */
function redirectingMiddleware(cluster: Cluster, namespace: string, name: string): boolean {
  return cluster.objectsOf('traefik.io', 'Middleware').some((object) => {
    if (`${namespace}-${object.metadata.name}@kubernetescrd` !== name || object.metadata.namespace !== namespace) return false;
    const scheme = (object.raw.spec as JsonObject | undefined)?.redirectScheme as JsonObject | undefined;
    return scheme?.scheme === 'https';
  });
}
