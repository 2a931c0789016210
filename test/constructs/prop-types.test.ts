import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import {
  BackgroundWorker, BatchJob, DatabaseCredentials, DatabaseEngine, Exposure, ExternalService, GatewayController, GatewayTls, HealthCheck, InternalApi,
  IsolatedNamespace, PrivateDatabase, PublicWebApp, ScheduledJob, SecretValue, SharedIngressGateway, Volume,
} from '../../src';
import { DeclarationError } from '../../src/constructs/declaration-error';
import { manifest, refusal, shopChart } from './rendered';

const image = 'registry.example.com/orders:1.4';
const gatewayIn = (scope: Chart): SharedIngressGateway =>
  new SharedIngressGateway(scope, 'gateway', { controller: GatewayController.traefik(), tls: GatewayTls.secret('shop-tls') });

/** As an untyped language hands it over. */
const untyped = (value: unknown): any => value;
const orders = (props: unknown) => (): unknown => new InternalApi(shopChart(), 'orders', untyped({ image, port: 8080, ...untyped(props) }));
const web = (props: unknown) => (): unknown => {
  const shop = shopChart();
  return new PublicWebApp(shop, 'web', untyped({ image, port: 3000, gateway: gatewayIn(shop), hosts: ['shop.example.com'], ...untyped(props) }));
};
const db = (props: unknown) => (): unknown =>
  new PrivateDatabase(shopChart(), 'db', untyped({ engine: DatabaseEngine.postgres({ version: '17' }), storage: Size.gibibytes(1), ...untyped(props) }));
const pair = (act: (a: any, b: any) => void) => (): void => {
  const shop = shopChart();
  act(new InternalApi(shop, 'orders', { image, port: 80 }), new InternalApi(shop, 'stock', { image, port: 81 }));
};

