import { ChartFacts, containerPorts, fullname, ingressClass, networkPolicy, service, standard, Tree, workload } from './fact';

export const CONTOUR: ChartFacts = {
  version: '0.7.0',
  source: 'projectcontour/helm-charts: charts/contour/values.yaml, templates/contour/deployment.yaml, contour/ingressclass.yaml, envoy/daemonset.yaml, envoy/networkpolicy.yaml, service_helpers.yaml, _common.tpl',
  defaults: {
    'contour.enabled': true,
    'contour.ingressClass.name': '',
    'contour.ingressClass.create': true,
    'contour.ingressClass.default': true,
    'contour.podLabels': {},
    'contour.containerPorts.xds': 8001,
    'envoy.enabled': true,
    'envoy.podLabels': {},
    'envoy.hostNetwork': false,
    'envoy.networkPolicy.enabled': true,
    'envoy.containerPorts.http': 8080,
    'envoy.containerPorts.https': 8443,
    'envoy.containerPorts.metrics': 8002,
    'envoy.useHostPort.http': false,
    'envoy.useHostPort.https': false,
    'envoy.useHostPort.metrics': false,
    'envoy.service.type': 'LoadBalancer',
    'envoy.service.ports.http': 80,
    'envoy.service.ports.https': 443,
    'envoy.service.targetPorts.http': 'http',
    'envoy.service.targetPorts.https': 'https',
  },
  render: ({ contour, envoy }, release) => {
    const labels = (component: string): Tree => ({ ...standard('contour', release), 'app.kubernetes.io/component': component });
    const name = fullname('contour', release);
    const contourImage = 'ghcr.io/projectcontour/contour:v1.33.6';
    return [
      workload('Deployment', `${name}-contour`, release, { ...contour.podLabels, ...labels('contour') }, {
        image: contourImage,
        args: ['serve', '--incluster', `--xds-port=${contour.containerPorts.xds}`, ...(contour.ingressClass.name ? [`--ingress-class-name=${contour.ingressClass.name}`] : [])],
        ports: containerPorts({ xds: contour.containerPorts.xds }),
      }),
      workload('DaemonSet', `${name}-envoy`, release, { ...envoy.podLabels, ...labels('envoy') }, { image: 'docker.io/envoyproxy/envoy:v1.35.9', ports: containerPorts(envoy.containerPorts) }, {
        hostNetwork: envoy.hostNetwork, containers: [{ name: 'shutdown-manager', image: contourImage, args: ['envoy', 'shutdown-manager'] }],
      }),
      service(`${name}-envoy`, release, envoy.service.type, labels('envoy'), ['http', 'https'].map((port) => ({ name: port, port: envoy.service.ports[port], targetPort: envoy.service.targetPorts[port], protocol: 'TCP' }))),
      ...(envoy.networkPolicy.enabled ? [networkPolicy(`${name}-envoy`, release, labels('envoy'), Object.values(envoy.containerPorts as Tree))] : []),
      ...(contour.ingressClass.create ? [ingressClass(contour.ingressClass.name || 'contour', `projectcontour.io/${release.namespace}/${name}-contour`, contour.ingressClass.default)] : []),
    ];
  },
};

export const KONG: ChartFacts = {
  version: '3.4.1',
  source: 'Kong/charts: charts/kong/values.yaml, templates/_helpers.tpl, deployment.yaml, ingress-class.yaml, admission-webhook.yaml, service-kong-proxy.yaml, service-kong-manager.yaml',
  defaults: {
    'ingressController.enabled': true,
    'ingressController.ingressClass': 'kong',
    'ingressController.createIngressClass': true,
    'ingressController.admissionWebhook.enabled': true,
    'deployment.kong.enabled': true,
    'deployment.hostNetwork': false,
    'podLabels': {},
    'proxy.enabled': true,
    'proxy.type': 'LoadBalancer',
    'proxy.http.enabled': true,
    'proxy.http.servicePort': 80,
    'proxy.http.containerPort': 8000,
    'proxy.tls.enabled': true,
    'proxy.tls.servicePort': 443,
    'proxy.tls.containerPort': 8443,
    'admin.enabled': false,
    'manager.enabled': true,
    'manager.type': 'NodePort',
    'portal.enabled': true,
    'portalapi.enabled': true,
  },
  render: ({ ingressController, deployment, podLabels, proxy, manager }, release) => {
    const labels = { ...standard('kong', release), 'app.kubernetes.io/component': 'app' };
    const name = `${release.name}-kong`;
    return [
      workload('Deployment', name, release, { ...labels, app: name, ...podLabels }, {
        name: 'proxy', image: 'kong:3.9', ports: containerPorts({ 'proxy': proxy.http.containerPort, 'proxy-tls': proxy.tls.containerPort, 'status': 8100 }),
      }, {
        hostNetwork: deployment.hostNetwork,
        containers: ingressController.enabled ? [{
          name: 'ingress-controller',
          image: 'kong/kubernetes-ingress-controller:3.5',
          env: [{ name: 'CONTROLLER_INGRESS_CLASS', value: ingressController.ingressClass }, { name: 'CONTROLLER_PUBLISH_SERVICE', value: `${release.namespace}/${name}-proxy` }],
        }] : [],
      }),
      service(`${name}-proxy`, release, proxy.type, labels, [['kong-proxy', proxy.http], ['kong-proxy-tls', proxy.tls]].filter(([, port]) => port.enabled)
        .map(([port, { servicePort, containerPort }]) => ({ name: port, port: servicePort, targetPort: containerPort, protocol: 'TCP' }))),
      ...(manager.enabled ? [service(`${name}-manager`, release, manager.type, labels, [{ name: 'kong-manager', port: 8002, targetPort: 8002, protocol: 'TCP' }])] : []),
      ...(ingressController.admissionWebhook.enabled ? [{ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name: `${name}-validation-webhook-keypair`, namespace: release.namespace } }] : []),
      ...(ingressController.createIngressClass ? [ingressClass(ingressController.ingressClass, 'ingress-controllers.konghq.com/kong', false)] : []),
    ];
  },
};

