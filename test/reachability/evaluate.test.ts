import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { EndPoint } from '../../src/reachability/end-point';
import { evaluate, Observer } from '../../src/reachability/evaluate';
import { PeerSets } from '../../src/reachability/peer-set';
import { Action, CompiledPolicy, CompiledRule, Tier } from '../../src/reachability/rule-model';
import { RulePorts } from '../../src/reachability/rule-ports';

const POLICY = { ref: 'ClusterNetworkPolicy guard' } as KubernetesObject;

/** Of the pod the labels are known, of its namespace only the name. */
const WEB: EndPoint = {
  kind: 'pod',
  name: 'shop/web[Pod]',
  namespace: 'shop',
  namespaceLabels: { labels: { 'kubernetes.io/metadata.name': 'shop' }, complete: false },
  labels: { labels: { app: 'web' }, complete: true },
  ports: [],
  addresses: { known: false, set: AddressSet.NONE },
};

const pods = (namespaces: LabelSelector, labels: LabelSelector): CompiledRule['peers'] => [new PeerSets().pods(namespaces, labels)];
const webPods = (): CompiledRule['peers'] => pods(LabelSelector.EVERYTHING, LabelSelector.of({ app: 'web' }));
const dbPods = (): CompiledRule['peers'] => pods(LabelSelector.EVERYTHING, LabelSelector.of({ app: 'db' }));
const perhapsWeb = (): CompiledRule['peers'] => pods(LabelSelector.of({ team: 'platform' }), LabelSelector.EVERYTHING);
const http = (): PortSet => PortSet.of('TCP', 80);

function rule(action: Action, peers: CompiledRule['peers'], ports: PortSet = PortSet.ALL): CompiledRule {
  return { action, peers, ports: new RulePorts(ports, []), path: 'spec.ingress[0]' };
}

function tier(undecided: Tier['undecided'], ...rules: CompiledRule[]): Tier {
  return { undecided, policies: [{ policy: POLICY, direction: 'ingress', rules }] };
}

/** What passes for certain, and what may pass. */
function outcome(...tiers: Tier[]): [string, string] {
  const { certain, possible } = evaluate({ direction: 'ingress', tiers, isolated: false }, [], WEB);
  return [`${certain}`, `${possible}`];
}

const certainly = (ports: string): [string, string] => [ports, ports];

describe('evaluate', () => {
  test('the first rule that matches a port decides it', () => {
    expect(outcome(tier('next', rule('allow', webPods(), http()), rule('deny', webPods())))).toStrictEqual(certainly('TCP 80'));
    expect(outcome(tier('next', rule('deny', webPods()), rule('allow', webPods(), http())))).toStrictEqual(certainly('no port'));
  });

  test('rules about others decide nothing, and what nobody decides is allowed', () => {
    expect(outcome(tier('next', rule('deny', dbPods())))).toStrictEqual(certainly('all ports'));
  });

  test('a tier is asked only about what the tiers before it left open', () => {
    expect(outcome(tier('next', rule('allow', webPods(), http())), tier('deny'))).toStrictEqual(certainly('TCP 80'));
    expect(outcome(tier('next', rule('deny', webPods(), http())), tier('deny', rule('allow', undefined)))).toStrictEqual(certainly('TCP 1-79,81-65535 UDP 1-65535 SCTP 1-65535'));
  });

  test('a tier that isolates keeps what it does not decide from the tiers behind it', () => {
    expect(outcome(tier('deny', rule('allow', dbPods())), tier('next', rule('allow', webPods())))).toStrictEqual(certainly('no port'));
  });

  test('what is passed skips the rest of its tier and goes on to the next', () => {
    expect(outcome(tier('next', rule('pass', webPods(), http()), rule('deny', webPods())), tier('deny', rule('allow', webPods())))).toStrictEqual(certainly('TCP 80'));
    expect(outcome(tier('next', rule('pass', webPods(), http()), rule('deny', webPods())), tier('deny'))).toStrictEqual(certainly('no port'));
  });

  test('a rule that may match makes both outcomes possible', () => {
    expect(outcome(tier('next', rule('deny', perhapsWeb(), http())))).toStrictEqual(['TCP 1-79,81-65535 UDP 1-65535 SCTP 1-65535', 'all ports']);
    expect(outcome(tier('deny', rule('allow', perhapsWeb(), http())))).toStrictEqual(['no port', 'TCP 80']);
    expect(outcome(tier('next', rule('pass', perhapsWeb(), http()), rule('deny', webPods())))).toStrictEqual(['no port', 'TCP 80']);
  });

  test('a rule that may match changes nothing where the outcome is the same without it', () => {
    expect(outcome(tier('deny', rule('allow', perhapsWeb(), http()), rule('allow', webPods())))).toStrictEqual(certainly('all ports'));
    expect(outcome(tier('next', rule('deny', perhapsWeb(), http()), rule('deny', webPods())))).toStrictEqual(certainly('no port'));
  });

  test('port names are looked up on the pod that has the rules for ingress, on the other end for egress', () => {
    const named: CompiledRule = { action: 'allow', peers: undefined, ports: new RulePorts(PortSet.NONE, [{ protocol: 'TCP', name: 'http' }]), path: 'spec.ingress[0]' };
    const ports = [{ name: 'http', containerPort: 8080, protocol: 'TCP' as const, path: '' }];
    const tiers = [tier('deny', named)];
    expect(`${evaluate({ direction: 'ingress', tiers, isolated: true }, ports, WEB).certain}`).toBe('TCP 8080');
    expect(`${evaluate({ direction: 'egress', tiers, isolated: true }, ports, WEB).certain}`).toBe('no port');
    expect(`${evaluate({ direction: 'egress', tiers, isolated: true }, [], { ...WEB, ports }).certain}`).toBe('TCP 8080');
  });
});

