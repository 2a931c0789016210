import { findingsOf, firedBy, from, pod, policy, reportOn, service, verdictOn } from './shop';

const DB = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' } });
const SHOP = [DB, pod('orders'), policy('db', from('orders'))];
const REASON = 'partner link until the move';

/** The careless NodePort, with acceptances on it. */
function nodePort(acceptances: readonly object[]): string {
  return service('db', 'type: NodePort', 5432).replace('namespace: shop}', `namespace: shop, annotations: {cdk8s-exposure/accept: '${JSON.stringify(acceptances)}'}}`);
}

test('an accepted finding stays in the report, and the verdict stays what it is', () => {
  const report = reportOn([...SHOP, nodePort([{ rule: 'EXP-NODEPORT', reason: REASON, expires: '2027-03-31' }])]);
  expect(findingsOf(report, 'EXP-NODEPORT').map((f) => f.accepted)).toStrictEqual([{ reason: REASON, expires: '2027-03-31' }]);
  expect(firedBy(report)).toStrictEqual(['EXP-NODEPORT']);
  expect(verdictOn(report, 'shop/db[Pod]')).toBe('violated');
});

test('an acceptance holds on its last day, and no longer', () => {
  const on = (expires: string) => reportOn([...SHOP, nodePort([{ rule: 'EXP-NODEPORT', reason: REASON, expires }])]);
  expect(firedBy(on('2026-11-21'))).toStrictEqual(['EXP-NODEPORT']);
  expect(findingsOf(on('2026-11-21'), 'EXP-NODEPORT')[0]!.accepted).toBeDefined();
  expect(firedBy(on('2026-11-20'))).toStrictEqual(['ACCEPT-EXPIRED', 'EXP-NODEPORT']);
  expect(findingsOf(on('2026-11-20'), 'EXP-NODEPORT')[0]!.accepted).toBeUndefined();
});

test('an expired acceptance beside one that holds does not stand in its way', () => {
  const report = reportOn([...SHOP, nodePort([
    { rule: 'EXP-NODEPORT', reason: REASON, expires: '2027-03-31' },
    { rule: 'EXP-NODEPORT', reason: REASON, expires: '2020-01-01' },
  ])]);
  expect(findingsOf(report, 'EXP-NODEPORT')[0]!.accepted).toStrictEqual({ reason: REASON, expires: '2027-03-31' });
});

test('an acceptance on another object accepts nothing, and says so', () => {
  const report = reportOn([...SHOP, service('db', 'type: NodePort', 5432)], `accepted: [{rule: EXP-NODEPORT, object: Service shop/orders, reason: ${REASON}}]`);
  expect(firedBy(report)).toStrictEqual(['ACCEPT-UNUSED', 'EXP-NODEPORT']);
  expect(findingsOf(report, 'EXP-NODEPORT')[0]!.accepted).toBeUndefined();
});

test('items of one construct on several objects are one acceptance, used by any of them', () => {
  const accept = JSON.stringify([{ rule: 'EXP-NODEPORT', reason: REASON, construct: 'shop/db' }]);
  const db = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]', accept } });
  const report = reportOn([db, pod('orders'), policy('db', from('orders')), nodePort(JSON.parse(accept) as object[])]);
  expect(firedBy(report)).toStrictEqual(['EXP-NODEPORT']);
  expect(findingsOf(report, 'EXP-NODEPORT')[0]!.accepted).toStrictEqual({ reason: REASON });
});

test('an unknown rule is named with the one that was meant', () => {
  const report = reportOn([...SHOP, nodePort([{ rule: 'EXP-NODPORT', reason: REASON }])]);
  expect(findingsOf(report, 'ACCEPT-UNKNOWN').map((f) => f.message)).toStrictEqual([
    'There is no rule "EXP-NODPORT" to accept on Service shop/db. Did you mean "EXP-NODEPORT"?',
  ]);
});

test('a reason of nine characters is none', () => {
  const report = reportOn([...SHOP, nodePort([{ rule: 'EXP-NODEPORT', reason: 'too short' }])]);
  expect(firedBy(report)).toStrictEqual(['ACCEPT-REASON', 'EXP-NODEPORT']);
});

test('nobody accepts that the internet reaches a private workload', () => {
  const open = [DB, pod('orders'), nodePort([{ rule: 'EXP-NODEPORT', reason: REASON }])];
  const onPublicNodes = reportOn(open, 'cluster: {nodeAddresses: public}');
  expect(firedBy(onPublicNodes)).toContain('ACCEPT-FORBIDDEN');
  expect(findingsOf(onPublicNodes, 'EXP-NODEPORT')[0]!.accepted).toBeUndefined();
  const onPrivateNodes = reportOn(open, 'cluster: {nodeAddresses: private}');
  expect(firedBy(onPrivateNodes)).not.toContain('ACCEPT-FORBIDDEN');
  expect(findingsOf(onPrivateNodes, 'EXP-NODEPORT')[0]!.accepted).toBeDefined();
});
