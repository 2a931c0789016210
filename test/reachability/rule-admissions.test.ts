import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { Direction } from '../../src/reachability/model';
import { PeerSet, PeerSets } from '../../src/reachability/peer-set';
import * as conditions from '../../src/reachability/pod-condition';
import { admittedPhrase } from '../../src/reachability/pod-phrase';
import { admissions } from '../../src/reachability/rule-admissions';
import { Action, CompiledPolicy, CompiledRule, Tier } from '../../src/reachability/rule-model';
import { PortNames, RulePorts } from '../../src/reachability/rule-ports';
import { analyze, namespace } from './analyzed';

const NAMESPACES = analyze([namespace('shop', '{ team: sales }'), namespace('ops', '{ team: platform }')]).cluster.namespaces;
const ADDRESSES = { known: false, set: AddressSet.parseCidr('10.244.0.0/16') };
const SETS = new PeerSets();
const EVERY_NAMESPACE = LabelSelector.EVERYTHING;
const app = (name: string): PeerSet => SETS.pods(EVERY_NAMESPACE, LabelSelector.of({ app: name }));
const team = (name: string): PeerSet => SETS.pods(LabelSelector.of({ team: name }), LabelSelector.EVERYTHING);
const EVERY_POD = SETS.pods(EVERY_NAMESPACE, LabelSelector.EVERYTHING);

const tcp = (...ports: number[]): RulePorts => new RulePorts(PortSet.union(ports.map((port) => PortSet.of('TCP', port))), []);
const named = (...names: string[]): RulePorts => new RulePorts(PortSet.NONE, names.map((name) => ({ protocol: 'TCP', name })));

const rule = (action: Action, peers: readonly PeerSet[] | undefined, ports = RulePorts.ALL): CompiledRule => ({ action, peers, ports, path: 'spec.ingress[0]' });
const allow = (peers: readonly PeerSet[] | undefined, ports?: RulePorts): CompiledRule => rule('allow', peers, ports);
const deny = (peers: readonly PeerSet[] | undefined, ports?: RulePorts): CompiledRule => rule('deny', peers, ports);
const pass = (peers: readonly PeerSet[] | undefined, ports?: RulePorts): CompiledRule => rule('pass', peers, ports);
const policy = (rules: readonly CompiledRule[], more: Partial<CompiledPolicy> = {}): CompiledPolicy =>
  ({ policy: undefined as never, direction: 'ingress', rules, ...more });
const admin = (...rules: CompiledRule[]): Tier => ({ policies: [policy(rules)], undecided: 'next' });
const ranked = (...policies: CompiledRule[][]): Tier => ({ policies: policies.map((rules) => policy(rules, { priority: 1 })), undecided: 'next' });
const network = (...rules: CompiledRule[]): Tier => ({ policies: [policy(rules)], undecided: 'deny' });

/** Who gets through, in the order of rules. */
function admitted(tiers: readonly Tier[], direction: Direction = 'ingress', ports: PortNames = []): string[] {
  const isolated = tiers.some(({ undecided }) => undecided === 'deny');
  return Array.from(admissions({ rules: { direction, tiers, isolated }, ports }, NAMESPACES, ADDRESSES),
    ({ condition, except, ports: passing, portNames }) => [admittedPhrase(condition, except), `${passing}`, ...portNames].join(': '));
}

const WEB = 'a pod with app=web in any namespace';
const ANYONE = 'any pod';

describe('rules that let through', () => {
  test('admit the pods that they are about, on their ports', () => {
    expect(admitted([network(allow([app('web'), team('sales')], tcp(80)), allow([app('db')]))]))
      .toStrictEqual([`${WEB}: TCP 80`, 'any pod in any namespace with team=sales: TCP 80', 'a pod with app=db in any namespace: all ports']);
  });

  test('admit everyone where they are for everyone', () => {
    expect(admitted([network(allow(undefined, tcp(80)))])).toStrictEqual([`${ANYONE}: TCP 80`]);
  });

  test('admit nobody by addresses, nodes and names, and nobody whom there cannot be', () => {
    const others = [SETS.addresses(AddressSet.ALL), SETS.addresses(AddressSet.ALL, 'certain'), SETS.nodes(LabelSelector.EVERYTHING), SETS.names(['example.com'])];
    expect(admitted([network(allow(others), allow([SETS.pods(LabelSelector.of({ 'kubernetes.io/metadata.name': 'ops', 'team': 'sales' }), LabelSelector.EVERYTHING)]))]))
      .toStrictEqual([]);
  });

  test('admit nobody where it is not known whether the policy is about the pod', () => {
    expect(admitted([{ policies: [policy([allow([app('web')])], { undeclaredNamespace: 'legacy' })], undecided: 'deny' }])).toStrictEqual([]);
  });

  test('open the ports that the pod itself calls so, for ingress', () => {
    const http = [{ name: 'http', containerPort: 8080, protocol: 'TCP' as const, path: '' }];
    expect(admitted([network(allow([app('web')], named('http', 'metrics')))], 'ingress', http)).toStrictEqual([`${WEB}: TCP 8080`]);
    expect(admitted([network(allow([app('web')], named('http')))], 'ingress', [])).toStrictEqual([]);
  });

  test('open ports by name, each name once, where nobody knows which they are', () => {
    const twice = new RulePorts(PortSet.of('TCP', 443), [{ protocol: 'TCP', name: 'http' }, { protocol: 'UDP', name: 'http' }, { name: 'dns' }]);
    expect(admitted([network(allow([app('web')], twice))], 'egress')).toStrictEqual([`${WEB}: TCP 443`, `${WEB}: no port: http: dns`]);
    expect(admitted([network(allow([app('web')], named('http')))], 'ingress', 'unknown')).toStrictEqual([`${WEB}: no port: http`]);
  });
});

