import { App, Chart } from 'cdk8s';
import { BackendTls, Exposure, GatewayController, GatewayTls, PublicWebApp, PublicWebAppProps, SharedIngressGateway } from '../../src';
import { manifest, manifestsOf, refusal } from './rendered';

const CA: BackendTls = { caConfigMap: 'shop-ca' };

function shop(controller: GatewayController, backendTls: BackendTls | undefined = CA, props: Partial<PublicWebAppProps> = {}): App {
  const app = new App();
  const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'public', { controller, tls: GatewayTls.secret('shop-tls') });
  new PublicWebApp(new Chart(app, 'shop', { namespace: 'shop' }), 'web', {
    image: 'registry.example.com/web:2.1', port: 8443, scheme: 'https', gateway, hosts: ['shop.example.com'], ...(backendTls && { backendTls }), ...props,
  });
  return app;
}

describe('an app that speaks TLS', () => {
  test.each([
    ['Envoy Gateway', GatewayController.envoyGateway(), CA],
    ['Cilium', GatewayController.ciliumGateway(), CA],
    ['Traefik', GatewayController.traefik(), CA],
    ['Traefik, with a Secret', GatewayController.traefik(), { caSecret: 'shop-ca' }],
    ['HAProxy Ingress', GatewayController.haproxyIngress(), { caSecret: 'shop-ca' }],
  ])('is proved like others behind %s', (_, controller, backendTls) => {
    const report = Exposure.of(shop(controller, backendTls)).report();
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored']);
  });

  test('has the name of its Service in its certificate, or another that is said', () => {
    const validated = (backendTls: BackendTls): string => manifest(shop(GatewayController.envoyGateway(), backendTls), 'BackendTLSPolicy', 'web').spec.validation.hostname;
    expect(validated(CA)).toBe('web.shop.svc.cluster.local');
    expect(validated({ ...CA, hostname: 'shop.internal.example.com' })).toBe('shop.internal.example.com');
  });

  test('is verified in its second version too', () => {
    const app = shop(GatewayController.envoyGateway(), CA, { canary: { image: 'registry.example.com/web:2.2', weight: 10 } });
    const policies = manifestsOf(app).filter(({ kind }) => kind === 'BackendTLSPolicy');
    expect(policies.map(({ metadata, spec }) => [metadata.name, spec.targetRefs[0].name, spec.validation.hostname])).toStrictEqual([
      ['web', 'web', 'web.shop.svc.cluster.local'], ['web-canary', 'web-canary', 'web.shop.svc.cluster.local'],
    ]);
    expect(Exposure.of(app).report().ok).toBe(true);
  });

  test.each<[string, () => unknown, string]>([
    ['where nobody says who issued its certificate', () => shop(GatewayController.envoyGateway(), {}), 'backendTls: name either caConfigMap or caSecret'],
    ['where two things say so', () => shop(GatewayController.envoyGateway(), { ...CA, caSecret: 'shop-ca' }), 'backendTls: name either caConfigMap or caSecret'],
    ['with a name that is none', () => shop(GatewayController.envoyGateway(), { ...CA, hostname: '*.shop' }), 'backendTls.hostname: "*.shop" is no DNS name'],
    ['without verification', () => shop(GatewayController.envoyGateway(), undefined, { backendTls: undefined as unknown as BackendTls }), 'scheme: "https" needs backendTls'],
    ['if it speaks something else', () => shop(GatewayController.envoyGateway(), CA, { scheme: 'http' }), 'backendTls: is about apps that speak TLS; set scheme to https'],
    ['by ingress-nginx, which reads Secrets', () => shop(GatewayController.ingressNginx()), 'backendTls: ingress-nginx reads the certificates of who issued it from a Secret (key ca.crt): name caSecret'],
    ['by a product that looks at no names', () => shop(GatewayController.haproxyTech()), 'it verifies who issued a certificate and not for which name (server-ca)'],
    ['by a product that reads an older policy', () => shop(GatewayController.contourGateway()), 'Contour watches BackendTLSPolicy v1alpha3 only'],
  ])('is refused %s', (_, make, message) => {
    expect(refusal(make)).toContain(message);
  });
});
