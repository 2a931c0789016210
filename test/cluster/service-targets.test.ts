import { buildCluster } from '../../src/cluster/build';
import { Cluster, Service } from '../../src/cluster/model';
import { selectedWorkloads, serviceTargets, targetPorts } from '../../src/cluster/service-targets';
import { readYaml } from '../../src/manifest/read';

const WORKLOADS = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web, tier: front } }
spec: { containers: [{ name: web, image: "registry.example.com/web:1", ports: [{ name: http, containerPort: 3000 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: dns, namespace: shop, labels: { app: dns } }
spec: { containers: [{ name: dns, image: "registry.example.com/dns:1", ports: [{ name: dns, containerPort: 53, protocol: UDP }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: ops, labels: { app: web, tier: front } }
spec: { containers: [{ name: web, image: "registry.example.com/web:1" }] }
`;

function service(spec: string): { cluster: Cluster; service: Service } {
  const parsed = readYaml(`${WORKLOADS}---\napiVersion: v1\nkind: Service\nmetadata: { name: entry, namespace: shop }\nspec: ${spec}\n`, 'shop.yaml');
  expect(parsed.problems).toStrictEqual([]);
  const cluster = buildCluster(parsed);
  return { cluster, service: cluster.services[0] as Service };
}

function targets(spec: string): [string, number | undefined][] {
  const { cluster, service: entry } = service(spec);
  return serviceTargets(cluster, entry).map(({ workload, podPort }) => [workload.id, podPort]);
}

describe('a Service', () => {
  test('leads to the pods of its own namespace that have all labels of its selector', () => {
    expect(targets('{ selector: { app: web, tier: front }, ports: [{ port: 80, targetPort: 3000 }] }')).toStrictEqual([['shop/web[Pod]', 3000]]);
    expect(targets('{ selector: { app: web, tier: back }, ports: [{ port: 80 }] }')).toStrictEqual([]);
  });

  test.each([['without a selector', '{ ports: [{ port: 80 }] }'], ['with an empty selector', '{ selector: {}, ports: [{ port: 80 }] }']])('%s selects nothing', (_, spec) => {
    const { cluster, service: entry } = service(spec);
    expect(selectedWorkloads(cluster, entry)).toStrictEqual([]);
  });

  test('of type ExternalName selects nothing, whatever its selector says', () => {
    expect(targets('{ type: ExternalName, externalName: shop.example.com, selector: { app: web }, ports: [{ port: 80 }] }')).toStrictEqual([]);
  });

  test('without targetPort leads to the port of the same number', () => {
    expect(targets('{ selector: { app: web }, ports: [{ port: 80 }] }')).toStrictEqual([['shop/web[Pod]', 80]]);
  });

  test('with a named target port leads where a container declares the name for the same protocol', () => {
    expect(targets('{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }')).toStrictEqual([['shop/web[Pod]', 3000]]);
    expect(targets('{ selector: { app: dns }, ports: [{ port: 53, targetPort: dns, protocol: UDP }] }')).toStrictEqual([['shop/dns[Pod]', 53]]);
    expect(targets('{ selector: { app: dns }, ports: [{ port: 53, targetPort: dns }] }')).toStrictEqual([['shop/dns[Pod]', undefined]]);
  });

  test('has as target ports those that resolve, by protocol', () => {
    const { cluster, service: entry } = service('{ selector: { app: dns }, ports: [{ name: u, port: 53, protocol: UDP }, { name: t, port: 53 }, { name: x, port: 9, targetPort: none }] }');
    expect(targetPorts(serviceTargets(cluster, entry)).toString()).toBe('TCP 53 UDP 53');
  });
});

describe('labels that controllers put on pods', () => {
  const template = '{ metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: "registry.example.com/db:1" }], restartPolicy: RESTART } }';
  const statefulSet = (replicas: number, ordinals = '') => `---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec: { replicas: ${replicas}, ${ordinals} selector: { matchLabels: { app: db } }, template: ${template.replace('RESTART', 'Always')} }
`;
  const job = `---
apiVersion: batch/v1
kind: Job
metadata: { name: import, namespace: shop }
spec: { template: ${template.replace('RESTART', 'Never')} }
`;

  function selected(workload: string, selector: string): readonly string[] {
    const parsed = readYaml(`${workload}---\napiVersion: v1\nkind: Service\nmetadata: { name: entry, namespace: shop }\nspec: { selector: ${selector}, ports: [{ port: 80 }] }\n`, 'shop.yaml');
    expect(parsed.problems).toStrictEqual([]);
    const cluster = buildCluster(parsed);
    return selectedWorkloads(cluster, cluster.services[0] as Service).map(({ id }) => id);
  }

  test.each([
    ['the name of a pod', statefulSet(3), '{ app: db, statefulset.kubernetes.io/pod-name: db-2 }'],
    ['the number of a pod', statefulSet(3), '{ apps.kubernetes.io/pod-index: "0" }'],
    ['the name of a pod that is counted from elsewhere', statefulSet(2, 'ordinals: { start: 5 },'), '{ statefulset.kubernetes.io/pod-name: db-6 }'],
    ['a pod of very many', statefulSet(2_000_000_000), '{ statefulset.kubernetes.io/pod-name: db-7 }'],
  ])('lead to a StatefulSet by %s', (_, workload, selector) => {
    expect(selected(workload, selector)).toStrictEqual(['shop/db[StatefulSet]']);
  });

  test.each(['job-name', 'batch.kubernetes.io/job-name'])('lead to a Job by %s', (key) => {
    expect(selected(job, `{ ${key}: import }`)).toStrictEqual(['shop/import[Job]']);
    expect(selected(job, `{ ${key}: export }`)).toStrictEqual([]);
  });

  test.each([
    ['a pod that does not exist', statefulSet(3), '{ statefulset.kubernetes.io/pod-name: db-3 }'],
    ['a pod below the first', statefulSet(2, 'ordinals: { start: 5 },'), '{ statefulset.kubernetes.io/pod-name: db-0 }'],
    ['a name that no pod can have', statefulSet(3), '{ statefulset.kubernetes.io/pod-name: db-02 }'],
    ['the name of another set', statefulSet(3), '{ statefulset.kubernetes.io/pod-name: orders-0 }'],
  ])('do not lead to %s', (_, workload, selector) => {
    expect(selected(workload, selector)).toStrictEqual([]);
  });
});