describe('a value of another type is refused with its prop, itself and what it must be:', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['no props', () => new InternalApi(shopChart(), 'orders', untyped(undefined)), /^shop\/orders: the settings: undefined must be settings: name, image, /],
    ['a port that is missing', orders({ port: undefined }), /^shop\/orders: port: is missing; it must be a number$/],
    ['a port that is a text', orders({ port: '8080' }), /^shop\/orders: port: "8080" must be a number$/],
    ['an image that is a number', orders({ image: 5 }), /image: 5 must be a text/],
    ['a workload that is a text', orders({ image: undefined, workload: 'web' }), /workload: "web" must be a construct that holds a pod template/],
    ['a variable that is a number', orders({ env: { RETRIES: 3 } }), /^shop\/orders: env\.RETRIES: 3 must be a text; put numbers into quotes$/],
    ['variables as a list', orders({ env: ['A=b'] }), /env: \["A=b"\] must be a map from names/],
    ['a secret that is a text', orders({ secretEnv: { TOKEN: 'abc' } }), /secretEnv\.TOKEN: "abc" must be a SecretValue/],
    ['a command that is a text', orders({ command: 'sh -c' }), /command: "sh -c" must be a list, in which each item is a text/],
    ['a size that is a text', orders({ resources: { memory: '512Mi' } }), /resources\.memory: "512Mi" must be a Size, such as Size\.gibibytes\(20\)/],
    ['one volume in place of a list', orders({ volumes: Volume.scratch('/tmp') }), /volumes: an object of class Volume must be a list/],
    ['a flag that is a text', orders({ security: { readOnlyRootFilesystem: 'no' } }), /security\.readOnlyRootFilesystem: "no" must be true or false/],
    ['a protocol in lower case', orders({ additionalPorts: [{ name: 'dns', port: 53, protocol: 'udp' }] }), /additionalPorts\[0\]\.protocol: "udp" must be one of TCP, UDP, SCTP/],
    ['a further port without a name', orders({ additionalPorts: [{ port: 53 }] }), /additionalPorts\[0\]\.name: is missing/],
    ['a health check that is a path', orders({ readiness: '/healthz' }), /readiness: "\/healthz" must be a HealthCheck/],
    ['a duration that is a number', orders({ terminationGracePeriod: 30 }), /terminationGracePeriod: 30 must be a Duration/],
    ['hosts that are missing', web({ hosts: undefined }), /^shop\/web: hosts: is empty; name at least one host/],
    ['hosts that are a text', web({ hosts: 'shop.example.com' }), /hosts: "shop\.example\.com" must be a list/],
    ['a gateway that is missing', web({ gateway: undefined }), /gateway: give it, or a loadBalancer of its own/],
    ['a controller as the gateway', web({ gateway: GatewayController.traefik() }), /gateway: an object of class GatewayController must be a SharedIngressGateway/],
    ['an engine that is a text', db({ engine: 'postgres' }), /engine: "postgres" must be a DatabaseEngine/],
    ['storage that is a number', db({ storage: 20 }), /storage: 20 must be a Size/],
    ['credentials that are a text', db({ credentials: 'db' }), /credentials: "db" must be DatabaseCredentials/],
    ['no props of a worker', () => new BackgroundWorker(shopChart(), 'mailer', untyped(null)), /^shop\/mailer: the settings: null must be settings/],
    ['a version that is a number', () => DatabaseEngine.redis(untyped({ version: 7 })), /^DatabaseEngine\.redis: version: 7 must be a text/],
    ['an engine without options', () => DatabaseEngine.generic(untyped(undefined)), /^DatabaseEngine\.generic: the settings: undefined must be settings/],
    ['keys that are numbers', () => DatabaseCredentials.fromSecret('db', untyped({ passwordKey: 5 })), /passwordKey: 5 must be a text/],
    ['a gateway without TLS', () => new SharedIngressGateway(shopChart(), 'public', untyped({ controller: GatewayController.traefik() })), /^shop\/public: tls: is missing; it must be a GatewayTls/],
    ['labels that are numbers', () => GatewayController.traefik(untyped({ podLabels: { app: 5 } })), /podLabels\.app: 5 must be a text/],
    ['a certificate without a name', () => GatewayTls.secret(untyped(undefined)), /secretName: undefined is no name of a Kubernetes object/],
    ['a Secret without a key', () => SecretValue.fromSecret('orders', untyped(undefined)), /key: undefined is no key of a Secret/],
    ['a block that is missing', () => ExternalService.cidr(untyped(undefined), 443), /cidrs\[0\]: undefined must be a text/],
    ['a host that is missing', () => ExternalService.host(untyped(undefined), 443), /host: undefined must be a text/],
    ['a namespace level that is none', () => new IsolatedNamespace(shopChart(), 'namespace', untyped({ podSecurity: 'strict' })), /podSecurity: "strict" must be one of restricted, baseline, privileged/],
    ['an overlap that is none', () => new ScheduledJob(shopChart(), 'report', untyped({ image, schedule: '@daily', concurrentRuns: 'forbid' })), /concurrentRuns: "forbid" must be one of Forbid, Allow, Replace/],
    ['a target that is missing', pair((a) => a.connectTo(undefined)), /^shop\/orders: connectTo: undefined is nothing to connect to; use a PublicWebApp/],
    ['a target that is a text', pair((a) => a.connectTo('stock')), /connectTo: "stock" is nothing to connect to/],
    ['connect options that are a text', pair((a, b) => a.connectTo(b, 'STOCK_URL')), /connectTo: the settings: "STOCK_URL" must be settings: env, /],
    ['a caller that is a text', pair((a) => a.allowFrom('shop/stock')), /allowFrom: "shop\/stock" must be a workload of this library/],
    ['a namespace that is missing', pair((a) => a.allowFromNamespace(undefined)), /allowFromNamespace: undefined is no name of a namespace/],
    ['an acceptance without a reason', pair((a) => Exposure.of(a).accept(untyped({ rule: 'EXP-NODEPORT' }))), /^shop\/orders: Exposure\.accept: reason: is missing/],
    ['an enforcement that is none', pair((a) => Exposure.of(a).configure(untyped({ enforcement: 'fail' }))), /^Exposure\.configure: enforcement: "fail" must be one of error, warn, off/],
    ['a check of nothing', () => Exposure.of(untyped(undefined)), /^Exposure\.of: undefined must be an App, or a construct inside one/],
    ['a scope without a Chart', () => new InternalApi(new App(), 'orders', { image, port: 80 }), /^orders: scope: is in no Chart; make the construct inside a Chart/],
    ['an empty id', () => new InternalApi(shopChart(), '', { image, port: 80 }), /^shop: id: "" must be a text that is not empty/],
  ])('%s', (_title, act, message) => {
    expect(refusal(act)).toMatch(message);
  });

  test('all of them at once, and nothing is left in the tree', () => {
    const shop = shopChart();
    const act = (): unknown => new InternalApi(shop, 'orders', untyped({ image: 5, port: '8080', replicas: '3' }));
    expect(act).toThrow(DeclarationError);
    expect(refusal(act).split('\n').slice(1)).toStrictEqual([
      '  - image: 5 must be a text', '  - replicas: "3" must be a number', '  - port: "8080" must be a number',
    ]);
    expect(shop.node.children).toStrictEqual([]);
  });
});

