import { App, Chart } from 'cdk8s';
import { ClientAuthentication, GatewayController, GatewayTls, PublicWebApp, PublicWebAppProps, SharedIngressGateway, SharedIngressGatewayProps } from '../../../src';
import { Asked } from './everything';

const SUBNETS = { cidrs: ['10.0.8.0/22'] };

/** Every controller that serves the internet, with what it cannot do without. */
export const PUBLIC_CONTROLLERS: Readonly<Record<string, () => GatewayController>> = {
  traefik: () => GatewayController.traefik(),
  k3sTraefik: () => GatewayController.k3sTraefik(),
  traefikNginx: () => GatewayController.traefikNginx(),
  ingressNginx: () => GatewayController.ingressNginx(),
  f5Nginx: () => GatewayController.f5Nginx(),
  haproxyTech: () => GatewayController.haproxyTech(),
  haproxyIngress: () => GatewayController.haproxyIngress(),
  contour: () => GatewayController.contour(),
  kong: () => GatewayController.kong(),
  istioIngress: () => GatewayController.istioIngress(),
  cilium: () => GatewayController.cilium(),
  openShift: () => GatewayController.openShift(),
  awsAlb: () => GatewayController.awsAlb(SUBNETS),
  eksAutoAlb: () => GatewayController.eksAutoAlb(SUBNETS),
  gkeExternal: () => GatewayController.gkeExternal(),
  applicationGateway: () => GatewayController.applicationGateway(SUBNETS),
  envoyGateway: () => GatewayController.envoyGateway(),
  traefikGateway: () => GatewayController.traefikGateway(),
  istioGateway: () => GatewayController.istioGateway(),
  nginxGatewayFabric: () => GatewayController.nginxGatewayFabric(),
  kgateway: () => GatewayController.kgateway(),
  contourGateway: () => GatewayController.contourGateway(),
  ciliumGateway: () => GatewayController.ciliumGateway(),
  gkeGateway: () => GatewayController.gkeGateway(),
  gkeGatewayRegional: () => GatewayController.gkeGatewayRegional(SUBNETS),
  awsGateway: () => GatewayController.awsGateway(SUBNETS),
};

/** How a controller differs from the others. */
interface Difference {
  /** What its gateway must say. */
  readonly gateway?: Partial<SharedIngressGatewayProps>;
  /** Findings that are right about it: rule and object, and why. */
  readonly findings?: Readonly<Record<string, string>>;
  /** Values that it has where the usual ones are refused. */
  readonly values?: Asked;
  /** Further findings that are right about an app that asks for everything. */
  readonly findingsOfAll?: Readonly<Record<string, string>>;
}

/** For those that read who issued the certificate of an app from Secrets. */
const CA_SECRET: Asked = { backendTls: { scheme: 'https', backendTls: { caSecret: 'shop-ca' } } };

export const DIFFERENCES: Readonly<Partial<Record<string, Difference>>> = {
  ingressNginx: {
    values: CA_SECRET,
    findings: { 'ING-RETIRED Ingress shop/web': 'nobody mends its vulnerabilities' },
    findingsOfAll: {
      'ING-SNIPPET Ingress shop/web': 'auth-url becomes part of the configuration of NGINX',
      'ING-RETIRED Ingress shop/web-canary': 'nobody mends its vulnerabilities',
    },
  },
  haproxyIngress: { values: CA_SECRET },
  traefikNginx: {
    values: CA_SECRET,
    findingsOfAll: { 'ING-SNIPPET Ingress shop/web': 'auth-url would become part of the configuration of NGINX, if ingress-nginx served the class again' },
  },
  // its load balancers read no Secrets
  awsAlb: { gateway: { tls: GatewayTls.acm() }, values: { stickySessions: { stickyCookie: 'AWSALB' } } },
  eksAutoAlb: { gateway: { tls: GatewayTls.acm() }, values: { stickySessions: { stickyCookie: 'AWSALB' } } },
  awsGateway: {
    gateway: { tls: GatewayTls.acm() },
    // a rule compares five values: beside host, path and header there is room for one address
    values: { stickySessions: { stickyCookie: 'AWSALB' }, clientAddresses: { allowFromAddresses: ['203.0.113.0/24'] } },
  },
  gkeExternal: { values: { stickySessions: { stickyCookie: 'GCLB' } } },
  gkeGateway: { values: { stickySessions: { stickyCookie: 'GCLB' } } },
  gkeGatewayRegional: { values: { stickySessions: { stickyCookie: 'GCILB' } } },
  applicationGateway: { values: { stickySessions: { stickyCookie: 'ApplicationGatewayAffinity' } } },
  f5Nginx: { values: { externalAuthentication: { authentication: ClientAuthentication.external({ url: 'http://auth.shop.svc:8080' }) } } },
  istioIngress: {
    gateway: { servePlainHttp: true, tls: GatewayTls.secret('shop-tls') },
    findings: { 'TLS-REDIRECT Ingress shop/web': 'it answers plain HTTP whatever an Ingress says' },
  },
};

/** A public app behind a controller. */
export function appBehind(
  controller: GatewayController, props: Partial<PublicWebAppProps> = {}, gatewayProps: Partial<SharedIngressGatewayProps> = {},
): App {
  const app = new App();
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  const tls = GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true });
  const gateway = new SharedIngressGateway(edge, 'public', { controller, tls, ...gatewayProps });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new PublicWebApp(shop, 'web', { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: ['shop.example.com'], ...props });
  return app;
}
