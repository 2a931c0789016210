import { App, Chart, Size } from 'cdk8s';
import * as fc from 'fast-check';
import {
  BackgroundWorker, DatabaseEngine, Exposure, ExternalService, IConnectable, InternalApi, PortProtocol, PrivateDatabase, Workload,
} from '../../src';
import { DNS_RULE, envOf, manifest, manifestsOf, podsOf, refusal, shopChart } from './rendered';

interface Shop {
  readonly chart: Chart;
  readonly web: InternalApi;
  readonly orders: InternalApi;
  readonly db: PrivateDatabase;
  readonly mailer: BackgroundWorker;
}

function shop(): Shop {
  const chart = shopChart();
  return {
    chart,
    web: new InternalApi(chart, 'web', { image: 'registry.example.com/web:2.1', port: 3000 }),
    orders: new InternalApi(chart, 'orders', {
      image: 'registry.example.com/orders:1.4', port: 8080, additionalPorts: [{ name: 'grpc', port: 9000, scheme: 'grpc' }, { name: 'beat', port: 8080, protocol: PortProtocol.UDP }],
    }),
    db: new PrivateDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres({ version: '17' }), storage: Size.gibibytes(1) }),
    mailer: new BackgroundWorker(chart, 'mailer', { image: 'registry.example.com/mailer:3.0' }),
  };
}

const policy = (chart: Chart, name: string): any => manifest(chart, 'NetworkPolicy', name).spec;
const annotation = (chart: Chart, name: string, key: string): any => {
  const workload = manifestsOf(chart).find((m) => m.metadata.name === name && m.spec.template !== undefined)!;
  const text = workload.metadata.annotations[`cdk8s-exposure/${key}`];
  return text === undefined ? undefined : JSON.parse(text);
};

describe('an edge', () => {
  test('opens the egress of the client and the ingress of the server, and is declared on both', () => {
    const { chart, web, db } = shop();
    web.connectTo(db);
    const ports = [{ port: 5432, protocol: 'TCP' }];
    expect(policy(chart, 'web').egress).toStrictEqual([{ ports, to: [podsOf('orders-db')] }, DNS_RULE]);
    expect(policy(chart, 'orders-db').ingress).toStrictEqual([{ from: [podsOf('web')], ports }]);
    expect(annotation(chart, 'web', 'connect-to')).toStrictEqual([{ workload: 'shop/orders-db[StatefulSet]', ports: [{ protocol: 'TCP', port: 5432 }] }]);
    expect(annotation(chart, 'orders-db', 'allow-from')).toStrictEqual([{ workload: 'shop/web[Deployment]', ports: [{ protocol: 'TCP', port: 5432 }] }]);
  });

  test('writes what the server needs into the chart of the server', () => {
    const app = new App();
    const front = new Chart(app, 'front', { namespace: 'front' });
    const back = new Chart(app, 'back', { namespace: 'back' });
    const web = new InternalApi(front, 'web', { image: 'registry.example.com/web:2.1', port: 3000 });
    const orders = new InternalApi(back, 'orders', { image: 'registry.example.com/orders:1.4', port: 8080 });
    const before = manifestsOf(front).length;
    web.connectTo(orders);
    expect(manifestsOf(front)).toHaveLength(before);
    expect(policy(back, 'orders').ingress[0].from).toStrictEqual([podsOf('web', 'front', 'front')]);
    expect(policy(front, 'web').egress[0].to).toStrictEqual([podsOf('orders', 'back', 'back')]);
  });

  test('is the same seen from the server', () => {
    const [one, other] = [shop(), shop()];
    one.web.connectTo(one.orders);
    other.orders.allowFrom(other.web);
    expect(manifestsOf(other.chart)).toStrictEqual(manifestsOf(one.chart));
  });

  test('goes to the main port, or to the one that is named', () => {
    const { chart, web, orders } = shop();
    web.connectTo(orders, { port: 9000 });
    expect(policy(chart, 'orders').ingress[0].ports).toStrictEqual([{ port: 9000, protocol: 'TCP' }]);
    web.connectTo(orders);
    expect(policy(chart, 'orders').ingress).toHaveLength(1);
    expect(policy(chart, 'orders').ingress[0].ports).toStrictEqual([{ port: 8080, protocol: 'TCP' }, { port: 9000, protocol: 'TCP' }, { port: 8080, protocol: 'UDP' }]);
  });

  test('to a construct that wraps a server goes to the server', () => {
    const { chart, web, orders } = shop();
    const wrapper: IConnectable = { connectionTarget: orders.connectionTarget };
    web.connectTo(wrapper, { env: 'ORDERS_URL' });
    expect(policy(chart, 'orders').ingress).toHaveLength(1);
    expect(envOf(manifest(chart, 'Deployment', 'web'))).toStrictEqual(['ORDERS_URL=http://orders.shop.svc.cluster.local:8080']);
  });
});

