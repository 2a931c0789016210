import { CustomControllerOptions, Exposure, GatewayController } from '../../src';
import { appBehind } from './controllers/every-controller';
import { manifest } from './rendered';

const INGRESS: CustomControllerOptions = {
  controllerName: 'example.com/ingress',
  className: 'edge',
  namespace: 'edge-system',
  podLabels: { app: 'edge-proxy' },
  redirectAnnotations: { 'example.com/redirect': 'https' },
};
const GATEWAY: CustomControllerOptions = { controllerName: 'example.com/gateway', className: 'edge', gatewayApi: true };

describe('a controller that its author describes', () => {
  test.each([
    ['for Ingresses', INGRESS],
    ['without pods', { controllerName: 'example.com/lb', className: 'lb', cidrs: ['10.0.8.0/22'], redirectAnnotations: {} }],
    ['for the Gateway API', GATEWAY],
    ['for the Gateway API, with one installation of proxies', { ...GATEWAY, namespace: 'edge-system', podLabels: { app: 'edge-proxy' } }],
  ])('%s lets an app be proved', (_, options) => {
    const report = Exposure.of(appBehind(GatewayController.custom(options))).report();
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored']);
  });

  test('is named by its class, and told by its annotations', () => {
    const app = appBehind(GatewayController.custom(INGRESS));
    expect(manifest(app, 'IngressClass', 'edge').spec).toStrictEqual({ controller: 'example.com/ingress' });
    expect(manifest(app, 'Ingress', 'web').metadata.annotations).toMatchObject({ 'example.com/redirect': 'https' });
    expect(manifest(app, 'NetworkPolicy', 'web').spec.ingress[0].from).toStrictEqual([{
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge-system' } }, podSelector: { matchLabels: { app: 'edge-proxy' } },
    }]);
  });

  test('has nothing that nobody said it has', () => {
    expect(() => appBehind(GatewayController.custom(INGRESS), { webSockets: true, rateLimit: { requests: 5 } })).toThrow(/rateLimit: edge has no rate limit: nobody said how/);
    expect(() => appBehind(GatewayController.custom({ ...INGRESS, redirectAnnotations: undefined }))).toThrow('edge has no redirect to HTTPS: GatewayController.custom names no redirectAnnotations');
  });

  test.each<[Partial<CustomControllerOptions>, string]>([
    [{ controllerName: 'ingress' }, 'controllerName: "ingress" is no name of a controller'],
    [{ podLabels: undefined }, 'podLabels: goes with namespace'],
    [{ podLabels: undefined, namespace: undefined }, 'podLabels: is missing; no policy could let its traffic in'],
    [{ gatewayApi: true }, 'redirectAnnotations: are for Ingresses'],
    [{ cidrs: ['10.0.0.1'] }, 'cidrs[0]: '],
  ])('%j is refused', (options, message) => {
    expect(() => GatewayController.custom({ ...INGRESS, ...options })).toThrow(message);
  });
});
