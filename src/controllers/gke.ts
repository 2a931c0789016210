import { ControllerPreset } from './controller';
import { GKE_INTERNAL_FEATURES } from './dialects/gke-features';

/** Google Front Ends, where the external load balancers' traffic and all health checks come from. */
const GOOGLE_FRONT_ENDS = ['130.211.0.0/22', '35.191.0.0/16', '2600:2d00:1:b029::/64', '2600:2d00:1:1::/64'];

/** External application load balancer of GKE. It has no IngressClass object: only the annotation chooses it. */
export const GKE_EXTERNAL: ControllerPreset = {
  name: 'gke-external',
  title: 'GKE Ingress (external)',
  className: 'gce',
  classBy: 'annotation',
  cidrs: GOOGLE_FRONT_ENDS,
  ports: {},
  dialect: 'gke',
  servesClassless: true,
  builtInto: 'gke',
  scope: 'internet',
  images: [],
  certificates: ['secret', 'google-managed', 'google-pre-shared'],
  adminPorts: [],
  // Network endpoint groups lead to pods.
  loadBalancer: { podTargets: { annotation: 'cloud.google.com/neg', value: /"ingress"\s*:\s*true/ } },
  sources: ['cloud.google.com/kubernetes-engine/docs/concepts/ingress', 'kubernetes/ingress-gce: pkg/utils/utils.go (IsGCEIngress)'],
};

const { cidrs: _, ...SAME_FOR_BOTH } = GKE_EXTERNAL;

/** Internal application load balancer of GKE. Its traffic comes from the proxy-only subnet, which differs from network to network. */
export const GKE_INTERNAL: ControllerPreset = {
  ...SAME_FOR_BOTH,
  name: 'gke-internal',
  title: 'GKE Ingress (internal)',
  className: 'gce-internal',
  features: GKE_INTERNAL_FEATURES,
  neededCidrs: 'the proxy-only subnet',
  certificates: ['secret', 'google-pre-shared'],
  servesClassless: false,
  scope: 'private-network',
};
