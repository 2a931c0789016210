import { Cluster } from '../../cluster/model';
import { ANNOTATIONS } from '../../intent/annotation-keys';
import { Json, JsonObject, KubernetesObject } from '../../manifest/kubernetes-object';
import { Protocol } from '../../network/protocol';

/** Label of the pods that answer HTTP-01 challenges (cert-manager documentation, HTTP01; they run in the namespace of the Ingress). */
export const SOLVER_LABELS = { 'acme.cert-manager.io/http01-solver': 'true' } as const;

/** Port on which they answer. */
export const SOLVER_PORT: { readonly protocol: Protocol; readonly port: number } = { protocol: 'TCP', port: 8089 };

const CERT_MANAGER = 'cert-manager.io';

/** Whether the certificates of the Ingress or Gateway are ordered by HTTP-01: their issuer in the manifests says so, or the object declares it. */
export function ordersByHttp01(cluster: Cluster, ingress: KubernetesObject): boolean {
  const issuer = issuerOf(cluster, ingress);
  if (issuer !== undefined) return solversOf(issuer).some((solver) => solver.http01 !== undefined);
  return ingress.metadata.annotations[ANNOTATIONS.acmeChallenge] === 'http-01';
}

function issuerOf(cluster: Cluster, { metadata }: KubernetesObject): KubernetesObject | undefined {
  const clusterIssuer = metadata.annotations[`${CERT_MANAGER}/cluster-issuer`];
  if (clusterIssuer !== undefined) return cluster.objectsOf(CERT_MANAGER, 'ClusterIssuer').find((o) => o.metadata.name === clusterIssuer);
  const issuer = metadata.annotations[`${CERT_MANAGER}/issuer`];
  return cluster.objectsOf(CERT_MANAGER, 'Issuer').find((o) => o.metadata.name === issuer && o.metadata.namespace === metadata.namespace);
}

function solversOf(issuer: KubernetesObject): readonly JsonObject[] {
  const acme = field(field(issuer.raw, 'spec'), 'acme');
  const solvers = field(acme, 'solvers');
  return Array.isArray(solvers) ? solvers.filter(isObject) : [];
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const field = (value: Json | undefined, name: string): Json | undefined => (isObject(value) ? value[name] : undefined);
