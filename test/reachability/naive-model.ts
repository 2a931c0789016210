/** A cluster as plain data, without what the product makes of it. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export interface Labels { readonly [key: string]: string }
export interface Expression { readonly key: string; readonly operator: string; readonly values?: readonly string[] }
export interface Selector { readonly matchLabels?: Labels; readonly matchExpressions?: readonly Expression[] }
export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}
export interface Port { readonly protocol?: Protocol; readonly port?: number | string; readonly endPort?: number }
export interface Rule { readonly from?: readonly Peer[]; readonly to?: readonly Peer[]; readonly ports?: readonly Port[] }
export interface Policy {
  readonly name: string;
  readonly namespace: string;
  readonly podSelector: Selector;
  readonly policyTypes?: readonly ('Ingress' | 'Egress')[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}
/** Peers of policies above and below NetworkPolicies. */
export interface TierPeer {
  readonly namespaces?: Selector;
  readonly pods?: { readonly namespaceSelector: Selector; readonly podSelector: Selector };
  readonly nodes?: Selector;
  readonly networks?: readonly string[];
  readonly domainNames?: readonly string[];
}
/** Ports by number, of one protocol, or by name, of whichever. */
export type TierPort = { readonly name: string } | { readonly protocol: Protocol; readonly from: number; readonly to: number };
export interface TierRule { readonly action: 'Accept' | 'Deny' | 'Pass'; readonly peers: readonly TierPeer[]; readonly ports?: readonly TierPort[] }
export interface TierPolicy {
  readonly name: string;
  readonly kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy' | 'ClusterNetworkPolicy';
  readonly tier: 'Admin' | 'Baseline';
  readonly priority: number;
  readonly subject: Pick<TierPeer, 'namespaces' | 'pods'>;
  readonly ingress: readonly TierRule[];
  readonly egress: readonly TierRule[];
}
/** What a policy of Cilium has for each pod that it selects, as it is written. */
export interface CiliumSpecDoc {
  readonly endpointSelector: Selector;
  readonly ingress?: readonly CiliumRuleDoc[];
  readonly ingressDeny?: readonly CiliumRuleDoc[];
  readonly egress?: readonly CiliumRuleDoc[];
  readonly egressDeny?: readonly CiliumRuleDoc[];
  readonly enableDefaultDeny?: { readonly ingress?: boolean; readonly egress?: boolean };
}
type CiliumPeers<Way extends string> =
  { readonly [key in `${Way}Endpoints`]?: readonly Selector[] } & { readonly [key in `${Way}Entities` | `${Way}CIDR`]?: readonly string[] }
  & { readonly [key in `${Way}CIDRSet`]?: readonly { readonly cidr: string; readonly except?: readonly string[] }[] };
export type CiliumRuleDoc = CiliumPeers<'from' | 'to'> & { readonly toPorts?: readonly { readonly ports: readonly CiliumPortDoc[] }[] };
export interface CiliumPortDoc { readonly port: string; readonly endPort?: number; readonly protocol?: string }
export interface CiliumPolicyDoc {
  readonly name: string;
  /** Undefined for one of the whole cluster. */
  readonly namespace?: string;
  readonly specs: readonly CiliumSpecDoc[];
}
export interface Container {
  readonly init?: boolean;
  readonly restartPolicy?: string;
  readonly ports: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: Protocol }[];
}
export interface Pod {
  readonly namespace: string;
  /** Pods of one owner are one workload. */
  readonly owner: string;
  readonly labels: Labels;
  readonly hostNetwork: boolean;
  readonly podIP?: string;
  readonly containers: readonly Container[];
}
export interface NaiveCluster {
  readonly namespaces: { readonly [name: string]: Labels };
  readonly pods: readonly Pod[];
  readonly policies: readonly Policy[];
  readonly tierPolicies: readonly TierPolicy[];
  /** Where there are any, there are no policies of tiers. */
  readonly ciliumPolicies?: readonly CiliumPolicyDoc[];
  /** Labels of the node that has an address of `nodeAddresses`. */
  readonly nodes: { readonly [address: string]: Labels };
  /** Every address that a node, or a pod whose address is not written, may have. */
  readonly nodeAddresses: readonly string[];
  readonly podAddresses: readonly string[];
}


export type Direction = 'ingress' | 'egress';
export interface Question { readonly protocol: Protocol; readonly port: number }

/** The other end, in one of the ways in which it may be: everything about it is settled. */
export interface Other {
  /** Absent for an address alone, and for a pod about which nothing is known. */
  readonly pod?: Pod;
  readonly unknown?: boolean;
  readonly address?: string;
  /** Whether the network plugin applies `ipBlock` to the address. */
  readonly ipBlock: boolean;
  /** Domain names that resolve to the address. */
  readonly names: readonly string[];
  /** Port names that a pod about which nothing is known gives to the port in question. */
  readonly portNames: readonly string[];
  /** What Cilium makes of the end, of that which nobody can say: each is so if it is listed. */
  readonly ciliumAnswers?: readonly string[];
}
