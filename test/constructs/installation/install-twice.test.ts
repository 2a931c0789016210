import { App, Chart } from 'cdk8s';
import { ControllerInstall, Exposure, GatewayController, GatewayControllerOptions, GatewayScope, GatewayTls, InternalApi, PublicWebApp, SharedIngressGateway } from '../../../src';
import { CONTROLLER_CHARTS } from '../../../src/controllers/charts/charts';
import { manifestsOf, refusal } from '../rendered';
import { FakeHelm } from './fake-helm';

// each test starts a program
jest.setTimeout(60_000);

const helm = new FakeHelm();
afterAll(() => helm.remove());

const TLS = GatewayTls.secret('edge-tls');
const ACME = GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true });
const SUBNETS = { cidrs: ['10.0.8.0/22'] };
const TOOLS = { className: 'tools', namespace: 'tools' };

const installOf = (preset: string, more: Partial<ControllerInstall> = {}): ControllerInstall =>
  ({ version: CONTROLLER_CHARTS[preset]!.verified, helmExecutable: helm.executable, ...more });

const edgeChart = (): Chart => new Chart(new App(), 'edge', { namespace: 'edge' });

describe('a second installation is refused', () => {
  beforeEach(() => jest.spyOn(process.stderr, 'write').mockReturnValue(true));
  afterEach(() => jest.restoreAllMocks());

  const EVERY_CLASS = 'leave install out here; it serves the Gateways of every class that names it, whatever their network';

  test.each<[string, (options?: GatewayControllerOptions) => GatewayController, string, Partial<ControllerInstall>]>([
    ['envoy-gateway', (options) => GatewayController.envoyGateway(options), `gateway-helm already, which a cluster has once from here; ${EVERY_CLASS}`, {}],
    ['envoy-gateway', (options) => GatewayController.envoyGateway(options), 'gateway-helm already', { releaseName: 'other' }],
    ['istio-gateway', (options) => GatewayController.istioGateway(options), `istiod already, which a cluster has once from here; ${EVERY_CLASS}`, {}],
    ['kgateway', (options) => GatewayController.kgateway(options), `kgateway already, which a cluster has once from here; ${EVERY_CLASS}`, {}],
    ['nginx-gateway-fabric', (options) => GatewayController.nginxGatewayFabric(options), 'nginx-gateway-fabric already, which a cluster has once from here; leave install out here and have the same class for both gateways', { releaseName: 'other' }],
    ['istio-ingress', (options) => GatewayController.istioIngress(options), 'istiod already, which a cluster has once from here; leave install out here; proxies for Ingresses of another network need an Istio of their own', {}],
    ['aws-alb', (options) => GatewayController.awsAlb({ ...SUBNETS, ...options }), 'aws-load-balancer-controller already', {}],
  ])('of %s, with advice that can be followed', (preset, controller, message, more) => {
    const edge = edgeChart();
    const isAws = preset.startsWith('aws');
    const make = (id: string, options: GatewayControllerOptions, install: Partial<ControllerInstall> = {}): unknown =>
      new SharedIngressGateway(edge, id, {
        controller: controller(options),
        tls: isAws ? GatewayTls.acm() : TLS,
        install: installOf(preset, { ...(isAws && { values: { clusterName: 'shop' } }), ...install }),
        ...(preset === 'istio-ingress' && { servePlainHttp: true, redirectHttp: false }),
      });
    make('public', {});
    expect(refusal(() => make('tools', isAws ? { className: 'tools' } : TOOLS, more))).toContain(`edge/tools: install: edge/public installs ${message}`);
  });

  test.each<[string, (options?: GatewayControllerOptions) => GatewayController, GatewayControllerOptions]>([
    ['envoy-gateway', (options) => GatewayController.envoyGateway(options), {}],
    ['envoy-gateway', (options) => GatewayController.envoyGateway(options), { className: 'tools' }],
    ['istio-gateway', (options) => GatewayController.istioGateway(options), {}],
    ['nginx-gateway-fabric', (options) => GatewayController.nginxGatewayFabric(options), {}],
    ['kgateway', (options) => GatewayController.kgateway(options), {}],
  ])('but one of %s serves gateways of both networks', (preset, controller, options) => {
    const app = new App();
    const edge = new Chart(app, 'edge', { namespace: 'edge' });
    const gateway = new SharedIngressGateway(edge, 'public', { controller: controller(), tls: ACME, install: installOf(preset) });
    const tools = new SharedIngressGateway(edge, 'tools', { controller: controller(options), tls: ACME, scope: GatewayScope.PRIVATE_NETWORK });
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    new PublicWebApp(shop, 'web', { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: ['shop.example.com'] });
    new InternalApi(shop, 'orders', { image: 'registry.example.com/orders:1', port: 3000, gateway: tools, hosts: ['orders.internal.example.com'] });
    Exposure.of(app).configure({ cluster: { provider: 'gke', nodeAddresses: 'private', podCidrs: ['10.244.0.0/16'] } });
    const { findings, workloads } = Exposure.of(app).report();
    expect(findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(workloads.filter(({ intent }) => intent !== undefined).map(({ verdict }) => verdict)).toStrictEqual(['honored', 'honored']);
    expect(manifestsOf(app).filter(({ kind, metadata }) => kind === 'Deployment' && metadata.namespace !== 'shop')).toHaveLength(1);
  });
});
