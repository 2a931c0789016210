import { AWS_GATEWAY_FEATURES } from './features/aws-gateway';
import { GKE_GATEWAY_FEATURES, GKE_GATEWAY_INTERNAL_FEATURES, GKE_GATEWAY_REGIONAL_FEATURES } from './features/gke-gateway';
import { GatewayConfiguration, GatewayNeeds, GatewayPreset } from './gateway-preset';
import { GKE_EXTERNAL } from './gke';

const GKE_CONTROLLER = 'networking.gke.io/gateway';
/** Presets of the Ingress of GKE. */
const GKE_INGRESS = ['gke-external', 'gke-internal'];
const GKE_SOURCES = ['cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities', 'cloud.google.com/kubernetes-engine/docs/concepts/gateway-api'];

/** Global external application load balancers of GKE: their traffic comes from Google Front Ends. */
export const GKE_GATEWAY: GatewayPreset = {
  name: 'gke-gateway',
  title: 'GKE Gateway (global external)',
  controllerNames: [GKE_CONTROLLER],
  describedAs: GKE_INGRESS,
  className: 'gke-l7-global-external-managed',
  ownClasses: /^(?:gke-l7-global-external-managed|gke-l7-gxlb|asm-l7-gxlb)(?:-mc)?$/,
  ...(GKE_EXTERNAL.cidrs === undefined ? {} : { cidrs: GKE_EXTERNAL.cidrs }),
  loadBalancer: {},
  scope: 'internet',
  certificates: ['secret', 'google-pre-shared', 'google-map'],
  features: GKE_GATEWAY_FEATURES,
  adminPorts: [],
  sources: GKE_SOURCES,
};

/** Regional external load balancers of GKE: their traffic comes from the proxy-only subnet. */
export const GKE_GATEWAY_REGIONAL: GatewayPreset = {
  name: 'gke-gateway-regional',
  title: 'GKE Gateway (regional external)',
  controllerNames: [GKE_CONTROLLER],
  describedAs: GKE_INGRESS,
  className: 'gke-l7-regional-external-managed',
  ownClasses: /^gke-l7-regional-external-managed(?:-mc)?$/,
  neededCidrs: 'the proxy-only subnet',
  loadBalancer: {},
  scope: 'internet',
  certificates: ['secret', 'google-pre-shared'],
  features: GKE_GATEWAY_REGIONAL_FEATURES,
  adminPorts: [],
  sources: GKE_SOURCES,
};

/** Internal load balancers of GKE: their traffic comes from the proxy-only subnet. */
export const GKE_GATEWAY_INTERNAL: GatewayPreset = {
  name: 'gke-gateway-internal',
  title: 'GKE Gateway (internal)',
  controllerNames: [GKE_CONTROLLER],
  describedAs: GKE_INGRESS,
  className: 'gke-l7-rilb',
  ownClasses: /^gke-(?:l7-rilb|l7-cross-regional-internal-managed|persistent-regional-internal-managed)(?:-mc)?$/,
  neededCidrs: 'the proxy-only subnet',
  loadBalancer: {},
  scope: 'private-network',
  certificates: ['secret', 'google-pre-shared'],
  features: GKE_GATEWAY_INTERNAL_FEATURES,
  adminPorts: [],
  sources: GKE_SOURCES,
};

/** Stands for what a TargetGroupConfiguration says of a Service, which has no annotation for it. */
export const AWS_TARGETS_ANNOTATION = 'gateway.k8s.aws/target-type';

/** Its spec: the scheme, which is internal where nothing says it, and certificates, which are looked up by the hosts where none are named. */
function loadBalancerConfiguration({ scope, certificateArns: [first, ...others] }: GatewayNeeds): GatewayConfiguration {
  const certificates = first === undefined ? {} : {
    listenerConfigurations: [{ protocolPort: 'HTTPS:443', defaultCertificate: first, ...(others.length > 0 && { certificates: others }) }],
  };
  return {
    apiVersion: 'gateway.k8s.aws/v1',
    kind: 'LoadBalancerConfiguration',
    spec: { scheme: scope === 'internet' ? 'internet-facing' : 'internal', ...certificates },
  };
}

/** Application and network load balancers of the AWS Load Balancer Controller, internal unless a LoadBalancerConfiguration says otherwise. */
export const AWS_GATEWAY: GatewayPreset = {
  name: 'aws-gateway',
  title: 'AWS Load Balancer Controller (Gateway API)',
  controllerNames: ['gateway.k8s.aws/alb', 'gateway.k8s.aws/nlb'],
  className: 'aws-alb-gateway-class',
  // Instances, that is node ports, are the default.
  loadBalancer: { podTargets: { annotation: AWS_TARGETS_ANNOTATION, value: /^ip$/ } },
  scope: 'private-network',
  parameters: {
    group: 'gateway.k8s.aws',
    kind: 'LoadBalancerConfiguration',
    combination: 'class-first',
    combinedBy: [{ of: 'class', path: 'spec.mergingMode', values: { 'prefer-gateway': 'gateway-first' } }],
    scheme: 'spec.scheme',
  },
  configuration: loadBalancerConfiguration,
  neededCidrs: 'the subnets of the load balancers',
  certificates: ['acm'],
  features: AWS_GATEWAY_FEATURES,
  adminPorts: [],
  sources: ['kubernetes-sigs/aws-load-balancer-controller v3.5.0: docs/guide/gateway (customization, loadbalancerconfig), pkg/gateway/lb_config_merger.go'],
};

/** Amazon VPC Lattice: clients are in the VPCs of the service network, and traffic comes from the addresses of Lattice. */
export const VPC_LATTICE: GatewayPreset = {
  name: 'vpc-lattice',
  title: 'Amazon VPC Lattice',
  controllerNames: ['application-networking.k8s.aws/gateway-api-controller'],
  className: 'amazon-vpc-lattice',
  ownClasses: /^amazon-vpc-lattice$/,
  cidrs: ['169.254.171.0/24', 'fd00:ec2:80::/64'],
  loadBalancer: {},
  scope: 'private-network',
  adminPorts: [],
  sources: ['gateway-api-controller.eks.aws.dev: concepts, getting started', 'docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html'],
};

/** Application Gateway for Containers: a public frontend, traffic from its association subnet to pods. */
export const AZURE_CONTAINERS_GATEWAY: GatewayPreset = {
  name: 'azure-agc',
  title: 'Azure Application Gateway for Containers',
  controllerNames: ['alb.networking.azure.io/alb-controller'],
  className: 'azure-alb-external',
  ownClasses: /^azure-alb-external$/,
  loadBalancer: {},
  scope: 'internet',
  adminPorts: [],
  sources: ['learn.microsoft.com/azure/application-gateway/for-containers: overview, ALB controller'],
};
