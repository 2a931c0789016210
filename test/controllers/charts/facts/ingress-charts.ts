import { ChartFacts, containerPorts, fullname, gatewayClass, ingressClass, networkPolicy, service, standard, Tree, workload } from './fact';

export const TRAEFIK: ChartFacts = {
  version: '41.3.0',
  source: 'traefik/traefik-helm-chart: traefik/values.yaml, templates/_podtemplate.tpl, _service.tpl, service.yaml, _helpers.tpl, ingressclass.yaml, gatewayclass.yaml, gateway.yaml',
  defaults: {
    'ingressClass.enabled': true,
    'ingressClass.isDefaultClass': true,
    'ingressClass.name': '',
    'gateway.enabled': true,
    'gatewayClass.enabled': true,
    'gatewayClass.name': '',
    'api.dashboard': true,
    'ingressRoute.dashboard.enabled': false,
    'providers.kubernetesCRD.enabled': true,
    'providers.kubernetesIngress.enabled': true,
    'providers.kubernetesIngress.ingressClass': null,
    'providers.kubernetesGateway.enabled': false,
    'providers.kubernetesIngressNGINX.enabled': false,
    'providers.kubernetesIngressNGINX.controllerClass': 'k8s.io/ingress-nginx',
    'providers.kubernetesIngressNGINX.ingressClass': 'nginx',
    'providers.kubernetesIngressNGINX.watchIngressWithoutClass': false,
    'providers.kubernetesIngressNGINX.httpEntryPoint': 'web',
    'providers.kubernetesIngressNGINX.httpsEntryPoint': 'websecure',
    'ports.web.port': 8000,
    'ports.web.exposedPort': 80,
    'ports.web.expose.default': true,
    'ports.web.protocol': 'TCP',
    'ports.websecure.port': 8443,
    'ports.websecure.exposedPort': 443,
    'ports.websecure.expose.default': true,
    'ports.websecure.protocol': 'TCP',
    'ports.traefik.port': 8080,
    'ports.traefik.exposedPort': 8080,
    'ports.traefik.expose.default': false,
    'ports.traefik.protocol': 'TCP',
    'ports.metrics.port': 9100,
    'ports.metrics.exposedPort': 9100,
    'ports.metrics.expose.default': false,
    'ports.metrics.protocol': 'TCP',
    'deployment.enabled': true,
    'deployment.podLabels': {},
    'hostNetwork': false,
    'service.enabled': true,
    'service.spec': { type: 'LoadBalancer' },
    'nameOverride': '',
  },
  render: (values, release) => {
    const labels = { 'app.kubernetes.io/name': values.nameOverride || 'traefik', 'app.kubernetes.io/instance': `${release.name}-${release.namespace}` };
    const { kubernetesIngress, kubernetesGateway, kubernetesIngressNGINX, kubernetesCRD } = values.providers;
    const ports = Object.entries(values.ports as Tree);
    const args = [
      ...ports.map(([name, { port, protocol }]) => `--entryPoints.${name}.address=:${port}/${String(protocol).toLowerCase()}`),
      `--api.dashboard=${values.api.dashboard}`,
      ...(kubernetesCRD.enabled ? ['--providers.kubernetescrd'] : []),
      ...(kubernetesIngress.enabled ? ['--providers.kubernetesingress'] : []),
      ...(kubernetesIngress.enabled && kubernetesIngress.ingressClass ? [`--providers.kubernetesingress.ingressClass=${kubernetesIngress.ingressClass}`] : []),
      ...(kubernetesGateway.enabled ? ['--providers.kubernetesgateway'] : []),
      ...(kubernetesIngressNGINX.enabled ? ['--providers.kubernetesingressnginx', ...Object.entries(kubernetesIngressNGINX as Tree).filter(([key]) => key !== 'enabled').map(([key, value]) => `--providers.kubernetesingressnginx.${key}=${value}`)] : []),
    ];
    const exposed = ports.filter(([, { expose }]) => expose.default === true);
    return [
      workload('Deployment', fullname('traefik', release), release, { ...labels, ...values.deployment.podLabels }, {
        image: 'docker.io/traefik:v3.7.11', args, ports: ports.map(([name, { port, protocol }]) => ({ name, containerPort: port, protocol })),
      }, { hostNetwork: values.hostNetwork }),
      ...(values.service.enabled ? [service(fullname('traefik', release), release, values.service.spec.type, labels,
        exposed.map(([name, { exposedPort, protocol }]) => ({ name, port: exposedPort, targetPort: name, protocol })))] : []),
      ...(values.ingressClass.enabled ? [ingressClass(values.ingressClass.name || fullname('traefik', release), 'traefik.io/ingress-controller', values.ingressClass.isDefaultClass)] : []),
      ...(values.gatewayClass.enabled && kubernetesGateway.enabled ? [gatewayClass(values.gatewayClass.name || 'traefik', 'traefik.io/gateway-controller')] : []),
      ...(values.gateway.enabled && kubernetesGateway.enabled ? [{
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: { name: 'traefik-gateway', namespace: release.namespace },
        spec: { gatewayClassName: values.gatewayClass.name || 'traefik', listeners: [{ name: 'web', port: 8000, protocol: 'HTTP' }] },
      }] : []),
    ];
  },
};