/** A policy with a place among others. */
function ranked(name: string, priority: number, ...rules: CompiledRule[]): CompiledPolicy {
  return { policy: { ref: name } as KubernetesObject, direction: 'ingress', rules, priority };
}

/** What an observer is told, in order. */
function told(...tiers: Tier[]): string[] {
  const lines: string[] = [];
  const observer: Observer = {
    rule: ({ policy }, { action }, match, ports) => lines.push(`${policy.ref} ${action}: ${match} ${ports}`),
    contested: (policies, ports) => lines.push(`contested by ${policies.map(({ policy }) => policy.ref).join()}: ${ports}`),
    isolated: (_, ports) => lines.push(`isolated: ${ports}`),
    undecided: (ports) => lines.push(`undecided: ${ports}`),
  };
  evaluate({ direction: 'ingress', tiers, isolated: false }, [], WEB, observer);
  return lines;
}

describe('an observer', () => {
  afterEach(() => jest.restoreAllMocks());

  test('is told what each rule decides for certain, and what it may decide, and of nothing that is decided already', () => {
    const rules = [rule('deny', webPods(), http()), rule('allow', webPods(), http()), rule('pass', perhapsWeb(), PortSet.of('TCP', 80, 81)), rule('allow', dbPods())];
    expect(told({ undecided: 'next', policies: [ranked('guard', 1, ...rules)] })).toStrictEqual([
      'guard deny: yes TCP 80', 'guard pass: maybe TCP 81', 'undecided: TCP 1-79,81-65535 UDP 1-65535 SCTP 1-65535',
    ]);
  });

  test('is told of ports that no rule of an isolating tier decides, and of none where there is no such port', () => {
    expect(told(tier('deny', rule('allow', webPods(), PortSet.all('TCP'))))).toStrictEqual(['ClusterNetworkPolicy guard allow: yes TCP 1-65535', 'isolated: UDP 1-65535 SCTP 1-65535']);
    expect(told(tier('deny', rule('allow', webPods())))).toStrictEqual(['ClusterNetworkPolicy guard allow: yes all ports']);
  });

  test('is told that nothing is decided where there is no policy', () => {
    expect(told()).toStrictEqual(['undecided: all ports']);
  });

  test('is told on which ports policies of one priority disagree, and not where they agree', () => {
    const accept = ranked('accept', 1, rule('allow', webPods(), http()));
    const same = ranked('same', 1, rule('allow', webPods(), PortSet.of('TCP', 80, 81)));
    const deny = ranked('deny', 1, rule('deny', webPods(), PortSet.all('TCP')));
    const contested = (...policies: CompiledPolicy[]): string[] => told({ undecided: 'next', policies }).filter((line) => line.startsWith('contested'));
    expect(contested(accept, same)).toStrictEqual([]);
    expect(contested(accept, deny)).toStrictEqual(['contested by accept,deny: TCP 80']);
    expect(contested(accept, ranked('later', 2, rule('deny', webPods())))).toStrictEqual([]);
  });

  test('is not told that policies of one priority disagree with those that are asked after them', () => {
    const [accept, same] = ['accept', 'same'].map((name) => ranked(name, 1, rule('allow', webPods(), http()))) as [CompiledPolicy, CompiledPolicy];
    const deny = ranked('deny', 2, rule('deny', webPods()));
    expect(told({ undecided: 'next', policies: [accept, same, deny] }).filter((line) => line.startsWith('contested'))).toStrictEqual([]);
  });
});

describe('evaluate looks at no more than it must', () => {
  afterEach(() => jest.restoreAllMocks());

  test('rules behind one that decides every port are not asked', () => {
    const last = rule('allow', webPods());
    const on = jest.spyOn(last.ports, 'on');
    expect(outcome(tier('deny', rule('deny', undefined), last), tier('next', last))).toStrictEqual(certainly('no port'));
    expect(on).not.toHaveBeenCalled();
  });

  test('a policy that shares its priority with no other is not compared with others', () => {
    const union = jest.spyOn(PortSet, 'union');
    const policies = [ranked('accept', 1, rule('allow', webPods(), http())), ranked('deny', 2, rule('deny', webPods()))];
    expect(outcome({ undecided: 'next', policies }, tier('deny', rule('allow', webPods(), http())))).toStrictEqual(certainly('TCP 80'));
    expect(union).not.toHaveBeenCalled();
  });
});
