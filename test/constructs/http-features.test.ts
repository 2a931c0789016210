import { App, Chart, Duration, Size } from 'cdk8s';
import { ClientAuthentication, Exposure, GatewayController, GatewayTls, HttpPath, PublicWebApp, PublicWebAppProps, RateLimitPeriod, SharedIngressGateway } from '../../src';
import { manifest } from './rendered';

function shop(controller: GatewayController, props: Partial<PublicWebAppProps>): App {
  const app = new App();
  const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'public', {
    controller, tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }),
  });
  new PublicWebApp(new Chart(app, 'shop', { namespace: 'shop' }), 'web', {
    image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: ['shop.example.com'], ...props,
  });
  return app;
}

const EVERYTHING: Partial<PublicWebAppProps> = {
  path: '/shop',
  allowFromAddresses: ['203.0.113.0/24', '2001:db8::/32'],
  authentication: ClientAuthentication.basic({ secretName: 'users' }),
  rateLimit: { requests: 100, per: RateLimitPeriod.MINUTE },
  maxRequestBody: Size.mebibytes(8),
  rewritePath: '/v1',
  timeout: Duration.seconds(30),
  stickyCookie: 'pod',
  webSockets: true,
  responseHeaders: { 'X-Frame-Options': 'DENY' },
  strictTransportSecurity: { maxAge: Duration.days(730), includeSubdomains: true, preload: true },
};

describe.each([
  ['Traefik', GatewayController.traefik()],
  ['Envoy Gateway', GatewayController.envoyGateway()],
])('a public app that asks for everything, behind %s', (_, controller) => {
  test('is honored: no feature gets in the way of another, or of the proof', () => {
    const report = Exposure.of(shop(controller, EVERYTHING)).report();
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored']);
  });

  test('has the manifests that were reviewed', () => {
    const yaml = shop(controller, EVERYTHING).synthYaml();
    expect(yaml.split('---\n').filter((document) => !/kind: (?:Deployment|NetworkPolicy)/.test(document)).join('---\n')).toMatchSnapshot();
  });
});

describe('the paths of a public app', () => {
  const PATHS = [HttpPath.prefix('/shop'), HttpPath.exact('/health'), HttpPath.regex('/v[0-9]+/.*')];

  test('have the types of an Ingress, and a regular expression where the controller is told so', () => {
    const ingress = manifest(shop(GatewayController.traefik(), { paths: PATHS }), 'Ingress', 'web');
    expect(ingress.spec.rules[0].http.paths.map(({ path, pathType }: Record<string, string>) => [path, pathType])).toStrictEqual([
      ['/health', 'Exact'], ['/shop', 'Prefix'], ['/v[0-9]+/.*', 'ImplementationSpecific'],
    ]);
    expect(ingress.metadata.annotations).toHaveProperty(['traefik.ingress.kubernetes.io/router.pathmatcher'], 'PathRegexp');
  });

  test('have the types of an HTTPRoute', () => {
    const route = manifest(shop(GatewayController.envoyGateway(), { paths: PATHS }), 'HTTPRoute', 'web');
    expect(route.spec.rules[0].matches).toStrictEqual([
      { path: { type: 'Exact', value: '/health' } }, { path: { type: 'PathPrefix', value: '/shop' } }, { path: { type: 'RegularExpression', value: '/v[0-9]+/.*' } },
    ]);
  });

  test.each([['Traefik', GatewayController.traefik()], ['Envoy Gateway', GatewayController.envoyGateway()]])('are all proved behind %s', (_, controller) => {
    const report = Exposure.of(shop(controller, { paths: PATHS })).report();
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
  });

  test.each([
    [{ path: '/a', paths: [HttpPath.prefix('/b')] }, 'paths: is given beside path'],
    [{ paths: [] }, 'paths: is empty'],
  ])('%j are refused', (props, message) => {
    expect(() => shop(GatewayController.traefik(), props)).toThrow(message);
  });

  test.each([['health'], ['/('], ['/a b'], ['/{x}']])('the pattern %s is refused', (pattern) => {
    expect(() => HttpPath.regex(pattern)).toThrow('is no regular expression for paths');
  });
});

describe('what a gateway is asked for is refused where', () => {
  test.each<[string, Partial<PublicWebAppProps>, string]>([
    ['an address is none', { allowFromAddresses: ['203.0.113.7'] }, 'allowFromAddresses[0]: "203.0.113.7" is no CIDR'],
    ['nobody is let in', { allowFromAddresses: [] }, 'allowFromAddresses: is empty'],
    ['a header would end up as configuration', { responseHeaders: { 'X-A': '"; evil' } }, 'responseHeaders.X-A: '],
    ['a header has another way to be set', { responseHeaders: { 'Strict-Transport-Security': 'max-age=1' } }, 'is set by strictTransportSecurity'],
    ['preload cannot be had', { strictTransportSecurity: { preload: true } }, 'strictTransportSecurity.preload: needs includeSubdomains'],
    ['a limit is none', { rateLimit: { requests: 0 } }, 'rateLimit.requests: 0 must be a whole number of at least 1'],
    ['a path is none', { rewritePath: 'v1' }, 'rewritePath: "v1" is no path'],
    ['WebSockets and gRPC exclude each other', { webSockets: true, scheme: 'grpc' }, 'webSockets: cannot be had of an app that speaks gRPC'],
    ['a cookie has no such name', { stickyCookie: 'a b' }, 'stickyCookie: "a b" is no name of a cookie'],
  ])('%s', (_, props, message) => {
    expect(() => shop(GatewayController.traefik(), props)).toThrow(message);
  });

  test('the controller cannot do it, by the prop that asks for it', () => {
    expect(() => shop(GatewayController.ingressNginx(), { strictTransportSecurity: {}, responseHeaders: { 'X-A': 'b' } })).toThrow(
      /strictTransportSecurity: ingress-nginx has no HSTS: [\s\S]*responseHeaders: ingress-nginx has no response headers: /);
  });

  test('Envoy Gateway would have to ask a Service of another namespace', () => {
    expect(() => shop(GatewayController.envoyGateway(), { authentication: ClientAuthentication.external({ url: 'http://auth.security.svc.cluster.local:8080/verify' }) }))
      .toThrow('authentication: Envoy Gateway asks a Service only: name one of namespace shop');
  });
});