describe('the environment of a client', () => {
  test('gets the address in the form that is asked for, sorted and in front of its own', () => {
    const { chart, web, orders, db } = shop();
    web.connectTo(orders, { env: 'ORDERS_URL', addressEnv: 'ORDERS_ADDR', hostEnv: 'ORDERS_HOST', portEnv: 'ORDERS_PORT' });
    web.connectTo(orders, { port: 9000, env: 'ORDERS_GRPC' });
    web.connectTo(db, { env: 'DATABASE_URL' });
    expect(envOf(manifest(chart, 'Deployment', 'web'))).toStrictEqual([
      'DATABASE_URL=postgresql://orders-db.shop.svc.cluster.local:5432',
      'ORDERS_ADDR=orders.shop.svc.cluster.local:8080',
      'ORDERS_GRPC=grpc://orders.shop.svc.cluster.local:9000',
      'ORDERS_HOST=orders.shop.svc.cluster.local',
      'ORDERS_PORT=8080',
      'ORDERS_URL=http://orders.shop.svc.cluster.local:8080',
    ]);
  });

  test('follows the cluster domain, even if that is configured later', () => {
    const { chart, web, orders } = shop();
    web.connectTo(orders, { env: 'ORDERS_URL' });
    Exposure.of(chart).configure({ cluster: { clusterDomain: 'k8s.example' } });
    expect(envOf(manifest(chart, 'Deployment', 'web'))).toStrictEqual(['ORDERS_URL=http://orders.shop.svc.k8s.example:8080']);
    expect([orders.host, orders.port, orders.url]).toStrictEqual(['orders.shop.svc.k8s.example', 8080, 'http://orders.shop.svc.k8s.example:8080']);
  });

  test.each<[string, (s: Shop) => unknown, RegExp]>([
    ['a variable that the author has set', ({ chart, orders }) => new BackgroundWorker(chart, 'poller', { image: 'registry.example.com/poller:1', env: { ORDERS_URL: 'x' } })
      .connectTo(orders, { env: 'ORDERS_URL' }), /^shop\/poller: connectTo: env: "ORDERS_URL" is already set in env or secretEnv; use another name$/],
    ['one variable for two servers', ({ web, orders, db }) => {
      web.connectTo(orders, { env: 'URL' });
      web.connectTo(db, { env: 'URL' });
    }, /^shop\/web: connectTo: env: "URL" is already set by another connection/],
    ['one variable for two forms', ({ web, orders }) => web.connectTo(orders, { hostEnv: 'ORDERS', portEnv: '1ORDERS' }), /portEnv: "1ORDERS" is no name of an environment variable/],
    ['a port that the server lacks', ({ web, orders }) => web.connectTo(orders, { port: 81 }), /^shop\/web: connectTo: port: 81 is no port of shop\/orders; it has 8080\/TCP, 9000\/TCP, 8080\/UDP$/],
    ['itself', ({ web }) => web.connectTo(web), /^shop\/web: connectTo: shop\/web is this workload itself/],
    ['the URL of an address', ({ web }) => web.connectTo(ExternalService.cidr('198.51.100.0/24', 443), { env: 'PARTNER_URL' }), /env: the target has no URL; use addressEnv or hostEnv, or give the target a scheme/],
  ])('is refused for %s, and nothing is changed', (_title, act, message) => {
    const s = shop();
    expect(refusal(() => act(s))).toMatch(message);
  });

  test('is not changed by a call that is refused', () => {
    const { chart, web, orders } = shop();
    const before = JSON.stringify(manifestsOf(chart));
    refusal(() => web.connectTo(orders, { env: 'not a name' }));
    expect(JSON.stringify(manifestsOf(chart))).toBe(before);
  });
});

