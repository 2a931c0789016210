import { Field } from '../field';
import { ObjectMetadata } from '../kubernetes-object';
import { dnsLabel, dnsSubdomain, NameSyntax, pathSegment } from '../names';
import { quote } from '../quote';
import { readCiliumClusterwideNetworkPolicy, readCiliumNetworkPolicy } from './cilium/read-cilium-policy';
import { EXPERIMENTAL_GATEWAY_API_KINDS, GATEWAY_API_KINDS } from './gateway-api';
import { INFERENCE_KINDS } from './inference';
import { ISTIO_NETWORKING_KINDS } from './istio';
import { KNATIVE_KINDS } from './knative';
import { CILIUM_BGP_KINDS, OUTWARD_KINDS } from './outward-kinds';
import { readAdminNetworkPolicy, readBaselineAdminNetworkPolicy, readClusterNetworkPolicy } from './read-cluster-policy';
import { readIngress } from './read-ingress';
import { readIngressClass } from './read-ingress-class';
import { readNetworkPolicy } from './read-network-policy';
import { readNode } from './read-node';
import { readService } from './read-service';
import { readCronJob, readDaemonSet, readDeployment, readJob, readPod, readReplicated, readReplicationController, readRollout, readStatefulSet } from './read-workload';
import { ROUTE_KINDS } from './routes';
import { SCOPES } from './scopes';

export type Scope = 'namespaced' | 'cluster';

/** Makes a typed `spec` of an object, and reports what the API server would refuse. */
export type KindReader = (object: Field, metadata: ObjectMetadata) => unknown;

/** A kind that is known by name, whether or not its content is read. */
export interface Kind {
  readonly scope: Scope;
  /** Versions that can be read; any version if absent. */
  readonly versions?: readonly string[];
  /** Whether the API server may serve other versions too: their objects pass unread. */
  readonly otherVersions?: true;
  /** Syntax of the object's name. */
  readonly nameSyntax: NameSyntax;
  /** Whether a second object of one name is refused, always or if its labels are others; reported and kept if absent. */
  readonly duplicates?: 'refused' | 'refused-unless-labels-agree';
  /** Absent for kinds whose content nobody reads. */
  readonly read?: KindReader;
}

