import { ApiObject, App, Chart } from 'cdk8s';
import {
  BackgroundWorker, GatewayController, GatewayTls, InternalApi, IsolatedNamespace, MeshMembership, PortProtocol, ServiceMesh, SharedIngressGateway,
} from '../../../src';
import { refusal } from '../rendered';
import { api, problemsOf, raw, shopIn, shopJoining } from './meshed-shop';

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
      'shop/orders: shop/reports may connect, and has the service account shop/reporting, as shop/audit has, which may not on 8080; give each a serviceAccountName of its own',
    ]);
    audit!.connectTo(orders);
    expect(problemsOf(app)).toStrictEqual([]);
  });

  test('for callers that were handed over without an account', () => {
    const { app, shop, orders } = shopIn(authorization());
    new BackgroundWorker(shop, 'reports', { workload: raw(shop, 'pods') }).connectTo(orders);
    expect(problemsOf(app)).toStrictEqual([
      'shop/orders: shop/reports may connect, but has the service account shop/default, like any pod that names none; give it one of its own with serviceAccountName, so that the mesh can tell it apart',
    ]);
  });

  test('for workloads that were handed over without saying that they are in it', () => {
    const { app, shop } = shopJoining(ServiceMesh.istioSidecar());
    new BackgroundWorker(shop, 'reports', { workload: raw(shop, 'pods') });
    expect(problemsOf(app)).toStrictEqual(['shop/reports: workload: its pods do not say that they are in Istio; add to its pod template: label sidecar.istio.io/inject: "true"']);
  });

  test('in the namespace of a gateway, whose clients are declared nowhere, where the namespace itself refuses', () => {
    const refused = 'shop/public: its pods are in namespace shop, where Istio ambient refuses everyone who is not declared, as all of its clients; '
      + 'put it into a namespace of its own';
    for (const [mark, isRefused] of [
      [(chart: Chart) => new IsolatedNamespace(chart, 'namespace', { mesh: authorization() }), true],
      [(chart: Chart) => new MeshMembership(chart, 'mesh', { mesh: authorization() }), false],
    ] as const) {
      const app = new App();
      const shop = new Chart(app, 'shop', { namespace: 'shop' });
      new SharedIngressGateway(shop, 'public', { controller: GatewayController.istioGateway(), tls: GatewayTls.secret('edge-tls') });
      mark(shop);
      expect(problemsOf(app).includes(refused)).toBe(isRefused);
    }
  });

  test('not for callers that need no identity: over UDP alone, or to a port that somebody outside of the mesh reaches', () => {
    const { app, shop, web } = shopIn(authorization());
    const statsd = new InternalApi(shop, 'statsd', { ...api, additionalPorts: [{ name: 'metrics', port: 8125, protocol: PortProtocol.UDP }] });
    const reports = new InternalApi(new Chart(app, 'reports', { namespace: 'reports' }), 'reports', api);
    reports.connectTo(statsd, { port: 8125 });
    reports.connectTo(web);
    expect(problemsOf(app)).toStrictEqual([]);
  });

  test('for workloads of others that have the account of a caller', () => {
    const { app, shop } = shopIn(authorization());
    raw(shop, 'intruder', { serviceAccountName: 'web' });
    expect(problemsOf(app)).toContain('shop/orders: shop/web may connect, and has the service account shop/web, as shop/intruder has, which may not on 8080; give each a serviceAccountName of its own');
  });

  test('for a handed-over workload that opts out of it', () => {
    const { app, shop } = shopIn(authorization());
    new BackgroundWorker(shop, 'reports', { workload: raw(shop, 'pods', { serviceAccountName: 'reports' }, { 'istio.io/dataplane-mode': 'none' }) });
    expect(problemsOf(app)).toStrictEqual([
      'shop/reports: workload: its pod template takes its pods out of Istio ambient, of which the rest of the namespace is a member; let them join, or move it to another namespace',
    ]);
  });

  test('not for a handed-over workload in a Namespace of the App that has the label', () => {
    const { app, shop } = shopJoining(ServiceMesh.istioAmbient());
    new ApiObject(shop, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient' } } });
    new BackgroundWorker(shop, 'reports', { workload: raw(shop, 'pods') });
    expect(problemsOf(app)).toStrictEqual([]);
  });

  test('for probes of a handed-over workload that Linkerd refuses', () => {
    const { app, shop } = shopIn(ServiceMesh.linkerd({ authorization: true, cniPlugin: true }));
    const probed = { containers: [{ name: 'main', image: 'registry.example.com/prices:1', readinessProbe: { grpc: { port: 8080 } } }] };
    new InternalApi(shop, 'prices', { workload: raw(shop, 'pods', probed), port: 8080, scheme: 'grpc' });
    expect(problemsOf(app)).toStrictEqual([
      'shop/prices: workload: Linkerd lets the kubelet in by HTTP alone, and refuses its probes of 8080 by gRPC; probe by HTTP or TCP, or another port',
    ]);
  });

  test('for the name of the account of every pod, and for an account that is there already', () => {
    const { app, shop } = shopIn(authorization());
    new InternalApi(shop, 'default', api);
    new ApiObject(shop, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web' } });
    expect(problemsOf(app)).toStrictEqual([
      'shop/web: there is a ServiceAccount web already; name it in serviceAccountName, or give it another name',
      'shop/default: name: default is also the service account of every pod that names none; give it another name, or a serviceAccountName',
    ]);
  });

  test.each([
    ['a namespace that is none', () => ServiceMesh.linkerd({ otherNamespaces: ['Shop'] }), 'ServiceMesh.linkerd: otherNamespaces[0]: "Shop" is no name of a namespace; use at most 63 lower-case letters, digits and dashes'],
    ['a trust domain that is none', () => ServiceMesh.istioAmbient({ trustDomain: 'a b' }), 'ServiceMesh.istioAmbient: trustDomain: "a b" is no domain'],
    ['a setting of another type', () => ServiceMesh.istioSidecar({ authorization: 'yes' as unknown as boolean }), 'ServiceMesh.istioSidecar: authorization: "yes" must be true or false'],
  ])('for %s', (_, make, problem) => {
    expect(refusal(make)).toContain(problem);
  });
});
