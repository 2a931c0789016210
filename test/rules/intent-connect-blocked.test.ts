import { findingsOf, firedBy, from, pod, policy, reportOn, service, verdictOn } from './shop';

const DB = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders","ports":[{"port":5432}]}]' } });
const ADMITTED = policy('db', from('orders').replace('}}}]', '}}}], ports: [{port: 5432}]'));
const leading = (targetPort: string, spec = ''): string => service('db', spec).replace('{port: 8080}', `{port: 5432, targetPort: ${targetPort}}`);
const DNS = '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], '
  + 'ports: [{port: 53, protocol: UDP}, {port: 53}]}';
const TO_DB = '{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5432}]}';
const egress = (...rules: readonly string[]): string => policy('orders', `egress: [${rules.join(', ')}]`, '[Egress]');

const verdict = (documents: readonly string[]): string | null | undefined => verdictOn(reportOn([DB, ADMITTED, ...documents]), 'shop/db[Pod]');

describe('a declared caller that policies let pass', () => {
  test('does not arrive if the Service leads to another port, or to a port name that no container has', () => {
    for (const target of ['5433', 'postgres']) {
      const report = reportOn([DB, ADMITTED, pod('orders'), leading(target)]);
      expect(findingsOf(report, 'INTENT-CONNECT-BLOCKED').map((f) => [f.object, f.workload])).toStrictEqual([['Service shop/db', 'shop/db[Pod]']]);
      expect(verdictOn(report, 'shop/db[Pod]')).toBe('violated');
    }
  });

  test('arrives if one Service leads there, if a headless one leads to the pods, and if it goes by address', () => {
    expect(verdict([pod('orders'), leading('5432')])).toBe('honored');
    expect(verdict([pod('orders'), leading('5433', 'clusterIP: None')])).toBe('honored');
    expect(verdict([pod('orders')])).toBe('honored');
  });

  test('breaks its own intent too, if it declares the connection', () => {
    const orders = pod('orders', { declares: { 'intent': 'isolated', 'connect-to': '[{"workload":"shop/db","ports":[{"port":5432}]}]' } });
    const report = reportOn([DB, ADMITTED, orders, leading('5433'), policy('orders', '', '[Ingress]')]);
    expect([verdictOn(report, 'shop/orders[Pod]'), verdictOn(report, 'shop/db[Pod]')]).toStrictEqual(['violated', 'violated']);
  });

  test('does not arrive if it cannot resolve names', () => {
    const report = reportOn([DB, ADMITTED, pod('orders'), leading('5432'), egress(TO_DB)]);
    expect([firedBy(report), verdictOn(report, 'shop/db[Pod]')]).toStrictEqual([['INTENT-CONNECT-BLOCKED', 'NP-DNS-EGRESS'], 'violated']);
    expect(verdict([pod('orders'), leading('5432'), egress(TO_DB, DNS)])).toBe('honored');
  });

  test('does not resolve names of the cluster by a public address', () => {
    expect(verdict([pod('orders'), leading('5432'), egress(TO_DB, '{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}')])).toBe('violated');
    expect(verdict([pod('orders'), leading('5432'), egress(TO_DB, '{to: [{ipBlock: {cidr: 169.254.20.10/32}}]}')])).toBe('honored');
  });
});
