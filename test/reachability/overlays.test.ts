import { addresses, analyze, certainly, CLOSED, DENY_ALL, into, namespace, OPEN, peer, pod, policy, shown, workload } from './analyzed';

const MAYBE = { allowed: 'no port', some: 'no port', unknown: 'all ports' };

function object(apiVersion: string, kind: string, place?: string, spec = '{ whatever: 1 }'): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: probe${place === undefined ? '' : `, namespace: ${place}`} }\nspec: ${spec}`;
}

describe('policies of kinds that are not evaluated', () => {
  test.each([
    ['policy.networking.k8s.io/v1beta1', 'ClusterNetworkPolicy', undefined],
    ['policy.networking.k8s.io/v1beta1', 'AdminNetworkPolicy', undefined],
    ['policy.networking.k8s.io/v1beta1', 'BaselineAdminNetworkPolicy', undefined],
    ['networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', undefined],
    ['networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', 'shop'],
    ['cilium.io/v3', 'CiliumNetworkPolicy', 'shop'],
    ['cilium.io/v3', 'CiliumClusterwideNetworkPolicy', undefined],
    ['projectcalico.org/v3', 'NetworkPolicy', 'shop'],
    ['projectcalico.org/v3', 'GlobalNetworkPolicy', undefined],
    ['crd.projectcalico.org/v1', 'NetworkPolicy', 'shop'],
    ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy', undefined],
    ['crd.antrea.io/v1beta1', 'NetworkPolicy', 'shop'],
    ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', undefined],
    ['security.antrea.tanzu.vmware.com/v1alpha1', 'NetworkPolicy', 'shop'],
    ['security.antrea.tanzu.vmware.com/v1alpha1', 'ClusterNetworkPolicy', undefined],
  ])('%s %s makes every decision unknown that it may change', (apiVersion, kind, place) => {
    const reachability = analyze([pod('web'), pod('db'), DENY_ALL, object(apiVersion, kind, place)]);
    const ref = `${kind} ${place === undefined ? '' : `${place}/`}probe`;
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

  test.each([
    ['policy.networking.k8s.io/v1beta1', 'AdminNetworkPolicy', '{ subject: { pods: { podSelector: SELECTOR } } }'],
    ['policy.networking.k8s.io/v1beta1', 'BaselineAdminNetworkPolicy', '{ subject: { pods: { podSelector: SELECTOR } } }'],
    ['policy.networking.k8s.io/v1beta1', 'ClusterNetworkPolicy', '{ subject: { pods: { podSelector: SELECTOR } } }'],
    ['networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', '{ subject: { pods: { podSelector: SELECTOR } } }'],
    ['networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', '{ podSelector: SELECTOR }'],
    ['cilium.io/v3', 'CiliumNetworkPolicy', '{ endpointSelector: SELECTOR }'],
    ['cilium.io/v3', 'CiliumClusterwideNetworkPolicy', '{ endpointSelector: SELECTOR }'],
    ['projectcalico.org/v3', 'NetworkPolicy', '{ selector: app == "LABEL" }'],
    ['projectcalico.org/v3', 'GlobalNetworkPolicy', '{ selector: app == "LABEL" }'],
    ['crd.projectcalico.org/v1', 'NetworkPolicy', '{ selector: app == "LABEL" }'],
    ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy', '{ selector: app == "LABEL" }'],
    ['crd.antrea.io/v1beta1', 'NetworkPolicy', '{ appliedTo: [{ podSelector: SELECTOR }] }'],
    ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', '{ appliedTo: [{ podSelector: SELECTOR }] }'],
    ['security.antrea.tanzu.vmware.com/v1alpha1', 'NetworkPolicy', '{ appliedTo: [{ podSelector: SELECTOR }] }'],
    ['security.antrea.tanzu.vmware.com/v1alpha1', 'ClusterNetworkPolicy', '{ appliedTo: [{ podSelector: SELECTOR }] }'],
    ['networking.gke.io/v1alpha1', 'FQDNNetworkPolicy', '{ podSelector: SELECTOR }'],
  ])('%s %s has a say over the pods that it selects only', (apiVersion, kind, spec) => {
    const outOfWeb = (app: string): object => {
      const [place] = /^(?:Cluster|Global|Admin|Baseline|CiliumCluster)/.test(kind) ? [undefined] : ['shop'];
      const written = spec.replace('SELECTOR', `{ matchLabels: { app: ${app} } }`).replace('LABEL', app);
      const reachability = analyze([pod('web'), pod('db'), policy('all', '{ podSelector: { matchLabels: { app: web } } }'), object(apiVersion, kind, place, written)]);
      return shown(reachability.outOf(workload(reachability, 'web'), addresses('192.0.2.0/24')));
    };
    expect([outOfWeb('web'), outOfWeb('db')]).toStrictEqual([MAYBE, OPEN]);
  });

  test('have no say over pods on the network of a node', () => {
    const reachability = analyze([pod('web'), pod('agent', { spec: ', hostNetwork: true' }), object('crd.antrea.io/v1beta1', 'NetworkPolicy', 'shop')]);
    expect(shown(reachability.half(workload(reachability, 'agent'), 'ingress', peer(reachability, 'web')))).toStrictEqual(OPEN);
    expect(shown(reachability.half(workload(reachability, 'web'), 'ingress', peer(reachability, 'agent')))).toStrictEqual(MAYBE);
  });

  test('may have a say over all the pods that no other policy tells from those that they select', () => {
    const reachability = analyze([pod('web'), pod('db'), object('projectcalico.org/v3', 'NetworkPolicy', 'shop', '{ selector: app == "db", types: [Ingress] }')]);
    expect(into(reachability, 'db', 'web')).toStrictEqual(MAYBE);
  });

  test('may have a say over all the pods of a workload, of which they select some', () => {
    const replica = (name: string, role: string): string =>
      pod(name, { labels: `{ role: ${role} }, ownerReferences: [{ apiVersion: apps/v1, kind: StatefulSet, name: db, uid: uid-db, controller: true }]` });
    const guard = object('projectcalico.org/v3', 'NetworkPolicy', 'shop', '{ selector: role == "primary", types: [Ingress] }');
    expect(into(analyze([pod('web'), replica('db-0', 'primary'), replica('db-1', 'replica'), guard]), 'db', 'web')).toStrictEqual(MAYBE);
  });

  test('may have a say over a namespace whose labels nobody declares', () => {
    const guard = object('projectcalico.org/v3', 'GlobalNetworkPolicy', undefined, '{ namespaceSelector: team == "shop", types: [Ingress] }');
    expect(into(analyze([pod('web'), pod('db'), guard]), 'db', 'web')).toStrictEqual(MAYBE);
    expect(into(analyze([namespace('shop', '{ team: shop }'), pod('web'), pod('db'), guard]), 'db', 'web')).toStrictEqual(MAYBE);
    expect(into(analyze([namespace('shop', '{ team: ops }'), pod('web'), pod('db'), guard]), 'db', 'web')).toStrictEqual(OPEN);
  });

  test('of another namespace say nothing about addresses either, whatever the other end', () => {
    const reachability = analyze([pod('web'), object('projectcalico.org/v3', 'NetworkPolicy', 'ops')]);
    for (const other of [addresses('192.0.2.0/24'), { kind: 'anything' }, { kind: 'unknown' }] as const) expect(into(reachability, 'web', other)).toStrictEqual(OPEN);
  });
});
