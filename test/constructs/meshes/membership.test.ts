import { ApiObject, App, Chart } from 'cdk8s';
import {
  BackgroundWorker, Exposure, GatewayController, GatewayTls, InternalApi, IsolatedNamespace, MeshMembership, PodSecurityLevel, PublicTcpService,
  PublicWebApp, ServiceMesh, SharedIngressGateway,
} from '../../../src';
import { Manifest, manifest, manifestsOf, refusal, shopChart } from '../rendered';
import { shopBehind, shopIn, shopJoining } from './meshed-shop';

const api = { image: 'registry.example.com/api:1', port: 8080 };
const portsFrom = (policy: Manifest, direction: 'from' | 'to', matches: (peer: Manifest) => boolean): number[] =>
  (policy.spec[direction === 'from' ? 'ingress' : 'egress'] ?? []).filter((rule: Manifest) => rule[direction].some(matches)).flatMap((rule: Manifest) => rule.ports.map((p: Manifest) => p.port));
const ofPods = (key: string, value: string) => (peer: Manifest): boolean => peer.podSelector?.matchLabels?.[key] === value;
const named = (name: string) => ofPods('app.kubernetes.io/name', name);
const ofBlock = (cidr: string) => (peer: Manifest): boolean => peer.ipBlock?.cidr === cidr;
const problemsOf = (app: App): string[] => app.node.findAll().flatMap((c) => (c.node.id === 'cdk8s-exposure' ? [] : c.node.validate()));

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

describe('a mesh that is told who may connect', () => {
  const ISTIO = { strictMutualTls: true, authorization: true };

  test('refuses everything of pods that nobody knows yet', () => {
    const { shop } = shopIn(ServiceMesh.istioAmbient(ISTIO));
    expect(manifest(shop, 'AuthorizationPolicy', 'default-deny').spec).toStrictEqual({});
    expect(manifest(shop, 'PeerAuthentication', 'default').spec).toStrictEqual({ mtls: { mode: 'STRICT' } });
    expect(manifest(shopIn(ServiceMesh.linkerd({ authorization: true, cniPlugin: true })).shop, 'Namespace', 'shop').metadata.annotations)
      .toHaveProperty(['config.linkerd.io/default-inbound-policy'], 'deny');
  });

  test('refuses everyone to a workload that nobody may connect to', () => {
    const { shop } = shopIn(ServiceMesh.istioAmbient(ISTIO));
    new BackgroundWorker(shop, 'mailer', { image: 'registry.example.com/mailer:1' });
    expect(manifest(shop, 'AuthorizationPolicy', 'mailer').spec).not.toHaveProperty('rules');
  });

  test('names nobody but the pods themselves where Linkerd must be told somebody', () => {
    const chart = shopChart();
    new MeshMembership(chart, 'mesh', { mesh: ServiceMesh.linkerd({ authorization: true }) });
    new InternalApi(chart, 'orders', api);
    expect(manifest(chart, 'MeshTLSAuthentication', 'orders-8080').spec).toStrictEqual({ identityRefs: [{ kind: 'ServiceAccount', name: 'orders', namespace: 'shop' }] });
  });

  test('leaves the port of an app open for a gateway that is not in it, and for the clients of a load balancer', () => {
    const { shop } = shopIn(ServiceMesh.istioAmbient(ISTIO));
    expect(manifest(shop, 'PeerAuthentication', 'web').spec.portLevelMtls).toStrictEqual({ 3000: { mode: 'PERMISSIVE' } });
    expect(manifest(shop, 'AuthorizationPolicy', 'web').spec.rules).toStrictEqual([{ to: [{ operation: { ports: ['3000'] } }] }]);
    expect(manifest(shop, 'PeerAuthentication', 'orders').spec).not.toHaveProperty('portLevelMtls');
    const broker = shopChart();
    new PublicTcpService(broker, 'broker', { image: 'registry.example.com/broker:1', port: 8883, scheme: 'mqtts' });
    new MeshMembership(broker, 'mesh', { mesh: ServiceMesh.linkerd({ authorization: true }) });
    expect(manifest(broker, 'AuthorizationPolicy', 'broker-8883-plain').spec.requiredAuthenticationRefs).toStrictEqual([{ group: 'policy.linkerd.io', kind: 'NetworkAuthentication', name: 'broker-8883' }]);
  });

  test('knows a gateway of Istio by the account of its pods', () => {
    const { shop } = shopIn(ServiceMesh.istioAmbient({ ...ISTIO, trustDomain: 'example.org' }), GatewayController.istioGateway());
    expect(manifest(shop, 'AuthorizationPolicy', 'web').spec.rules).toStrictEqual([
      { from: [{ source: { principals: ['example.org/ns/edge/sa/public-istio'] } }], to: [{ operation: { ports: ['3000'] } }] },
    ]);
    expect(manifest(shop, 'PeerAuthentication', 'web').spec).not.toHaveProperty('portLevelMtls');
  });

  test('has a policy for each version of an app', () => {
    const { shop, gateway } = shopBehind(GatewayController.traefikGateway());
    new PublicWebApp(shop, 'shelf', { ...api, gateway, hosts: ['shelf.example.com'], canary: { image: 'registry.example.com/api:2', weight: 10 } });
    new MeshMembership(shop, 'mesh', { mesh: ServiceMesh.istioAmbient({ authorization: true }) });
    for (const name of ['shelf', 'shelf-canary']) {
      expect(manifest(shop, 'AuthorizationPolicy', name).spec.selector.matchLabels['app.kubernetes.io/name']).toBe(name);
      expect(manifest(shop, 'Deployment', name).spec.template.spec.serviceAccountName).toBe('shelf');
    }
  });

  test('lets ACME challenges be answered', () => {
    const { shop } = shopIn(ServiceMesh.istioAmbient(ISTIO));
    expect(manifest(shop, 'AuthorizationPolicy', 'shop-acme-solver').spec).toStrictEqual({
      selector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } }, action: 'ALLOW', rules: [{ to: [{ operation: { ports: ['8089'] } }] }],
    });
    expect(manifest(shop, 'PeerAuthentication', 'shop-acme-solver').spec.portLevelMtls).toStrictEqual({ 8089: { mode: 'PERMISSIVE' } });
  });

  test('gives each workload an account of its own, unless its author named one', () => {
    const { shop } = shopIn(ServiceMesh.istioAmbient({ authorization: true }));
    new InternalApi(shop, 'reports', { ...api, serviceAccountName: 'reporting' });
    expect(manifest(shop, 'ServiceAccount', 'orders')).toMatchObject({ automountServiceAccountToken: false });
    expect(manifest(shop, 'Deployment', 'orders').spec.template.spec.serviceAccountName).toBe('orders');
    expect(manifest(shop, 'Deployment', 'reports').spec.template.spec.serviceAccountName).toBe('reporting');
    expect(manifestsOf(shop).filter(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === 'reports')).toStrictEqual([]);
    expect(manifestsOf(shopIn(ServiceMesh.istioAmbient()).shop).filter(({ kind }) => kind === 'ServiceAccount')).toStrictEqual([]);
  });
});

