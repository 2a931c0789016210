interface KindsByScope {
  readonly namespaced?: readonly string[];
  readonly cluster?: readonly string[];
}

/** Kinds of which only the scope matters: the namespace is filled in for those that have one. */
export const SCOPES: Readonly<Record<string, KindsByScope>> = {
  '': {
    namespaced: [
      'Binding', 'ConfigMap', 'Endpoints', 'Event', 'LimitRange', 'PersistentVolumeClaim', 'PodTemplate', 'ResourceQuota', 'Secret', 'ServiceAccount',
    ],
    cluster: ['ComponentStatus', 'PersistentVolume'],
  },
  'admissionregistration.k8s.io': {
    cluster: [
      'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding',
      'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding',
    ],
  },
  'apiextensions.k8s.io': { cluster: ['CustomResourceDefinition'] },
  'apiregistration.k8s.io': { cluster: ['APIService'] },
  'apps': { namespaced: ['ControllerRevision'] },
  'autoscaling': { namespaced: ['HorizontalPodAutoscaler'] },
  'coordination.k8s.io': { namespaced: ['Lease'] },
  'discovery.k8s.io': { namespaced: ['EndpointSlice'] },
  'policy': { namespaced: ['PodDisruptionBudget'], cluster: ['PodSecurityPolicy'] },
  'rbac.authorization.k8s.io': { namespaced: ['Role', 'RoleBinding'], cluster: ['ClusterRole', 'ClusterRoleBinding'] },
  'scheduling.k8s.io': { cluster: ['PriorityClass'] },
  'storage.k8s.io': { cluster: ['StorageClass', 'CSIDriver', 'CSINode', 'VolumeAttachment'] },
  'node.k8s.io': { cluster: ['RuntimeClass'] },
  'networking.k8s.io': { cluster: ['IPAddress', 'ServiceCIDR'] },
  'gateway.networking.k8s.io': {
    namespaced: [
      'Gateway', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute', 'ReferenceGrant', 'BackendTLSPolicy', 'ListenerSet',
    ],
    cluster: ['GatewayClass'],
  },
  'gateway.networking.x-k8s.io': { namespaced: ['XListenerSet', 'XBackendTrafficPolicy'], cluster: ['XMesh'] },
  'cilium.io': {
    namespaced: ['CiliumNetworkPolicy', 'CiliumEnvoyConfig'],
    cluster: ['CiliumClusterwideNetworkPolicy', 'CiliumClusterwideEnvoyConfig', 'CiliumLoadBalancerIPPool', 'CiliumL2AnnouncementPolicy'],
  },
  'crd.projectcalico.org': { namespaced: ['NetworkPolicy'], cluster: ['GlobalNetworkPolicy', 'BGPConfiguration', 'BGPPeer', 'IPPool'] },
  'projectcalico.org': { namespaced: ['NetworkPolicy'], cluster: ['GlobalNetworkPolicy', 'BGPConfiguration', 'BGPPeer', 'IPPool'] },
  'crd.antrea.io': { namespaced: ['NetworkPolicy'], cluster: ['ClusterNetworkPolicy', 'Tier'] },
  'security.antrea.tanzu.vmware.com': { namespaced: ['NetworkPolicy'], cluster: ['ClusterNetworkPolicy', 'Tier'] },
  'k8s.ovn.org': { namespaced: ['EgressFirewall', 'EgressQoS'], cluster: ['EgressIP', 'EgressService', 'AdminPolicyBasedExternalRoute'] },
  'network.openshift.io': { namespaced: ['EgressNetworkPolicy'] },
  'networking.k8s.aws': { namespaced: ['ApplicationNetworkPolicy'], cluster: ['ClusterNetworkPolicy'] },
  'elbv2.k8s.aws': { namespaced: ['TargetGroupBinding'], cluster: ['IngressClassParams'] },
  'eks.amazonaws.com': { namespaced: ['TargetGroupBinding'], cluster: ['IngressClassParams'] },
  'metallb.io': { namespaced: ['IPAddressPool', 'L2Advertisement', 'BGPAdvertisement', 'BGPPeer'] },
  'cert-manager.io': { namespaced: ['Certificate', 'Issuer'], cluster: ['ClusterIssuer'] },
  'networking.istio.io': { namespaced: ['Gateway', 'VirtualService', 'DestinationRule', 'ServiceEntry', 'Sidecar', 'EnvoyFilter', 'WorkloadEntry'] },
  'security.istio.io': { namespaced: ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'] },
  'traefik.io': { namespaced: ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Middleware', 'MiddlewareTCP', 'TLSOption', 'TLSStore', 'TraefikService'] },
  'projectcontour.io': { namespaced: ['HTTPProxy', 'TLSCertificateDelegation'] },
  'configuration.konghq.com': { namespaced: ['TCPIngress', 'UDPIngress', 'KongPlugin', 'KongIngress', 'KongConsumer'], cluster: ['KongClusterPlugin'] },
  'route.openshift.io': { namespaced: ['Route'] },
  'serving.knative.dev': { namespaced: ['Service', 'Route', 'Configuration', 'Revision', 'DomainMapping'] },
  'k8s.nginx.org': { namespaced: ['VirtualServer', 'VirtualServerRoute', 'TransportServer', 'Policy', 'GlobalConfiguration'] },
  'getambassador.io': { namespaced: ['Mapping', 'Host', 'Listener', 'TCPMapping'] },
  'apisix.apache.org': { namespaced: ['ApisixRoute', 'ApisixUpstream', 'ApisixTls'] },
  'zalando.org': { namespaced: ['RouteGroup'] },
  'networking.gke.io': { namespaced: ['ManagedCertificate', 'FrontendConfig', 'ServiceAttachment', 'FQDNNetworkPolicy'] },
  'cloud.google.com': { namespaced: ['BackendConfig'] },
  'multicluster.x-k8s.io': { namespaced: ['ServiceExport', 'ServiceImport'] },
  'submariner.io': { namespaced: ['ServiceExport'] },
  'tailscale.com': { cluster: ['Connector', 'ProxyClass', 'ProxyGroup'] },
};
