import { App, Chart, Duration, Size } from 'cdk8s';
import { BackgroundWorker, BatchJob, ConcurrentRuns, HealthCheck, InternalApi, ScheduledJob, SecretValue, Volume, WorkloadProps } from '../../src';
import { envOf, manifest, manifestsOf, refusal, shopChart } from './rendered';

const image = 'registry.example.com/orders:1.4';
const podSpec = (props: Partial<WorkloadProps>): any => {
  const chart = shopChart();
  new InternalApi(chart, 'orders', { image, port: 8080, ...props });
  return manifest(chart, 'Deployment', 'orders').spec.template.spec;
};

describe('a workload that is built from props', () => {
  test('is safe by default', () => {
    expect(podSpec({})).toStrictEqual({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'orders',
        image,
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        readinessProbe: { tcpSocket: { port: 8080 } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
      }],
    });
  });

  test('may be root only where that is spelled out', () => {
    expect(podSpec({ security: { allowRoot: true, runAsUser: 0, readOnlyRootFilesystem: false, capabilities: ['NET_BIND_SERVICE'] } })).toMatchObject({
      securityContext: { runAsUser: 0 },
      containers: [{ securityContext: { capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] }, readOnlyRootFilesystem: false } }],
    });
    expect(podSpec({ security: { allowRoot: true } }).securityContext).not.toHaveProperty('runAsNonRoot');
  });

  test('takes everything that describes its container', () => {
    const spec = podSpec({
      command: ['/bin/orders'],
      args: ['--verbose'],
      serviceAccountName: 'orders',
      automountServiceAccountToken: true,
      imagePullSecrets: ['registry'],
      terminationGracePeriod: Duration.minutes(1),
      resources: { cpu: '100m', memory: Size.mebibytes(64), memoryLimit: Size.gibibytes(1) },
      security: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
      volumes: [Volume.scratch('/tmp', { memory: true, sizeLimit: Size.mebibytes(16) }), Volume.configMap('orders', '/etc/orders')],
      liveness: HealthCheck.http('/live', { headers: { 'X-Check': 'live' }, period: Duration.seconds(20), failureThreshold: 5 }),
    });
    expect(spec).toMatchObject({
      serviceAccountName: 'orders',
      automountServiceAccountToken: true,
      imagePullSecrets: [{ name: 'registry' }],
      terminationGracePeriodSeconds: 60,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' },
      volumes: [{ name: 'volume-0', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } }, { name: 'volume-1', configMap: { name: 'orders' } }],
    });
    expect(spec.containers[0]).toMatchObject({
      command: ['/bin/orders'],
      args: ['--verbose'],
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '1Gi' } },
      volumeMounts: [{ name: 'volume-0', mountPath: '/tmp' }, { name: 'volume-1', mountPath: '/etc/orders', readOnly: true }],
      livenessProbe: { httpGet: { path: '/live', port: 8080, httpHeaders: [{ name: 'X-Check', value: 'live' }] }, periodSeconds: 20, failureThreshold: 5 },
    });
  });

  test.each<[string, HealthCheck, object | undefined]>([
    ['gRPC on the main port', HealthCheck.grpc(), { grpc: { port: 8080 } }],
    ['gRPC on a port of its own', HealthCheck.grpc(9090), { grpc: { port: 9090 } }],
    ['HTTPS', HealthCheck.http('/', { https: true }), { httpGet: { path: '/', port: 8080, scheme: 'HTTPS' } }],
    ['a command', HealthCheck.command(['/bin/check'], { timeout: Duration.seconds(3), initialDelay: Duration.seconds(5) }),
      { exec: { command: ['/bin/check'] }, timeoutSeconds: 3, initialDelaySeconds: 5 }],
    ['nothing', HealthCheck.none(), undefined],
  ])('is ready by %s', (_title, readiness, probe) => {
    const chart = shopChart();
    new InternalApi(chart, 'orders', { image, port: 8080, readiness });
    expect(manifest(chart, 'Deployment', 'orders').spec.template.spec.containers[0].readinessProbe).toStrictEqual(probe);
  });

  test('reads Secrets by reference, in front of its own variables, which may refer to them', () => {
    const chart = shopChart();
    new InternalApi(chart, 'orders', {
      image, port: 8080, env: { DSN: 'user:$(PASSWORD)' }, secretEnv: { PASSWORD: SecretValue.fromSecret('orders', 'password') },
    });
    expect(envOf(manifest(chart, 'Deployment', 'orders'))).toStrictEqual(['PASSWORD=orders/password', 'DSN=user:$(PASSWORD)']);
  });

  test('leaves the number of replicas to an autoscaler unless it is given', () => {
    const chart = shopChart();
    new BackgroundWorker(chart, 'mailer', { image });
    new BackgroundWorker(chart, 'resizer', { image, replicas: 3 });
    expect(manifest(chart, 'Deployment', 'mailer').spec).not.toHaveProperty('replicas');
    expect(manifest(chart, 'Deployment', 'resizer').spec.replicas).toBe(3);
  });
});

