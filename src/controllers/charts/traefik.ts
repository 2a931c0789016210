import { TRAEFIK } from '../traefik';
import { ChartValues, ControllerCharts, InstallationNeeds } from './chart';

const REPOSITORY = 'https://traefik.github.io/charts';
const SOURCES = [
  'traefik/traefik-helm-chart 41.3.0: traefik/values.yaml, templates/_podtemplate.tpl, _service.tpl, _helpers.tpl, ingressclass.yaml, gatewayclass.yaml, gateway.yaml, crds/',
  'doc.traefik.io: kubernetes ingress provider (ingressClass), kubernetesIngressNGINX provider (controllerClass)',
];

/** What all providers have in common: entry points, labels, and no class but the gateway's. */
function proxies(needs: InstallationNeeds, providers: ChartValues): ChartValues {
  return {
    ingressClass: { enabled: false },
    providers,
    ports: {
      web: { port: TRAEFIK.ports[80], exposedPort: 80, expose: { default: true }, protocol: 'TCP' },
      websecure: { port: TRAEFIK.ports[443], exposedPort: 443, expose: { default: true }, protocol: 'TCP' },
    },
    deployment: { enabled: true, podLabels: needs.podLabels },
    hostNetwork: false,
  };
}

/** The dashboard shows every route to whoever gets to it. */
const preferred = (): ChartValues => ({
  api: { dashboard: false },
  ingressRoute: { dashboard: { enabled: false } },
  ports: { traefik: { expose: { default: false } }, metrics: { expose: { default: false } } },
  service: { enabled: true, spec: { type: 'LoadBalancer' } },
});

/** Middlewares of apps are custom resources. */
const kubernetesCRD = { enabled: true };

/** Traefik for Ingresses of one class. */
export const TRAEFIK_CHART: ControllerCharts = {
  repository: REPOSITORY,
  charts: [{
    name: 'traefik',
    release: 'traefik',
    relied: (needs) => proxies(needs, { kubernetesCRD, kubernetesIngress: { enabled: true, ingressClass: needs.className } }),
    preferred,
  }],
  verified: '41.3.0',
  sources: SOURCES,
};

/** Traefik for classes of ingress-nginx. */
export const TRAEFIK_NGINX_CHART: ControllerCharts = {
  ...TRAEFIK_CHART,
  charts: [{
    name: 'traefik',
    release: 'traefik',
    relied: (needs) => proxies(needs, {
      kubernetesCRD,
      kubernetesIngress: { enabled: false },
      kubernetesIngressNGINX: {
        enabled: true,
        controllerClass: needs.controllerName,
        ingressClass: needs.className,
        watchIngressWithoutClass: false,
        httpEntryPoint: 'web',
        httpsEntryPoint: 'websecure',
      },
    }),
    preferred,
  }],
  otherController: 'k8s.io/ingress-nginx/{class}',
};

/** Traefik for the Gateway API, without the Gateway that the chart makes. */
export const TRAEFIK_GATEWAY_CHART: ControllerCharts = {
  ...TRAEFIK_CHART,
  charts: [{
    name: 'traefik',
    release: 'traefik',
    relied: (needs) => ({
      ...proxies(needs, { kubernetesCRD, kubernetesIngress: { enabled: false }, kubernetesGateway: { enabled: true } }),
      gateway: { enabled: false },
      gatewayClass: { enabled: needs.chartMakesClass, name: needs.className },
    }),
    preferred,
  }],
  before: 'the CRDs of the Gateway API',
};
