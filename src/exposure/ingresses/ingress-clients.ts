import { Cluster, Ingress } from '../../cluster/model';
import { baseOf } from '../../controllers/presets';
import { admitting, ClientFilter, refusing, together } from '../../manifest/kinds/routes/client-filter';
import { RouteObject } from '../../manifest/kinds/routes/route-object';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { Controller } from '../controllers/controllers';

/** Annotations by which a product restricts the clients of an Ingress, with commas between the addresses. */
interface ClientLists {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

const HAPROXY_PREFIXES = ['haproxy.org', 'haproxy.com', 'ingress.kubernetes.io'];
const NGINX = 'nginx.ingress.kubernetes.io';
const HAPROXY_INGRESS = 'haproxy-ingress.github.io';

/** By preset; each compares the address of the connection unless the whole proxy is told to trust a header. */
const LISTS: Readonly<Record<string, ClientLists>> = {
  'ingress-nginx': { allow: [`${NGINX}/whitelist-source-range`, `${NGINX}/allowlist-source-range`], deny: [`${NGINX}/denylist-source-range`] },
  'haproxytech': {
    allow: HAPROXY_PREFIXES.flatMap((prefix) => [`${prefix}/allow-list`, `${prefix}/whitelist`]),
    deny: HAPROXY_PREFIXES.flatMap((prefix) => [`${prefix}/deny-list`, `${prefix}/blacklist`]),
  },
  'haproxy-ingress': {
    allow: [`${HAPROXY_INGRESS}/allowlist-source-range`, `${HAPROXY_INGRESS}/whitelist-source-range`],
    deny: [`${HAPROXY_INGRESS}/denylist-source-range`],
  },
};
const MIDDLEWARES = 'traefik.ingress.kubernetes.io/router.middlewares';

/** Whom the controller serves on an Ingress; everybody if undefined. Annotations that it does not read count for nothing. */
export function clientsOfIngress(cluster: Cluster, { metadata: { annotations } }: Ingress, { preset }: Controller): ClientFilter | undefined {
  const name = preset === undefined ? '' : baseOf(preset.name);
  if (name === 'traefik') return together((annotations[MIDDLEWARES] ?? '').split(',').map((written) => middlewareClients(cluster, written.trim(), new Set())));
  const lists = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
  if (lists === undefined) return undefined;
  const listed = (keys: readonly string[]) => keys.flatMap((key) => (annotations[key] ?? '').split(',')).map((text) => text.trim()).filter((text) => text !== '');
  return together([admitting(listed(lists.allow)), refusing(listed(lists.deny))]);
}

/** The filters of a Middleware named `namespace-name@kubernetescrd`, and of those that it chains. */
function middlewareClients(cluster: Cluster, written: string, seen: Set<string>): ClientFilter | undefined {
  const suffix = '@kubernetescrd';
  if (!written.endsWith(suffix) || seen.has(written)) return undefined;
  seen.add(written);
  const middleware = ['traefik.io', 'traefik.containo.us'].flatMap((group) => cluster.objectsOf(group, 'Middleware'))
    .find((object): object is KubernetesObject<RouteObject> => object.spec !== undefined && `${nameOf(object)}${suffix}` === written);
  if (middleware === undefined) return undefined;
  const chained = middleware.spec.rules.flatMap(({ targets }) => targets).filter(({ kind }) => kind === 'Middleware');
  const inner = chained.map(({ name, namespace = middleware.metadata.namespace ?? 'default' }) => middlewareClients(cluster, `${namespace}-${name}${suffix}`, seen));
  return together([middleware.spec.clients, ...inner]);
}

function nameOf({ metadata: { name, namespace = 'default' } }: KubernetesObject): string {
  return `${namespace}-${name}`;
}
