import { AllowedTraffic } from '../emit/network-policy';
import { NamedPodPort } from '../emit/port';
import { explicitScope, worksWithoutNodePorts } from '../exposure/load-balancers/explicit-scope';
import { AddressSet } from '../network/address-set';
import { NetworkScope, Profile } from '../profile/profile';
import { listOf, mapOf, NUMBER, Shape, TEXT } from './prop-types';
import { Problems, quoted } from './validation';

/** A load balancer of a workload's own. */
export interface LoadBalancerOptions {
  /**
   * Addresses of clients, as CIDRs; all others are kept out, by the load balancer where it can, and by policy where it shows them.
   * @default - everyone who gets to the load balancer: the internet, or private addresses
   */
  readonly sourceRanges?: string[];
  /**
   * Class of load balancer, where the cluster has several.
   * @default - that of the cluster
   */
  readonly loadBalancerClass?: string;
  /**
   * Pool of MetalLB that the address is from; `addressPools` of the profile says which network reaches it.
   * @default - any
   */
  readonly addressPool?: string;
  /**
   * Further annotations of the Service, for the provider.
   * @default - those that state which network reaches it
   */
  readonly annotations?: { [key: string]: string };
}

/** A port on every node, for a network that reaches the nodes. */
export interface NodePortOptions {
  /** Addresses of clients, as CIDRs of the private network. */
  readonly clientCidrs: string[];
  /**
   * Number of the port on the nodes, from 30000 to 32767 in most clusters.
   * @default - the cluster chooses one
   */
  readonly port?: number;
}

export const LOAD_BALANCER_SHAPE: Shape<LoadBalancerOptions> = {
  sourceRanges: listOf(TEXT), loadBalancerClass: TEXT, addressPool: TEXT, annotations: mapOf(TEXT),
};

export const NODE_PORT_SHAPE: Shape<NodePortOptions> = { clientCidrs: { ...listOf(TEXT), required: true }, port: NUMBER };

/** Clients that connect to a workload itself, without a gateway. */
export interface DirectAccess {
  readonly kind: 'LoadBalancer' | 'NodePort';
  /** Of the Service, after the name of the workload. */
  readonly suffix: string;
  readonly sourceRanges?: readonly string[];
  readonly loadBalancerClass?: string;
  readonly nodePort?: number;
  /** Annotations of the Service in the cluster that the profile describes. */
  annotations(profile: Profile): Readonly<Record<string, string>>;
  /** Whether the Service can do without ports on the nodes in this cluster. */
  withoutNodePorts(profile: Profile): boolean;
  /** What keeps it from being what it is declared as in this cluster. */
  problems(profile: Profile): readonly string[];
  /** Whom the policy of the workload lets in. */
  traffic(profile: Profile, ports: readonly NamedPodPort[]): readonly AllowedTraffic[];
}

const ADDRESS_POOL = 'metallb.io/address-pool';

/** A load balancer for one network. */
export function loadBalancerAccess(options: LoadBalancerOptions, scope: NetworkScope): DirectAccess {
  const { sourceRanges, loadBalancerClass, addressPool, annotations = {} } = options;
  const own = { ...(addressPool !== undefined && { [ADDRESS_POOL]: addressPool }), ...annotations };
  // an author who chooses class, pool or annotations says by them what network it is
  const everyone = scope === 'internet' ? AddressSet.ALL : AddressSet.PRIVATE;
  const clients = (profile: Profile): AddressSet => clientsOf(sourceRanges, everyone, profile);
  const isSaid = loadBalancerClass !== undefined || Object.keys(own).length > 0;
  return {
    kind: 'LoadBalancer',
    suffix: 'lb',
    ...(sourceRanges !== undefined && { sourceRanges }),
    ...(loadBalancerClass !== undefined && { loadBalancerClass }),
    annotations: (profile) => {
      const stated = explicitScope(profile, scope, loadBalancerClass);
      return { ...('annotations' in stated && addressPool === undefined && stated.annotations), ...own };
    },
    // of a class that the author chose nothing is known
    withoutNodePorts: (profile) => loadBalancerClass === undefined && worksWithoutNodePorts(profile),
    problems: (profile) => {
      const stated = explicitScope(profile, scope);
      const unsaid = 'refused' in stated && !isSaid ? [`loadBalancer: ${stated.refused}; say the provider with Exposure.of(app).configure, or give annotations`] : [];
      return [...unsaid, ...unknownPods(profile), ...nobody('loadBalancer.sourceRanges', clients(profile))];
    },
    traffic: (profile, ports) => (clients(profile).isEmpty ? [] : [{ peer: { kind: 'addresses', addresses: clients(profile) }, ports }]),
  };
}

/** A port of the nodes for some networks. */
export function nodePortAccess({ clientCidrs, port }: NodePortOptions): DirectAccess {
  const clients = (profile: Profile): AddressSet => clientsOf(clientCidrs, AddressSet.NONE, profile);
  return {
    kind: 'NodePort',
    suffix: 'nodeport',
    ...(port !== undefined && { nodePort: port }),
    annotations: () => ({}),
    withoutNodePorts: () => false,
    problems: (profile) => [...unknownPods(profile), ...nobody('nodePort.clientCidrs', clients(profile))],
    traffic: (profile, ports) => (clients(profile).isEmpty ? [] : [{ peer: { kind: 'addresses', addresses: clients(profile) }, ports }]),
  };
}

/** A rule for addresses lets in the pods among them as well, so it must leave them out. */
function clientsOf(cidrs: readonly string[] | undefined, everyone: AddressSet, { cluster }: Profile): AddressSet {
  const clients = cidrs === undefined ? everyone : AddressSet.union(cidrs.map((cidr) => AddressSet.parseCidr(cidr)));
  return clients.minus(AddressSet.union(cluster.podCidrs.map((cidr) => AddressSet.parseCidr(cidr))));
}

/** A rule without an address would let in everyone. */
function nobody(option: string, clients: AddressSet): readonly string[] {
  return clients.isEmpty ? [`${option}: names addresses of pods only, which connect to the Service of the workload itself and must be declared`] : [];
}

function unknownPods({ cluster }: Profile): readonly string[] {
  return cluster.podCidrs.length > 0 ? []
    : ['its policy lets in addresses, and must leave out those of pods: name podCidrs with Exposure.of(app).configure'];
}

/** What is wrong with the settings, whatever the cluster. */
export function checkLoadBalancer({ sourceRanges, loadBalancerClass }: LoadBalancerOptions, problems: Problems): void {
  checkCidrs('loadBalancer.sourceRanges', sourceRanges, problems);
  problems.check(loadBalancerClass === undefined || /^[a-z0-9.-]+(?:\/[A-Za-z0-9._-]+)?$/.test(loadBalancerClass),
    () => `loadBalancer.loadBalancerClass: ${quoted(loadBalancerClass)} is no class; write it as example.com/name`);
}

/** What is wrong with the settings, whatever the cluster. */
export function checkNodePort({ clientCidrs, port }: NodePortOptions, problems: Problems): void {
  checkCidrs('nodePort.clientCidrs', clientCidrs, problems);
  if (port !== undefined) problems.port('nodePort.port', port);
}

function checkCidrs(prop: string, cidrs: readonly string[] | undefined, problems: Problems): void {
  problems.check(cidrs?.length !== 0, () => `${prop}: is empty, and nobody would get in; name the addresses of clients`);
  (cidrs ?? []).forEach((cidr, i) => {
    try {
      AddressSet.parseCidr(cidr);
    } catch (error) {
      problems.add(`${prop}[${i}]: ${(error as Error).message}`);
    }
  });
}
