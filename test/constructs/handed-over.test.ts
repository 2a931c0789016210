import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart, Include, JsonPatch } from 'cdk8s';
import * as plus27 from 'cdk8s-plus-27';
import * as plus32 from 'cdk8s-plus-32';
import * as plus33 from 'cdk8s-plus-33';
import * as plus34 from 'cdk8s-plus-34';
import { Construct, IConstruct } from 'constructs';
import { BackgroundWorker, DatabaseEngine, InternalApi, PrivateDatabase } from '../../src';
import { envOf, Manifest, manifest, manifestsOf, podsOf, refusal, shopChart } from './rendered';

const VERSIONS = { 'cdk8s-plus-27': plus27, 'cdk8s-plus-32': plus32, 'cdk8s-plus-33': plus33, 'cdk8s-plus-34': plus34 } as unknown as Record<string, typeof plus27>;

const container = { name: 'main', image: 'registry.example.com/legacy:7', ports: [{ containerPort: 8080 }] };
const podSpec = { containers: [container] };
const labels = { app: 'legacy' };

function included(scope: Construct, id: string): IConstruct {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'included-')), 'legacy.yaml');
  fs.writeFileSync(file, JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'legacy', namespace: 'shop' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } },
  }) + '\n---\n' + JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'legacy' }, data: {} }));
  return new Include(scope, id, { url: file });
}

/** Ways to make a workload that this library did not make. */
const MAKERS: Record<string, (scope: Construct) => IConstruct> = {
  ...Object.fromEntries(Object.entries(VERSIONS).flatMap(([name, plus]) => [
    [`Deployment of ${name}`, (scope: Construct) => new plus.Deployment(scope, 'legacy', { containers: [{ image: container.image, portNumber: 8080 }] })],
    [`StatefulSet of ${name}`, (scope: Construct) => new plus.StatefulSet(scope, 'legacy', {
      containers: [{ image: container.image, portNumber: 8080 }], service: new plus.Service(scope, 'legacy-service', { ports: [{ port: 8080 }] }),
    })],
    [`Pod of ${name}`, (scope: Construct) => new plus.Pod(scope, 'legacy', { containers: [{ image: container.image, portNumber: 8080 }] })],
    [`L1 Deployment of ${name}`, (scope: Construct) => new plus.k8s.KubeDeployment(scope, 'legacy', {
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } },
    })],
    [`Job of ${name}`, (scope: Construct) => new plus.Job(scope, 'legacy', { containers: [{ image: container.image, portNumber: 8080 }] })],
  ])),
  'ApiObject of kind DaemonSet': (scope) => new ApiObject(scope, 'legacy', {
    apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } },
  }),
  'ApiObject of kind ReplicationController': (scope) => new ApiObject(scope, 'legacy', {
    apiVersion: 'v1', kind: 'ReplicationController', spec: { selector: labels, template: { metadata: { labels }, spec: podSpec } },
  }),
  'ApiObject of a kind that is not known by name': (scope) => new ApiObject(scope, 'legacy', {
    apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } },
  }),
  'Include with one Deployment in it': (scope) => included(scope, 'legacy'),
};

const templateOf = (m: Manifest): Manifest => (m.kind === 'Pod' ? m : m.spec.template);
const workloadIn = (chart: Chart): Manifest => manifestsOf(chart).find((m) => m.metadata.annotations?.['cdk8s-exposure/intent'] === 'internal')!;

describe.each(Object.keys(MAKERS))('a handed-over %s', (name) => {
  const chart = shopChart();
  const legacy = new InternalApi(chart, 'orders', { workload: MAKERS[name]!(chart), port: 8080 });
  const db = new PrivateDatabase(chart, 'db', { engine: DatabaseEngine.redis({ version: '8' }), ephemeral: true });
  const web = new InternalApi(chart, 'web', { image: 'registry.example.com/web:2.1', port: 3000 });
  web.connectTo(legacy, { env: 'ORDERS_URL' });
  legacy.connectTo(db, { env: 'CACHE_URL' });
  const workload = workloadIn(chart);
  const pods = templateOf(workload).metadata.labels as Record<string, string>;

  test('is selected by Service and policy with labels that its pods have', () => {
    const selector = manifest(chart, 'Service', 'orders').spec.selector;
    expect(Object.keys(selector).length).toBeGreaterThan(0);
    expect(pods).toMatchObject(selector);
    expect(manifest(chart, 'NetworkPolicy', 'orders').spec.podSelector.matchLabels).toStrictEqual(selector);
  });

  test('is let in where it connects, and lets its clients in', () => {
    const selector = manifest(chart, 'Service', 'orders').spec.selector;
    const peer = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: selector } };
    expect(manifest(chart, 'NetworkPolicy', 'db').spec.ingress[0].from).toStrictEqual([peer]);
    expect(manifest(chart, 'NetworkPolicy', 'web').spec.egress[0].to).toStrictEqual([peer]);
    expect(manifest(chart, 'NetworkPolicy', 'orders').spec.ingress[0].from).toStrictEqual([podsOf('web')]);
  });

  test('carries its declaration and the environment of its connections', () => {
    expect(JSON.parse(workload.metadata.annotations['cdk8s-exposure/connect-to'])).toStrictEqual([{ workload: 'shop/db[StatefulSet]', ports: [{ protocol: 'TCP', port: 6379 }] }]);
    expect(envOf(workload)).toStrictEqual(['CACHE_URL=redis://db.shop.svc.cluster.local:6379']);
    expect(envOf(manifest(chart, 'Deployment', 'web'))).toStrictEqual(['ORDERS_URL=http://orders.shop.svc.cluster.local:8080']);
  });

  test('is named in the declarations of others', () => {
    const text = manifest(chart, 'StatefulSet', 'db').metadata.annotations['cdk8s-exposure/allow-from'];
    expect(JSON.parse(text)[0].workload).toBe(`shop/${workload.metadata.name}[${workload.kind}]`);
  });

  test('renders the same again', () => {
    expect(workloadIn(chart)).toStrictEqual(workload);
  });
});

