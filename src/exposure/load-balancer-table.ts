import { LoadBalancerImplementation, NetworkScope, Provider } from '../profile/profile';

/** Holds where the annotation is present and its value matches. */
export interface AnnotationCondition {
  readonly annotation: string;
  readonly value: RegExp;
}

/** One kind of load balancer: data only. A row applies where everything that it names of the first four holds. */
export interface LoadBalancerRow {
  /** Name for people. */
  readonly name: string;
  readonly providers?: readonly Provider[];
  /** `cluster.loadBalancer` of exposure.yaml. */
  readonly implementations?: readonly LoadBalancerImplementation[];
  /** `spec.loadBalancerClass`. Rows without it apply to Services without a class only, rows with it to no others. */
  readonly classes?: readonly string[];
  /** Annotations that choose this kind. */
  readonly when?: AnnotationCondition;

  /** Which network reaches it where no marker says so. */
  readonly default: NetworkScope | 'unknown';
  /** The first whose conditions all hold decides which network reaches it. */
  readonly markers: readonly { readonly when: readonly AnnotationCondition[]; readonly scope: NetworkScope }[];
  /** Annotations that name a pool of addresses, or addresses, which decide it. */
  readonly pools?: { readonly pool: readonly string[]; readonly addresses: readonly string[] };
  /**
   * What reaches the node with `externalTrafficPolicy: Local`: the client's packet (pass-through), or a connection of
   * the load balancer from its own address, or from pods.
   */
  readonly source: 'client' | 'balancer' | 'pods';
  /** Where it holds, the load balancer connects to pods itself, from addresses of its subnets. */
  readonly podTargets?: AnnotationCondition;
  /** Where it holds, pods see the client even so. */
  readonly keepsClient?: AnnotationCondition;
  /** Whether `loadBalancerSourceRanges` restrict who gets in; where it is not documented: no. */
  readonly honoursSourceRanges: boolean;
  /** Where it holds, they do not. */
  readonly ignoresSourceRanges?: AnnotationCondition;
}

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const NLB_TARGETS_PODS = { annotation: `${AWS}nlb-target-type`, value: /^ip$/ };

/** kubernetes-sigs/aws-load-balancer-controller v3.5.0, docs/guide/service: `scheme` wins over `internal`; internal by default. */
const AWS_LOAD_BALANCER_CONTROLLER: Omit<LoadBalancerRow, 'name'> = {
  default: 'private-network',
  markers: [
    { when: [{ annotation: `${AWS}scheme`, value: /^internal$/ }], scope: 'private-network' },
    { when: [{ annotation: `${AWS}scheme`, value: /./ }], scope: 'internet' },
    { when: [{ annotation: `${AWS}internal`, value: /^true$/ }], scope: 'private-network' },
    { when: [{ annotation: `${AWS}internal`, value: /./ }], scope: 'internet' },
  ],
  source: 'client',
  podTargets: NLB_TARGETS_PODS,
  keepsClient: { annotation: `${AWS}target-group-attributes`, value: /preserve_client_ip\.enabled=true/ },
  honoursSourceRanges: true,
  ignoresSourceRanges: { annotation: `${AWS}disable-nlb-sg`, value: /^true$/ },
};

/** docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html: reads `scheme` only, whose default is not documented alike everywhere. */
const EKS_AUTO_MODE: Omit<LoadBalancerRow, 'name'> = {
  ...AWS_LOAD_BALANCER_CONTROLLER,
  default: 'unknown',
  markers: [
    { when: [{ annotation: `${AWS}scheme`, value: /^internal$/ }], scope: 'private-network' },
    { when: [{ annotation: `${AWS}scheme`, value: /./ }], scope: 'internet' },
  ],
};

/** kubernetes/cloud-provider-aws, pkg/providers/v1/aws.go: any value but "false" is internal. Classic load balancers replace the client's address. */
const AWS_IN_TREE: Omit<LoadBalancerRow, 'name'> = {
  default: 'internet',
  markers: [
    { when: [{ annotation: `${AWS}internal`, value: /^false$/ }], scope: 'internet' },
    { when: [{ annotation: `${AWS}internal`, value: /./ }], scope: 'private-network' },
  ],
  source: 'balancer',
  honoursSourceRanges: true,
};

