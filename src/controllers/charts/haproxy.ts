import { HAPROXY_INGRESS } from '../haproxy-ingress';
import { HAPROXYTECH } from '../haproxytech';
import { ControllerCharts } from './chart';

/** HAProxy Kubernetes Ingress Controller. Its chart always makes a class, which the gateway's takes the place of. */
export const HAPROXYTECH_CHART: ControllerCharts = {
  repository: 'https://haproxytech.github.io/helm-charts',
  charts: [{
    name: 'kubernetes-ingress',
    release: 'kubernetes-ingress',
    relied: ({ className, podLabels }) => ({
      controller: {
        ingressClass: className,
        ingressClassResource: { name: className, default: false },
        containerPort: { http: HAPROXYTECH.ports[80], https: HAPROXYTECH.ports[443] },
        service: { ports: { http: 80, https: 443 }, enablePorts: { http: true, https: true }, targetPorts: { http: 'http', https: 'https' } },
        podLabels,
        deployment: { useHostNetwork: false },
        daemonset: { useHostNetwork: false },
      },
    }),
    preferred: () => ({
      controller: {
        // node ports, and the pages of statistics and profiles on the load balancer, by default
        service: { type: 'LoadBalancer', enablePorts: { quic: false, stat: false, admin: false } },
        // each rendering would make another key, and manifests would contain it
        defaultTLSSecret: { enabled: false },
      },
    }),
  }],
  verified: '1.52.1',
  sources: ['haproxytech/helm-charts: kubernetes-ingress 1.52.1 (values.yaml, templates/_podspec.tpl, _helpers.tpl, controller-ingressclass.yaml, controller-service.yaml, controller-defaultcertsecret.yaml)'],
};

/** HAProxy Ingress of the community. */
export const HAPROXY_INGRESS_CHART: ControllerCharts = {
  repository: 'https://haproxy-ingress.github.io/charts',
  charts: [{
    name: 'haproxy-ingress',
    release: 'haproxy-ingress',
    relied: ({ className, controllerName, podLabels }) => ({
      controller: {
        ingressClass: className,
        ingressClassResource: { enabled: false, default: false, controllerClass: controllerName === HAPROXY_INGRESS.controller ? '' : className },
        containerPorts: { http: HAPROXY_INGRESS.ports[80], https: HAPROXY_INGRESS.ports[443] },
        enableStaticPorts: true,
        service: { httpPorts: [{ port: 80, targetPort: 'http' }], httpsPorts: [{ port: 443, targetPort: 'https' }] },
        podLabels,
        hostNetwork: false,
      },
    }),
    preferred: () => ({ controller: { service: { type: 'LoadBalancer' }, stats: { enabled: false } } }),
  }],
  verified: '0.16.1',
  otherController: `${HAPROXY_INGRESS.controller}/{class}`,
  sources: ['haproxy-ingress/charts 0.16.1: haproxy-ingress/values.yaml, templates/_podtemplate.yaml, _helpers.tpl, controller-ingressclass.yaml, controller-service.yaml'],
};