describe('what the author says after handing over', () => {
  test('is seen: containers, labels, variables and patches', () => {
    const chart = shopChart();
    const deployment = new plus34.Deployment(chart, 'legacy');
    const orders = new InternalApi(chart, 'orders', { workload: deployment, port: 8080 });
    const web = new InternalApi(chart, 'web', { image: 'registry.example.com/web:2.1', port: 3000 });
    orders.connectTo(web, { env: 'WEB_URL' });
    const main = deployment.addContainer({ image: 'registry.example.com/legacy:7', portNumber: 8080 });
    main.env.addVariable('BANNER', plus34.EnvValue.fromValue('at $(WEB_URL)'));
    ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/env/-', { name: 'LATE', value: 'yes' }));
    expect(envOf(workloadIn(chart))).toStrictEqual(['WEB_URL=http://web.shop.svc.cluster.local:3000', 'BANNER=at $(WEB_URL)', 'LATE=yes']);
  });

  test('is given the environment in the container that is named', () => {
    const chart = shopChart();
    const sidecar = { name: 'proxy', image: 'registry.example.com/proxy:1' };
    const workload = new ApiObject(chart, 'legacy', { apiVersion: 'v1', kind: 'Pod', metadata: { labels }, spec: { containers: [sidecar, container] } });
    const orders = new InternalApi(chart, 'orders', { workload, port: 8080, containerName: 'main' });
    orders.connectTo(new InternalApi(chart, 'web', { image: 'registry.example.com/web:2.1', port: 3000 }), { hostEnv: 'WEB' });
    expect(workloadIn(chart).spec.containers.map((c: Manifest) => c.env)).toStrictEqual([undefined, [{ name: 'WEB', value: 'web.shop.svc.cluster.local' }]]);
  });

  test('decides the namespace, which is written out where it was left to the cluster', () => {
    const chart = new Chart(new App(), 'legacy');
    const workload = new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'legacy', labels }, spec: podSpec });
    const elsewhere = new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'other', namespace: 'ops', labels }, spec: podSpec });
    new InternalApi(chart, 'orders', { workload, port: 8080 });
    const other = new InternalApi(chart, 'dashboards', { workload: elsewhere, port: 8080 });
    expect(manifestsOf(chart).map((m) => `${m.kind} ${m.metadata.namespace}/${m.metadata.name}`).sort()).toStrictEqual([
      'NetworkPolicy default/orders', 'NetworkPolicy ops/dashboards', 'Pod default/legacy', 'Pod ops/other', 'Service default/orders', 'Service ops/dashboards',
    ]);
    expect(other.host).toBe('dashboards.ops.svc.cluster.local');
  });

  test('is not selected by its version', () => {
    const chart = shopChart();
    const versioned = { ...labels, 'version': 'v2', 'app.kubernetes.io/version': '7' };
    const workload = new ApiObject(chart, 'legacy', {
      apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: versioned }, template: { metadata: { labels: versioned }, spec: podSpec } },
    });
    new InternalApi(chart, 'orders', { workload, port: 8080 });
    expect(manifest(chart, 'Service', 'orders').spec.selector).toStrictEqual(labels);
  });
});

