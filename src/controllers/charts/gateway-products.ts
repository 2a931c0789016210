import { ControllerCharts, SERVES_EVERY_CLASS } from './chart';

/** Envoy Gateway with its proxies in its own namespace, and the CRDs of the Gateway API. */
export const ENVOY_GATEWAY_CHART: ControllerCharts = {
  repository: 'oci://docker.io/envoyproxy',
  charts: [{
    name: 'gateway-helm',
    release: 'eg',
    // two of them would serve each other's classes, all of which name the same controller
    once: `${SERVES_EVERY_CLASS}, all in the namespace that its GatewayController names, which is the same for both gateways`,
    relied: ({ controllerName }) => ({
      config: { envoyGateway: { gateway: { controllerName }, provider: { type: 'Kubernetes', kubernetes: { deploy: { type: 'ControllerNamespace' } } } } },
    }),
  }],
  verified: 'v1.9.0',
  sources: ['envoyproxy/gateway v1.9.0: charts/gateway-helm (values.tmpl.yaml, templates/envoy-gateway-config.yaml, envoy-gateway-deployment.yaml, _helpers.tpl), api/v1alpha1/envoygateway_types.go, internal/provider/kubernetes/controller.go (classController), site/content/en/latest/install/install-helm.md'],
};

/** NGINX Gateway Fabric. It serves one class, and the chart's names the settings of its proxies. */
export const NGINX_GATEWAY_FABRIC_CHART: ControllerCharts = {
  repository: 'oci://ghcr.io/nginx/charts',
  charts: [{
    name: 'nginx-gateway-fabric',
    release: 'ngf',
    namespace: 'nginx-gateway',
    once: 'leave install out here and have the same class for both gateways, whatever their network: it makes proxies of their own for each Gateway; one of another class you install yourself, and describe it by className of the GatewayController',
    relied: ({ className, controllerName }) => ({
      nginxGateway: { gatewayClassName: className, gatewayControllerName: controllerName },
      gateways: [],
    }),
    preferred: () => ({ nginx: { service: { type: 'LoadBalancer' } } }),
  }],
  verified: '2.6.7',
  classFrom: 'chart',
  before: 'the CRDs of the Gateway API',
  sources: ['nginx/nginx-gateway-fabric v2.6.7: charts/nginx-gateway-fabric (values.yaml, README.md, templates/deployment.yaml, service.yaml, gatewayclass.yaml, _helpers.tpl)'],
};

/** kgateway, whose CRDs have a chart of their own. It makes its class when it starts. */
export const KGATEWAY_CHARTS: ControllerCharts = {
  repository: 'oci://cr.kgateway.dev/kgateway-dev/charts',
  charts: [{ name: 'kgateway-crds', release: 'kgateway-crds', namespace: 'kgateway-system' }, { name: 'kgateway', release: 'kgateway', namespace: 'kgateway-system', once: SERVES_EVERY_CLASS }],
  verified: 'v2.4.3',
  before: 'the CRDs of the Gateway API',
  sources: ['kgateway-dev/kgateway: install/helm/kgateway (values.yaml, templates/deployment.yaml, _helpers.tpl)', 'kgateway.dev/docs/envoy: install (helm)'],
};
