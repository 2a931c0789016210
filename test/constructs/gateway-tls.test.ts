import { App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayTls, PublicWebApp, SharedIngressGateway } from '../../src';
import { manifest, manifestsOf } from './rendered';

const SUBNETS = { cidrs: ['10.0.8.0/22'] };
const ARN = 'arn:aws:acm:eu-central-1:123456789012:certificate/4f8d2c1e-0000-4000-8000-000000000000';
const OTHER_ARN = 'arn:aws:acm:eu-central-1:123456789012:certificate/9a1b2c3d-0000-4000-8000-000000000000';

function shop(controller: GatewayController, tls: GatewayTls, hosts = ['shop.example.com']): App {
  const app = new App();
  const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'public', { controller, tls });
  new PublicWebApp(new Chart(app, 'shop', { namespace: 'shop' }), 'web', { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts });
  return app;
}

const httpsListener = (app: App): Record<string, any> => manifest(app, 'Gateway', 'public').spec.listeners.find(({ protocol }: Record<string, string>) => protocol === 'HTTPS');

describe('certificates of AWS Certificate Manager', () => {
  test('are found by the hosts of an Ingress, without a Secret', () => {
    const { metadata, spec } = manifest(shop(GatewayController.awsAlb(SUBNETS), GatewayTls.acm()), 'Ingress', 'web');
    expect(spec.tls).toStrictEqual([{ hosts: ['shop.example.com'] }]);
    expect(metadata.annotations).not.toHaveProperty(['alb.ingress.kubernetes.io/certificate-arn']);
  });

  test('or are named, the first for every other host', () => {
    const { metadata } = manifest(shop(GatewayController.awsAlb(SUBNETS), GatewayTls.acm({ certificateArns: [ARN, OTHER_ARN] })), 'Ingress', 'web');
    expect(metadata.annotations).toHaveProperty(['alb.ingress.kubernetes.io/certificate-arn'], `${ARN},${OTHER_ARN}`);
  });

  test('of a Gateway stand in the configuration of its load balancer, which its listeners leave to it', () => {
    const app = shop(GatewayController.awsGateway(SUBNETS), GatewayTls.acm({ certificateArns: [ARN, OTHER_ARN] }));
    expect(manifest(app, 'LoadBalancerConfiguration', 'public').spec).toStrictEqual({
      scheme: 'internet-facing', listenerConfigurations: [{ protocolPort: 'HTTPS:443', defaultCertificate: ARN, certificates: [OTHER_ARN] }],
    });
    expect(httpsListener(app)).not.toHaveProperty('tls');
  });

  test.each(['shop', 'arn:aws:acm:eu-central-1:123456789012:certificate/a,b', 'arn:aws:s3:::shop'])('%s is no ARN of one', (arn) => {
    expect(() => GatewayTls.acm({ certificateArns: [arn] })).toThrow('is no ARN of a certificate');
  });
});

describe('certificates of Google', () => {
  test('are made for the hosts of an app', () => {
    const app = shop(GatewayController.gkeExternal(), GatewayTls.googleManaged(), ['www.example.com', 'shop.example.com']);
    expect(manifest(app, 'ManagedCertificate', 'web').spec).toStrictEqual({ domains: ['shop.example.com', 'www.example.com'] });
    const { metadata, spec } = manifest(app, 'Ingress', 'web');
    expect(metadata.annotations).toHaveProperty(['networking.gke.io/managed-certificates'], 'web');
    expect(spec).not.toHaveProperty('tls');
  });

  test('cannot be made for a wildcard', () => {
    expect(() => shop(GatewayController.gkeExternal(), GatewayTls.googleManaged(), ['*.example.com'])).toThrow(
      'hosts[0]: "*.example.com" is a wildcard, which managed certificates of Google cannot prove; use GatewayTls.googlePreShared, or name the hosts');
  });

  test('that exist are named by an Ingress, or by each listener', () => {
    const tls = GatewayTls.googlePreShared(['shop', 'shop-2027']);
    const { metadata } = manifest(shop(GatewayController.gkeExternal(), tls), 'Ingress', 'web');
    expect(metadata.annotations).toHaveProperty(['ingress.gcp.kubernetes.io/pre-shared-cert'], 'shop,shop-2027');
    const listener = httpsListener(shop(GatewayController.gkeGatewayRegional(SUBNETS), tls));
    expect(listener.tls).toStrictEqual({ mode: 'Terminate', options: { 'networking.gke.io/pre-shared-certs': 'shop,shop-2027' } });
  });

  test('of a map are named by the Gateway alone', () => {
    const app = shop(GatewayController.gkeGateway(), GatewayTls.googleCertificateMap('shop'));
    expect(manifest(app, 'Gateway', 'public').metadata.annotations).toStrictEqual({ 'networking.gke.io/certmap': 'shop' });
    expect(httpsListener(app)).not.toHaveProperty('tls');
  });

  test.each([[['Shop']], [[]], [['shop,other']]])('the names %j are refused', (names) => {
    expect(() => GatewayTls.googlePreShared(names)).toThrow(/names/);
  });
});

describe('a gateway refuses certificates that its controller would ignore', () => {
  test.each([
    [GatewayController.awsAlb(SUBNETS), GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }), 'edge/public: tls: AWS Load Balancer Controller takes no Secrets; use GatewayTls.acm'],
    [GatewayController.eksAutoAlb(SUBNETS), GatewayTls.secret('shop-tls'), 'tls: EKS Auto Mode load balancing takes no Secrets; use GatewayTls.acm'],
    [GatewayController.awsGateway(SUBNETS), GatewayTls.secret('shop-tls'), 'takes no Secrets; use GatewayTls.acm'],
    [GatewayController.traefik(), GatewayTls.acm(), 'tls: Traefik takes no certificates of AWS Certificate Manager; use GatewayTls.certManager or GatewayTls.secret'],
    [GatewayController.envoyGateway(), GatewayTls.googleManaged(), 'takes no managed certificates of Google'],
    [GatewayController.gkeGateway(), GatewayTls.googleManaged(), 'use GatewayTls.certManager or GatewayTls.secret or GatewayTls.googlePreShared or GatewayTls.googleCertificateMap'],
    [GatewayController.gkeGatewayRegional(SUBNETS), GatewayTls.googleCertificateMap('shop'), 'takes no certificate maps of Google'],
    [GatewayController.gkeExternal(), GatewayTls.googleCertificateMap('shop'), 'takes no certificate maps of Google'],
  ])('case %#', (controller, tls, message) => {
    expect(() => shop(controller, tls)).toThrow(message);
  });
});

test.each([
  [GatewayController.awsAlb(SUBNETS), GatewayTls.acm()],
  [GatewayController.awsAlb(SUBNETS), GatewayTls.acm({ certificateArns: [ARN] })],
  [GatewayController.awsGateway(SUBNETS), GatewayTls.acm({ certificateArns: [ARN] })],
  [GatewayController.gkeExternal(), GatewayTls.googleManaged()],
  [GatewayController.gkeExternal(), GatewayTls.googlePreShared(['shop'])],
  [GatewayController.gkeGateway(), GatewayTls.googlePreShared(['shop'])],
  [GatewayController.gkeGateway(), GatewayTls.googleCertificateMap('shop')],
])('an app is proved to be served over TLS with them: case %#', (controller, tls) => {
  const report = Exposure.of(shop(controller, tls)).report();
  expect(report.findings.map(({ rule, object, message }) => `${rule} ${object}: ${message}`)).toStrictEqual([]);
  expect(manifestsOf(shop(controller, tls)).filter(({ kind }) => kind === 'Secret')).toStrictEqual([]);
});