/** Kinds that are read, by API group and kind. */
const READ: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  ...OUTWARD_KINDS,
  ...INFERENCE_KINDS,
  '': {
    Namespace: { scope: 'cluster', versions: ['v1'], nameSyntax: dnsLabel, duplicates: 'refused-unless-labels-agree' },
    Node: { scope: 'cluster', versions: ['v1'], nameSyntax: dnsSubdomain, read: readNode },
    Pod: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readPod },
    ReplicationController: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readReplicationController },
    // A name may start with a digit since Kubernetes 1.36 (RelaxedServiceNameValidation).
    Service: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsLabel, read: readService },
  },
  'apps': {
    Deployment: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readDeployment },
    ReplicaSet: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readReplicated },
    StatefulSet: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readStatefulSet },
    DaemonSet: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readDaemonSet },
  },
  'batch': {
    Job: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readJob },
    CronJob: { scope: 'namespaced', versions: ['v1', 'v1beta1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readCronJob },
  },
  'argoproj.io': {
    Rollout: { scope: 'namespaced', versions: ['v1alpha1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readRollout },
  },
  'networking.k8s.io': {
    NetworkPolicy: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsSubdomain, duplicates: 'refused', read: readNetworkPolicy },
    Ingress: { scope: 'namespaced', versions: ['v1'], nameSyntax: dnsSubdomain, read: readIngress },
    IngressClass: { scope: 'cluster', versions: ['v1'], nameSyntax: dnsSubdomain, read: readIngressClass },
  },
  'networking.istio.io': ISTIO_NETWORKING_KINDS,
  'serving.knative.dev': KNATIVE_KINDS,
  'gateway.networking.k8s.io': GATEWAY_API_KINDS,
  'gateway.networking.x-k8s.io': EXPERIMENTAL_GATEWAY_API_KINDS,
  'policy.networking.k8s.io': {
    AdminNetworkPolicy: clusterPolicy('v1alpha1', readAdminNetworkPolicy),
    BaselineAdminNetworkPolicy: clusterPolicy('v1alpha1', readBaselineAdminNetworkPolicy),
    ClusterNetworkPolicy: clusterPolicy('v1alpha2', readClusterNetworkPolicy),
  },
  'cilium.io': {
    ...CILIUM_BGP_KINDS,
    CiliumNetworkPolicy: { scope: 'namespaced', versions: ['v2'], otherVersions: true, nameSyntax: dnsSubdomain, read: readCiliumNetworkPolicy },
    CiliumClusterwideNetworkPolicy: { scope: 'cluster', versions: ['v2'], otherVersions: true, nameSyntax: dnsSubdomain, read: readCiliumClusterwideNetworkPolicy },
  },
};

/** Groups whose kinds are all known: another kind in them is a mistake, and the API server does not know it either. */
const CLOSED_GROUPS: readonly string[] = ['', 'apps', 'batch', 'networking.k8s.io', 'extensions'];

const KINDS: ReadonlyMap<string, ReadonlyMap<string, Kind>> = new Map(
  [...new Set([...Object.keys(READ), ...Object.keys(ROUTE_KINDS), ...Object.keys(SCOPES)])].map((group) => [group, kindsOf(group)]));

/** What is known about a kind; undefined for a kind that nobody knows, which passes unread. */
export function findKind(group: string, kind: string): Kind | undefined {
  return KINDS.get(group)?.get(kind);
}

/** Makes something of an object of a kind and version that can be read; undefined for all others. */
export function findReader(group: string, version: string, kind: string): KindReader | undefined {
  const known = findKind(group, kind);
  return known?.versions?.includes(version) === false ? undefined : known?.read;
}

/**
 * Why the API server would not know the kind, with what was probably meant; undefined if it may know it.
 */
export function explainUnknownKind(group: string, version: string, kind: string): string | undefined {
  const known = findKind(group, kind);
  if (known !== undefined && (known.otherVersions === true || known.versions === undefined || known.versions.includes(version))) return undefined;
  if (known === undefined && !CLOSED_GROUPS.includes(group)) return undefined;
  const meant = similarKind(kind);
  const written = group === '' ? version : `${group}/${version}`;
  return `no kind ${quote(kind)} is served in ${quote(written)}${meant === undefined ? '' : `; use kind ${meant.kind} of ${meant.apiVersion}`}`;
}

function similarKind(kind: string): { kind: string; apiVersion: string } | undefined {
  const wanted = kind.toLowerCase();
  for (const [group, kinds] of KINDS) {
    for (const [name, { versions }] of kinds) {
      if (versions !== undefined && name.toLowerCase() === wanted) return { kind: name, apiVersion: group === '' ? `${versions[0]}` : `${group}/${versions[0]}` };
    }
  }
  return undefined;
}

/** The API is still alpha, so that later versions of it are to be expected. */
function clusterPolicy(version: string, read: KindReader): Kind {
  return { scope: 'cluster', versions: [version], otherVersions: true, nameSyntax: dnsSubdomain, duplicates: 'refused', read };
}

function kindsOf(group: string): ReadonlyMap<string, Kind> {
  const { namespaced = [], cluster = [] } = SCOPES[group] ?? {};
  return new Map<string, Kind>([
    ...namespaced.map((kind) => [kind, { scope: 'namespaced', nameSyntax: pathSegment }] as const),
    ...cluster.map((kind) => [kind, { scope: 'cluster', nameSyntax: pathSegment }] as const),
    ...Object.entries(ROUTE_KINDS[group] ?? {}),
    ...Object.entries(READ[group] ?? {}),
  ]);
}