describe('selectors', () => {
  test('of Deployment, Service and policy are the same, and select the pods', () => {
    const chart = shopChart();
    new InternalApi(chart, 'orders', { image, port: 8080 });
    const labels = { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/instance': 'shop' };
    const { spec } = manifest(chart, 'Deployment', 'orders');
    expect(spec.selector.matchLabels).toStrictEqual(labels);
    expect(spec.template.metadata.labels).toStrictEqual({ ...labels, 'app.kubernetes.io/managed-by': 'cdk8s-exposure' });
    expect(manifest(chart, 'Service', 'orders').spec.selector).toStrictEqual(labels);
    expect(manifest(chart, 'NetworkPolicy', 'orders').spec.podSelector.matchLabels).toStrictEqual(labels);
  });

  test('tell workloads of equal name apart that two Apps deploy', () => {
    const instances = ['blue', 'green'].map((id) => {
      const chart = new Chart(new App(), id, { namespace: 'shop' });
      new InternalApi(chart, 'orders', { image, port: 8080 });
      return manifest(chart, 'Service', 'orders').spec.selector['app.kubernetes.io/instance'];
    });
    expect(instances).toStrictEqual(['blue', 'green']);
  });
});

describe('names', () => {
  test('are the path inside the Chart', () => {
    const chart = shopChart();
    const parent = new InternalApi(chart, 'Orders', { image, port: 8080 });
    const child = new BackgroundWorker(parent, 'Mailer', { image });
    expect([parent.name, child.name]).toStrictEqual(['orders', 'orders-mailer']);
  });

  test('are taken once in a namespace, whatever the kind of workload, and free again when the construct is removed', () => {
    const app = new App();
    const [front, back] = ['front', 'back'].map((id) => new Chart(app, id, { namespace: 'shop' })) as [Chart, Chart];
    new InternalApi(front, 'orders', { image, port: 8080 });
    expect(refusal(() => new BackgroundWorker(back, 'orders', { image })))
      .toBe('back/orders: name: "orders" is also the name of front/orders in namespace "shop"; give one of them another name');
    front.node.tryRemoveChild('orders');
    expect(new BackgroundWorker(back, 'other', { image, name: 'orders' }).name).toBe('orders');
    expect(new InternalApi(new Chart(app, 'elsewhere', { namespace: 'mail' }), 'orders', { image, port: 8080 }).namespace).toBe('mail');
  });

  test('of objects without a namespace are in "default", written out', () => {
    const chart = new Chart(new App(), 'shop');
    const orders = new InternalApi(chart, 'orders', { image, port: 8080 });
    expect(new Set(manifestsOf(chart).map((m) => m.metadata.namespace))).toStrictEqual(new Set(['default']));
    expect(orders.host).toBe('orders.default.svc.cluster.local');
  });
});

describe('workloads to which nothing connects', () => {
  test('have a policy without an ingress rule, and no Service', () => {
    const chart = shopChart();
    new BackgroundWorker(chart, 'mailer', { image });
    expect(manifestsOf(chart).map((m) => m.kind)).toStrictEqual(['Deployment', 'NetworkPolicy']);
    expect(manifest(chart, 'NetworkPolicy', 'mailer').spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect(manifest(chart, 'NetworkPolicy', 'mailer').spec).not.toHaveProperty('ingress');
    expect(manifest(chart, 'Deployment', 'mailer').metadata.annotations).toStrictEqual({ 'cdk8s-exposure/connect-to': '[]', 'cdk8s-exposure/intent': 'isolated' });
  });

  test('run once as a Job whose pods the policy selects', () => {
    const chart = shopChart();
    new BatchJob(chart, 'migration', { image, retries: 2, timeLimit: Duration.minutes(10), keepFor: Duration.days(1) });
    const { spec, metadata } = manifest(chart, 'Job', 'migration');
    expect(spec).toMatchObject({ backoffLimit: 2, activeDeadlineSeconds: 600, ttlSecondsAfterFinished: 86400, template: { spec: { restartPolicy: 'Never' } } });
    expect(spec.template.metadata.labels).toMatchObject(manifest(chart, 'NetworkPolicy', 'migration').spec.podSelector.matchLabels);
    expect(metadata.annotations['cdk8s-exposure/intent']).toBe('isolated');
  });

  test('run at set times as a CronJob that does not overlap itself', () => {
    const chart = shopChart();
    new ScheduledJob(chart, 'report', { image, schedule: '0 3 * * *', timeZone: 'Europe/Berlin', suspended: true });
    new ScheduledJob(chart, 'sync', { image, schedule: '@hourly', concurrentRuns: ConcurrentRuns.REPLACE });
    expect(manifest(chart, 'CronJob', 'report').spec).toMatchObject({ schedule: '0 3 * * *', timeZone: 'Europe/Berlin', suspend: true, concurrencyPolicy: 'Forbid' });
    expect(manifest(chart, 'CronJob', 'sync').spec.concurrencyPolicy).toBe('Replace');
    expect(manifest(chart, 'CronJob', 'report').spec.jobTemplate.spec.template.metadata.labels)
      .toMatchObject(manifest(chart, 'NetworkPolicy', 'report').spec.podSelector.matchLabels);
  });
});
