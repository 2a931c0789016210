import { INGRESS_NGINX } from '../ingress-nginx';
import { ControllerCharts, policyOff } from './chart';

/** ingress-nginx of the Kubernetes project, as its last chart installs it. */
export const INGRESS_NGINX_CHART: ControllerCharts = {
  repository: 'https://kubernetes.github.io/ingress-nginx',
  charts: [{
    name: 'ingress-nginx',
    release: 'ingress-nginx',
    relied: (needs) => ({
      controller: {
        ingressClass: needs.className,
        ingressClassResource: { enabled: false, name: needs.className, default: false, controllerValue: needs.controllerName },
        watchIngressWithoutClass: false,
        containerPort: { http: INGRESS_NGINX.ports[80], https: INGRESS_NGINX.ports[443] },
        service: { enableHttp: true, enableHttps: true, ports: { http: 80, https: 443 }, targetPorts: { http: 'http', https: 'https' } },
        podLabels: needs.podLabels,
        hostNetwork: false,
        ...policyOff(needs),
      },
    }),
    // the certificate of its webhook is made by hooks of Helm, which do not run where manifests are applied
    preferred: () => ({ controller: { admissionWebhooks: { enabled: false }, allowSnippetAnnotations: false, service: { type: 'LoadBalancer' } } }),
  }],
  verified: '4.15.1',
  otherController: 'k8s.io/ingress-nginx/{class}',
  sources: ['kubernetes/ingress-nginx at its last commit: charts/ingress-nginx 4.15.1 (values.yaml, templates/_params.tpl, _helpers.tpl, controller-ingressclass.yaml, controller-service.yaml, controller-networkpolicy.yaml)'],
};