describe('at synth a mesh is refused', () => {
  const authorization = (): ServiceMesh => ServiceMesh.istioAmbient({ authorization: true });

  test('for callers that are not in it', () => {
    const { app, orders } = shopIn(authorization());
    const reports = new InternalApi(new Chart(app, 'reports', { namespace: 'reports' }), 'reports', api);
    reports.connectTo(orders);
    orders.allowFromNamespace('monitoring');
    expect(problemsOf(app)).toStrictEqual(['reports/reports', 'namespace monitoring'].map((caller) =>
      `shop/orders: ${caller} may connect, but is not in Istio ambient, which would refuse it; let its namespace join too, or name it in otherNamespaces`));
  });

  test('not for callers that are in it elsewhere, nor where it refuses nobody', () => {
    for (const mesh of [ServiceMesh.istioAmbient({ authorization: true, otherNamespaces: ['monitoring'] }), ServiceMesh.istioAmbient()]) {
      const { app, orders } = shopIn(mesh);
      orders.allowFromNamespace('monitoring');
      expect(problemsOf(app)).toStrictEqual([]);
    }
  });

  test('for callers whose account others have', () => {
    const { app, shop, orders } = shopIn(authorization());
    const [reports, audit] = ['reports', 'audit'].map((name) => new InternalApi(shop, name, { ...api, serviceAccountName: 'reporting' }));
    reports!.connectTo(orders);
    expect(problemsOf(app)).toStrictEqual([
      'shop/orders: shop/reports may connect, and has the service account shop/reporting, as shop/audit has, which may not; give each a serviceAccountName of its own',
    ]);
    audit!.connectTo(orders);
    expect(problemsOf(app)).toStrictEqual([]);
  });

  test('for callers that were handed over without an account', () => {
    const { app, shop, orders } = shopIn(authorization());
    const handed = new ApiObject(shop, 'pods', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'reports' },
      spec: { selector: { matchLabels: { app: 'reports' } }, template: { metadata: { labels: { app: 'reports' } }, spec: { containers: [{ name: 'main', image: 'registry.example.com/reports:1' }] } } },
    });
    new BackgroundWorker(shop, 'reports', { workload: handed }).connectTo(orders);
    expect(problemsOf(app)).toStrictEqual([
      'shop/orders: shop/reports may connect, but has the service account shop/default, like any pod that names none; give it one of its own with serviceAccountName, so that the mesh can tell it apart',
    ]);
  });

  test('for workloads that were handed over without saying that they are in it', () => {
    const { app, shop } = shopJoining(ServiceMesh.istioSidecar());
    const handed = new ApiObject(shop, 'pods', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'reports' },
      spec: { selector: { matchLabels: { app: 'reports' } }, template: { metadata: { labels: { app: 'reports' } }, spec: { containers: [{ name: 'main', image: 'registry.example.com/reports:1' }] } } },
    });
    new BackgroundWorker(shop, 'reports', { workload: handed });
    expect(problemsOf(app)).toStrictEqual(['shop/reports: workload: its pods do not say that they are in Istio; add to its pod template: label sidecar.istio.io/inject: "true"']);
  });

  test('in the namespace of a gateway, whose clients are declared nowhere', () => {
    const app = new App();
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    new SharedIngressGateway(shop, 'public', { controller: GatewayController.istioGateway(), tls: GatewayTls.secret('edge-tls') });
    new MeshMembership(shop, 'mesh', { mesh: authorization() });
    expect(problemsOf(app)).toContain(
      'shop/public: its pods are in namespace shop, where Istio ambient refuses everyone who is not declared, as all of its clients; put it into a namespace of its own');
  });

  test.each([
    ['a namespace that is none', () => ServiceMesh.linkerd({ otherNamespaces: ['Shop'] }), 'ServiceMesh.linkerd: otherNamespaces[0]: "Shop" is no name of a namespace; use at most 63 lower-case letters, digits and dashes'],
    ['a trust domain that is none', () => ServiceMesh.istioAmbient({ trustDomain: 'a b' }), 'ServiceMesh.istioAmbient: trustDomain: "a b" is no domain'],
    ['a setting of another type', () => ServiceMesh.istioSidecar({ authorization: 'yes' as unknown as boolean }), 'ServiceMesh.istioSidecar: authorization: "yes" must be true or false'],
  ])('for %s', (_, make, problem) => {
    expect(refusal(make)).toContain(problem);
  });
});
