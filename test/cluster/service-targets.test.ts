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
