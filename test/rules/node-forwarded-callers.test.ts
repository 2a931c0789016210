import { findingsOf, pod, policy, reportOn, service, verdictOn } from './shop';

const BALANCER = 'type: LoadBalancer\n  allocateLoadBalancerNodePorts: false';
const INTERNAL = 'networking.gke.io/load-balancer-type: Internal';
const admits = (cidr: string) => policy('web', `ingress: [{from: [{ipBlock: {cidr: ${cidr}}}], ports: [{port: 8080}]}]`);

/** Undeclared callers of a workload behind a declared load balancer that nodes forward under their own addresses, and its verdict. */
function judged(intent: string, annotations: string, cidr: string, more = '') {
  const balancer = service('web', BALANCER).replace('namespace: shop}', `namespace: shop, annotations: {${annotations}}}`);
  const report = reportOn([pod('web', { declares: { intent, 'ways-in': '["LoadBalancer"]' } }), balancer, admits(cidr)], `cluster: {provider: gke, nodeAddresses: private${more}}`);
  return [findingsOf(report, 'INTENT-UNDECLARED-CALLER').length, verdictOn(report, 'shop/web[Pod]')];
}

describe('a policy behind a load balancer whose connections nodes forward', () => {
  test('admits everyone to a public workload without an undeclared caller', () => {
    expect(judged('public', '', '0.0.0.0/0')).toStrictEqual([0, 'honored']);
  });

  test('admits addresses that may be those of nodes without an undeclared caller, and proves nothing', () => {
    expect(judged('public', '', '10.0.0.0/16')).toStrictEqual([0, 'unproven']);
    expect(judged('internal', INTERNAL, '10.0.0.0/16')).toStrictEqual([0, 'unproven']);
    expect(judged('internal', INTERNAL, '10.0.0.0/16', ', nodeCidrs: [10.0.0.0/16]')).toStrictEqual([0, 'honored']);
  });

  test('admits undeclared callers where they can be no clients and no nodes', () => {
    expect(judged('internal', INTERNAL, '203.0.113.0/24')).toStrictEqual([1, 'violated']);
  });
});