/** The kinds of load balancer; the first row that applies counts. */
export const LOAD_BALANCER_TABLE: readonly LoadBalancerRow[] = [
  { name: 'Tailscale', classes: ['tailscale'], default: 'private-network', markers: [], source: 'pods', honoursSourceRanges: false },
  { name: 'ngrok', classes: ['ngrok'], default: 'internet', markers: [], source: 'pods', honoursSourceRanges: false },
  { name: 'AWS Load Balancer Controller', classes: ['service.k8s.aws/nlb'], ...AWS_LOAD_BALANCER_CONTROLLER },
  { name: 'EKS Auto Mode', classes: ['eks.amazonaws.com/nlb'], ...EKS_AUTO_MODE },
  {
    name: 'GKE internal',
    classes: ['networking.gke.io/l4-regional-internal', 'networking.gke.io/l4-regional-internal-legacy'],
    default: 'private-network',
    markers: [],
    source: 'client',
    honoursSourceRanges: true,
  },
  {
    name: 'GKE external',
    classes: ['networking.gke.io/l4-regional-external', 'networking.gke.io/l4-regional-external-legacy'],
    default: 'internet',
    markers: [],
    source: 'client',
    honoursSourceRanges: true,
  },
  {
    name: 'MetalLB',
    implementations: ['metallb'],
    default: 'internet',
    markers: [],
    source: 'client',
    honoursSourceRanges: true,
    pools: { pool: ['metallb.io/address-pool', 'metallb.universe.tf/address-pool'], addresses: ['metallb.io/loadBalancerIPs', 'metallb.universe.tf/loadBalancerIPs'] },
  },
  {
    name: 'Cilium',
    implementations: ['cilium'],
    default: 'internet',
    markers: [],
    source: 'client',
    honoursSourceRanges: true,
    pools: { pool: [], addresses: ['lbipam.cilium.io/ips'] },
  },
  { name: 'kube-vip', implementations: ['kube-vip'], default: 'internet', markers: [], source: 'client', honoursSourceRanges: false },
  { name: 'K3s ServiceLB', implementations: ['k3s-servicelb'], default: 'internet', markers: [], source: 'pods', honoursSourceRanges: false },
  { name: 'AWS Load Balancer Controller', providers: ['eks'], implementations: ['aws-load-balancer-controller'], ...AWS_LOAD_BALANCER_CONTROLLER },
  { name: 'EKS Auto Mode', providers: ['eks'], implementations: ['eks-auto-mode'], ...EKS_AUTO_MODE },
  { name: 'AWS cloud provider', providers: ['eks'], implementations: ['in-tree'], ...AWS_IN_TREE },
  { name: 'AWS Load Balancer Controller', providers: ['eks'], when: { annotation: `${AWS}type`, value: /^(external|nlb-ip)$/ }, ...AWS_LOAD_BALANCER_CONTROLLER },
  // Either of the two above: both read `internal`, only one of them reads `scheme`.
  {
    name: 'AWS load balancer of an unknown controller',
    providers: ['eks'],
    default: 'unknown',
    markers: [
      { when: [{ annotation: `${AWS}scheme`, value: /^internet-facing$/ }], scope: 'internet' },
      { when: [{ annotation: `${AWS}internal`, value: /^true$/ }], scope: 'private-network' },
      { when: [{ annotation: `${AWS}internal`, value: /^false$/ }], scope: 'internet' },
    ],
    source: 'balancer',
    podTargets: NLB_TARGETS_PODS,
    honoursSourceRanges: false,
  },
  {
    // kubernetes/cloud-provider-gcp, providers/gce: annotation of either generation, in either case.
    name: 'GKE',
    providers: ['gke'],
    default: 'internet',
    source: 'client',
    honoursSourceRanges: true,
    markers: [
      { when: [{ annotation: 'networking.gke.io/load-balancer-type', value: /^[Ii]nternal$/ }], scope: 'private-network' },
      { when: [{ annotation: 'cloud.google.com/load-balancer-type', value: /^[Ii]nternal$/ }], scope: 'private-network' },
    ],
  },
  {
    // kubernetes-sigs/cloud-provider-azure: the exact text "true".
    name: 'AKS',
    providers: ['aks'],
    default: 'internet',
    source: 'client',
    honoursSourceRanges: true,
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/azure-load-balancer-internal', value: /^true$/ }], scope: 'private-network' }],
  },
  {
    // hetznercloud/hcloud-cloud-controller-manager: `use-private-ip` concerns the targets only.
    name: 'Hetzner',
    providers: ['hetzner'],
    default: 'internet',
    source: 'balancer',
    honoursSourceRanges: false,
    markers: [{ when: [{ annotation: 'load-balancer.hetzner.cloud/disable-public-network', value: /^true$/ }], scope: 'private-network' }],
  },
  {
    // digitalocean/digitalocean-cloud-controller-manager.
    name: 'DigitalOcean',
    providers: ['digitalocean'],
    default: 'internet',
    source: 'balancer',
    honoursSourceRanges: true,
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/do-loadbalancer-network', value: /^INTERNAL$/ }], scope: 'private-network' }],
  },
  {
    // kubernetes/cloud-provider-openstack: otherwise a floating IP is attached.
    name: 'OpenStack Octavia',
    providers: ['ovh', 'openstack'],
    default: 'internet',
    source: 'balancer',
    honoursSourceRanges: true,
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/openstack-internal-load-balancer', value: /^true$/ }], scope: 'private-network' }],
  },
  {
    // oracle/oci-cloud-controller-manager: each type reads its own annotation only.
    name: 'OCI network load balancer',
    providers: ['oci'],
    when: { annotation: 'oci.oraclecloud.com/load-balancer-type', value: /^nlb$/ },
    default: 'internet',
    source: 'balancer',
    honoursSourceRanges: false,
    markers: [{ when: [{ annotation: 'oci-network-load-balancer.oraclecloud.com/internal', value: /^true$/ }], scope: 'private-network' }],
  },
  {
    name: 'OCI load balancer',
    providers: ['oci'],
    default: 'internet',
    source: 'balancer',
    honoursSourceRanges: false,
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/oci-load-balancer-internal', value: /^true$/ }], scope: 'private-network' }],
  },
  {
    name: 'IBM Cloud',
    providers: ['ibm'],
    default: 'internet',
    source: 'balancer',
    honoursSourceRanges: false,
    markers: [{ when: [{ annotation: 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', value: /^private$/ }], scope: 'private-network' }],
  },
  {
    // linode/linode-cloud-controller-manager: a firewall leaves the public address.
    name: 'Linode',
    providers: ['linode'],
    default: 'internet',
    source: 'balancer',
    honoursSourceRanges: false,
    markers: [
      { when: [{ annotation: 'service.beta.kubernetes.io/linode-loadbalancer-frontend-subnet-id', value: /./ }], scope: 'private-network' },
      {
        when: [
          { annotation: 'service.beta.kubernetes.io/linode-loadbalancer-frontend-vpc-name', value: /./ },
          { annotation: 'service.beta.kubernetes.io/linode-loadbalancer-frontend-subnet-name', value: /./ },
        ],
        scope: 'private-network',
      },
    ],
  },
  {
    // kubernetes/cloud-provider-alibaba-cloud.
    name: 'Alibaba Cloud',
    providers: ['alibaba'],
    default: 'internet',
    source: 'balancer',
    honoursSourceRanges: false,
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', value: /^intranet$/ }], scope: 'private-network' }],
  },
  {
    // scaleway/scaleway-cloud-controller-manager.
    name: 'Scaleway',
    providers: ['scaleway'],
    default: 'internet',
    source: 'balancer',
    honoursSourceRanges: false,
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/scw-loadbalancer-private', value: /^true$/ }], scope: 'private-network' }],
  },
];

/** What is assumed of a load balancer about which nothing is known. Its source ranges are honoured by kube-proxy or the cloud, or nobody knows. */
export const UNKNOWN_LOAD_BALANCER: LoadBalancerRow = {
  name: 'unknown load balancer', default: 'internet', markers: [], source: 'balancer', honoursSourceRanges: false,
};
