import { buildCluster } from '../../src/cluster/build';
import { Workload } from '../../src/cluster/model';
import { readYaml } from '../../src/manifest/read';
import { AddressSet } from '../../src/network/address-set';
import { DEFAULT_PROFILE, Profile } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { Decision, Peer, Reachability } from '../../src/reachability/model';

/** What policies make of a cluster, from YAML documents that must be without problems. */
export function analyze(documents: readonly string[], cluster: Partial<Profile['cluster']> = {}): Reachability {
  const parsed = readYaml(documents.join('\n---\n'), 'shop.yaml');
  expect(parsed.problems).toStrictEqual([]);
  return analyzeReachability(buildCluster(parsed), { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, ...cluster } });
}

/** A running Pod, labelled `app` with its name unless said otherwise. */
export function pod(name: string, { namespace = 'shop', labels = `{ app: ${name} }`, spec = '', ports = '[]', status = '' } = {}): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }
spec: { containers: [{ name: main, image: "registry.example.com/${name}:1", ports: ${ports} }]${spec} }
${status && `status: { podIP: "${status}", podIPs: [{ ip: "${status}" }] }`}`;
}

/** A Deployment, DaemonSet or StatefulSet, whose pods are labelled `app` with its name. */
export function deployed(kind: string, name: string, { namespace = 'shop', spec = '', ports = '[]' } = {}): string {
  return `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: "registry.example.com/${name}:1", ports: ${ports} }]${spec} }`;
}

/** A NetworkPolicy. */
export function policy(name: string, spec: string, namespace = 'shop'): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}`;
}

/** A declared namespace. */
export const namespace = (name: string, labels = '{}'): string => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: ${labels} }`;

/** The workload of that name. */
export function workload({ cluster }: Reachability, name: string): Workload {
  const found = cluster.workloads.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no workload ${name}`);
  return found;
}

/** The workload of that name as the other end of a connection. */
export function peer(reachability: Reachability, name: string): Peer {
  return { kind: 'workload', workload: workload(reachability, name) };
}

/** Addresses as the other end of a connection. */
export function addresses(...cidrs: string[]): Peer {
  return { kind: 'addresses', addresses: AddressSet.union(cidrs.map((cidr) => AddressSet.parseCidr(cidr))) };
}

/** A decision as texts. */
export function shown({ allowed, some, unknown }: Decision): object {
  return { allowed: `${allowed}`, some: `${some}`, unknown: `${unknown}` };
}

export const certainly = (ports: string): object => ({ allowed: ports, some: ports, unknown: 'no port' });
export const OPEN = certainly('all ports');
export const CLOSED = certainly('no port');

/** What gets from a source into a destination. */
export function into(reachability: Reachability, destination: string, source: string | Peer): object {
  return shown(reachability.into(workload(reachability, destination), typeof source === 'string' ? peer(reachability, source) : source));
}

export const DENY_ALL = policy('deny', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');
export const from = (peers: string, ports = ''): string => policy('db', `{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: ${peers}${ports && `, ports: ${ports}`} }] }`);
