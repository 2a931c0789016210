import { addresses, analyze, certainly, CLOSED, DENY_ALL, into, OPEN, peer, pod, shown, workload } from './analyzed';

const MAYBE = { allowed: 'no port', some: 'no port', unknown: 'all ports' };

function object(apiVersion: string, kind: string, namespace?: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: probe${namespace === undefined ? '' : `, namespace: ${namespace}`} }\nspec: { whatever: 1 }`;
}

describe('policies of kinds that are not evaluated', () => {
  test.each([
    ['policy.networking.k8s.io/v1beta1', 'ClusterNetworkPolicy', undefined],
    ['networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', undefined],
    ['networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', 'shop'],
    ['cilium.io/v3', 'CiliumClusterwideNetworkPolicy', undefined],
    ['projectcalico.org/v3', 'NetworkPolicy', 'shop'],
    ['projectcalico.org/v3', 'GlobalNetworkPolicy', undefined],
    ['crd.projectcalico.org/v1', 'NetworkPolicy', 'shop'],
    ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy', undefined],
    ['crd.antrea.io/v1beta1', 'NetworkPolicy', 'shop'],
    ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', undefined],
    ['security.antrea.tanzu.vmware.com/v1alpha1', 'ClusterNetworkPolicy', undefined],
  ])('%s %s makes every decision unknown that it may change', (apiVersion, kind, namespace) => {
    const reachability = analyze([pod('web'), pod('db'), DENY_ALL, object(apiVersion, kind, namespace)]);
    const ref = `${kind} ${namespace === undefined ? '' : `${namespace}/`}probe`;
    expect(into(reachability, 'db', 'web')).toStrictEqual(MAYBE);
    expect(reachability.unevaluated.map(({ object: { ref: name } }) => name)).toStrictEqual([ref]);
    expect(reachability.into(workload(reachability, 'db'), peer(reachability, 'web')).assumptions)
      .toStrictEqual([`what ${ref} allows or denies: policies of ${apiVersion.split('/')[0]} are recognised, not evaluated`]);
  });

  test('of another namespace have no say', () => {
    expect(into(analyze([pod('web'), pod('db'), DENY_ALL, object('projectcalico.org/v3', 'NetworkPolicy', 'ops')]), 'db', 'web')).toStrictEqual(CLOSED);
  });

  test('of which only egress is governed leave ingress alone', () => {
    const reachability = analyze([pod('web'), pod('db'), object('networking.gke.io/v1alpha1', 'FQDNNetworkPolicy', 'shop')]);
    expect(shown(reachability.half(workload(reachability, 'db'), 'ingress', peer(reachability, 'web')))).toStrictEqual(OPEN);
    expect(shown(reachability.half(workload(reachability, 'db'), 'egress', peer(reachability, 'web')))).toStrictEqual(MAYBE);
  });

  test.each([['k8s.ovn.org/v1', 'EgressFirewall'], ['network.openshift.io/v1', 'EgressNetworkPolicy']])('%s %s is about addresses outside, not about pods', (apiVersion, kind) => {
    const reachability = analyze([pod('web'), pod('db'), object(apiVersion, kind, 'shop')]);
    expect(into(reachability, 'db', 'web')).toStrictEqual(certainly('all ports'));
    expect(shown(reachability.outOf(workload(reachability, 'web'), addresses('192.0.2.0/24')))).toStrictEqual(MAYBE);
  });
});
