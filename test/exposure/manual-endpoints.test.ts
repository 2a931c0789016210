import { readYaml } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { check } from '../../src/report/check';

const DATABASE = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop, annotations: { cdk8s-exposure/intent: private } }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: postgres:17, ports: [{ containerPort: 5432 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress], ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/24 } }] }] }
---
`;

const service = (type: string): string => `apiVersion: v1
kind: Service
metadata: { name: side-door, namespace: shop }
spec: { type: ${type}, ports: [{ port: 5432 }] }
---
`;

const slice = (endpoint: string): string => `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: side-door-1, namespace: shop, labels: { kubernetes.io/service-name: side-door } }
addressType: IPv4
endpoints: [${endpoint}]
ports: [{ port: 5432, protocol: TCP }]
`;

const BY_REFERENCE = '{ addresses: [10.244.0.9], targetRef: { kind: Pod, name: db-0, namespace: shop } }';
const reach = (yaml: string, podCidrs: readonly string[] = []) =>
  check(readYaml(yaml, 'shop.yaml'), { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs } }, { today: '2026-11-21' });

test('endpoints written by hand behind a load balancer possibly reach the pod that they name', () => {
  const { reach: rows, workloads, findings } = reach(DATABASE + service('LoadBalancer') + slice(BY_REFERENCE));
  expect(rows.map((r) => [r.workload, r.from, r.ports, r.verdict, r.through])).toStrictEqual([
    ['shop/db[StatefulSet]', 'internet', [[5432, 5432]], 'unknown', ['Service shop/side-door', 'EndpointSlice shop/side-door-1']],
    ['shop/db[StatefulSet]', 'private-network', [[5432, 5432]], 'unknown', ['Service shop/side-door', 'EndpointSlice shop/side-door-1']],
  ]);
  expect(workloads[0]!.verdict).not.toBe('honored');
  expect(findings.find((f) => f.rule === 'EXP-CRD-ROUTE')!.message).toMatch(/EndpointSlice shop\/side-door-1, which names Service shop\/side-door, may let/);
  expect(findings.filter((f) => f.rule === 'EXP-ENDPOINTS').map((f) => f.object)).toStrictEqual(['Service shop/side-door']);
});

test('Endpoints of the older kind name pods as well', () => {
  const endpoints = `apiVersion: v1
kind: Endpoints
metadata: { name: side-door, namespace: shop }
subsets: [{ addresses: [{ ip: 10.244.0.9, targetRef: { kind: Pod, name: db-0 } }], ports: [{ port: 5432 }] }]
`;
  expect(reach(DATABASE + service('NodePort') + endpoints).reach.map((r) => r.workload)).toContain('shop/db[StatefulSet]');
});

test.each([
  ['a Service that only the cluster reaches', service('ClusterIP') + slice(BY_REFERENCE)],
  ['a pod of another name', service('LoadBalancer') + slice('{ addresses: [10.244.0.9], targetRef: { kind: Pod, name: cache-0 } }')],
])('%s does not reach it', (_title, yaml) => {
  expect(reach(DATABASE + yaml).reach).toStrictEqual([]);
});

describe('an address that the manifests give to no pod', () => {
  const bare = DATABASE + service('LoadBalancer') + slice('{ addresses: [10.244.0.9] }');

  test('may be that of any pod which listens on the port: its intent is not honored', () => {
    const { reach: rows, workloads } = reach(bare);
    expect(rows.map((r) => [r.workload, r.from, r.verdict])).toStrictEqual([
      ['shop/db[StatefulSet]', 'internet', 'unknown'], ['shop/db[StatefulSet]', 'private-network', 'unknown'],
    ]);
    expect(workloads[0]!.verdict).not.toBe('honored');
  });

  test('is no pod where the profile says that pods have others', () => {
    expect(reach(bare, ['10.42.0.0/16']).reach).toStrictEqual([]);
  });

  test('is no pod if it belongs to the internet', () => {
    expect(reach(DATABASE + service('LoadBalancer') + slice('{ addresses: [203.0.113.9] }')).reach).toStrictEqual([]);
  });
});