describe('rules that deny before', () => {
  test('except those whom they are about', () => {
    expect(admitted([admin(deny([team('sales')])), network(allow([app('web')]))]))
      .toStrictEqual(['a pod with app=web in any namespace, except in any namespace with team=sales: all ports']);
  });

  test('except them from the ports that they are about only', () => {
    expect(admitted([admin(deny([team('sales')], tcp(80))), network(allow([app('web')], tcp(80, 443)))]))
      .toStrictEqual([`${WEB}: TCP 443`, `${WEB}, except in any namespace with team=sales: TCP 80`]);
    expect(admitted([admin(deny([team('sales')], tcp(80))), network(allow([app('web')], tcp(443)))])).toStrictEqual([`${WEB}: TCP 443`]);
  });

  test('leave nobody where they are about everyone whom the other is about', () => {
    expect(admitted([admin(deny([EVERY_POD])), network(allow([app('web')]))])).toStrictEqual([]);
    expect(admitted([admin(deny([app('web')], tcp(80))), network(allow([app('web')], tcp(80, 443)))])).toStrictEqual([`${WEB}: TCP 443`]);
    expect(admitted([admin(deny(undefined)), network(allow([app('web')]))])).toStrictEqual([]);
  });

  test('change nothing for those whom they are not about', () => {
    expect(admitted([admin(deny([app('db')])), network(allow([app('web')]))])).toStrictEqual([`${WEB}: all ports`]);
  });

  test('except by what they ask for beyond the other rule', () => {
    const front = SETS.pods(EVERY_NAMESPACE, LabelSelector.of({ app: 'web', tier: 'front' }));
    expect(admitted([admin(deny([front])), network(allow([app('web')]))])).toStrictEqual([`${WEB}, except with tier=front: all ports`]);
  });

  test('stop everyone where they are about addresses that every pod has, and nobody where some do', () => {
    const addresses = (cidr: string): PeerSet => SETS.addresses(AddressSet.parseCidr(cidr), 'certain');
    expect(admitted([admin(deny([addresses('10.0.0.0/8')], tcp(80))), network(allow([app('web')], tcp(80, 443)))])).toStrictEqual([`${WEB}: TCP 443`]);
    expect(admitted([admin(deny([app('db'), addresses('10.0.0.0/8')])), network(allow([app('web')]))])).toStrictEqual([]);
    expect(admitted([admin(deny([addresses('10.244.0.0/24')])), network(allow([app('web')]))])).toStrictEqual([`${WEB}: all ports`]);
  });

  test('count only if they come before, in the same tier', () => {
    expect(admitted([admin(allow([app('web')]), deny([team('sales')])), network()])).toStrictEqual([`${WEB}: all ports`]);
    expect(admitted([admin(deny([team('sales')]), allow([app('web')])), network()])).toStrictEqual([`${WEB}, except in any namespace with team=sales: all ports`]);
  });

  test('count also where it is not known whether their policy is about the pod', () => {
    const perhaps: Tier = { policies: [policy([deny([team('sales')])], { undeclaredNamespace: 'legacy' })], undecided: 'next' };
    expect(admitted([perhaps, network(allow([app('web')]))])).toStrictEqual([`${WEB}, except in any namespace with team=sales: all ports`]);
  });
});

describe('rules that pass', () => {
  test('let those through to the next tier whom the rest of the tier would deny', () => {
    expect(admitted([admin(pass([team('sales')]), deny([EVERY_POD])), network(allow([app('web')], tcp(80)))]))
      .toStrictEqual(['a pod with app=web in any namespace with team=sales: TCP 80']);
    expect(admitted([admin(pass([team('sales')], tcp(443)), deny([EVERY_POD])), network(allow([app('web')], tcp(80, 443)))]))
      .toStrictEqual(['a pod with app=web in any namespace with team=sales: TCP 443']);
  });

  test('come too late after a denial', () => {
    expect(admitted([admin(deny([EVERY_POD]), pass([team('sales')])), network(allow([app('web')]))])).toStrictEqual([]);
  });

  test('let nobody through where it is not known whether the policy is about the pod', () => {
    const perhaps: Tier = { policies: [policy([pass([team('sales')])], { undeclaredNamespace: 'legacy' }), policy([deny([EVERY_POD])])], undecided: 'next' };
    expect(admitted([perhaps, network(allow([app('web')]))])).toStrictEqual([]);
  });

  test('let nobody through to a rule about others', () => {
    expect(admitted([admin(pass([app('db')]), deny([EVERY_POD])), network(allow([app('web')]))])).toStrictEqual([]);
  });

  test('let nobody through on ports that the rule after them is not about', () => {
    expect(admitted([admin(pass([team('sales')], tcp(443)), deny([EVERY_POD])), network(allow([app('web')], tcp(80)))])).toStrictEqual([]);
  });

  test('are the only way past a tier that denies what it does not decide', () => {
    expect(admitted([{ ...network(pass([team('sales')])) }, admin(allow([app('web')]))])).toStrictEqual(['a pod with app=web in any namespace with team=sales: all ports']);
  });

  test('keep what comes later in their tier from letting through', () => {
    expect(admitted([admin(pass([team('sales')]), allow([app('web')])), network()])).toStrictEqual([`${WEB}, except in any namespace with team=sales: all ports`]);
  });
});