test('null stands for a prop that is left out, at every depth', () => {
  const shop = shopChart();
  new InternalApi(shop, 'orders', untyped({ image, port: 80, name: null, env: null, readiness: null, resources: { cpu: null, cpuLimit: '1' } }));
  const [container] = manifest(shop, 'Deployment', 'orders').spec.template.spec.containers;
  expect(container.resources).toStrictEqual({ limits: { cpu: '1' } });
  expect(container.readinessProbe).toStrictEqual({ tcpSocket: { port: 80 } });
});

describe('refused are also', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a volume of no size', db({ storage: Size.gibibytes(0) }), /storage: 0 KiB must be a whole number of KiB, and more than 0/],
    ['a cluster port that is the main port', () => DatabaseEngine.generic({ image, port: 5000, dataDirectory: '/data', userId: 5, clusterPorts: [5001, 5000] }), /clusterPorts\[1\]: 5000 is there twice/],
    ['a fraction of a second', orders({ terminationGracePeriod: Duration.millis(1500) }), /terminationGracePeriod: 1\.5 seconds must be a whole number of seconds/],
    ['a check that runs without a pause', orders({ liveness: HealthCheck.tcp({ period: Duration.seconds(0) }) }), /liveness\.period: 0 seconds must be a whole number of seconds, at least 1/],
    ['a job without time', () => new BatchJob(shopChart(), 'import', { image, timeLimit: Duration.seconds(0) }), /timeLimit: 0 seconds/],
    ['an hour of 24', () => new ScheduledJob(shopChart(), 'report', { image, schedule: '0 24 * * *' }), /"0 24 \* \* \*" is no cron expression: the hour must lie between 0 and 23/],
    ['Sunday as 7', () => new ScheduledJob(shopChart(), 'report', { image, schedule: '0 3 * * 7' }), /the day of the week must lie between 0 and 6/],
    ['a time zone that is none', () => new ScheduledJob(shopChart(), 'report', { image, schedule: '@daily', timeZone: 'Mars/Base' }), /timeZone: "Mars\/Base" is no time zone/],
    ['an IPv6 address as a host', web({ hosts: ['2001:db8:1:2:3:4:5:6'] }), /is an address; an Ingress serves DNS names only/],
    ['one variable for two forms of an address', pair((a, b) => a.connectTo(b, { env: 'STOCK', hostEnv: 'STOCK' })), /connectTo: hostEnv: "STOCK" is also given as env; use another name/],
    ['a server of another App', pair((a) => a.connectTo(new InternalApi(shopChart(), 'stock', { image, port: 80 }))), /connectTo: shop\/stock belongs to another App; make both in one App/],
    ['a server of another App with the same path', pair((a) => a.connectTo(new InternalApi(shopChart(), 'orders', { image, port: 80 }))), /shop\/orders belongs to another App/],
    ['a gateway of another App', web({ gateway: gatewayIn(shopChart()) }), /gateway: "shop\/gateway" belongs to another App; make a SharedIngressGateway in this App too/],
    ['a workload of another App', orders({ image: undefined, workload: new ApiObject(shopChart(), 'deployment', { apiVersion: 'apps/v1', kind: 'Deployment' }) }), /workload: "shop\/deployment" belongs to another App/],
  ])('%s', (_title, act, message) => {
    expect(refusal(act)).toMatch(message);
  });

  test.each(['0 3 * * *', '*/15 0-6,22 1,15 JAN-Mar mon-FRI', '@every 1h30m', '@daily', '0 0 ? * 0/2'])('but not the schedule %s', (schedule) => {
    const shop = shopChart();
    new ScheduledJob(shop, 'report', { image, schedule, timeZone: 'Europe/Berlin' });
    expect(manifest(shop, 'CronJob', 'report').spec.schedule).toBe(schedule);
  });
});
