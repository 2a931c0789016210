import { StringMap } from './string-map';

/** Clouds whose load balancers are told apart. */
export const PROVIDERS = ['eks', 'gke', 'aks', 'hetzner', 'ovh', 'digitalocean', 'oci', 'ibm', 'linode', 'alibaba', 'scaleway', 'openstack', 'bare-metal', 'unknown'] as const;
export type Provider = typeof PROVIDERS[number];

/** What makes load balancers, where a provider has several, or where none does. */
export const LOAD_BALANCERS = ['in-tree', 'aws-load-balancer-controller', 'eks-auto-mode', 'metallb', 'cilium', 'k3s-servicelb', 'kube-vip'] as const;
export type LoadBalancerImplementation = typeof LOAD_BALANCERS[number];

export const NETWORK_SCOPES = ['internet', 'private-network'] as const;
export type NetworkScope = typeof NETWORK_SCOPES[number];

/** Where the cluster's DNS answers. */
export interface DnsProfile {
  readonly namespace: string;
  readonly podLabels: StringMap;
  /** Port of the DNS pods: 53, on OpenShift 5353. */
  readonly port: number;
}

/** A controller that the manifests do not contain. */
export interface ControllerProfile {
  /** Name of a preset of `controllers/`. */
  readonly preset: string;
  readonly className: string;
  /** Namespace and labels of its pods; the preset's where absent. */
  readonly namespace?: string;
  readonly podLabels?: StringMap;
  /** Addresses that its traffic comes from: in place of the pods of the preset, or beside those that are named here. */
  readonly cidrs?: readonly string[];
  /**
   * Which network reaches it. Default: internet, because an unknown scope is treated as public; of proxies that a Gateway API product makes for each
   * Gateway, what the Service says that it makes for them.
   */
  readonly scope?: NetworkScope;
}

/** A callers or destinations entry as exposure.yaml and annotations write it. */
export interface PeerEntry {
  readonly workload?: string;
  readonly namespace?: string;
  readonly cluster?: boolean;
  readonly cidr?: string;
  readonly host?: string;
  readonly ports?: readonly { readonly protocol?: string; readonly port: number; readonly endPort?: number }[];
}

/** An intent for YAML that nobody can edit. */
export interface IntentProfile {
  readonly workload: string;
  readonly intent: string;
  readonly allowFrom?: readonly PeerEntry[];
  readonly connectTo?: readonly PeerEntry[];
  readonly waysIn?: readonly string[];
  readonly gateways?: readonly string[];
  readonly hosts?: readonly { readonly host: string; readonly path?: string; readonly pathType?: string }[];
}

/** An accepted finding. */
export interface AcceptanceProfile {
  readonly rule: string;
  /** `Kind ns/name`. */
  readonly object: string;
  readonly reason: string;
  readonly expires?: string;
}

/** What manifests cannot say about the cluster; the content of exposure.yaml with every default filled in. */
export interface Profile {
  readonly cluster: {
    readonly provider: Provider;
    readonly loadBalancer?: LoadBalancerImplementation;
    readonly nodeAddresses: 'public' | 'private' | 'unknown';
    readonly nodeCidrs: readonly string[];
    readonly podCidrs: readonly string[];
    readonly serviceCidrs: readonly string[];
    readonly loadBalancerSubnets: readonly string[];
    readonly addressPools: Readonly<Record<string, NetworkScope>>;
    readonly clusterDomain: string;
    readonly dns: DnsProfile;
    readonly networkPolicies: 'enforced' | 'ignored';
  };
  readonly controllers: readonly ControllerProfile[];
  readonly intents: readonly IntentProfile[];
  readonly accepted: readonly AcceptanceProfile[];
}

/** The profile of a cluster about which nothing was said. */
export const DEFAULT_PROFILE: Profile = {
  cluster: {
    provider: 'unknown',
    nodeAddresses: 'unknown',
    nodeCidrs: [],
    podCidrs: [],
    serviceCidrs: [],
    loadBalancerSubnets: [],
    addressPools: {},
    clusterDomain: 'cluster.local',
    dns: { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, port: 53 },
    networkPolicies: 'enforced',
  },
  controllers: [],
  intents: [],
  accepted: [],
};
