import { ChartFacts, fullname, gatewayClass, networkPolicy, service, standard, Tree, workload } from './fact';

export const ISTIO_BASE: ChartFacts = {
  version: '1.30.3',
  source: 'istio/istio: manifests/charts/base/values.yaml, templates/crds.yaml',
  defaults: {},
  render: () => [{
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'destinationrules.networking.istio.io' },
    spec: { group: 'networking.istio.io', names: { kind: 'DestinationRule', plural: 'destinationrules' }, scope: 'Namespaced', versions: [] },
  }],
};

export const ISTIOD: ChartFacts = {
  version: '1.30.3',
  source: 'istio/istio: manifests/charts/istio-control/istio-discovery/values.yaml, templates/deployment.yaml, service.yaml, configmap.yaml; MeshConfig (ingressClass, ingressControllerMode, ingressSelector)',
  defaults: { 'global.istioNamespace': 'istio-system', 'meshConfig': { enablePrometheusMerge: true } },
  render: (values, release) => {
    const labels = { 'app': 'istiod', 'istio': 'pilot', 'app.kubernetes.io/name': 'istiod' };
    return [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace: release.namespace }, data: { mesh: JSON.stringify(values.meshConfig) } },
      workload('Deployment', 'istiod', release, labels, { image: 'docker.io/istio/pilot:1.30.3', ports: [{ containerPort: 15012 }, { containerPort: 15017 }] }),
      service('istiod', release, 'ClusterIP', { app: 'istiod', istio: 'pilot' }, [{ name: 'https-dns', port: 15012, protocol: 'TCP' }, { name: 'https-webhook', port: 443, targetPort: 15017, protocol: 'TCP' }]),
    ];
  },
};

export const ISTIO_GATEWAY: ChartFacts = {
  version: '1.30.3',
  source: 'istio/istio: manifests/charts/gateway/values.yaml, templates/_helpers.tpl, deployment.yaml, service.yaml, networkpolicy.yaml',
  defaults: {
    'global.networkPolicy.enabled': false,
    'labels': { 'istio.io/dataplane-mode': 'none' },
    'service.type': 'LoadBalancer',
    'service.ports': [{ name: 'status-port', port: 15021, protocol: 'TCP', targetPort: 15021 }, { name: 'http2', port: 80, protocol: 'TCP', targetPort: 80 }, { name: 'https', port: 443, protocol: 'TCP', targetPort: 443 }],
  },
  render: ({ global, labels, service: { type, ports } }, release) => {
    const selector: Tree = { app: labels.app ?? release.name, istio: labels.istio ?? release.name.replace(/^istio-/, '') };
    return [
      workload('Deployment', release.name, release, { 'sidecar.istio.io/inject': 'true', ...labels, ...selector }, { name: 'istio-proxy', image: 'auto', ports: [{ name: 'http-envoy-prom', containerPort: 15090 }] }),
      service(release.name, release, type, selector, ports),
      ...(global.networkPolicy.enabled ? [networkPolicy(release.name, release, selector, [15020, 15021, 15090, ...served(ports as Tree[])])] : []),
    ];
  },
};

export const ENVOY_GATEWAY: ChartFacts = {
  version: 'v1.9.0',
  source: 'envoyproxy/gateway: charts/gateway-helm/values.tmpl.yaml, templates/envoy-gateway-config.yaml, envoy-gateway-deployment.yaml, envoy-gateway-service.yaml, _helpers.tpl; KubernetesDeployModeType',
  defaults: {
    'config.envoyGateway': {
      gateway: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' }, provider: { type: 'Kubernetes' }, logging: { level: { default: 'info' } }, extensionApis: {},
    },
  },
  render: ({ config }, release) => {
    const labels = { 'control-plane': 'envoy-gateway', ...standard('gateway-helm', release) };
    return [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'envoy-gateway-config', namespace: release.namespace }, data: { 'envoy-gateway.yaml': JSON.stringify(config.envoyGateway) } },
      workload('Deployment', 'envoy-gateway', release, labels, { image: 'docker.io/envoyproxy/gateway:v1.9.0', ports: [18000, 18001, 18002].map((containerPort) => ({ containerPort })) }),
      service('envoy-gateway', release, 'ClusterIP', labels, [18000, 18001, 18002].map((port) => ({ name: `port-${port}`, port, targetPort: port, protocol: 'TCP' }))),
    ];
  },
};

export const NGINX_GATEWAY_FABRIC: ChartFacts = {
  version: '2.6.7',
  source: 'nginx/nginx-gateway-fabric: charts/nginx-gateway-fabric/values.yaml, templates/deployment.yaml, service.yaml, gatewayclass.yaml, gateway.yaml, _helpers.tpl',
  defaults: { 'nginxGateway.gatewayClassName': 'nginx', 'nginxGateway.gatewayControllerName': 'gateway.nginx.org/nginx-gateway-controller', 'nginx.service.type': 'LoadBalancer', 'gateways': [] },
  render: ({ nginxGateway, nginx }, release) => {
    const labels = standard('nginx-gateway-fabric', release);
    const name = fullname('nginx-gateway-fabric', release);
    return [
      workload('Deployment', name, release, labels, {
        image: 'ghcr.io/nginx/nginx-gateway-fabric:2.6.7',
        ports: [{ name: 'agent-grpc', containerPort: 8443 }],
        args: ['controller', `--gateway-ctlr-name=${nginxGateway.gatewayControllerName}`, `--gatewayclass=${nginxGateway.gatewayClassName}`],
      }),
      service(name, release, 'ClusterIP', labels, [{ name: 'agent-grpc', port: 443, targetPort: 8443, protocol: 'TCP' }]),
      { apiVersion: 'gateway.nginx.org/v1alpha2', kind: 'NginxProxy', metadata: { name: `${name}-proxy-config`, namespace: release.namespace }, spec: { kubernetes: { service: { type: nginx.service.type } } } },
      gatewayClass(nginxGateway.gatewayClassName, nginxGateway.gatewayControllerName, { group: 'gateway.nginx.org', kind: 'NginxProxy', name: `${name}-proxy-config`, namespace: release.namespace }),
    ];
  },
};

export const KGATEWAY_CRDS: ChartFacts = { version: 'v2.4.3', source: 'kgateway-dev/kgateway: install/helm/kgateway-crds', defaults: {}, render: () => [] };

export const KGATEWAY: ChartFacts = {
  version: 'v2.4.3',
  source: 'kgateway-dev/kgateway: install/helm/kgateway/values.yaml, templates/deployment.yaml, service.yaml, _helpers.tpl',
  defaults: {},
  render: (_values, release) => {
    const labels = { kgateway: 'kgateway', ...standard('kgateway', release) };
    return [
      workload('Deployment', fullname('kgateway', release), release, labels, { image: 'cr.kgateway.dev/kgateway-dev/kgateway:v2.4.3', ports: [{ containerPort: 9977 }] }),
      service(fullname('kgateway', release), release, 'ClusterIP', labels, [{ name: 'grpc-xds', port: 9977, targetPort: 9977, protocol: 'TCP' }]),
    ];
  },
};

function served(ports: readonly Tree[]): number[] {
  return ports.map(({ targetPort }) => targetPort as number);
}
