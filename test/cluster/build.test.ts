import { buildCluster } from '../../src/cluster/build';
import { Cluster, Workload } from '../../src/cluster/model';
import { readYaml } from '../../src/manifest/read';

function cluster(text: string): Cluster {
  const parsed = readYaml(text, 'shop.yaml');
  expect(parsed.problems).toStrictEqual([]);
  return buildCluster(parsed);
}

function ids({ workloads }: Cluster): string[] {
  return workloads.map(({ id }) => id);
}

function only({ workloads }: Cluster): Workload {
  expect(workloads).toHaveLength(1);
  return workloads[0] as Workload;
}

const container = '{ name: web, image: "registry.example.com/web:2.1", ports: [{ name: http, containerPort: 3000 }] }';

/** A workload of a kind with a pod template in `spec.template`. */
function templated(apiVersion: string, kind: string, name: string, { labels = '{ app: web }', owner = '', replicas = 1, selector = true } = {}): string {
  return `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: shop${owner} }
spec:
${kind === 'DaemonSet' || kind === 'Job' ? '' : `  replicas: ${replicas}\n`}${selector ? `  selector: { matchLabels: ${labels} }\n` : ''}${kind === 'StatefulSet' ? `  serviceName: ${name}\n` : ''}  template:
    metadata: { labels: ${labels} }
    spec: { containers: [${container}]${kind === 'Job' ? ', restartPolicy: Never' : ''} }
`;
}

function pod(name: string, { labels = '{ app: web }', owner = '', spec = '', status = '' } = {}): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: ${labels}${owner} }
spec: { containers: [${container}]${spec} }
${status && `status: ${status}`}
`;
}

function ownedBy(kind: string, name: string, { controller = true, apiVersion = 'apps/v1' } = {}): string {
  return `, ownerReferences: [{ apiVersion: ${apiVersion}, kind: ${kind}, name: ${name}, uid: 6f1f1c60, controller: ${controller} }]`;
}

const docs = (...texts: string[]): string => texts.join('---\n');

describe('workloads', () => {
  test.each([
    ['apps/v1', 'Deployment'], ['apps/v1', 'StatefulSet'], ['apps/v1', 'DaemonSet'], ['apps/v1', 'ReplicaSet'],
  ])('%s %s has pods', (apiVersion, kind) => {
    expect(ids(cluster(templated(apiVersion, kind, 'web')))).toStrictEqual([`shop/web[${kind}]`]);
  });

  test('Job, CronJob, ReplicationController and Rollout have pods', () => {
    const job = templated('batch/v1', 'Job', 'import', { selector: false });
    const cronJob = `
apiVersion: batch/v1
kind: CronJob
metadata: { name: export, namespace: shop }
spec:
  schedule: "0 3 * * *"
  jobTemplate: { spec: { template: { metadata: { labels: { app: export } }, spec: { restartPolicy: Never, containers: [${container}] } } } }
`;
    const controller = `
