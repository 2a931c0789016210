import { CONTOUR_GATEWAY_FEATURES } from './features/contour-gateway';
import { KGATEWAY_FEATURES } from './features/kgateway';
import { NGINX_GATEWAY_FABRIC_FEATURES } from './features/nginx-gateway-fabric';
import { GatewayPreset } from './gateway-preset';

/** Products that make their proxies beside each Gateway and label them as GEP-1762 says, whoever they are: for exposure.yaml. */
export const GEP1762: GatewayPreset = {
  name: 'gep1762',
  title: 'Gateway API product with proxies beside each Gateway (GEP-1762)',
  controllerNames: [],
  className: 'gateway',
  perGateway: { labels: { 'gateway.networking.k8s.io/gateway-name': '{name}' }, service: '{name}-{class}' },
  adminPorts: [],
  sources: ['gateway-api.sigs.k8s.io/geps/gep-1762'],
};

/** NGINX Gateway Fabric. */
export const NGINX_GATEWAY_FABRIC: GatewayPreset = {
  name: 'nginx-gateway-fabric',
  title: 'NGINX Gateway Fabric',
  controllerNames: ['gateway.nginx.org/nginx-gateway-controller'],
  className: 'nginx',
  perGateway: {
    labels: {
      'gateway.networking.k8s.io/gateway-name': '{name}',
      'app.kubernetes.io/name': '{name}-{class}',
      'app.kubernetes.io/managed-by': 'ngf-nginx',
    },
    service: '{name}-{class}',
    externalTrafficPolicy: 'Local',
  },
  parameters: {
    group: 'gateway.nginx.org',
    kind: 'NginxProxy',
    combination: 'gateway-first',
    service: 'spec.kubernetes.service',
    serviceDefaults: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
    servicePatch: { path: 'spec.kubernetes.service.patches' },
    pods: ['spec.kubernetes.deployment', 'spec.kubernetes.daemonSet'],
    hostPorts: ['spec.kubernetes.deployment.container.hostPorts', 'spec.kubernetes.daemonSet.container.hostPorts'],
  },
  listensOn: 'same',
  features: NGINX_GATEWAY_FABRIC_FEATURES,
  adminPorts: [8081, 9113],
  sources: [
    'nginx/nginx-gateway-fabric v2.6.7: internal/controller/provisioner/objects.go, apis/v1alpha2/nginxproxy_types.go',
    'nginx/nginx-gateway-fabric: internal/controller/state/graph/nginxproxy.go (buildEffectiveNginxProxy)',
  ],
};

/** kgateway, also as the data plane agentgateway. */
export const KGATEWAY: GatewayPreset = {
  name: 'kgateway',
  title: 'kgateway',
  controllerNames: ['kgateway.dev/kgateway', 'kgateway.dev/agentgateway', 'agentgateway.dev/agentgateway'],
  className: 'kgateway',
  ownClasses: /^(?:kgateway|agentgateway)$/,
  perGateway: {
    labels: {
      'gateway.networking.k8s.io/gateway-name': '{name}',
      'gateway.networking.k8s.io/gateway-class-name': '{class}',
      'app.kubernetes.io/name': '{name}',
      'app.kubernetes.io/instance': '{name}',
    },
    service: '{name}',
  },
  parameters: {
    group: 'gateway.kgateway.dev',
    kind: 'GatewayParameters',
    combination: 'gateway-first',
    service: 'spec.kube.service',
    serviceAnnotations: 'extraAnnotations',
    gatewayAnnotationsFirst: true,
    servicePatch: { path: 'spec.kube.serviceOverlay', each: true },
    pods: ['spec.kube.deploymentOverlay'],
    selfManaged: 'spec.selfManaged',
    managed: 'spec.kube',
  },
  features: KGATEWAY_FEATURES,
  adminPorts: [9091, 19000],
  sources: [
    'kgateway-dev/kgateway: pkg/kgateway/wellknown/controller.go, internal/kgateway/deployer (GetValues, deepMergeGatewayParameters), docs (setup, customize the proxy)',
    'kgateway-dev/kgateway: api/v1alpha1/kgateway (gateway_parameters_types.go, kube_types.go), pkg/kgateway/deployer/gateway_parameters.go (PostProcessObjects)',
  ],
};

/** Contour's Gateway provisioner. */
export const CONTOUR_GATEWAY: GatewayPreset = {
  name: 'contour-gateway',
  title: 'Contour Gateway provisioner',
  controllerNames: ['projectcontour.io/gateway-controller'],
  className: 'contour',
  ingressPreset: 'contour',
  perGateway: {
    labels: { 'gateway.networking.k8s.io/gateway-name': '{name}', 'projectcontour.io/owning-gateway-name': '{name}', 'app': 'envoy' },
    service: 'envoy-{name}',
    externalTrafficPolicy: 'Local',
  },
  parameters: {
    group: 'projectcontour.io',
    kind: 'ContourDeployment',
    combination: 'class-only',
    service: 'spec.envoy.networkPublishing',
    serviceAnnotations: 'serviceAnnotations',
  },
  features: CONTOUR_GATEWAY_FEATURES,
  adminPorts: [8002],
  sources: ['projectcontour/contour v1.33.6: internal/provisioner (controller/gateway.go, objects/service/service.go)'],
};
