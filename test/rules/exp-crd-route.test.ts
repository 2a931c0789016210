import { findingsOf, from, FROM_TRAEFIK, ingress, pod, policy, reportOn, rule, service, TRAEFIK, verdictOn } from './shop';

/** A route of a kind that nobody reads, to a Service of the shop. */
const route = (name: string): string => `apiVersion: tunnels.example/v1
kind: Burrow
metadata: {name: main, namespace: shop}
spec: {ends: [{service: ${name}}]}`;

const PUBLISHED = ingress(`ingressClassName: traefik\n  ${rule('shop.example.com')}`);
const webWith = (declares: Readonly<Record<string, string>>) => [pod('web', { declares }), service('web'), policy('web', FROM_TRAEFIK)];

describe('a route of an unread kind', () => {
  test.each([
    ['private', 'error'],
    ['isolated', 'error'],
    ['internal', 'warning'],
  ])('to a workload that is %s is of severity %s and leaves the intent unproven', (intent, severity) => {
    const report = reportOn([pod('db', { declares: { intent } }), service('db'), policy('db', 'ingress: []'), route('db')]);
    expect(findingsOf(report, 'EXP-CRD-ROUTE').map((f) => [f.severity, f.object, f.workload])).toStrictEqual([[severity, 'Burrow shop/main', 'shop/db[Pod]']]);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('unproven');
  });

  test('to another workload leaves a private one alone', () => {
    const callers = { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' };
    const report = reportOn([pod('db', { declares: callers }), pod('orders'), service('db'), service('orders'), policy('db', from('orders')), route('orders')]);
    expect(findingsOf(report, 'EXP-CRD-ROUTE')).toStrictEqual([]);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('honored');
  });

  test('says what leads where, and what to do about it', () => {
    const [finding] = findingsOf(reportOn([pod('db', { declares: { intent: 'private' } }), service('db'), policy('db', 'ingress: []'), route('db')]), 'EXP-CRD-ROUTE');
    expect(finding?.message).toBe(
      'shop/db[Pod] is declared private, but Burrow shop/main, which names Service shop/db, may let outside traffic in, in a way that is not understood in depth, on TCP 8080');
    expect(finding?.path.slice(0, 3)).toStrictEqual(['internet (unknown) and private-network (unknown)', 'Burrow shop/main', 'Service shop/db']);
    expect(finding?.fix).toMatch(/^Remove Service shop\/db from Burrow shop\/main\./);
  });

  test('is the way in that a public workload asks for, but proves nothing', () => {
    const report = reportOn([...webWith({ intent: 'public' }), route('web')]);
    expect(findingsOf(report, 'EXP-CRD-ROUTE')).toStrictEqual([]);
    expect(findingsOf(report, 'INTENT-UNPROVEN').map((f) => f.workload)).toStrictEqual(['shop/web[Pod]']);
    expect(verdictOn(report, 'shop/web[Pod]')).toBe('unproven');
  });

  test('changes nothing for a public workload that the internet reaches anyway', () => {
    const report = reportOn([...webWith({ intent: 'public' }), PUBLISHED, route('web')], TRAEFIK);
    expect(findingsOf(report, 'INTENT-UNPROVEN')).toStrictEqual([]);
    expect(verdictOn(report, 'shop/web[Pod]')).toBe('honored');
  });

  test('beside the gateway that a public workload names is unproven, not violated', () => {
    const report = reportOn([...webWith({ intent: 'public', gateways: '["traefik"]' }), PUBLISHED, route('web')], TRAEFIK);
    expect(findingsOf(report, 'EXP-CRD-ROUTE').map((f) => f.severity)).toStrictEqual(['warning']);
    expect(findingsOf(report, 'INTENT-UNDECLARED-REACH')).toStrictEqual([]);
    expect(verdictOn(report, 'shop/web[Pod]')).toBe('unproven');
  });

  test('to a workload without an intent is told, and no finding', () => {
    const report = reportOn([pod('web'), service('web'), route('web')]);
    expect(findingsOf(report, 'EXP-CRD-ROUTE')).toStrictEqual([]);
    expect(report.reach.map(({ from: zone, verdict }) => `${zone} ${verdict}`)).toStrictEqual(['internet unknown', 'private-network unknown']);
  });
});

test('an annotation that may open its own Service is named as such', () => {
  const exposed = service('db').replace('namespace: shop}', 'namespace: shop, annotations: {getambassador.io/config: "service: db"}}');
  const report = reportOn([pod('db', { declares: { intent: 'private' } }), exposed, policy('db', 'ingress: []')]);
  const [finding] = findingsOf(report, 'EXP-CRD-ROUTE');
  expect(finding?.object).toBe('Service shop/db');
  expect(finding?.message).toContain('an annotation of Service shop/db may let outside traffic in');
  expect(finding?.fix).toMatch(/^Remove the annotation from Service shop\/db\./);
});