apiVersion: v1
kind: ReplicationController
metadata: { name: legacy, namespace: shop }
spec: { selector: { app: legacy }, template: { metadata: { labels: { app: legacy } }, spec: { containers: [${container}] } } }
`;
    const rollout = templated('argoproj.io/v1alpha1', 'Rollout', 'canary');
    const built = cluster(docs(job, cronJob, controller, rollout));
    expect(ids(built)).toStrictEqual(['shop/canary[Rollout]', 'shop/export[CronJob]', 'shop/import[Job]', 'shop/legacy[ReplicationController]']);
    expect({ ...built.workload('shop/export[CronJob]')?.pods[0]?.labels }).toStrictEqual({ app: 'export' });
  });

  test('are numbered in the order of their ids, whatever the order of documents', () => {
    const built = cluster(docs(templated('apps/v1', 'Deployment', 'web'), templated('apps/v1', 'Deployment', 'orders')));
    expect(built.workloads.map(({ id, index }) => [id, index])).toStrictEqual([['shop/orders[Deployment]', 0], ['shop/web[Deployment]', 1]]);
  });

  test('Pods of one owner that is not in the input are one workload with the name and kind of the owner', () => {
    const owner = ownedBy('ReplicaSet', 'web-5f7c9d');
    const built = cluster(docs(pod('web-5f7c9d-a', { owner }), pod('web-5f7c9d-b', { owner })));
    expect(ids(built)).toStrictEqual(['shop/web-5f7c9d[ReplicaSet]']);
    expect(only(built).objects.map(({ ref }) => ref)).toStrictEqual(['Pod shop/web-5f7c9d-a', 'Pod shop/web-5f7c9d-b']);
    expect(only(built).pods).toHaveLength(1);
  });

  test('an owner that is not the controller, or a Node, does not give a Pod its name', () => {
    const built = cluster(docs(
      pod('kube-proxy-node1', { owner: ownedBy('Node', 'node1', { apiVersion: 'v1' }) }),
      pod('web-a', { owner: ownedBy('ReplicaSet', 'web', { controller: false }) }),
    ));
    expect(ids(built)).toStrictEqual(['shop/kube-proxy-node1[Pod]', 'shop/web-a[Pod]']);
  });

  test('Pods and ReplicaSets belong to the Deployment that is in the input with them', () => {
    const built = cluster(docs(
      pod('web-5f7c9d-a', { labels: '{ app: web, pod-template-hash: 5f7c9d }', owner: ownedBy('ReplicaSet', 'web-5f7c9d'), status: '{ podIP: 10.244.0.7 }' }),
      templated('apps/v1', 'ReplicaSet', 'web-5f7c9d', { labels: '{ app: web, pod-template-hash: 5f7c9d }', owner: ownedBy('Deployment', 'web') }),
      templated('apps/v1', 'Deployment', 'web'),
    ));
    const workload = only(built);
    expect(workload.id).toBe('shop/web[Deployment]');
    expect(workload.objects.map(({ ref }) => ref)).toStrictEqual(['Deployment shop/web', 'ReplicaSet shop/web-5f7c9d', 'Pod shop/web-5f7c9d-a']);
    expect(workload.pods.map(({ labels, podIPs }) => ({ labels: { ...labels }, podIPs }))).toStrictEqual([
      { labels: { 'app': 'web', 'pod-template-hash': '5f7c9d' }, podIPs: ['10.244.0.7'] },
    ]);
    expect(workload.objects.every((object) => built.workloadOf(object) === workload)).toBe(true);
  });

  test('an old ReplicaSet that is scaled to nothing adds no pods to its Deployment', () => {
    const built = cluster(docs(
      templated('apps/v1', 'Deployment', 'web'),
      templated('apps/v1', 'ReplicaSet', 'web-old', { labels: '{ app: web, version: old }', owner: ownedBy('Deployment', 'web'), replicas: 0 }),
    ));
    expect(only(built).pods.map(({ labels }) => ({ ...labels }))).toStrictEqual([{ app: 'web' }]);
  });

  test('a Deployment that is scaled to nothing is a workload all the same', () => {
    expect(only(cluster(templated('apps/v1', 'Deployment', 'web', { replicas: 0 }))).pods).toHaveLength(1);
  });

  test('a template that differs from the running Pods in more than added labels stays a class of its own', () => {
    const owner = ownedBy('Deployment', 'web');
    const built = cluster(docs(templated('apps/v1', 'Deployment', 'web', { labels: '{ app: web, version: new }' }), pod('web-a', { labels: '{ app: web, version: old }', owner })));
    expect(only(built).pods.map(({ labels }) => ({ ...labels }))).toStrictEqual([{ app: 'web', version: 'new' }, { app: 'web', version: 'old' }]);
  });

  test('Pods of one owner that differ in labels, host network or ports are several classes; addresses alone make none', () => {
    const owner = ownedBy('StatefulSet', 'db');
    const built = cluster(docs(
      pod('db-0', { owner, status: '{ podIP: 10.244.0.4 }' }),
      pod('db-1', { owner, status: '{ podIP: 10.244.0.5 }' }),
      pod('db-2', { owner, labels: '{ app: web, role: primary }' }),
      pod('db-3', { owner, spec: ', hostNetwork: true' }),
    ));
    expect(only(built).pods.map(({ labels, hostNetwork, podIPs }) => ({ labels: { ...labels }, hostNetwork, podIPs }))).toStrictEqual([
      { labels: { app: 'web' }, hostNetwork: false, podIPs: ['10.244.0.4', '10.244.0.5'] },
      { labels: { app: 'web', role: 'primary' }, hostNetwork: false, podIPs: [] },
      { labels: { app: 'web' }, hostNetwork: true, podIPs: [] },
    ]);
  });

  test('Pods without an address yet are a class of their own beside those that have one', () => {
    const owner = ownedBy('StatefulSet', 'db');
    const built = cluster(docs(pod('db-0', { owner, status: '{ podIP: 10.244.0.4 }' }), pod('db-1', { owner })));
    expect(only(built).pods.map(({ podIPs }) => podIPs)).toStrictEqual([['10.244.0.4'], []]);
  });

  test('owners in a circle come to an end', () => {
    const built = cluster(docs(
      templated('apps/v1', 'ReplicaSet', 'egg', { owner: ownedBy('ReplicaSet', 'hen') }),
      templated('apps/v1', 'ReplicaSet', 'hen', { owner: ownedBy('ReplicaSet', 'egg') }),
    ));
    expect(built.workloads.length).toBeGreaterThan(0);
    expect(built.workloads.flatMap(({ objects }) => objects)).toHaveLength(2);
  });

  test('ports are those of containers and native sidecars, not of init containers that end', () => {
    const built = cluster(`
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  initContainers:
    - { name: migrate, image: "registry.example.com/migrate:1", ports: [{ containerPort: 9000 }] }
    - { name: proxy, image: "registry.example.com/proxy:1", restartPolicy: Always, ports: [{ containerPort: 15001 }] }
  containers: [${container}]