describe('handing over is refused at the call for', () => {
  const pod = (scope: Construct, id: string): ApiObject => new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Pod', metadata: { labels }, spec: podSpec });

  test.each<[string, (chart: Chart) => unknown, RegExp]>([
    ['a construct without a pod template', (chart) => new InternalApi(chart, 'orders', {
      workload: new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap' }), port: 80,
    }), /^shop\/orders: workload: "shop\/config" holds no object with a pod template; hand over a Deployment/],
    ['a construct with several', (chart) => {
      const group = new Construct(chart, 'group');
      pod(group, 'one');
      pod(group, 'two');
      return new InternalApi(chart, 'orders', { workload: group, port: 80 });
    }, /^shop\/orders: workload: "shop\/group" holds 2 objects with a pod template \(Pod shop-group-one-\w+, Pod shop-group-two-\w+\); hand over one of them$/],
    ['a workload that another construct has', (chart) => {
      const workload = pod(chart, 'pod');
      new BackgroundWorker(chart, 'mailer', { workload });
      return new InternalApi(chart, 'orders', { workload, port: 80 });
    }, /^shop\/orders: workload: "shop\/pod" was already handed over to "shop\/mailer"; one workload has one intent$/],
    ['props that describe its container', (chart) => new InternalApi(chart, 'orders', { workload: pod(chart, 'pod'), port: 80, image: 'x', env: {}, replicas: 2 }),
      /image: "x" and workload are both given[\s\S]*env: is given beside workload[\s\S]*replicas: is given beside workload/],
    ['neither an image nor a workload', (chart) => new InternalApi(chart, 'orders', { port: 80 }), /^shop\/orders: image: is missing; set image, or hand over a construct/],
  ])('%s', (_title, act, message) => {
    expect(refusal(() => act(shopChart()))).toMatch(message);
  });
});

describe('handing over is refused at synth for', () => {
  const problems = (chart: Chart): string[] => chart.node.findAll().flatMap((c) => c.node.validate()).filter((m) => /^(workload|containerName|port):/.test(m));
  const handOver = (spec: object, metadata: object = { labels }, containerName?: string): Chart => {
    const chart = shopChart();
    const workload = new ApiObject(chart, 'legacy', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'legacy', ...metadata }, spec });
    const web = new InternalApi(chart, 'web', { image: 'registry.example.com/web:2.1', port: 3000 });
    new InternalApi(chart, 'orders', { workload, port: 8080, ...(containerName === undefined ? {} : { containerName }) }).connectTo(web, { env: 'WEB_URL' });
    return chart;
  };

  test.each<[string, Chart, string[]]>([
    ['a variable that its container has already', handOver({ containers: [{ ...container, env: [{ name: 'WEB_URL', value: 'http://localhost' }] }] }),
      ['workload: container "main" of shop/legacy[Pod] already has the environment variable "WEB_URL" that a connection sets; use another name in connectTo']],
    ['two containers on one port', handOver({ containers: [container, { ...container, name: 'proxy' }] }),
      ['workload: port TCP 8080 is declared more than once, by "main" and "proxy"; the containers of a pod share their ports']],
    ['a sidecar on the port of a container', handOver({ containers: [container], initContainers: [{ ...container, name: 'proxy', restartPolicy: 'Always' }] }),
      ['workload: port TCP 8080 is declared more than once, by "main" and "proxy"; the containers of a pod share their ports']],
    ['pods without labels', handOver(podSpec, {}),
      ['workload: the pods of shop/legacy[Pod] have no labels by which a Service or a policy could select them; add some to its pod template']],
    ['a port that no container declares', handOver({ containers: [{ ...container, ports: [{ containerPort: 80 }, { containerPort: 8080, protocol: 'UDP' }] }] }),
      ['port: 8080/TCP is declared by no container of shop/legacy[Pod]; they listen on 80/TCP, 8080/UDP: use one of these, or add it to the ports of the container']],
    ['a container that does not exist', handOver(podSpec, { labels }, 'sidecar'),
      ['containerName: "sidecar" is no container of shop/legacy[Pod]; it has "main"']],
  ])('%s', (_title, chart, expected) => {
    expect(problems(chart)).toStrictEqual(expected);
  });

  test.each([
    ['an init container that ends before', handOver({ containers: [container], initContainers: [{ ...container, name: 'migrate' }] })],
    ['a pod that declares no port at all', handOver({ containers: [{ ...container, ports: [] }] })],
    ['a port of a sidecar', handOver({ containers: [{ ...container, ports: [] }, { ...container, name: 'proxy' }] })],
    ['the same number over UDP', handOver({ containers: [container, { ...container, name: 'dns', ports: [{ containerPort: 8080, protocol: 'UDP' }] }] })],
  ])('not for %s', (_title, chart) => {
    expect(problems(chart)).toStrictEqual([]);
  });

  test('a workload that cannot be rendered, with the reason', () => {
    const chart = shopChart();
    new InternalApi(chart, 'orders', { workload: new plus33.Deployment(chart, 'legacy'), port: 8080 });
    expect(problems(chart)).toStrictEqual([expect.stringMatching(/^workload: shop\/.*\[Deployment\] cannot be rendered: .*at least 1 container/)]);
  });

  test('never by overwriting what the author wrote', () => {
    const chart = handOver({ containers: [{ ...container, env: [{ name: 'WEB_URL', value: 'http://localhost' }] }] });
    expect(envOf(manifest(chart, 'Pod', 'legacy'))).toStrictEqual(['WEB_URL=http://localhost']);
  });
});
