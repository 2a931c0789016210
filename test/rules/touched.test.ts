import { findingsOf, from, pod, policy, reportOn, verdictOn } from './shop';

test('a second policy of one name, for other pods, leaves nothing proved of the pods of the first', () => {
  const db = pod('db', { declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' } });
  const second = policy('db', 'ingress: []', '[Ingress]', '{matchLabels: {app: orders}}');
  const report = reportOn([db, pod('orders'), policy('db', from('orders')), second]);
  expect(findingsOf(report, 'API-INVALID')).toHaveLength(1);
  expect(verdictOn(report, 'shop/db[Pod]')).toBe('unproven');
});