export const F5_NGINX: ChartFacts = {
  version: '2.7.0',
  source: 'nginx/kubernetes-ingress: charts/nginx-ingress/values.yaml, templates/_helpers.tpl, controller-deployment.yaml, controller-service.yaml, controller-ingress-class.yaml, controller-networkpolicy.yaml',
  defaults: {
    'controller.ingressClass.name': 'nginx',
    'controller.ingressClass.create': true,
    'controller.ingressClass.setAsDefaultIngress': false,
    'controller.containerPort.http': 80,
    'controller.containerPort.https': 443,
    'controller.defaultHTTPListenerPort': 80,
    'controller.defaultHTTPSListenerPort': 443,
    'controller.enableCustomResources': true,
    'controller.enableSnippets': false,
    'controller.pod.extraLabels': {},
    'controller.hostNetwork': false,
    'controller.networkPolicy.enabled': false,
    'controller.service.type': 'LoadBalancer',
    'controller.service.httpPort.enable': true,
    'controller.service.httpPort.port': 80,
    'controller.service.httpPort.targetPort': 80,
    'controller.service.httpsPort.enable': true,
    'controller.service.httpsPort.port': 443,
    'controller.service.httpsPort.targetPort': 443,
  },
  render: ({ controller }, release) => {
    const labels = standard('nginx-ingress', release);
    const name = `${fullname('nginx-ingress', release)}-controller`;
    const { httpPort, httpsPort } = controller.service;
    return [
      workload('Deployment', name, release, { ...labels, ...controller.pod.extraLabels }, {
        image: 'nginx/nginx-ingress:5.6.0',
        args: [`-ingress-class=${controller.ingressClass.name}`, `-enable-custom-resources=${controller.enableCustomResources}`, `-enable-snippets=${controller.enableSnippets}`],
        ports: containerPorts(controller.containerPort),
      }, { hostNetwork: controller.hostNetwork }),
      service(name, release, controller.service.type, labels, [['http', httpPort], ['https', httpsPort]].filter(([, { enable }]) => enable)
        .map(([port, { port: number, targetPort }]) => ({ name: port, port: number, targetPort, protocol: 'TCP' }))),
      ...(controller.networkPolicy.enabled ? [networkPolicy(name, release, labels, [])] : []),
      ...(controller.ingressClass.create ? [ingressClass(controller.ingressClass.name, 'nginx.org/ingress-controller', controller.ingressClass.setAsDefaultIngress)] : []),
    ];
  },
};

export const AWS_LOAD_BALANCER_CONTROLLER: ChartFacts = {
  version: '3.5.0',
  source: 'kubernetes-sigs/aws-load-balancer-controller: helm/aws-load-balancer-controller/values.yaml, templates/deployment.yaml, ingressclass.yaml, webhook.yaml, _helpers.tpl',
  defaults: {
    'clusterName': null, 'ingressClass': 'alb', 'createIngressClassResource': true, 'ingressClassConfig.default': false, 'enableCertManager': false, 'enableServiceMutatorWebhook': true, 'controllerConfig.featureGates': {},
  },
  render: (values, release) => {
    const name = fullname('aws-load-balancer-controller', release);
    const gates = Object.entries(values.controllerConfig.featureGates as Tree).map(([gate, isOpen]) => `${gate}=${isOpen}`);
    return [
      workload('Deployment', name, release, standard('aws-load-balancer-controller', release), {
        image: 'public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0',
        args: [`--cluster-name=${values.clusterName}`, `--ingress-class=${values.ingressClass}`, ...(gates.length > 0 ? [`--feature-gates=${gates.join(',')}`] : [])],
      }),
      ...(values.enableServiceMutatorWebhook ? [{
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'MutatingWebhookConfiguration',
        metadata: { name: 'aws-load-balancer-webhook' },
        webhooks: [{ name: 'mservice.elbv2.k8s.aws', rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['services'] }] }],
      }] : []),
      ...(values.enableCertManager ? [] : [{ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name: 'aws-load-balancer-tls', namespace: release.namespace } }]),
      ...(values.createIngressClassResource ? [ingressClass(values.ingressClass, 'ingress.k8s.aws/alb', values.ingressClassConfig.default)] : []),
    ];
  },
};
