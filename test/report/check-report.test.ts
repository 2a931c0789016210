import { renderCheckJson } from '../../src/report/check-json';
import { renderCheckText } from '../../src/report/check-text';
import { NEVER_SHOWN } from '../../src/report/never-shown';
import { from, ingress, pod, policy, reportOn, service } from '../rules/shop';

const REPORT = reportOn([
  pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' } }),
  pod('orders'),
  policy('db', from('orders')),
  service('db', 'type: NodePort', 5432),
], 'cluster: {nodeAddresses: private}');

describe('the report as JSON', () => {
  const printed = JSON.parse(renderCheckJson(REPORT)) as Record<string, unknown[]>;

  test('has the shape of the design', () => {
    expect(Object.keys(printed)).toStrictEqual(['version', 'workloads', 'reach', 'findings', 'neverShown']);
    expect(printed.workloads).toStrictEqual([
      { workload: 'shop/db[Pod]', intent: 'private', verdict: 'violated' },
      { workload: 'shop/orders[Pod]', intent: null, verdict: null },
    ]);
  });

  test('says who reaches what through which objects', () => {
    expect(printed.reach).toMatchObject([
      { workload: 'shop/db[Pod]', from: 'private-network', protocol: 'TCP', ports: [[5432, 5432]], verdict: 'unknown', through: ['Service shop/db'] },
    ]);
  });

  test('gives each finding its place, path and fix', () => {
    expect(printed.findings![0]).toStrictEqual({
      rule: 'EXP-NODEPORT',
      severity: 'error',
      object: 'Service shop/db',
      workload: 'shop/db[Pod]',
      message: 'shop/db[Pod] is declared private, but Service shop/db opens it on every node on TCP 5432',
      path: expect.arrayContaining(['private-network', 'Service shop/db', 'shop/db[Pod] TCP 5432']) as unknown,
      fix: 'Make Service shop/db type ClusterIP; for access from a workstation use kubectl port-forward.',
      location: { file: 'shop.yaml', line: 37 },
    });
  });
});

describe('the report as text', () => {
  const text = renderCheckText(REPORT);

  test('groups by workload, with the verdict first', () => {
    expect(text.split('\n').filter((line) => /^shop\//.test(line))).toStrictEqual(['shop/db[Pod]  private: violated', 'shop/orders[Pod]  no intent declared']);
  });

  test('names for each finding the place, the path, the fix and the page', () => {
    expect(text).toContain('error EXP-NODEPORT  Service shop/db  (shop.yaml:37)');
    expect(text).toMatch(/path: private-network → Service shop\/db → shop\/db\[Pod\] TCP 5432/);
    expect(text).toContain('docs/rules/EXP-NODEPORT.md');
  });

  test('says how much was examined, and at the end what manifests never show', () => {
    expect(text).toContain('Examined 4 objects: 2 workloads, 1 policy, 1 way in.');
    expect(text).toContain('Intents: 0 honored, 1 violated, 0 unproven, 1 not declared.');
    expect(text.trimEnd().endsWith(NEVER_SHOWN.map((item) => `  - ${item}`).join('\n'))).toBe(true);
  });

  test('marks what was accepted instead of fixing it', () => {
    const accepted = reportOn([
      pod('db', { declares: { intent: 'private', accept: '[{"rule":"NP-UNPROTECTED","reason":"lab cluster only","expires":"2027-01-31"}]' } }),
    ]);
    expect(renderCheckText(accepted)).toContain('accepted until 2027-01-31: lab cluster only');
    expect(renderCheckText(accepted)).toContain('Findings: 0 errors, 0 warnings, 0 notes, 1 accepted.');
  });
});

describe('a way in by host and path', () => {
  const shared = reportOn([
    pod('web'),
    service('web'),
    ingress(`ingressClassName: corp
  tls: [{hosts: [shop.example.com], secretName: shop}]
  rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}]}},
    {http: {paths: [{path: /api, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}]}}]`),
  ]);

  test('names them in JSON, one row for all, with and without TLS', () => {
    const { reach } = JSON.parse(renderCheckJson(shared)) as { reach: { from: string; routes: unknown }[] };
    expect(reach.map(({ from: zone, routes }) => [zone, routes])).toStrictEqual(['internet', 'private-network'].map((zone) =>
      [zone, [{ path: '/api', tls: false }, { host: 'shop.example.com', path: '/', tls: true }]]));
  });

  test('names them in text', () => {
    expect(renderCheckText(shared)).toContain('through Ingress shop/web → Service shop/web, as */api, shop.example.com/ over TLS');
  });
});
