import { App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayTls, PublicWebApp, SharedIngressGateway } from '../../src';
import { Manifest, manifest, refusal } from './rendered';

const CIDRS = { cidrs: ['10.0.0.0/20'] };
const BLOCK = { ipBlock: { cidr: '10.0.0.0/20' } };

function shop(controller: GatewayController, isolateController = false): App {
  const app = new App();
  Exposure.of(app).configure({ cluster: { podCidrs: ['10.244.0.0/16'] } });
  const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'public', { controller, tls: GatewayTls.secret('shop-tls'), isolateController });
  new PublicWebApp(new Chart(app, 'shop', { namespace: 'shop' }), 'web', { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: ['shop.example.com'] });
  return app;
}

const admitted = (app: App): Manifest[] => manifest(app, 'NetworkPolicy', 'web').spec.ingress.flatMap(({ from }: Manifest) => from);

describe('addresses of a controller with pods', () => {
  test.each([
    ['Traefik', () => GatewayController.traefik(CIDRS)],
    ['Traefik on the network of its nodes', () => GatewayController.traefik({ ...CIDRS, hostNetwork: true })],
    ['Envoy Gateway, with pods for each Gateway', () => GatewayController.envoyGateway(CIDRS)],
    ['OpenShift, which is let in by a policy group otherwise', () => GatewayController.openShift(CIDRS)],
  ])('stand in place of its usual pods: %s', (_, controller) => {
    const app = shop(controller());
    expect(admitted(app)).toStrictEqual([BLOCK]);
    const report = Exposure.of(app).report();
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored']);
  });

  test.each([
    ['a namespace of Traefik', () => GatewayController.traefik({ ...CIDRS, namespace: 'ingress' })],
    ['labels of Envoy Gateway', () => GatewayController.envoyGateway({ ...CIDRS, podLabels: { app: 'edge' } })],
    ['pods of a controller that the library does not know', () => GatewayController.custom({
      controllerName: 'example.com/ingress', className: 'edge', namespace: 'ingress', podLabels: { app: 'edge' }, redirectAnnotations: {}, ...CIDRS,
    })],
  ])('stand beside pods that are named: %s', (_, controller) => {
    const app = shop(controller());
    expect(admitted(app)).toHaveLength(2);
    expect(admitted(app)).toContainEqual(BLOCK);
    const report = Exposure.of(app).report();
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored']);
  });

  test('leave its pods where they are: they can be isolated', () => {
    expect(manifest(shop(GatewayController.traefik(CIDRS), true), 'NetworkPolicy', 'edge.public-controller').metadata.namespace).toBe('traefik');
  });

  test('have no effect where an identity stands for its traffic, and are refused', () => {
    expect(refusal(() => GatewayController.ciliumGateway(CIDRS))).toContain('cidrs: have no effect; its traffic has an identity, which policies of Cilium name');
    expect(() => GatewayController.ciliumGateway({ hostNetwork: true })).not.toThrow();
  });
});