export const INGRESS_NGINX: ChartFacts = {
  version: '4.15.1',
  source: 'kubernetes/ingress-nginx: charts/ingress-nginx/values.yaml, templates/_params.tpl, _helpers.tpl, controller-deployment.yaml, controller-service.yaml, controller-ingressclass.yaml, controller-networkpolicy.yaml',
  defaults: {
    'controller.ingressClass': 'nginx',
    'controller.networkPolicy.enabled': false,
    'controller.watchIngressWithoutClass': false,
    'controller.allowSnippetAnnotations': false,
    'controller.ingressClassResource.name': 'nginx',
    'controller.ingressClassResource.enabled': true,
    'controller.ingressClassResource.default': false,
    'controller.ingressClassResource.controllerValue': 'k8s.io/ingress-nginx',
    'controller.containerPort.http': 80,
    'controller.containerPort.https': 443,
    'controller.service.enabled': true,
    'controller.service.type': 'LoadBalancer',
    'controller.service.enableHttp': true,
    'controller.service.enableHttps': true,
    'controller.service.ports.http': 80,
    'controller.service.ports.https': 443,
    'controller.service.targetPorts.http': 'http',
    'controller.service.targetPorts.https': 'https',
    'controller.podLabels': {},
    'controller.hostNetwork': false,
    'controller.admissionWebhooks.enabled': true,
    'controller.admissionWebhooks.port': 8443,
  },
  render: ({ controller }, release) => {
    const labels = { ...standard('ingress-nginx', release), 'app.kubernetes.io/component': 'controller' };
    const name = `${fullname('ingress-nginx', release)}-controller`;
    const { admissionWebhooks: webhooks, ingressClassResource: resource } = controller;
    const isOpen: Tree = { http: controller.service.enableHttp, https: controller.service.enableHttps };
    return [
      workload('Deployment', name, release, { ...labels, ...controller.podLabels }, {
        image: 'registry.k8s.io/ingress-nginx/controller:v1.15.1',
        args: [
          '/nginx-ingress-controller', `--controller-class=${resource.controllerValue}`, `--ingress-class=${controller.ingressClass}`,
          ...(webhooks.enabled ? [`--validating-webhook=:${webhooks.port}`] : []),
          ...(controller.watchIngressWithoutClass ? ['--watch-ingress-without-class=true'] : []),
        ],
        ports: containerPorts({ ...controller.containerPort, ...(webhooks.enabled && { webhook: webhooks.port }) }),
      }, { hostNetwork: controller.hostNetwork }),
      service(name, release, controller.service.type, labels, ['http', 'https'].filter((port) => isOpen[port])
        .map((port) => ({ name: port, port: controller.service.ports[port], targetPort: controller.service.targetPorts[port], protocol: 'TCP' }))),
      ...(controller.networkPolicy.enabled ? [networkPolicy(name, release, labels, Object.values(controller.containerPort as Tree))] : []),
      ...(resource.enabled ? [ingressClass(resource.name, resource.controllerValue, resource.default)] : []),
    ];
  },
};

