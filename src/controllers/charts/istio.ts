import { ISTIO_INGRESS } from '../istio-ingress';
import { ControllerCharts, policyOff, ReleaseChart, SERVES_EVERY_CLASS } from './chart';

const REPOSITORY = 'https://istio-release.storage.googleapis.com/charts';
const CONTROL_PLANE = 'istio-system';
const BASE: ReleaseChart = { name: 'base', release: 'istio-base', namespace: CONTROL_PLANE };
const SOURCES = [
  'istio/istio 1.30.3: manifests/charts/base, istio-control/istio-discovery (values.yaml, templates/configmap.yaml), gateway (values.yaml, templates/_helpers.tpl, deployment.yaml, service.yaml, networkpolicy.yaml)',
  'istio/istio 1.30.3: pilot/pkg/config/kube/ingress/gateways.go (getIngressGatewaySelector), virtualservices.go (shouldProcessIngressWithClass)',
];

/** Istio for Ingresses of one class, with a gateway of its own. */
export const ISTIO_INGRESS_CHARTS: ControllerCharts = {
  repository: REPOSITORY,
  charts: [
    BASE,
    {
      name: 'istiod',
      release: 'istiod',
      namespace: CONTROL_PLANE,
      once: 'leave install out here; proxies for Ingresses of another network need an Istio of their own (a revision), which you install yourself and describe by className, namespace and podLabels of the GatewayController',
      // STRICT: no Ingress without a class. It serves every IngressClass that names its controller, whatever the name of the class, which is
      // compared with the annotation alone. The selector is the value of the label `istio` of its proxies
      relied: ({ className, podLabels }) => ({
        global: { istioNamespace: CONTROL_PLANE },
        meshConfig: { ingressClass: className, ingressControllerMode: 'STRICT', ingressSelector: podLabels.istio ?? className },
      }),
    },
    {
      name: 'gateway',
      release: 'istio-ingress',
      relied: (needs) => ({
        labels: { istio: needs.className, ...needs.podLabels },
        ...(needs.isolates && { global: policyOff(needs) }),
        service: {
          ports: [
            { name: 'http2', port: 80, protocol: 'TCP', targetPort: ISTIO_INGRESS.ports[80] },
            { name: 'https', port: 443, protocol: 'TCP', targetPort: ISTIO_INGRESS.ports[443] },
          ],
        },
      }),
      preferred: () => ({ service: { type: 'LoadBalancer' } }),
    },
  ],
  verified: '1.30.3',
  sources: SOURCES,
};

/** Istio for the Gateway API: it makes proxies beside each Gateway, and the class. */
export const ISTIO_GATEWAY_CHARTS: ControllerCharts = {
  repository: REPOSITORY,
  charts: [BASE, {
    name: 'istiod',
    release: 'istiod',
    namespace: CONTROL_PLANE,
    once: SERVES_EVERY_CLASS,
    relied: () => ({ global: { istioNamespace: CONTROL_PLANE } }),
  }],
  verified: '1.30.3',
  before: 'the CRDs of the Gateway API',
  sources: SOURCES,
};
