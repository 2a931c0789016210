import { dnsSubdomain, pathSegment } from '../names';
import { readIngressClassParams } from './aws/read-ingress-class-params';
import { readTargetGroupBinding } from './aws/read-target-group-binding';
import { readTargetGroupConfiguration } from './aws/read-target-group-configuration';
import { readBgpConfiguration } from './calico/read-bgp-configuration';
import { readBgpAdvertisement, readBgpPeeringPolicy } from './cilium/read-bgp';
import { readTunnelBinding } from './cloudflare/read-tunnel-binding';
import { readMultiClusterIngress, readMultiClusterService } from './gke/read-multi-cluster-ingress';
import { readServiceAttachment } from './gke/read-service-attachment';
import { readCiliumPool, readIpAddressPool } from './metallb/read-address-pool';
import { readServiceExport } from './multicluster/read-service-export';
import { readAgentEndpoint } from './ngrok/read-agent-endpoint';
import { readRole, readRoleBinding } from './rbac/read-role';
import { readConnector as readSkupperConnector } from './skupper/read-connector';
import { readConnector as readTailscaleConnector } from './tailscale/read-connector';
import type { Kind, KindReader } from './index';

/** Kinds of Cilium that give out and advertise addresses. */
export const CILIUM_BGP_KINDS: Readonly<Record<string, Kind>> = {
  CiliumLoadBalancerIPPool: kind('cluster', ['v2', 'v2alpha1'], readCiliumPool),
  CiliumBGPAdvertisement: kind('cluster', ['v2', 'v2alpha1'], readBgpAdvertisement),
  CiliumBGPPeeringPolicy: kind('cluster', ['v2alpha1'], readBgpPeeringPolicy),
};

/** Kinds of single products that take Services out of the cluster: tunnels, exports to other clusters, targets of load balancers; and RBAC. */
export const OUTWARD_KINDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  'rbac.authorization.k8s.io': {
    Role: role('namespaced', readRole),
    ClusterRole: role('cluster', readRole),
    RoleBinding: role('namespaced', readRoleBinding),
    ClusterRoleBinding: role('cluster', readRoleBinding),
  },
  'elbv2.k8s.aws': {
    TargetGroupBinding: kind('namespaced', ['v1beta1', 'v1alpha1'], readTargetGroupBinding),
    IngressClassParams: kind('cluster', ['v1beta1'], readIngressClassParams),
  },
  'eks.amazonaws.com': {
    TargetGroupBinding: kind('namespaced', ['v1'], readTargetGroupBinding),
    IngressClassParams: kind('cluster', ['v1'], readIngressClassParams),
  },
  'gateway.k8s.aws': { TargetGroupConfiguration: kind('namespaced', ['v1', 'v1beta1'], readTargetGroupConfiguration) },
  'networking.gke.io': {
    ServiceAttachment: kind('namespaced', ['v1', 'v1beta1'], readServiceAttachment),
    MultiClusterIngress: kind('namespaced', ['v1', 'v1beta1'], readMultiClusterIngress),
    MultiClusterService: kind('namespaced', ['v1', 'v1beta1'], readMultiClusterService),
  },
  'metallb.io': { IPAddressPool: kind('namespaced', ['v1beta1'], readIpAddressPool) },
  'projectcalico.org': { BGPConfiguration: kind('cluster', ['v3'], readBgpConfiguration) },
  'crd.projectcalico.org': { BGPConfiguration: kind('cluster', ['v1'], readBgpConfiguration) },
  'ngrok.k8s.ngrok.com': { AgentEndpoint: kind('namespaced', ['v1alpha1'], readAgentEndpoint) },
  'networking.cfargotunnel.com': { TunnelBinding: kind('namespaced', ['v1alpha1', 'v1alpha2'], readTunnelBinding) },
  'skupper.io': {
    Connector: kind('namespaced', ['v2alpha1', 'v2beta1', 'v2'], readSkupperConnector),
    AttachedConnector: kind('namespaced', ['v2alpha1', 'v2beta1', 'v2'], readSkupperConnector),
  },
  'tailscale.com': { Connector: kind('cluster', ['v1alpha1'], readTailscaleConnector) },
  'multicluster.x-k8s.io': { ServiceExport: kind('namespaced', ['v1alpha1', 'v1alpha2', 'v1beta1', 'v1'], readServiceExport) },
  'net.gke.io': { ServiceExport: kind('namespaced', ['v1', 'v1beta1', 'v1alpha1'], readServiceExport) },
  'submariner.io': { ServiceExport: kind('namespaced', ['v1alpha1', 'v1'], readServiceExport) },
  'application-networking.k8s.aws': { ServiceExport: kind('namespaced', ['v1alpha1'], readServiceExport) },
};

function kind(scope: Kind['scope'], versions: readonly string[], read: KindReader): Kind {
  return { scope, versions, otherVersions: true, nameSyntax: dnsSubdomain, read };
}

/** Names of roles may have colons: `system:node`. */
function role(scope: Kind['scope'], read: KindReader): Kind {
  return { scope, versions: ['v1'], otherVersions: true, nameSyntax: pathSegment, read };
}
