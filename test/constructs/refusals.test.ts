import { BackgroundWorker, BatchJob, HealthCheck, InternalApi, InternalApiProps, ScheduledJob, SecretValue, Volume } from '../../src';
import { DeclarationError } from '../../src/constructs/declaration-error';
import { refusal, shopChart } from './rendered';

const image = 'registry.example.com/orders:1.4';
const orders = (props: Partial<InternalApiProps>) => (): unknown => new InternalApi(shopChart(), 'orders', { image, port: 8080, ...props });

describe('a construct is refused at the call, with its path, the value and a repair, for', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a port that is no whole number', orders({ port: 80.5 }), /^shop\/orders: port: 80\.5 is no port; use a whole number from 1 to 65535$/],
    ['two listeners on one port', orders({ additionalPorts: [{ name: 'again', port: 8080 }] }), /additionalPorts: 8080\/TCP is there twice/],
    ['two ports of one name', orders({ additionalPorts: [{ name: 'http', port: 81 }] }), /additionalPorts: the name "http" is there twice/],
    ['a port name that is none', orders({ additionalPorts: [{ name: 'Metrics Port', port: 81 }] }), /additionalPorts\[0\]\.name: "Metrics Port" is no port name/],
    ['a scheme that is none', orders({ scheme: 'HTTP/2' }), /scheme: "HTTP\/2" is no URL scheme/],
    ['an image with spaces', orders({ image: 'orders latest' }), /image: "orders latest" is no image/],
    ['a variable that is none', orders({ env: { '1ST': 'x' } }), /env: "1ST" is no name of an environment variable/],
    ['a variable that is set twice', orders({ env: { TOKEN: 'x' }, secretEnv: { TOKEN: SecretValue.fromSecret('orders', 'token') } }), /secretEnv: "TOKEN" is also in env; give it once/],
    ['root', orders({ security: { runAsUser: 0 } }), /security\.runAsUser: 0 is root; use another user, or set allowRoot/],
    ['a user that is no number', orders({ security: { runAsUser: 1.5 } }), /security\.runAsUser: 1\.5 must be a whole number of at least 0/],
    ['every capability', orders({ security: { capabilities: ['ALL'] } }), /security\.capabilities\[0\]: "ALL" is no single capability/],
    ['a quantity that is none', orders({ resources: { cpu: 'half' } }), /resources\.cpu: "half" is no quantity; write it as 250m/],
    ['a relative mount', orders({ volumes: [Volume.scratch('tmp')] }), /volumes\[0\]\.mountPath: "tmp" must be an absolute path/],
    ['a directory that is mounted twice', orders({ volumes: [Volume.scratch('/tmp'), Volume.secret('orders', '/tmp')] }), /volumes\[1\]\.mountPath: "\/tmp" is mounted twice/],
    ['a health check without a slash', orders({ liveness: HealthCheck.http('live') }), /liveness: the path "live" must begin with "\/"/],
    ['a health check without a command', orders({ startup: HealthCheck.command([]) }), /startup: the command is empty/],
    ['a health check without a port', () => new BackgroundWorker(shopChart(), 'mailer', { image, liveness: HealthCheck.tcp() }), /^shop\/mailer: liveness: names no port, and the workload has none; set port$/],
    ['a container name without a hand-over', orders({ containerName: 'main' }), /containerName: "main" is for a workload that is handed over/],
    ['a name from the path that is none', () => new InternalApi(shopChart(), 'Orders API', { image, port: 80 }), /^shop\/Orders API: the name "orders api" that follows from the construct path must be a DNS label that starts with a letter .*; set the prop name$/],
    ['a name that starts with a digit', orders({ name: '1-orders' }), /name: "1-orders" must be a DNS label that starts with a letter/],
    ['a Secret that is none', () => SecretValue.fromSecret('Orders', 'token'), /^SecretValue\.fromSecret: secretName: "Orders" is no name of a Kubernetes object/],
    ['a schedule that is missing', () => new ScheduledJob(shopChart(), 'report', { image }), /^shop\/report: schedule: is missing; write five fields such as "0 3 \* \* \*"/],
    ['a schedule that is none', () => new ScheduledJob(shopChart(), 'report', { image, schedule: 'at night' }), /schedule: "at night" is no cron expression/],
    ['a name too long for the Jobs of a CronJob', () => new ScheduledJob(shopChart(), 'r'.repeat(53), { image, schedule: '@daily' }), /of at most 52 characters/],
    ['retries below none', () => new BatchJob(shopChart(), 'migration', { image, retries: -1 }), /retries: -1 must be a whole number of at least 0/],
  ])('%s', (_title, act, message) => {
    expect(refusal(act)).toMatch(message);
  });

  test('everything at once, by an error with a code', () => {
    try {
      orders({ port: 0, image: '', replicas: 1.5, security: { runAsUser: 0 } })();
      throw new Error('was not refused');
    } catch (error) {
      expect(error).toBeInstanceOf(DeclarationError);
      const { code, path, problems, name } = error as DeclarationError;
      expect({ code, path, name }).toStrictEqual({ code: 'INVALID_PROPS', path: 'shop/orders', name: 'DeclarationError' });
      expect(problems.map((p) => p.split(':')[0])).toStrictEqual(['port', 'image', 'replicas', 'security.runAsUser']);
    }
  });
});
