import { KONG } from '../kong';
import { ControllerCharts } from './chart';

/** Kong with its ingress controller in the same pods. */
export const KONG_CHART: ControllerCharts = {
  repository: 'https://charts.konghq.com',
  charts: [{
    name: 'kong',
    release: 'kong',
    relied: ({ className, podLabels }) => ({
      ingressController: { enabled: true, ingressClass: className, createIngressClass: false },
      deployment: { kong: { enabled: true }, hostNetwork: false },
      proxy: {
        enabled: true,
        http: { enabled: true, servicePort: 80, containerPort: KONG.ports[80] },
        tls: { enabled: true, servicePort: 443, containerPort: KONG.ports[443] },
      },
      podLabels,
    }),
    preferred: () => ({
      // each rendering would make another key, and manifests would contain it
      ingressController: { admissionWebhook: { enabled: false } },
      proxy: { type: 'LoadBalancer' },
      admin: { enabled: false },
      // node ports for its graphical interfaces, by default
      manager: { enabled: false },
      portal: { enabled: false },
      portalapi: { enabled: false },
    }),
  }],
  verified: '3.4.1',
  sources: ['Kong/charts: charts/kong 3.4.1 (values.yaml, templates/_helpers.tpl, deployment.yaml, ingress-class.yaml, admission-webhook.yaml, service-kong-proxy.yaml, service-kong-manager.yaml)'],
};
