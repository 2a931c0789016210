import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { EndNameError } from '../../src/reachability/end-name';
import { DENY_ALL, namespace, pod, policy } from './analyzed';
import { clusterGuard, guard, inquire } from './explained';

const SHOP = [pod('web', { status: '10.244.0.1' }), pod('db')];

describe('an end', () => {
  const ends = (names: string): unknown[] => {
    const { source, destination } = inquire(names, SHOP);
    return [source, destination].map(({ asked, name, peer, workload }) =>
      [asked, name, peer.kind, workload?.id, peer.kind === 'workload' ? peer.workload === workload : peer.addresses.toString().length > 0]);
  };

  test('is the workload of that name', () => {
    expect(ends('shop/web -> shop/db')).toStrictEqual([['shop/web', 'shop/web[Pod]', 'workload', 'shop/web[Pod]', true], ['shop/db', 'shop/db[Pod]', 'workload', 'shop/db[Pod]', true]]);
  });

  test('is addresses, by their text, and the internet in words', () => {
    expect(ends('203.0.113.0/24 -> shop/db')[0]).toStrictEqual(['203.0.113.0/24', '203.0.113.0/24', 'addresses', undefined, true]);
    expect(ends('shop/web -> internet')[1]).toStrictEqual(['internet', 'the internet (every public address)', 'addresses', undefined, true]);
  });

  test('is the workload of the running Pod that has the address', () => {
    expect(ends('10.244.0.1 -> shop/db')[0]).toStrictEqual(['10.244.0.1', 'shop/web[Pod]', 'workload', 'shop/web[Pod]', true]);
  });

  test('is a pod that the manifests do not contain, one for both ends if they are alike', () => {
    expect(ends('pod:shop/app=new -> shop/db')[0]).toStrictEqual(['pod:shop/app=new', 'shop/app=new[Pod]', 'workload', 'shop/app=new[Pod]', true]);
    const { source, destination, cluster } = inquire('pod:shop/app=new -> pod:shop/app=new', SHOP);
    expect([source.workload === destination.workload, cluster.workloads.length, cluster.problems]).toStrictEqual([true, 3, []]);
  });

  test('cannot be addresses on both sides', () => {
    expect(() => inquire('internet -> 10.0.0.1', SHOP))
      .toThrow(new EndNameError('source and destination are both addresses: policies govern pods, so one of them must be a workload or a pod'));
  });
});

describe('a connection', () => {
  const closed = [guard('db', '[{ ports: [{ port: 80 }] }]'), policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ ports: [{ port: 80 }, { port: 90 }] }] }')];
  const asked = (names: string): unknown => {
    const inquiry = inquire(names, [...SHOP, ...closed]);
    return [inquiry.half('egress'), inquiry.half('ingress'), inquiry.decision()].map(({ allowed }) => `${allowed}`);
  };

  test('passes where both halves let it pass', () => {
    expect(asked('shop/web -> shop/db')).toStrictEqual(['TCP 80,90', 'TCP 80', 'TCP 80']);
    expect(asked('shop/db -> shop/web')).toStrictEqual(['all ports', 'all ports', 'all ports']);
  });

  test('from and to addresses passes where the one half does, the other lets everything pass', () => {
    expect(asked('internet -> shop/db')).toStrictEqual(['all ports', 'TCP 80', 'TCP 80']);
    expect(asked('shop/web -> internet')).toStrictEqual(['TCP 80,90', 'all ports', 'TCP 80,90']);
    const { some, unknown, assumptions } = inquire('internet -> shop/db', SHOP).half('egress');
    expect([`${some}`, `${unknown}`, assumptions]).toStrictEqual(['all ports', 'no port', []]);
  });

  test('has the source as own end for egress, the destination for ingress, and reasons of their policies', () => {
    const inquiry = inquire('shop/web -> shop/db', [...SHOP, ...closed]);
    const { source, destination } = inquiry;
    expect([inquiry.own('egress'), inquiry.own('ingress'), inquiry.other('egress'), inquiry.other('ingress')]).toStrictEqual([source, destination, destination, source]);
    expect(inquiry.why('egress').map(({ policy: by }) => by?.ref)).toStrictEqual(['NetworkPolicy shop/web', 'NetworkPolicy shop/web']);
    expect(inquiry.why('ingress').map(({ direction, effect }) => [direction, effect])).toStrictEqual([['ingress', 'allow'], ['ingress', 'deny']]);
    expect(inquire('internet -> shop/db', [...SHOP, ...closed]).why('egress')).toStrictEqual([]);
  });
});

describe('the part of the manifests that matters', () => {
  const more = [namespace('shop'), namespace('ops'), pod('orders'), pod('agent', { namespace: 'ops' }), DENY_ALL, policy('deny', '{ podSelector: {} }', 'ops'), clusterGuard('guard', 'ingress: []')];
  const refs = (names: string): string[] => inquire(names, [...SHOP, ...more]).relevantPart().objects.map(({ ref }: KubernetesObject) => ref).sort();

  test('is both workloads, everything else in their namespaces, and what is in none', () => {
    const always = ['ClusterNetworkPolicy guard', 'Namespace ops', 'Namespace shop', 'NetworkPolicy shop/deny', 'Pod shop/db'];
    expect(refs('shop/web -> shop/db')).toStrictEqual([...always, 'Pod shop/web']);
    expect(refs('internet -> shop/db')).toStrictEqual(always);
    expect(refs('ops/agent -> shop/db')).toStrictEqual([...always, 'NetworkPolicy ops/deny', 'Pod ops/agent'].sort());
  });

  test('has no problems', () => {
    expect(inquire('shop/web -> shop/db', SHOP).relevantPart().problems).toStrictEqual([]);
  });
});