describe('calls', () => {
  type Call = (s: Shop) => void;
  const CALLS: Record<string, Call> = {
    'web → orders': ({ web, orders }) => web.connectTo(orders, { env: 'ORDERS_URL' }),
    'web → orders by gRPC': ({ web, orders }) => web.connectTo(orders, { port: 9000, addressEnv: 'ORDERS_ADDR' }),
    'orders → db': ({ orders, db }) => orders.connectTo(db, { hostEnv: 'DB_HOST' }),
    'db ← web': ({ web, db }) => db.allowFrom(web),
    'mailer → orders': ({ mailer, orders }) => mailer.connectTo(orders),
    'mailer → mail': ({ mailer }) => mailer.connectTo(ExternalService.host('smtp.example.com', 465)),
    'orders → partner': ({ orders }) => orders.connectTo(ExternalService.cidr('198.51.100.0/24', 443)),
    'orders → other partner': ({ orders }) => orders.connectTo(ExternalService.cidrs(['2001:db8:7::/48', '203.0.113.0/24'], 443)),
    'web ← ops': ({ web }) => web.allowFromNamespace('ops'),
    'orders ← cluster': ({ orders }) => orders.allowFromCluster({ port: 9000 }),
  };
  const written = (calls: readonly Call[]): string => {
    const s = shop();
    calls.forEach((call) => call(s));
    return JSON.stringify(manifestsOf(s.chart));
  };

  test('can be made in any order, and again, without changing a byte', () => {
    const all = Object.values(CALLS);
    const expected = written(all);
    const order = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    fc.assert(fc.property(order, fc.array(fc.constantFrom(...all), { maxLength: 5 }), (calls, again) => {
      expect(written([...calls, ...again])).toBe(expected);
    }), { numRuns: 60 });
  });

  test.each(Object.keys(CALLS))('%s changes something', (name) => {
    expect(written([CALLS[name]!])).not.toBe(written([]));
  });
});

describe('callers that are no single workload', () => {
  test('are a namespace', () => {
    const { chart, orders } = shop();
    orders.allowFromNamespace('ops');
    expect(policy(chart, 'orders').ingress).toStrictEqual([{
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } } }], ports: [{ port: 8080, protocol: 'TCP' }, { port: 8080, protocol: 'UDP' }],
    }]);
    expect(annotation(chart, 'orders', 'allow-from')).toStrictEqual([{ namespace: 'ops', ports: [{ protocol: 'TCP', port: 8080 }, { protocol: 'UDP', port: 8080 }] }]);
  });

  test('are the whole cluster, which covers every caller', () => {
    const { chart, web, orders } = shop();
    web.connectTo(orders);
    orders.allowFromCluster();
    expect(policy(chart, 'orders').ingress.map((r: any) => r.from)).toStrictEqual([[{ namespaceSelector: {} }]]);
    expect(annotation(chart, 'orders', 'allow-from').map((e: any) => e.workload ?? e.cluster)).toStrictEqual([true, 'shop/web[Deployment]']);
  });

  test.each<[string, (s: Shop) => unknown, RegExp]>([
    ['a name that is none', ({ orders }) => orders.allowFromNamespace('Ops Team'), /^shop\/orders: allowFromNamespace: "Ops Team" is no name of a namespace/],
    ['a port that is none', ({ orders }) => orders.allowFromCluster({ port: 1 }), /^shop\/orders: port: 1 is no port of shop\/orders; it has 8080, 9000, 8080$/],
  ])('are refused for %s', (_title, act, message) => {
    expect(refusal(() => act(shop()))).toMatch(message);
  });
});

test('a workload that is no server is no target: the type system says so', () => {
  const mailer: Workload = shop().mailer;
  expect('connectionTarget' in mailer).toBe(false);
});
