import { CheckReport } from '../../src/report/model';
import { findingsOf, from, pod, policy, reportOn, verdictOn } from './shop';

const DB = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' } });
const cilium = (selector: string, rule = '{fromEntities: [all], toPorts: [{ports: [{port: "5432"}], rules: {http: [{}]}}]}'): string => `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: extra, namespace: shop}
spec: {endpointSelector: ${selector}, ingress: [${rule}]}`;
const admin = (peer: string, action = 'Allow', priority = 5): string => `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: admin-${priority}}
spec: {priority: ${priority}, subject: {namespaces: {}}, ingress: [{action: ${action}, from: [${peer}]}]}`;
const labelled = (labels: string): string => `{pods: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}, podSelector: {matchLabels: ${labels}}}}`;

const withOthers = (...others: readonly string[]): CheckReport => reportOn([DB, pod('orders'), policy('db', from('orders')), ...others]);
const callers = (report: CheckReport): readonly (string | undefined)[] =>
  [...findingsOf(report, 'INTENT-UNDECLARED-CALLER').map((f) => f.path[0]), verdictOn(report, 'shop/db[Pod]') ?? undefined];

describe('a private database', () => {
  test('is unproven if a policy that is not evaluated selects it, with and without declared callers', () => {
    expect(verdictOn(withOthers(cilium('{matchLabels: {app: db}}')), 'shop/db[Pod]')).toBe('unproven');
    const worker = pod('worker', { declares: { intent: 'isolated' } });
    expect(verdictOn(reportOn([worker, policy('worker', 'ingress: []'), cilium('{}')]), 'shop/worker[Pod]')).toBe('unproven');
  });

  test('is honored beside a policy that is not evaluated and selects others only', () => {
    expect(verdictOn(withOthers(cilium('{matchLabels: {app: web}}')), 'shop/db[Pod]')).toBe('honored');
  });

  test('is violated by whom a CiliumNetworkPolicy allows: workloads, namespaces, every pod, outside addresses', () => {
    const rest = (rule: string): string => cilium('{matchLabels: {app: db}}', rule);
    const web = '{fromEndpoints: [{matchLabels: {app: web}}]}';
    expect(callers(withOthers(pod('web'), rest(web)))).toStrictEqual(['shop/web[Pod]', 'violated']);
    expect(callers(withOthers(rest('{fromEndpoints: [{matchLabels: {io.kubernetes.pod.namespace: crew}}]}'))))
      .toStrictEqual(['every pod of namespace crew, also one that is added later,', 'violated']);
    for (const wide of ['{fromEntities: [cluster]}', '{fromEntities: [all]}', '{toPorts: [{ports: [{port: "5432"}]}]}']) {
      expect(callers(withOthers(rest(wide)))).toContain('every pod of the cluster');
    }
    expect(callers(withOthers(rest('{fromCIDR: [203.0.113.0/24]}')))).toStrictEqual(['outside addresses 203.0.113.0/24', 'violated']);
    expect(callers(withOthers(rest('{fromEntities: [world]}'))).at(-1)).toBe('violated');
  });

  test('is unproven if a CiliumNetworkPolicy allows pods that nobody knows yet, or those on nodes', () => {
    const rest = (rule: string): string => cilium('{matchLabels: {app: db}}', rule);
    expect(callers(withOthers(rest('{fromEndpoints: [{matchLabels: {app: report}}]}')))).toStrictEqual(['a pod with app=report in namespace shop', 'unproven']);
    expect(callers(withOthers(rest('{fromEntities: [host, remote-node]}')))).toStrictEqual(['a pod on the network of another node', 'unproven']);
  });

  test('is honored where Cilium admits its declared callers, the node and its own proxy, or denies what another policy allows', () => {
    const rest = (rule: string): string => cilium('{matchLabels: {app: db}}', rule);
    expect(callers(reportOn([DB, pod('orders'), rest('{fromEndpoints: [{matchLabels: {app: orders}}]}')]))).toStrictEqual(['honored']);
    expect(callers(withOthers(rest('{fromEntities: [host, ingress, health]}')))).toStrictEqual(['honored']);
    const denies = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: no-web, namespace: shop}\n'
      + 'spec: {endpointSelector: {}, enableDefaultDeny: {ingress: false}, ingressDeny: [{fromEndpoints: [{matchLabels: {app: web}}]}]}';
    const admitsWeb = rest('{fromEndpoints: [{matchLabels: {app: web}}]}');
    expect(callers(withOthers(pod('web'), admitsWeb))).toStrictEqual(['shop/web[Pod]', 'violated']);
    expect(callers(withOthers(pod('web'), admitsWeb, denies))).toStrictEqual(['honored']);
  });

  test('is violated by whom an AdminNetworkPolicy allows: workloads, namespaces, every pod', () => {
    expect(callers(withOthers(pod('web'), admin(labelled('{app: web}'))))).toStrictEqual(['shop/web[Pod]', 'violated']);
    expect(callers(withOthers(admin('{namespaces: {matchLabels: {kubernetes.io/metadata.name: crew}}}'))))
      .toStrictEqual(['every pod of namespace crew, also one that is added later,', 'violated']);
    expect(callers(withOthers(admin('{namespaces: {}}')))).toContain('every pod of the cluster');
  });

  test('is unproven if an AdminNetworkPolicy allows pods that nobody knows yet, unless another one denies them before', () => {
    expect(callers(withOthers(admin(labelled('{app: report}'))))).toStrictEqual(['a pod with app=report in namespace shop', 'unproven']);
    const denied = withOthers(admin(labelled('{app: report}')), admin(labelled('{app: report}'), 'Deny', 1));
    expect(callers(denied)).toStrictEqual(['honored']);
  });
});
