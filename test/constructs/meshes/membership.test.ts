import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  DatabaseEngine, GatewayController, HealthCheck, InternalApi, IsolatedNamespace, MeshMembership, PodSecurityLevel, PrivateDatabase,
  PublicTcpService, PublicWebApp, ServiceMesh,
} from '../../../src';
import { Manifest, manifest, manifestsOf, refusal, shopChart } from '../rendered';
import { api, named, ofBlock, ofPods, portsFrom, shopIn, shopJoining } from './meshed-shop';

describe('members of Istio in ambient mode', () => {
  const mesh = (): ServiceMesh => ServiceMesh.istioAmbient();

  test('take connections of each other on 15008 too, and let them out to it', () => {
    const { shop } = shopIn(mesh());
    expect(portsFrom(manifest(shop, 'NetworkPolicy', 'orders'), 'from', named('web'))).toStrictEqual([8080, 15008]);
    expect(portsFrom(manifest(shop, 'NetworkPolicy', 'web'), 'to', named('orders'))).toStrictEqual([8080, 15008]);
  });

  test('are reached on 15008 by a gateway of Istio, and on their own port alone by any other', () => {
    const ofGateway = ofPods('gateway.networking.k8s.io/gateway-name', 'public');
    expect(portsFrom(manifest(shopIn(mesh(), GatewayController.istioGateway()).shop, 'NetworkPolicy', 'web'), 'from', ofGateway)).toStrictEqual([3000, 15008]);
    expect(portsFrom(manifest(shopIn(mesh()).shop, 'NetworkPolicy', 'web'), 'from', named('traefik'))).toStrictEqual([3000]);
  });

  test('let in probes from the addresses that they have in this mode, on the ports that are probed', () => {
    const { shop } = shopIn(mesh());
    const policy = manifest(shop, 'NetworkPolicy', 'orders');
    for (const cidr of ['169.254.7.127/32', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128']) expect(portsFrom(policy, 'from', ofBlock(cidr))).toStrictEqual([8080]);
    // its probes run inside of the container
    expect(portsFrom(manifest(shop, 'NetworkPolicy', 'db'), 'from', ofBlock('169.254.7.127/32'))).toStrictEqual([]);
  });

  test('let in a controller on the network of their node from the address that it has then', () => {
    const controller = GatewayController.traefik({ hostNetwork: true, cidrs: ['10.0.0.0/24'] });
    const { shop, gateway } = shopIn(mesh(), controller);
    new PublicWebApp(shop, 'shelf', { ...api, gateway, hosts: ['shelf.example.com'], readiness: HealthCheck.http('/ready', { port: 9090 }) });
    expect(portsFrom(manifest(shop, 'NetworkPolicy', 'shelf'), 'from', ofBlock('169.254.7.127/32'))).toStrictEqual([8080, 9090]);
  });

  test('need nothing of the control plane, which the proxy of the node talks to', () => {
    expect(portsFrom(manifest(shopIn(mesh()).shop, 'NetworkPolicy', 'web'), 'to', ofPods('app', 'istiod'))).toStrictEqual([]);
  });
});

describe('members of Istio with sidecars', () => {
  const mesh = (): ServiceMesh => ServiceMesh.istioSidecar({ cniPlugin: true });

  test('keep their ports among each other', () => {
    expect(portsFrom(manifest(shopIn(mesh()).shop, 'NetworkPolicy', 'orders'), 'from', named('web'))).toStrictEqual([8080]);
  });

  test('take what comes from pods in ambient mode on 15008', () => {
    const { shop, app } = shopIn(mesh());
    const reports = new InternalApi(new Chart(app, 'reports', { namespace: 'reports' }), 'reports', api);
    reports.connectTo(shop.node.findChild('orders') as InternalApi);
    new MeshMembership(reports, 'mesh', { mesh: ServiceMesh.istioAmbient() });
    expect(portsFrom(manifest(shop, 'NetworkPolicy', 'orders'), 'from', named('reports'))).toStrictEqual([8080, 15008]);
    expect(portsFrom(manifest(app, 'NetworkPolicy', 'reports'), 'to', named('orders'))).toStrictEqual([8080, 15008]);
  });

  test('are told what the sidecar must not look into: servers that speak first, and replicas of a database', () => {
    const { shop } = shopIn(mesh());
    new PublicTcpService(shop, 'mail', { image: 'registry.example.com/mail:1', port: 2525, scheme: 'smtp' });
    new PrivateDatabase(shop, 'stock', { engine: DatabaseEngine.mariadb({ version: '11' }), replicas: 3, ephemeral: true });
    const protocols = (name: string): unknown => manifest(shop, 'Service', name).spec.ports.map((p: Manifest) => [p.port, p.appProtocol]);
    expect(protocols('mail')).toStrictEqual([[2525, 'tcp']]);
    expect(protocols('stock')).toStrictEqual([[3306, 'tcp'], [4444, 'tcp'], [4567, 'tcp'], [4568, 'tcp']]);
    expect(protocols('orders')).toStrictEqual([[8080, undefined]]);
  });

  test('are reached in plain text by controllers with a sidecar, which pass on what they know by no Service', () => {
    const { shop } = shopIn(ServiceMesh.istioSidecar({ cniPlugin: true, authorization: true, strictMutualTls: true, otherNamespaces: ['traefik'] }));
    expect(manifest(shop, 'PeerAuthentication', 'web').spec.portLevelMtls).toStrictEqual({ 3000: { mode: 'PERMISSIVE' } });
  });

  test('get to the control plane, also in a namespace of another name', () => {
    const { shop } = shopIn(ServiceMesh.istioSidecar({ cniPlugin: true, controlPlaneNamespace: 'istio-canary' }));
    const policy = manifest(shop, 'NetworkPolicy', 'web');
    expect(portsFrom(policy, 'to', (peer) => ofPods('app', 'istiod')(peer) && peer.namespaceSelector.matchLabels['kubernetes.io/metadata.name'] === 'istio-canary')).toStrictEqual([15012]);
  });

  test('are injected by the revision that is named', () => {
    const { shop } = shopIn(ServiceMesh.istioSidecar({ cniPlugin: true, revision: '1-30' }));
    const { labels } = manifest(shop, 'Namespace', 'shop').metadata;
    expect(labels).toMatchObject({ 'istio.io/rev': '1-30' });
    expect(labels).not.toHaveProperty('istio-injection');
  });
});

describe('members of Linkerd', () => {
  const mesh = (otherNamespaces: string[] = []): ServiceMesh => ServiceMesh.linkerd({ cniPlugin: true, otherNamespaces });

  test('take connections of each other on 4143 too, and get to the control plane', () => {
    const { shop } = shopIn(mesh());
    expect(portsFrom(manifest(shop, 'NetworkPolicy', 'orders'), 'from', named('web'))).toStrictEqual([4143, 8080]);
    const policy = manifest(shop, 'NetworkPolicy', 'web');
    expect(portsFrom(policy, 'to', named('orders'))).toStrictEqual([4143, 8080]);
    expect(portsFrom(policy, 'to', ofPods('linkerd.io/control-plane-component', 'destination'))).toStrictEqual([8086, 8090]);
    expect(portsFrom(policy, 'to', ofPods('linkerd.io/control-plane-component', 'identity'))).toStrictEqual([8080]);
  });

  test('are reached on 4143 by a controller whose namespace is in the mesh, and not by one that is in none', () => {
    expect(portsFrom(manifest(shopIn(mesh(['traefik'])).shop, 'NetworkPolicy', 'web'), 'from', named('traefik'))).toStrictEqual([3000, 4143]);
    expect(portsFrom(manifest(shopIn(mesh()).shop, 'NetworkPolicy', 'web'), 'from', named('traefik'))).toStrictEqual([3000]);
  });

  test('do not know the gateways of Istio', () => {
    const { shop } = shopIn(mesh(), GatewayController.istioGateway());
    expect(portsFrom(manifest(shop, 'NetworkPolicy', 'web'), 'from', ofPods('gateway.networking.k8s.io/gateway-name', 'public'))).toStrictEqual([3000]);
  });
});

test('a Deployment may be handed over before it has containers', () => {
  const shop = shopChart();
  new MeshMembership(shop, 'mesh', { mesh: ServiceMesh.istioAmbient({ authorization: true, strictMutualTls: true }) });
  const deployment = new kplus.Deployment(shop, 'deployment');
  new InternalApi(shop, 'orders', { workload: deployment, port: 8080 });
  deployment.addContainer({ image: 'registry.example.com/orders:1', portNumber: 8080 });
  expect(manifest(shop, 'AuthorizationPolicy', 'orders').spec).toHaveProperty('selector.matchLabels');
});

describe('a namespace that joins', () => {
  test('may join before or after what is in it', () => {
    const app = new App();
    const first = new Chart(app, 'shop', { namespace: 'shop' });
    new MeshMembership(first, 'mesh', { mesh: ServiceMesh.istioAmbient({ authorization: true }) });
    const orders = new InternalApi(first, 'orders', api);
    new InternalApi(first, 'web', api).connectTo(orders);
    const { shop } = shopJoining(ServiceMesh.istioAmbient({ authorization: true }));
    const specs = (chart: Chart, kind: string): unknown => manifestsOf(chart).filter((one) => one.kind === kind && one.metadata.name === 'orders').map(({ spec }) => spec);
    expect(specs(first, 'AuthorizationPolicy')).toHaveLength(1);
    expect(specs(first, 'AuthorizationPolicy')).toStrictEqual(specs(shop, 'AuthorizationPolicy'));
  });

  test('and is made elsewhere leaves it to the pods to say so', () => {
    const { shop } = shopJoining(ServiceMesh.linkerd({ authorization: true }));
    expect(manifest(shop, 'Deployment', 'orders').spec.template.metadata.annotations).toStrictEqual({
      'config.linkerd.io/default-inbound-policy': 'deny', 'linkerd.io/inject': 'enabled',
    });
    expect(manifest(shopJoining(ServiceMesh.istioAmbient()).shop, 'Deployment', 'orders').spec.template.metadata.labels).toHaveProperty(['istio.io/dataplane-mode'], 'ambient');
    expect(manifest(shopIn(ServiceMesh.istioAmbient()).shop, 'Deployment', 'orders').spec.template.metadata.labels).not.toHaveProperty(['istio.io/dataplane-mode']);
  });

  test('is in one mesh', () => {
    const { shop } = shopIn(ServiceMesh.istioAmbient());
    expect(refusal(() => new MeshMembership(shop, 'mesh', { mesh: ServiceMesh.linkerd() }))).toBe(
      'shop/mesh: mesh: namespace "shop" joined one already, at shop/namespace; a namespace is in one mesh');
  });

  test.each([
    [ServiceMesh.istioSidecar(), PodSecurityLevel.BASELINE, 'podSecurity: "baseline" refuses what Istio adds to pods; set it to privileged, or use the CNI plugin of the mesh and say so with cniPlugin, for baseline'],
    [ServiceMesh.istioSidecar({ cniPlugin: true }), undefined, 'podSecurity: "restricted" refuses what Istio adds to pods; set it to baseline or privileged'],
    [ServiceMesh.linkerd(), undefined, 'podSecurity: "restricted" refuses what Linkerd adds to pods; set it to privileged, or use the CNI plugin of the mesh and say so with cniPlugin, for restricted or baseline'],
  ])('is refused where admission would refuse its pods', (mesh, podSecurity, problem) => {
    expect(refusal(() => new IsolatedNamespace(shopChart(), 'namespace', { mesh, ...(podSecurity && { podSecurity }) }))).toBe(`shop/namespace: ${problem}`);
  });

  test('has pods of level restricted in ambient mode, and in Linkerd with its CNI plugin', () => {
    for (const mesh of [ServiceMesh.istioAmbient(), ServiceMesh.linkerd({ cniPlugin: true })]) {
      const chart = shopChart();
      new IsolatedNamespace(chart, 'namespace', { mesh });
      expect(manifest(chart, 'Namespace', 'shop').metadata.labels).toHaveProperty(['pod-security.kubernetes.io/enforce'], 'restricted');
    }
  });

  test('lets pods without a policy of their own have probes and the control plane', () => {
    const { shop } = shopIn(ServiceMesh.istioAmbient());
    expect(manifest(shop, 'NetworkPolicy', 'allow-mesh').spec).toStrictEqual({
      podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/managed-by', operator: 'NotIn', values: ['cdk8s-exposure'] }] },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ ipBlock: { cidr: '169.254.7.127/32' } }, { ipBlock: { cidr: 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128' } }] }],
    });
    expect(manifest(shopIn(ServiceMesh.linkerd({ cniPlugin: true })).shop, 'NetworkPolicy', 'allow-mesh').spec.policyTypes).toStrictEqual(['Egress']);
  });
});
