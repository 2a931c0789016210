import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { Appearances } from '../../src/reachability/appearances';
import { Direction } from '../../src/reachability/model';
import { PeerSet, PodPeers } from '../../src/reachability/peer-set';
import { PodGroup } from '../../src/reachability/pod-groups';
import { RuleKinds } from '../../src/reachability/rule-kinds';
import { CompiledPolicy, CompiledRule, PodRules, Tier } from '../../src/reachability/rule-model';
import { RulePorts } from '../../src/reachability/rule-ports';
import { pod, policy } from './analyzed';
import { clusterOf, groupOf, Inputs, inputsOf } from './counted';

const podsOf = (number: number): PodPeers => ({ kind: 'pods', number, namespaces: 'shop', pods: LabelSelector.EVERYTHING });
const [broad, narrow] = [podsOf(0), podsOf(1)];
const outside: PeerSet = { kind: 'addresses', number: 2, addresses: AddressSet.PUBLIC, pods: 'plugin' };
const HTTP = new RulePorts(PortSet.NONE, [{ protocol: 'TCP', name: 'http' }]);

const allow = (peers?: readonly PeerSet[], ports = RulePorts.ALL): CompiledRule => ({ action: 'allow', peers, ports, path: 'spec.ingress[0]' });
const deny = (peers?: readonly PeerSet[], ports = RulePorts.ALL): CompiledRule => ({ ...allow(peers, ports), action: 'deny' });
const network = (...rules: readonly CompiledRule[]): CompiledPolicy => ({ policy: {} as KubernetesObject, direction: 'ingress', rules });
const admin = (priority: number, ...rules: readonly CompiledRule[]): CompiledPolicy => ({ ...network(...rules), priority });
const rulesOf = (direction: Direction, undecided: Tier['undecided'], ...policies: readonly CompiledPolicy[]): PodRules =>
  ({ direction, tiers: [{ policies, undecided }], isolated: undecided === 'deny' });

/** Web and its twin name the same ports, db names another. */
class Shop {
  private readonly inputs: Inputs = inputsOf(clusterOf(
    pod('web', { ports: '[{ name: http, containerPort: 80 }]' }),
    pod('twin', { ports: '[{ name: http, containerPort: 80 }]' }),
    pod('db', { ports: '[{ name: http, containerPort: 5432 }]' }),
    policy('all', '{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] }, ingress: [{ ports: [{ port: http }] }] }'),
  ));

  public kinds(direction: Direction, withPorts = false): RuleKinds {
    const appearances = new Appearances(this.inputs.groups.all, new Set(), this.inputs.members, withPorts);
    return new RuleKinds(direction, this.inputs, new Set([broad]), new Map(), appearances);
  }

  public group(name: string): PodGroup {
    return groupOf(this.inputs, name);
  }
}

/** The kinds of the rules of web in tiers of the administrator. */
function kindsOf(...lists: readonly (readonly CompiledPolicy[])[]): readonly number[] {
  const shop = new Shop();
  const kinds = shop.kinds('ingress');
  return lists.map((policies) => kinds.find(shop.group('web'), rulesOf('ingress', 'next', ...policies)));
}

describe('rules are of one kind', () => {
  test('if they say the same about all but few', () => {
    expect(kindsOf([network(allow([broad]))], [network(allow([broad, narrow])), network(allow([narrow]))])).toStrictEqual([0, 0]);
  });

  test('only if what they leave undecided has the same fate', () => {
    const shop = new Shop();
    const kinds = shop.kinds('ingress');
    expect((['next', 'deny'] as const).map((undecided) => kinds.find(shop.group('web'), rulesOf('ingress', undecided, network(allow([broad])))))).toStrictEqual([0, 1]);
  });

  test('only if the same policies share a priority', () => {
    const [first, second] = [deny([broad]), allow([outside])];
    expect(kindsOf([admin(1, first), admin(1, second)], [admin(1, first), admin(2, second)], [admin(1, first, second)])).toStrictEqual([0, 1, 2]);
    expect(kindsOf([admin(3, first), admin(3, second)], [admin(1, first), admin(1, second)])).toStrictEqual([0, 0]);
  });

  test('only if the same rules share a priority', () => {
    const [first, second, third] = [deny([broad]), allow([outside]), deny()];
    expect(kindsOf([admin(1, first, second), admin(1, third)], [admin(1, first), admin(2, second), admin(2, third)])).toStrictEqual([0, 1]);
  });

  test('only if none of them or all have an order that makes no difference', () => {
    const [first, second, third] = [deny([broad]), allow([outside]), deny()];
    expect(kindsOf([admin(1, first), network(second), network(third)], [admin(1, first), admin(2, second), admin(2, third)])).toStrictEqual([0, 1]);
    expect(kindsOf([admin(1, first), network(second)], [admin(1, first), admin(1, second)])).toStrictEqual([0, 1]);
  });
});

describe('names of ports', () => {
  const named = (direction: Direction, ports: RulePorts): readonly number[] => {
    const shop = new Shop();
    const kinds = shop.kinds(direction);
    return ['web', 'twin', 'db'].map((name) => kinds.find(shop.group(name), rulesOf(direction, 'deny', network(allow([broad], ports)), network(allow([outside])))));
  };

  test('make rules of other kinds on pods that call other ports so', () => {
    expect(named('ingress', HTTP)).toStrictEqual([0, 0, 1]);
  });

  test('make none where no rule has them, or the ports are those of the other end', () => {
    expect(named('ingress', RulePorts.ALL)).toStrictEqual([0, 0, 0]);
    expect(named('egress', HTTP)).toStrictEqual([0, 0, 0]);
  });
});

describe('appearances tell apart all that rules do', () => {
  const withNames = rulesOf('egress', 'deny', network(allow([broad])), network(allow([broad], HTTP)));
  const canTell = (direction: Direction, withPorts: boolean, rules: PodRules): boolean => new Shop().kinds(direction, withPorts).canTell(rules);

  test('unless rules for outgoing connections name ports and appearances do not', () => {
    expect(canTell('egress', false, withNames)).toBe(false);
    expect(canTell('egress', true, withNames)).toBe(true);
    expect(canTell('ingress', false, withNames)).toBe(true);
  });

  test('where only what is said about few names ports', () => {
    expect(canTell('egress', false, rulesOf('egress', 'deny', network(allow([narrow], HTTP)), network(allow([broad]), allow([narrow], HTTP))))).toBe(true);
  });

  test('unless one of several tiers names ports', () => {
    const { tiers } = withNames;
    expect(canTell('egress', false, { ...withNames, tiers: [{ policies: [network(allow([broad]))], undecided: 'next' }, ...tiers] })).toBe(false);
  });
});

test('a policy is split once', () => {
  const kinds = new Shop().kinds('ingress');
  const policyOfShop = network(allow([broad, narrow]));
  expect(kinds.splitOf(policyOfShop)).toBe(kinds.splitOf(policyOfShop));
});
