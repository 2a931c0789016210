import { AWS, AWS_IN_TREE, AWS_LOAD_BALANCER_CONTROLLER, AWS_SCHEMES, EKS_AUTO_MODE, NLB_TARGETS_PODS } from './load-balancer-aws';
import { AZURE } from './load-balancer-azure';
import { LoadBalancerRow, separatedByCommas, SOURCE_RANGES, YES, YES_OR_NO } from './load-balancer-row';

const TRUE_OR_FALSE = /^(?:true|false)$/;
const GKE_TYPES = /^(?:[Ii]nternal|[Ee]xternal)$/;

/** The kinds of load balancer; the first row that applies counts. */
export const LOAD_BALANCER_TABLE: readonly LoadBalancerRow[] = [
  { name: 'Tailscale', classes: ['tailscale'], default: 'private-network', markers: [], source: 'pods', sourceRanges: 'unknown' },
  { name: 'ngrok', classes: ['ngrok'], default: 'internet', markers: [], source: 'pods', sourceRanges: 'unknown' },
  { name: 'AWS Load Balancer Controller', classes: ['service.k8s.aws/nlb'], ...AWS_LOAD_BALANCER_CONTROLLER },
  { name: 'EKS Auto Mode', classes: ['eks.amazonaws.com/nlb'], ...EKS_AUTO_MODE },
  {
    name: 'GKE internal',
    classes: ['networking.gke.io/l4-regional-internal', 'networking.gke.io/l4-regional-internal-legacy'],
    default: 'private-network',
    markers: [],
    source: 'client',
    sourceRanges: 'honoured',
    clientAnnotation: SOURCE_RANGES,
  },
  {
    name: 'GKE external',
    classes: ['networking.gke.io/l4-regional-external', 'networking.gke.io/l4-regional-external-legacy'],
    default: 'internet',
    markers: [],
    source: 'client',
    sourceRanges: 'honoured',
    clientAnnotation: SOURCE_RANGES,
  },
  {
    // makes groups of endpoints for load balancers that are configured outside the cluster (Google Kubernetes Engine, "LoadBalancer Service parameters")
    name: 'GKE network endpoint groups',
    classes: ['networking.gke.io/standalone-passthrough-lb-neg'],
    default: 'unknown',
    doubt: 'the load balancer that is configured outside the cluster for its network endpoint groups is public',
    markers: [],
    source: 'client',
    sourceRanges: 'unknown',
  },
  {
    name: 'MetalLB',
    implementations: ['metallb'],
    default: 'internet',
    markers: [],
    source: 'client',
    sourceRanges: 'honoured',
    pools: { pool: ['metallb.io/address-pool', 'metallb.universe.tf/address-pool'], addresses: ['metallb.io/loadBalancerIPs', 'metallb.universe.tf/loadBalancerIPs'] },
  },
  {
    name: 'Cilium',
    implementations: ['cilium'],
    default: 'internet',
    markers: [],
    source: 'client',
    sourceRanges: 'honoured',
    pools: { pool: [], addresses: ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'] },
  },
  {
    name: 'kube-vip',
    implementations: ['kube-vip'],
    default: 'internet',
    markers: [],
    source: 'client',
    sourceRanges: 'unknown',
    pools: { pool: [], addresses: ['kube-vip.io/loadbalancerIPs'] },
  },
  { name: 'K3s ServiceLB', implementations: ['k3s-servicelb'], default: 'nodes', markers: [], source: 'pods', sourceRanges: 'unknown' },
  { name: 'AWS Load Balancer Controller', providers: ['eks'], implementations: ['aws-load-balancer-controller'], ...AWS_LOAD_BALANCER_CONTROLLER },
  { name: 'EKS Auto Mode', providers: ['eks'], implementations: ['eks-auto-mode'], ...EKS_AUTO_MODE },
  // the cloud provider leaves Services of these types alone (kubernetes/cloud-provider-aws, isLBExternal)
  { name: 'AWS Load Balancer Controller', providers: ['eks'], when: { annotation: `${AWS}type`, value: /^(external|nlb-ip)$/ }, ...AWS_LOAD_BALANCER_CONTROLLER },
  { name: 'AWS cloud provider', providers: ['eks'], implementations: ['in-tree'], ...AWS_IN_TREE },
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
    sourceRanges: 'unknown',
    values: AWS_SCHEMES,
  },
  {
    // kubernetes/cloud-provider-gcp, providers/gce: the annotation of the newer generation that is there decides, whatever it says, then the older one.
    name: 'GKE',
    providers: ['gke'],
    default: 'internet',
    source: 'client',
    sourceRanges: 'honoured',
    clientAnnotation: SOURCE_RANGES,
    values: { 'networking.gke.io/load-balancer-type': GKE_TYPES, 'cloud.google.com/load-balancer-type': GKE_TYPES },
    markers: [
      { when: [{ annotation: 'networking.gke.io/load-balancer-type', value: /^[Ii]nternal$/ }], scope: 'private-network' },
      { when: [{ annotation: 'networking.gke.io/load-balancer-type', value: /^/ }], scope: 'internet' },
      { when: [{ annotation: 'cloud.google.com/load-balancer-type', value: /^[Ii]nternal$/ }], scope: 'private-network' },
      { when: [{ annotation: 'cloud.google.com/load-balancer-type', value: /^/ }], scope: 'internet' },
    ],
  },
  { name: 'AKS', providers: ['aks'], ...AZURE },
  {
    // hetznercloud/hcloud-cloud-controller-manager: `use-private-ip` concerns the targets only.
    name: 'Hetzner',
    providers: ['hetzner'],
    default: 'internet',
    source: 'balancer',
    sourceRanges: 'ignored',
    values: { 'load-balancer.hetzner.cloud/disable-public-network': YES_OR_NO },
    markers: [{ when: [{ annotation: 'load-balancer.hetzner.cloud/disable-public-network', value: YES }], scope: 'private-network' }],
  },
  {
    // digitalocean/digitalocean-cloud-controller-manager.
    name: 'DigitalOcean',
    providers: ['digitalocean'],
    default: 'internet',
    source: 'balancer',
    sourceRanges: 'honoured',
    clientAnnotation: { annotation: 'service.beta.kubernetes.io/do-loadbalancer-allow-rules', ranges: allowedByRules },
    values: { 'service.beta.kubernetes.io/do-loadbalancer-network': /^(?:INTERNAL|EXTERNAL)$/ },
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/do-loadbalancer-network', value: /^INTERNAL$/ }], scope: 'private-network' }],
  },
  {
    // kubernetes/cloud-provider-openstack: otherwise a floating IP is attached.
    name: 'OpenStack Octavia',
    providers: ['ovh', 'openstack'],
    default: 'internet',
    source: 'balancer',
    sourceRanges: 'honoured',
    clientAnnotation: SOURCE_RANGES,
    values: { 'service.beta.kubernetes.io/openstack-internal-load-balancer': TRUE_OR_FALSE },
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/openstack-internal-load-balancer', value: /^true$/ }], scope: 'private-network' }],
  },
  {
    // oracle/oci-cloud-controller-manager: each type reads its own annotation only.
    name: 'OCI network load balancer',
    providers: ['oci'],
    when: { annotation: 'oci.oraclecloud.com/load-balancer-type', value: /^nlb$/ },
    default: 'internet',
    source: 'balancer',
    sourceRanges: 'unknown',
    values: { 'oci-network-load-balancer.oraclecloud.com/internal': YES_OR_NO },
    markers: [{ when: [{ annotation: 'oci-network-load-balancer.oraclecloud.com/internal', value: YES }], scope: 'private-network' }],
  },
  {
    name: 'OCI load balancer',
    providers: ['oci'],
    default: 'internet',
    source: 'balancer',
    sourceRanges: 'unknown',
    values: { 'service.beta.kubernetes.io/oci-load-balancer-internal': YES_OR_NO },
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/oci-load-balancer-internal', value: YES }], scope: 'private-network' }],
  },
  {
    name: 'IBM Cloud',
    providers: ['ibm'],
    default: 'internet',
    source: 'balancer',
    sourceRanges: 'unknown',
    values: { 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': /^(?:private|public)$/ },
    markers: [{ when: [{ annotation: 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', value: /^private$/ }], scope: 'private-network' }],
  },
  {
    // linode/linode-cloud-controller-manager: a firewall leaves the public address, and its allow list says who reaches it.
    name: 'Linode',
    providers: ['linode'],
    default: 'internet',
    source: 'balancer',
    sourceRanges: 'ignored',
    clientAnnotation: { annotation: 'service.beta.kubernetes.io/linode-loadbalancer-firewall-acl', ranges: allowedByFirewall },
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
    sourceRanges: 'unknown',
    values: { 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': /^(?:intranet|internet)$/ },
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', value: /^intranet$/ }], scope: 'private-network' }],
  },
  {
    // scaleway/scaleway-cloud-controller-manager.
    name: 'Scaleway',
    providers: ['scaleway'],
    default: 'internet',
    source: 'balancer',
    sourceRanges: 'honoured',
    values: { 'service.beta.kubernetes.io/scw-loadbalancer-private': YES_OR_NO },
    markers: [{ when: [{ annotation: 'service.beta.kubernetes.io/scw-loadbalancer-private', value: YES }], scope: 'private-network' }],
  },
];

/** What is assumed of a load balancer about which nothing is known. Its source ranges are honoured by kube-proxy or the cloud, or nobody knows. */
export const UNKNOWN_LOAD_BALANCER: LoadBalancerRow = {
  name: 'unknown load balancer', default: 'internet', markers: [], source: 'balancer', sourceRanges: 'unknown',
};

/** `cidr:10.0.0.0/8` or `ip:10.0.0.5`, with commas between them (docs/controllers/services/annotations.md). */
function allowedByRules(text: string): readonly string[] {
  return separatedByCommas(text).map((rule) => rule.replace(/^(?:cidr|ip):/, ''));
}

/** `{"allowList":{"ipv4":[…],"ipv6":[…]}}` (docs/configuration/firewall.md). A deny list leaves everybody else in, and what is no such JSON everybody. */
function allowedByFirewall(text: string): readonly string[] {
  try {
    const { allowList } = JSON.parse(text) as { readonly allowList?: Readonly<Record<string, unknown>> | null };
    return [allowList?.ipv4, allowList?.ipv6].flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
  } catch {
    return [];
  }
}
