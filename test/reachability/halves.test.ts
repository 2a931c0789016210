import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { EntityEnd, PodEnd } from '../../src/reachability/end-point';
import { all, both, endsOf, EVERYTHING_PASSES, OwnRules, Passage, passage } from '../../src/reachability/halves';
import { PeerSet, PeerSets } from '../../src/reachability/peer-set';
import { Action, Tier, unrestricted } from '../../src/reachability/rule-model';
import { RulePorts } from '../../src/reachability/rule-ports';
import { Subject } from '../../src/reachability/subject';

const http = (): PortSet => PortSet.of('TCP', 80);
const addresses = (cidr: string, pods?: 'certain'): PeerSet => new PeerSets().addresses(AddressSet.parseCidr(cidr), pods);
const INGRESS_PROXY: EntityEnd = { kind: 'entity', entity: 'ingress' };

function tier(undecided: Tier['undecided'], action: Action, peer: PeerSet): Tier {
  const rule = { action, peers: [peer], ports: RulePorts.ALL, path: 'spec.ingress[0]' };
  return { undecided, policies: [{ policy: { ref: 'NetworkPolicy shop/db' } as KubernetesObject, direction: 'ingress', rules: [rule] }] };
}

function rules(...tiers: Tier[]): OwnRules {
  return { rules: { direction: 'ingress', tiers, isolated: true }, ports: [] };
}

function web(known: boolean, cidr: string): Subject & { readonly end: PodEnd } {
  const labels = { labels: { app: 'web' }, complete: true };
  return {
    kind: 'pod',
    end: { kind: 'pod', name: 'shop/web[Pod]', namespace: 'shop', namespaceLabels: { labels: {}, complete: true }, labels, ports: [], addresses: { known, set: AddressSet.parseCidr(cidr) } },
  };
}

function shown({ allowed, some, possible }: Passage): string[] {
  return [allowed, some, possible].map((ports) => `${ports}`);
}

const isolated = (): OwnRules => rules(tier('deny', 'allow', new PeerSets().pods('shop', LabelSelector.of({ app: 'web' }))));

describe('what passes one half of a connection', () => {
  test('is everything where no policy says anything, without a look at the other end', () => {
    expect(passage({ rules: unrestricted('ingress'), ports: [] }, { kind: 'range', addresses: AddressSet.PUBLIC })).toBe(EVERYTHING_PASSES);
  });

  test('is nothing for a range without an address', () => {
    expect(shown(passage(isolated(), { kind: 'range', addresses: AddressSet.NONE }))).toStrictEqual(['no port', 'no port', 'no port']);
  });

  test('adds nothing to what the other half lets pass where it lets everything pass', () => {
    const other: Passage = { allowed: PortSet.NONE, some: http(), possible: PortSet.all('TCP') };
    expect(both(EVERYTHING_PASSES, other)).toBe(other);
    expect(both(other, EVERYTHING_PASSES)).toBe(other);
  });

  test('is what both let pass where both say something', () => {
    const a: Passage = { allowed: http(), some: PortSet.of('TCP', 80, 90), possible: PortSet.all('TCP') };
    const b: Passage = { allowed: PortSet.of('TCP', 79, 80), some: PortSet.of('TCP', 79, 85), possible: PortSet.ALL };
    expect(shown(both(a, b))).toStrictEqual(['TCP 80', 'TCP 80-85', 'TCP 1-65535']);
  });

  test('of several ends is allowed where it is for each, and in some where it is for one', () => {
    const of = (from: number, to: number): Passage => ({ allowed: PortSet.of('TCP', from, to), some: PortSet.of('TCP', from, to + 1), possible: PortSet.of('TCP', from, to + 2) });
    expect(shown(all([of(10, 19), of(15, 29), of(18, 39)]))).toStrictEqual(['TCP 18-19', 'TCP 10-40', 'TCP 10-41']);
    expect(shown(all([of(10, 19)]))).toStrictEqual(['TCP 10-19', 'TCP 10-20', 'TCP 10-21']);
  });
});

describe('ends that rules tell apart', () => {
  test('are one for what has an identity of its own', () => {
    expect(endsOf(isolated(), { kind: 'entity', end: INGRESS_PROXY })).toStrictEqual([INGRESS_PROXY]);
  });

  test('are one for a pod whose address no rule looks at', () => {
    const subject = web(false, '10.244.0.0/16');
    expect(endsOf(isolated(), subject)).toStrictEqual([subject.end]);
  });

  test('are the parts of the addresses that a pod may have, none of which is known to be its own', () => {
    const cut = rules(tier('next', 'deny', addresses('10.244.0.0/17', 'certain')));
    expect(endsOf(cut, web(false, '10.244.0.0/16')).map((end) => (end.kind === 'pod' ? [end.addresses.known, `${end.addresses.set}`] : end.kind)))
      .toStrictEqual([[false, '10.244.0.0/17'], [false, '10.244.128.0/17']]);
  });
});

describe('an ipBlock beside rules about networks', () => {
  // an Admin tier that denies some network, so that addresses of pods matter, and a NetworkPolicy that lets a block in
  const own = (): OwnRules => rules(tier('next', 'deny', addresses('10.244.9.0/24', 'certain')), tier('deny', 'allow', addresses('10.244.0.0/16')));

  test('lets a pod in whose address is known to be in the block', () => {
    expect(shown(passage(own(), web(true, '10.244.1.7/32')))).toStrictEqual(['all ports', 'all ports', 'all ports']);
    expect(shown(passage(own(), web(true, '10.244.9.7/32')))).toStrictEqual(['no port', 'no port', 'no port']);
  });

  test('lets pods in or not, as the network plugin likes, where all addresses of pods are in the block', () => {
    expect(shown(passage(own(), web(false, '10.244.0.0/20')))).toStrictEqual(['no port', 'no port', 'all ports']);
  });

  test('leaves a pod whose address is known as it is', () => {
    const subject = web(true, '10.244.9.7/32');
    expect(endsOf(own(), subject)).toStrictEqual([subject.end]);
  });
});
