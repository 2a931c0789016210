import { Cluster } from '../../cluster/model';
import { ANNOTATIONS } from '../../intent/annotation-keys';
import { Json, KubernetesObject } from '../../manifest/kubernetes-object';
import { Protocol } from '../../network/protocol';
import { solverFor } from './acme-solvers';
import { jsonField, jsonList } from './json-field';

/** Label of the pods that answer HTTP-01 challenges (cert-manager documentation, HTTP01; they run in the namespace of the Ingress). */
export const SOLVER_LABELS = { 'acme.cert-manager.io/http01-solver': 'true' } as const;

/** Port on which they answer. */
export const SOLVER_PORT: { readonly protocol: Protocol; readonly port: number } = { protocol: 'TCP', port: 8089 };

const CERT_MANAGER = 'cert-manager.io';

/** How challenges for the certificates of an Ingress or Gateway are answered by HTTP-01. */
export interface Http01 {
  /** Refs of the Gateways that lead to the solver pods; undefined where what orders the certificate does. */
  readonly gateways?: readonly string[];
}

/**
 * The ways in which certificates of the Ingress or Gateway are ordered by HTTP-01: as the solvers of their issuer say that fit its hosts, or, where
 * the issuer is not in the manifests, as the object declares.
 *
 * @param hosts of the certificates. Default: those for which the object has TLS
 */
export function http01Of(cluster: Cluster, object: KubernetesObject, hosts: readonly string[] = tlsHostsOf(object)): readonly Http01[] {
  const issuer = issuerOf(cluster, object);
  if (issuer === undefined) return object.metadata.annotations[ANNOTATIONS.acmeChallenge] === 'http-01' ? [{}] : [];
  const solvers = jsonList(jsonField(issuer.raw, 'spec', 'acme', 'solvers'));
  const chosen = hosts.length === 0 ? solvers : hosts.map((host) => solverFor(solvers, host, object.metadata.labels));
  return [...new Set(chosen)].flatMap((solver) => {
    const http01 = jsonField(solver, 'http01');
    return http01 === undefined ? [] : [answeredBy(http01, object)];
  });
}

/** Whether some of these certificates are ordered by HTTP-01. */
export function ordersByHttp01(cluster: Cluster, object: KubernetesObject, hosts?: readonly string[]): boolean {
  return http01Of(cluster, object, hosts).length > 0;
}

/** Routes for the challenge are of the Gateways that the solver names, else of the one that orders the certificate (cert-manager documentation, HTTP01). */
function answeredBy(http01: Json, { metadata }: KubernetesObject): Http01 {
  const parents = jsonList(jsonField(http01, 'gatewayHTTPRoute', 'parentRefs'));
  if (parents.length === 0) return {};
  const home = metadata.namespace ?? 'default';
  return { gateways: parents.map((parent) => `Gateway ${text(parent, 'namespace') ?? home}/${text(parent, 'name') ?? ''}`) };
}

/** Hosts of the certificates that cert-manager orders for the object: one for each section or listener with TLS. */
function tlsHostsOf({ raw }: KubernetesObject): readonly string[] {
  const ofIngress = jsonList(jsonField(raw, 'spec', 'tls')).flatMap((section) => jsonList(jsonField(section, 'hosts')));
  const ofGateway = jsonList(jsonField(raw, 'spec', 'listeners')).flatMap((listener) => (jsonField(listener, 'tls') === undefined ? [] : [text(listener, 'hostname')]));
  return [...ofIngress, ...ofGateway].filter((host): host is string => typeof host === 'string' && host !== '');
}

const text = (value: Json, name: string): string | undefined => {
  const found = jsonField(value, name);
  return typeof found === 'string' ? found : undefined;
};

/** Of this cluster, as an annotation of the object names it. */
function issuerOf(cluster: Cluster, { metadata }: KubernetesObject): KubernetesObject | undefined {
  const clusterIssuer = metadata.annotations[`${CERT_MANAGER}/cluster-issuer`];
  if (clusterIssuer !== undefined) return cluster.objectsOf(CERT_MANAGER, 'ClusterIssuer').find((o) => o.metadata.name === clusterIssuer);
  const issuer = metadata.annotations[`${CERT_MANAGER}/issuer`];
  return cluster.objectsOf(CERT_MANAGER, 'Issuer').find((o) => o.metadata.name === issuer && o.metadata.namespace === metadata.namespace);
}