`);
    expect(only(built).pods[0]?.ports.map(({ containerPort }) => containerPort).sort()).toStrictEqual([15001, 3000]);
  });
});

describe('namespaces', () => {
  const built = cluster(docs(
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: ops, labels: { team: platform } }\n',
    templated('apps/v1', 'Deployment', 'web'),
    `apiVersion: v1\nkind: Pod\nmetadata: { name: probe }\nspec: { containers: [${container}] }\n`,
  ));

  test('a declared one has its labels, and the one with its name that the control plane adds', () => {
    expect(built.namespaces.get('ops')).toMatchObject({ declared: true, labels: { 'team': 'platform', 'kubernetes.io/metadata.name': 'ops' } });
  });

  test('one that objects only live in is there with its name, not declared', () => {
    expect(built.namespaces.get('shop')).toStrictEqual({ name: 'shop', declared: false, labels: { 'kubernetes.io/metadata.name': 'shop' } });
  });

  test('an object without namespace is in default', () => {
    expect(ids(built)).toStrictEqual(['default/probe[Pod]', 'shop/web[Deployment]']);
  });
});

describe('lookups', () => {
  const built = cluster(docs(
    templated('apps/v1', 'Deployment', 'web'),
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n',
  ));

  test('find what is there', () => {
    expect(built.workload('shop/web[Deployment]')?.name).toBe('web');
    expect(built.service('shop', 'web')?.spec.ports[0]?.port).toBe(80);
    expect(built.workloadsIn('shop').map(({ name }) => name)).toStrictEqual(['web']);
    expect(built.objectsOf('', 'ConfigMap').map(({ ref }) => ref)).toStrictEqual(['ConfigMap shop/settings']);
  });

  test('find nothing where nothing is', () => {
    expect(built.workload('shop/orders[Deployment]')).toBeUndefined();
    expect(built.service('ops', 'web')).toBeUndefined();
    expect(built.workloadsIn('ops')).toStrictEqual([]);
    expect(built.objectsOf('apps', 'ConfigMap')).toStrictEqual([]);
  });
});
