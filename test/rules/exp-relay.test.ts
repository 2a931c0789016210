import { findingsOf, pod, policy, reportOn, service, verdictOn } from './shop';

const declaring = (intent: string, more: Readonly<Record<string, string>> = {}) => pod('web', { declares: { intent, 'allow-from': '[{"workload":"edge/relay"}]', ...more } });
const RELAY = `apiVersion: v1
kind: Pod
metadata: {name: relay, namespace: edge, labels: {app: relay}}
spec: {containers: [{name: socat, image: "alpine/socat:1.8", args: ["TCP-LISTEN:15432", "TCP:web.shop:8080"]}]}`;
const published = (type: string, annotations = '{}') => `apiVersion: v1
kind: Service
metadata: {name: relay, namespace: edge, annotations: ${annotations}}
spec: {type: ${type}, selector: {app: relay}, ports: [{port: 5432, targetPort: 15432}]}`;
const ADMITTED = policy('web', 'ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: edge}}}]}]');

describe('a published relay', () => {
  test.each([
    ['private', {}, 'error'],
    ['isolated', { 'allow-from': '[]' }, 'error'],
    ['internal', {}, 'warning'],
    ['public', { 'ways-in': '["LoadBalancer"]' }, 'warning'],
  ] as const)('leaves a workload unproven that is declared %s', (intent, more, severity) => {
    const report = reportOn([declaring(intent, more), service('web'), RELAY, published('LoadBalancer'), ADMITTED]);
    expect(findingsOf(report, 'EXP-RELAY').map((finding) => [finding.object, finding.workload, finding.severity])).toStrictEqual([['Pod edge/relay', 'shop/web[Pod]', severity]]);
    expect(verdictOn(report, 'shop/web[Pod]')).not.toBe('honored');
  });
});

describe('a relay is no finding', () => {
  test.each([
    ['that only the cluster reaches', 'private', {}, [published('ClusterIP'), ADMITTED]],
    ['that policies keep from a private workload', 'private', { 'allow-from': '[]' }, [published('LoadBalancer'), policy('web', 'ingress: []')]],
    ['that a public workload declares', 'public', { 'ways-in': '["Relay"]' }, [published('LoadBalancer'), ADMITTED]],
    ['that an internal workload declares, where only the private network reaches it', 'internal', { 'ways-in': '["Relay"]' },
      [published('LoadBalancer', '{networking.gke.io/load-balancer-type: Internal}'), ADMITTED]],
  ])('%s', (_, intent, more, documents) => {
    const report = reportOn([declaring(intent, more), service('web'), RELAY, ...documents], 'cluster: { provider: gke, nodeAddresses: private }');
    expect(findingsOf(report, 'EXP-RELAY')).toStrictEqual([]);
    expect(findingsOf(report, 'INTENT-UNDECLARED-REACH')).toStrictEqual([]);
  });
});
