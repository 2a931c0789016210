import {
  BackgroundWorker, DatabaseEngine, GatewayController, HealthCheck, InternalApi, MeshMembership, PrivateDatabase, PublicTcpService, PublicWebApp,
  ServiceMesh,
} from '../../../src';
import { manifest, manifestsOf, shopChart } from '../rendered';
import { api, shopBehind, shopIn } from './meshed-shop';

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

  test('gives leave to nobody where Linkerd knows no caller', () => {
    const chart = shopChart();
    new MeshMembership(chart, 'mesh', { mesh: ServiceMesh.linkerd({ authorization: true }) });
    new InternalApi(chart, 'orders', api);
    const ofLinkerd = manifestsOf(chart).filter(({ apiVersion }) => apiVersion.startsWith('policy.linkerd.io'));
    expect(ofLinkerd.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toStrictEqual(['Server orders-8080']);
  });

  test('lets everyone of the cluster through where they are declared, in the mesh or not', () => {
    const { shop, orders } = shopIn(ServiceMesh.istioAmbient(ISTIO));
    orders.allowFromCluster();
    expect(manifest(shop, 'AuthorizationPolicy', 'orders').spec.rules).toContainEqual({ to: [{ operation: { ports: ['8080'] } }] });
    expect(manifest(shop, 'PeerAuthentication', 'orders').spec.portLevelMtls).toStrictEqual({ 8080: { mode: 'PERMISSIVE' } });
    const linkerd = shopIn(ServiceMesh.linkerd({ authorization: true, cniPlugin: true }));
    linkerd.orders.allowFromCluster();
    expect(manifest(linkerd.shop, 'NetworkAuthentication', 'orders-8080').spec.networks).toHaveLength(2);
  });

  test('opens ports for probes that Linkerd would refuse, and looks into those that are probed by HTTP', () => {
    const chart = shopChart();
    new MeshMembership(chart, 'mesh', { mesh: ServiceMesh.linkerd({ authorization: true }) });
    new InternalApi(chart, 'prices', { ...api, scheme: 'grpc', readiness: HealthCheck.grpc() });
    const additionalPorts = [{ name: 'admin', port: 9090 }];
    new InternalApi(chart, 'stock', { ...api, additionalPorts, readiness: HealthCheck.http('/ready', { port: 9090 }) });
    expect(manifest(chart, 'AuthorizationPolicy', 'prices-8080-plain').spec.requiredAuthenticationRefs[0].kind).toBe('NetworkAuthentication');
    expect(manifest(chart, 'Server', 'stock-9090').spec).not.toHaveProperty('proxyProtocol');
    expect(manifestsOf(chart).filter(({ kind }) => kind === 'NetworkAuthentication').map(({ metadata }) => metadata.name)).toStrictEqual(['prices-8080']);
  });

  test('knows the ports on which replicas of a database talk to each other', () => {
    const chart = shopChart();
    new MeshMembership(chart, 'mesh', { mesh: ServiceMesh.linkerd({ authorization: true }) });
    new PrivateDatabase(chart, 'db', { engine: DatabaseEngine.mariadb({ version: '11' }), replicas: 3, ephemeral: true });
    for (const port of [3306, 4444, 4567, 4568]) {
      expect(manifest(chart, 'Server', `db-${port}`).spec.proxyProtocol).toBe('opaque');
      expect(manifest(chart, 'MeshTLSAuthentication', `db-${port}`).spec.identityRefs).toStrictEqual([{ kind: 'ServiceAccount', name: 'db', namespace: 'shop' }]);
    }
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
