import { CONTOUR } from '../contour';
import { ControllerCharts, policyOff } from './chart';

/** Contour and its Envoy proxies, with the labels of the quick start beside those of the chart. */
export const CONTOUR_CHART: ControllerCharts = {
  repository: 'https://projectcontour.github.io/helm-charts',
  charts: [{
    name: 'contour',
    release: 'contour',
    relied: (needs) => ({
      contour: { enabled: true, ingressClass: { name: needs.className, create: false, default: false }, podLabels: { app: 'contour' }, containerPorts: { xds: 8001 } },
      envoy: {
        enabled: true,
        podLabels: needs.podLabels,
        containerPorts: { http: CONTOUR.ports[80], https: CONTOUR.ports[443] },
        service: { ports: { http: 80, https: 443 }, targetPorts: { http: 'http', https: 'https' } },
        hostNetwork: false,
        // that of Contour itself stays: the gateway's is for its proxies alone
        ...policyOff(needs),
      },
    }),
    preferred: () => ({ envoy: { service: { type: 'LoadBalancer' }, useHostPort: { http: false, https: false, metrics: false } } }),
  }],
  verified: '0.7.0',
  sources: ['projectcontour/helm-charts: charts/contour 0.7.0 (values.yaml, templates/contour/deployment.yaml, ingressclass.yaml, envoy/daemonset.yaml, networkpolicy.yaml, service_helpers.yaml)'],
};
