import { App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayTls, MeshMembership, PublicWebApp, ServiceMesh, SharedIngressGateway } from '../../../src';
import { manifest, manifestsOf } from '../rendered';
import { api, named, ofPods, portsFrom, shopBehind, shopIn, shopJoining } from './meshed-shop';

test('the policy of a controller that is in the mesh lets it out to apps on 4143, and to the control plane', () => {
  const app = new App();
  const edge = new Chart(app, 'edge', { namespace: 'traefik' });
  Exposure.of(app).configure({ cluster: { podCidrs: ['10.0.0.0/16'] } });
  const gateway = new SharedIngressGateway(edge, 'public', { controller: GatewayController.traefik(), tls: GatewayTls.secret('edge-tls'), isolateController: true });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new PublicWebApp(shop, 'web', { ...api, gateway, hosts: ['shop.example.com'] });
  for (const chart of [edge, shop]) new MeshMembership(chart, 'mesh', { mesh: ServiceMesh.linkerd() });
  const [policy = {}] = manifestsOf(edge).filter(({ kind }) => kind === 'NetworkPolicy');
  expect(portsFrom(policy, 'to', named('web'))).toStrictEqual([4143, 8080]);
  expect(portsFrom(policy, 'to', ofPods('linkerd.io/control-plane-component', 'identity'))).toStrictEqual([8080]);
});

test.each([
  ['whose namespace is named', GatewayController.traefik()],
  ['with pods and addresses', GatewayController.traefik({ podLabels: { 'app.kubernetes.io/name': 'traefik' }, cidrs: ['10.1.0.0/24'] })],
])('the policy of a controller %s follows too', (_, controller) => {
  const app = new App();
  Exposure.of(app).configure({ cluster: { podCidrs: ['10.0.0.0/16'] } });
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  const gateway = new SharedIngressGateway(edge, 'public', { controller, tls: GatewayTls.secret('edge-tls'), isolateController: true });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new PublicWebApp(shop, 'web', { ...api, gateway, hosts: ['shop.example.com'] });
  new MeshMembership(shop, 'mesh', { mesh: ServiceMesh.linkerd({ otherNamespaces: ['traefik'] }) });
  const [policy = {}] = manifestsOf(edge).filter(({ kind }) => kind === 'NetworkPolicy');
  expect(portsFrom(policy, 'to', named('web'))).toStrictEqual([4143, 8080]);
  expect(portsFrom(policy, 'to', ofPods('linkerd.io/control-plane-component', 'destination'))).toStrictEqual([8086, 8090]);
});

test('a controller in ambient mode is probed from the address that probes have then', () => {
  const app = new App();
  Exposure.of(app).configure({ cluster: { podCidrs: ['10.0.0.0/16'] } });
  const edge = new Chart(app, 'edge', { namespace: 'traefik' });
  new SharedIngressGateway(edge, 'public', { controller: GatewayController.traefik(), tls: GatewayTls.secret('edge-tls'), isolateController: true });
  new MeshMembership(edge, 'mesh', { mesh: ServiceMesh.istioAmbient() });
  const [policy = {}] = manifestsOf(edge).filter(({ kind }) => kind === 'NetworkPolicy');
  expect(policy.spec.ingress).toContainEqual({ from: [{ ipBlock: { cidr: '169.254.7.127/32' } }, { ipBlock: { cidr: 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128' } }] });
});

test('pods that answer ACME challenges for two Charts are told to the mesh once', () => {
  const { app, gateway } = shopIn(ServiceMesh.linkerd({ authorization: true, cniPlugin: true }));
  const more = new Chart(app, 'more', { namespace: 'shop' });
  new PublicWebApp(more, 'shelf', { ...api, gateway, hosts: ['shelf.example.com'] });
  expect(manifestsOf(app).filter(({ kind, spec }) => kind === 'Server' && spec.port === 8089)).toHaveLength(1);
});

test('pods that answer ACME challenges reach the control plane of a mesh that puts a proxy beside them', () => {
  const { shop } = shopJoining(ServiceMesh.linkerd());
  expect(portsFrom(manifest(shop, 'NetworkPolicy', 'shop-acme-solver'), 'to', ofPods('linkerd.io/control-plane-component', 'identity'))).toStrictEqual([8080]);
  expect(manifest(shopBehind(GatewayController.traefik()).shop, 'NetworkPolicy', 'shop-acme-solver').spec).not.toHaveProperty('egress');
});
