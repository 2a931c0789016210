import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { broadSets } from '../../src/reachability/broad-sets';
import { PeerMembers } from '../../src/reachability/peer-members';
import { PeerSet, PodPeers } from '../../src/reachability/peer-set';
import { CompiledPolicy } from '../../src/reachability/rule-model';
import { RulePorts } from '../../src/reachability/rule-ports';

/** A policy with a rule for each list of peers. */
function policyFor(...rules: readonly (readonly PeerSet[] | undefined)[]): CompiledPolicy {
  return {
    policy: {} as KubernetesObject,
    direction: 'ingress',
    rules: rules.map((peers, i) => ({ action: 'allow', peers, ports: RulePorts.ALL, path: `spec.ingress[${i}]` })),
  };
}

const podsOf = (number: number): PodPeers => ({ kind: 'pods', number, namespaces: 'shop', pods: LabelSelector.EVERYTHING });
const [web, orders, db] = [podsOf(0), podsOf(1), podsOf(2)];
const outside: PeerSet = { kind: 'addresses', number: 3, addresses: AddressSet.PUBLIC, pods: 'plugin' };

/** Sets with so many groups of pods each. */
function membersOf(sizes: ReadonlyMap<PeerSet, number>): PeerMembers {
  const of = (set: PodPeers) => ({ certain: Array.from({ length: sizes.get(set) as number }), numbers: [], doubtful: [] });
  return { of } as unknown as PeerMembers;
}

describe('a set of pods', () => {
  test('is broad as soon as its pairs with the groups that refer to it are more than may be looked at', () => {
    const users = new Map([[policyFor([web]), 2]]);
    const members = membersOf(new Map([[web, 3]]));
    expect(broadSets(users, members, 6)).toStrictEqual(new Set());
    expect(broadSets(users, members, 5)).toStrictEqual(new Set([web]));
  });

  test('is broad before those with fewer pairs, until the rest may be looked at', () => {
    const users = new Map([[policyFor([web]), 2], [policyFor([orders]), 1], [policyFor([db]), 5]]);
    const members = membersOf(new Map([[web, 3], [orders, 4], [db, 2]]));
    expect([...broadSets(users, members, 10)]).toStrictEqual([db]);
    expect([...broadSets(users, members, 9)]).toStrictEqual([db, web]);
    expect([...broadSets(users, members, 3)]).toStrictEqual([db, web, orders]);
  });

  test('has the pairs of every rule that refers to it', () => {
    const users = new Map([[policyFor([web, orders], [web]), 1], [policyFor([web], undefined), 1]]);
    const members = membersOf(new Map([[web, 1], [orders, 1]]));
    expect(broadSets(users, members, 3)).toStrictEqual(new Set([web]));
  });
});

test('peers other than pods are never broad', () => {
  const users = new Map([[policyFor(undefined, [outside]), 1000]]);
  expect(broadSets(users, membersOf(new Map([[outside, 10]])), 0)).toStrictEqual(new Set());
});

test('no more than 24 sets are broad, because each may double what is told apart', () => {
  const many = Array.from({ length: 30 }, (_, i) => podsOf(i));
  expect(broadSets(new Map([[policyFor(many), 1]]), membersOf(new Map(many.map((set) => [set, 1]))), 0).size).toBe(24);
});
