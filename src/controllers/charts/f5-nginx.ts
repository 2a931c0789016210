import { F5_NGINX } from '../f5-nginx';
import { ControllerCharts, policyOff } from './chart';

/** NGINX Ingress Controller of F5. */
export const F5_NGINX_CHART: ControllerCharts = {
  repository: 'oci://ghcr.io/nginx/charts',
  charts: [{
    name: 'nginx-ingress',
    release: 'nginx-ingress',
    relied: (needs) => ({
      controller: {
        ingressClass: { name: needs.className, create: false, setAsDefaultIngress: false },
        containerPort: { http: F5_NGINX.ports[80], https: F5_NGINX.ports[443] },
        defaultHTTPListenerPort: F5_NGINX.ports[80],
        defaultHTTPSListenerPort: F5_NGINX.ports[443],
        service: {
          httpPort: { enable: true, port: 80, targetPort: F5_NGINX.ports[80] },
          httpsPort: { enable: true, port: 443, targetPort: F5_NGINX.ports[443] },
        },
        // Policies of apps are custom resources
        enableCustomResources: true,
        pod: { extraLabels: needs.podLabels },
        hostNetwork: false,
        ...policyOff(needs),
      },
    }),
    preferred: () => ({ controller: { service: { type: 'LoadBalancer' }, enableSnippets: false } }),
  }],
  verified: '2.7.0',
  sources: ['nginx/kubernetes-ingress 5.6.0: charts/nginx-ingress 2.7.0 (values.yaml, templates/_helpers.tpl, controller-ingress-class.yaml, controller-service.yaml, controller-networkpolicy.yaml), .github/workflows/publish-helm.yml'],
};
