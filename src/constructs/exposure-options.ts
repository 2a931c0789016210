/** What an error found by the check does at synth. */
export enum Enforcement {
  /** Synth fails and writes nothing. */
  ERROR = 'error',
  /** Findings are printed to standard error; synth goes on. */
  WARN = 'warn',
  /** Nothing is checked; one line on standard error says so. */
  OFF = 'off',
}

/** Where the cluster's DNS answers. */
export interface DnsOptions {
  /** Namespace of the DNS pods. */
  readonly namespace: string;
  /** Labels of the DNS pods. */
  readonly podLabels: { [key: string]: string };
  /** Port of the DNS pods: 53, on OpenShift 5353. */
  readonly port: number;
}

/** What manifests cannot say about the cluster. */
export interface ClusterOptions {
  /**
   * Who runs it: `eks`, `gke`, `aks`, `hetzner`, `ovh`, `digitalocean`, `oci`, `ibm`, `linode`, `alibaba`, `scaleway`,
   * `openstack`, `bare-metal` or `unknown`.
   * @default unknown
   */
  readonly provider?: string;
  /**
   * Which implementation serves LoadBalancer Services, where the provider has several: `in-tree`,
   * `aws-load-balancer-controller`, `metallb`, `cilium`, …
   * @default - the provider's usual one
   */
  readonly loadBalancer?: string;
  /**
   * Whether nodes have addresses that the internet reaches: `public`, `private` or `unknown`.
   * @default unknown
   */
  readonly nodeAddresses?: string;
  /**
   * Addresses of the nodes.
   * @default - unknown
   */
  readonly nodeCidrs?: string[];
  /**
   * Addresses of the pods.
   * @default - unknown
   */
  readonly podCidrs?: string[];
  /**
   * Addresses of the Services inside the cluster.
   * @default - unknown
   */
  readonly serviceCidrs?: string[];
  /**
   * Subnets of load balancers that talk to pods directly.
   * @default - unknown
   */
  readonly loadBalancerSubnets?: string[];
  /**
   * Address pools of MetalLB or Cilium: name → `internet` or `private-network`.
   * @default - none
   */
  readonly addressPools?: { [name: string]: string };
  /**
   * Domain under which the cluster's DNS names its Services.
   * @default cluster.local
   */
  readonly clusterDomain?: string;
  /**
   * Where names are resolved.
   * @default - pods `k8s-app: kube-dns` in `kube-system`, port 53
   */
  readonly dns?: DnsOptions;
  /**
   * Whether the network plugin acts on NetworkPolicies: `enforced`, or `ignored`; then policies prove nothing.
   * @default enforced
   */
  readonly networkPolicies?: string;
}

/** A controller that the manifests do not contain. */
export interface ControllerOptions {
  /** Name of a preset, such as `traefik`. */
  readonly preset: string;
  /** Name of the IngressClass that it serves. */
  readonly className: string;
  /**
   * Namespace of its pods.
   * @default - the preset's
   */
  readonly namespace?: string;
  /**
   * Labels of its pods.
   * @default - the preset's
   */
  readonly podLabels?: { [key: string]: string };
  /**
   * Addresses that its traffic comes from: in place of the pods of the preset, or beside those that `namespace` or `podLabels` names.
   * @default - the preset's
   */
  readonly cidrs?: string[];
  /**
   * Which network reaches it: `internet` or `private-network`.
   * @default internet; where a Gateway API product makes proxies for each Gateway, what the Service says that it makes for them
   */
  readonly scope?: string;
}

/** A range of ports. */
export interface DeclaredPort {
  /**
   * `TCP`, `UDP` or `SCTP`.
   * @default TCP
   */
  readonly protocol?: string;
  /** The port of the pods, or the first of the range. */
  readonly port: number;
  /**
   * Last port of the range.
   * @default - only `port`
   */
  readonly endPort?: number;
}

/** One caller or destination; exactly one of the names. */
export interface DeclaredPeerOptions {
  /**
   * `ns/name` or `ns/name[Kind]`.
   * @default - none
   */
  readonly workload?: string;
  /**
   * Every pod of this namespace.
   * @default - none
   */
  readonly namespace?: string;
  /**
   * Every pod of the cluster.
   * @default false
   */
  readonly cluster?: boolean;
  /**
   * Addresses outside the cluster; only in `connectTo`.
   * @default - none
   */
  readonly cidr?: string;
  /**
   * A host outside the cluster; only in `connectTo`.
   * @default - none
   */
  readonly host?: string;
  /**
   * Ports of the pods of the destination.
   * @default - every port
   */
  readonly ports?: DeclaredPort[];
}

/** The intent of a workload that others wrote. */
export interface IntentOptions {
  /** `ns/name` or `ns/name[Kind]`. */
  readonly workload: string;
  /** `public`, `internal`, `private` or `isolated`. */
  readonly intent: string;
  /**
   * Who may connect to it.
   * @default - nobody
   */
  readonly allowFrom?: DeclaredPeerOptions[];
  /**
   * Where it connects to.
   * @default - nothing declared
   */
  readonly connectTo?: DeclaredPeerOptions[];
  /**
   * Kinds of way in that are meant, such as `LoadBalancer`; public and internal workloads only.
   * @default - none but the gateways
   */
  readonly waysIn?: string[];
}

/** Settings of the check. */
export interface ExposureOptions {
  /**
   * What an error does at synth.
   * @default Enforcement.ERROR
   */
  readonly enforcement?: Enforcement;
  /**
   * Path of an exposure.yaml, instead of the settings below.
   * @default - none
   */
  readonly profileFile?: string;
  /**
   * The cluster.
   * @default - nothing is known
   */
  readonly cluster?: ClusterOptions;
  /**
   * Ingress controllers that are installed elsewhere.
   * @default - none
   */
  readonly controllers?: ControllerOptions[];
  /**
   * Intents of workloads that others wrote.
   * @default - only those that the manifests carry
   */
  readonly intents?: IntentOptions[];
}

/** One finding that somebody answers for. */
export interface AcceptOptions {
  /** Id of the rule, exactly as reported. */
  readonly rule: string;
  /** Why it is right as it is; at least 10 characters. */
  readonly reason: string;
  /**
   * Last day on which it holds, `YYYY-MM-DD`, UTC.
   * @default - it does not expire
   */
  readonly expires?: string;
}