describe('what no rule decides', () => {
  test('is open where nothing isolates, but for those whom a rule denies', () => {
    expect(admitted([admin(deny([app('web')], tcp(80)))]))
      .toStrictEqual([`${ANYONE}: TCP 1-79,81-65535 UDP 1-65535 SCTP 1-65535`, `${ANYONE}, except with app=web: TCP 80`]);
  });

  test('is open without a condition where there are no rules: nothing need be said', () => {
    expect(admitted([])).toStrictEqual([]);
  });

  test('is closed where something isolates', () => {
    expect(admitted([network()])).toStrictEqual([]);
  });
});

describe('policies of the same priority', () => {
  test('keep each other from letting through, in whatever order they come', () => {
    for (const tier of [ranked([allow([app('web')])], [deny([team('sales')])]), ranked([deny([team('sales')])], [allow([app('web')])])]) {
      expect(admitted([tier, network()])).toStrictEqual([`${WEB}, except in any namespace with team=sales: all ports`]);
    }
  });

  test('do no harm by letting the same through', () => {
    expect(admitted([ranked([allow([app('web')])], [allow([team('sales')])]), network()])).toStrictEqual([`${WEB}: all ports`, 'any pod in any namespace with team=sales: all ports']);
  });

  test('do no harm to those whom their own rules let through before', () => {
    expect(admitted([ranked([allow([app('web')])], [allow([app('web')]), deny([EVERY_POD])]), network()])).toStrictEqual([`${WEB}: all ports`, `${WEB}: all ports`]);
  });

  test('keep each other from letting through by passing, but not from passing', () => {
    expect(admitted([ranked([allow([app('web')])], [pass([team('sales')])]), network()])).toStrictEqual([`${WEB}, except in any namespace with team=sales: all ports`]);
    const last = policy([deny([EVERY_POD])], { priority: 2 });
    const both = ranked([pass([app('web')])], [pass([team('sales')])]);
    expect(admitted([{ ...both, policies: [...both.policies, last] }, network(allow([app('web')]))]))
      .toStrictEqual([`${WEB}: all ports`, 'a pod with app=web in any namespace with team=sales: all ports']);
    expect(admitted([ranked([pass([app('web')])], [deny([team('sales')])]), network(allow([app('web')]))])
      .every((row) => row.includes('except in any namespace with team=sales'))).toBe(true);
  });

  test('do harm to those of whom it is not known whether their own rules are about the pod', () => {
    const perhaps = policy([allow([app('web')]), deny([EVERY_POD])], { priority: 1, undeclaredNamespace: 'legacy' });
    expect(admitted([{ policies: [policy([allow([app('web')])], { priority: 1 }), perhaps], undecided: 'next' }, network()])).toStrictEqual([]);
  });

  test('are rivals of others only: the rules of one are asked one after the other', () => {
    expect(admitted([ranked([allow([app('web')]), deny([team('sales')])]), network()])).toStrictEqual([`${WEB}: all ports`]);
    expect(admitted([ranked([deny([team('sales')]), allow([app('web')])]), network()]))
      .toStrictEqual([`${WEB}, except in any namespace with team=sales: all ports`]);
  });

  test('are no rivals where there are no priorities', () => {
    expect(admitted([{ policies: [policy([allow([app('web')])]), policy([deny([team('sales')])])], undecided: 'next' }, network()])).toStrictEqual([`${WEB}: all ports`]);
  });

  test('are asked one after the other where their priorities differ', () => {
    const tier: Tier = { policies: [policy([allow([app('web')])], { priority: 1 }), policy([deny([team('sales')])], { priority: 2 })], undecided: 'next' };
    expect(admitted([tier, network()])).toStrictEqual([`${WEB}: all ports`]);
  });
});

test('each rule is looked up once, however many others it is held against', () => {
  const settled = jest.spyOn(conditions, 'settled');
  try {
    const teams = Array.from({ length: 10 }, (_, i) => deny([team(`team-${i}`)], tcp(i + 1)));
    const apps = Array.from({ length: 10 }, (_, i) => allow([app(`service-${i}`)]));
    admitted([admin(...teams), network(...apps)]);
    expect(settled).toHaveBeenCalledTimes(20);
  } finally {
    settled.mockRestore();
  }
});
