import { findingsOf, pod, reportOn, service } from './shop';

const SHOP = [pod('db', { port: 5432 }), service('db', '', 5432)];

const caller = (value: string): string =>
  pod('orders').replace('ports: [', `env: [{name: DB_URL, value: ${JSON.stringify(value)}}], ports: [`);

function found(value: string, documents = SHOP, config?: string): readonly string[] {
  return findingsOf(reportOn([...documents, caller(value)], config), 'SVC-DNS').map(({ object, message, fix }) => `${object}: ${message.replace(/^.*?: /, '')} ${fix}`);
}

describe('a name that does not resolve:', () => {
  test.each([
    ['db.shop.cluster.svc.local', 'the order is service.namespace.svc.cluster.local Write db.shop.svc.cluster.local.'],
    ['postgres://app@db.shop.svc.local.cluster:5432/shop', 'the order is service.namespace.svc.cluster.local Write db.shop.svc.cluster.local.'],
    ['db.shop.cluster.local', '.svc is missing before cluster.local Write db.shop.svc.cluster.local.'],
    ['http://cache.shop.svc:6379', 'no Service "cache" exists in namespace shop Correct the name, or add the Service.'],
    ['shop.db.svc.cluster.local', 'the Service comes first, then its namespace: Service shop/db is meant Correct the name, or add the Service.'],
  ])('%s', (value, expected) => expect(found(value)).toStrictEqual([`Pod shop/orders: ${expected}`]));

  test('the domain of another cluster', () => {
    expect(found('db.shop.svc.corp.example', SHOP, 'cluster: {clusterDomain: corp.example}')).toStrictEqual([]);
    expect(found('db.shop.corp.example', SHOP, 'cluster: {clusterDomain: corp.example}')).toHaveLength(1);
    expect(found('wiki.intranet.corp.example', SHOP, 'cluster: {clusterDomain: corp.example}')).toStrictEqual([]);
  });

  test('in a ConfigMap', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: orders, namespace: shop}\ndata: {app.yaml: "db: db.shop.cluster.svc.local"}';
    expect(findingsOf(reportOn([...SHOP, config]), 'SVC-DNS').map(({ object }) => object)).toStrictEqual(['ConfigMap shop/orders']);
  });
});

describe('no false alarm on', () => {
  test.each([
    'db.shop', 'db.shop.svc', 'postgres://app@db.shop.svc.cluster.local:5432', 'db-0.db.shop.svc.cluster.local', '_pg._tcp.db.shop.svc.cluster.local',
    'kubernetes.default.svc', 'metrics.kube-system.svc.cluster.local', 'redis.elsewhere.svc.cluster.local', 'api.svc.example.com', 'svc.shop.example.com',
    'localhost,.svc,.cluster.local', '*.shop.svc.cluster.local', '$(NAME).shop.svc.cluster.local', 'cache.$(NAMESPACE).svc.cluster.local',
    '${NAME}-db.shop.svc.cluster.local', '10-0-0-7.shop.pod.cluster.local', 'www.example.local', 'db.shop.svc.clusterset.local', 'printer.local', 'a.b.svc.local',
  ])('%s', (value) => expect(found(value)).toStrictEqual([]));

  test('a Service that an operator makes for its object, or a package for itself', () => {
    const cluster = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: pg, namespace: shop}\nspec: {instances: 3}';
    expect(found('pg-rw.shop.svc.cluster.local')).toHaveLength(1);
    expect(found('pg-rw.shop.svc.cluster.local', [...SHOP, cluster])).toStrictEqual([]);
    const release = 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cache, namespace: flux}\nspec: {interval: 5m}';
    expect(found('redis.shop.svc.cluster.local', [...SHOP, release])).toStrictEqual([]);
  });
});
