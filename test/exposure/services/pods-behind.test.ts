import { databasePolicy, database, exposureOf } from '../exposure-of';

/** A database of three replicas, all of which are closed but for `db-1`, behind a Service with this selector. */
function internetThrough(spec: string, selector: string, more = ''): string[] {
  const replicas = database().replace('serviceName: db', 'serviceName: db\n  replicas: 3');
  const service = `
---
apiVersion: v1
kind: Service
metadata: { name: replica, namespace: shop }
spec: { ${spec} selector: { ${selector} }, ports: [{ port: 5432 }] }
`;
  const open = `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db-1, namespace: shop }
spec: { podSelector: { matchLabels: { statefulset.kubernetes.io/pod-name: db-1 } }, policyTypes: [Ingress], ingress: [{}] }
`;
  const config = 'cluster: { provider: gke, nodeAddresses: public }\ncontrollers: [{ preset: ingress-nginx, className: nginx, scope: internet }]';
  return exposureOf(replicas + databasePolicy('') + open + service + more, config).reach.filter(({ from }) => from === 'internet').map(({ wayIn, verdict }) => `${wayIn.kind} ${verdict}`);
}

const ONE = 'statefulset.kubernetes.io/pod-name: db-0';
const OPEN = 'statefulset.kubernetes.io/pod-name: db-1';

describe('a Service that selects one replica is joined with the policies of that replica:', () => {
  test.each(['type: LoadBalancer, allocateLoadBalancerNodePorts: false, externalTrafficPolicy: Local,', 'type: NodePort, externalTrafficPolicy: Local,', 'externalIPs: [203.0.113.7], externalTrafficPolicy: Local,'])('%s', (spec) => {
    expect(internetThrough(spec, ONE)).toStrictEqual([]);
    expect(internetThrough(spec, OPEN)).toHaveLength(1);
    expect(internetThrough(spec, 'app: db')).toHaveLength(1);
  });

  test('behind an Ingress', () => {
    const ingress = `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: db, namespace: shop }
spec: { ingressClassName: nginx, defaultBackend: { service: { name: replica, port: { number: 5432 } } } }
`;
    expect(internetThrough('', ONE, ingress)).toStrictEqual([]);
    expect(internetThrough('', OPEN, ingress)).toStrictEqual(['Ingress reachable']);
  });
});