export const HAPROXYTECH: ChartFacts = {
  version: '1.52.1',
  source: 'haproxytech/helm-charts: kubernetes-ingress/values.yaml, templates/_podspec.tpl, _helpers.tpl, controller-deployment.yaml, controller-service.yaml, controller-ingressclass.yaml, controller-defaultcertsecret.yaml',
  defaults: {
    'controller.ingressClass': 'haproxy',
    'controller.ingressClassResource.name': 'haproxy',
    'controller.ingressClassResource.default': false,
    'controller.containerPort.http': 8080,
    'controller.containerPort.https': 8443,
    'controller.containerPort.stat': 1024,
    'controller.containerPort.admin': 6060,
    'controller.defaultTLSSecret.enabled': true,
    'controller.podLabels': {},
    'controller.service.type': 'NodePort',
    'controller.service.ports.http': 80,
    'controller.service.ports.https': 443,
    'controller.service.ports.stat': 1024,
    'controller.service.ports.admin': 6060,
    'controller.service.enablePorts.http': true,
    'controller.service.enablePorts.https': true,
    'controller.service.enablePorts.quic': true,
    'controller.service.enablePorts.stat': true,
    'controller.service.enablePorts.admin': true,
    'controller.service.targetPorts.http': 'http',
    'controller.service.targetPorts.https': 'https',
    'controller.service.targetPorts.stat': 'stat',
    'controller.service.targetPorts.admin': 'admin',
    'controller.deployment.useHostNetwork': false,
    'controller.daemonset.useHostNetwork': false,
  },
  render: ({ controller }, release) => {
    const labels = standard('kubernetes-ingress', release);
    const name = fullname('kubernetes-ingress', release);
    const { enablePorts, ports, targetPorts } = controller.service;
    return [
      workload('Deployment', name, release, { ...labels, ...controller.podLabels }, {
        image: 'docker.io/haproxytech/kubernetes-ingress:3.2.12',
        args: [
          ...(controller.defaultTLSSecret.enabled ? [`--default-ssl-certificate=${release.namespace}/${name}-default-cert`] : []),
          `--http-bind-port=${controller.containerPort.http}`, `--https-bind-port=${controller.containerPort.https}`, `--ingress.class=${controller.ingressClass}`,
        ],
        ports: containerPorts(controller.containerPort),
      }, { hostNetwork: controller.deployment.useHostNetwork }),
      service(name, release, controller.service.type, labels, [
        ...['http', 'https', 'stat', 'admin'].filter((port) => enablePorts[port])
          .map((port) => ({ name: port, port: ports[port], targetPort: targetPorts[port], protocol: 'TCP' })),
        ...(enablePorts.quic ? [{ name: 'quic', port: ports.https, targetPort: 8443, protocol: 'UDP' }] : []),
      ]),
      ...(controller.defaultTLSSecret.enabled ? [{ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name: `${name}-default-cert`, namespace: release.namespace } }] : []),
      // no value turns it off
      ingressClass(controller.ingressClassResource.name, `haproxy.org/ingress-controller/${controller.ingressClass}`, controller.ingressClassResource.default),
    ];
  },
};

export const HAPROXY_INGRESS: ChartFacts = {
  version: '0.16.1',
  source: 'haproxy-ingress/charts: haproxy-ingress/values.yaml, templates/_podtemplate.yaml, _helpers.tpl, controller-service.yaml, controller-ingressclass.yaml',
  defaults: {
    'controller.ingressClass': 'haproxy',
    'controller.ingressClassResource.enabled': false,
    'controller.ingressClassResource.default': false,
    'controller.ingressClassResource.controllerClass': '',
    'controller.containerPorts.http': 80,
    'controller.containerPorts.https': 443,
    'controller.enableStaticPorts': true,
    'controller.podLabels': {},
    'controller.hostNetwork': false,
    'controller.service.type': 'LoadBalancer',
    'controller.service.httpPorts': [{ port: 80, targetPort: 'http' }],
    'controller.service.httpsPorts': [{ port: 443, targetPort: 'https' }],
    'controller.stats.enabled': false,
  },
  render: ({ controller }, release) => {
    const labels = standard('haproxy-ingress', release);
    const name = fullname('haproxy-ingress', release);
    const { controllerClass } = controller.ingressClassResource;
    const { httpPorts, httpsPorts, type } = controller.service;
    return [
      workload('Deployment', name, release, { ...labels, ...controller.podLabels }, {
        image: 'quay.io/jcmoraisjr/haproxy-ingress:v0.16.1',
        args: [`--configmap=${release.namespace}/${name}`, `--ingress-class=${controller.ingressClass}`, ...(controllerClass ? [`--controller-class=${controllerClass}`] : [])],
        ports: containerPorts(controller.containerPorts),
      }, { hostNetwork: controller.hostNetwork }),
      service(name, release, type, labels, [...httpPorts as Tree[], ...httpsPorts as Tree[]].map(({ port, targetPort }) => ({ name: `${targetPort}-${port}`, port, targetPort, protocol: 'TCP' }))),
      ...(controller.ingressClassResource.enabled ? [ingressClass(controller.ingressClass, `haproxy-ingress.github.io/controller${controllerClass ? `/${controllerClass}` : ''}`, controller.ingressClassResource.default)] : []),
    ];
  },
};
