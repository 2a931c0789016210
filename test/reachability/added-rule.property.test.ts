import fc from 'fast-check';
import { buildCluster } from '../../src/cluster/build';
import { readValues } from '../../src/manifest/read';
import { AddressSet } from '../../src/network/address-set';
import { PortSet } from '../../src/network/port-set';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { Decision, Direction, Peer, Reachability } from '../../src/reachability/model';
import { propertyRuns } from '../property-runs';
import { NaiveCluster, Policy, Rule } from './naive-model';
import { manifestsOf, NODE_CIDR, OUTSIDE_ADDRESSES, POD_CIDR, randomCluster, rule } from './random-cluster';

const PROFILE = { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: [POD_CIDR], nodeCidrs: [NODE_CIDR] } };
const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** A cluster, and the same with one rule more in a policy that isolates the direction already. */
const widened = fc.tuple(randomCluster.filter(({ policies }) => policies.length > 0), rule('from'), rule('to'), fc.nat(), fc.nat(), fc.subarray(OUTSIDE_ADDRESSES, { minLength: 1, maxLength: 4 }))
  .map(([cluster, from, to, which, where, addresses]) => {
    const isolated = cluster.policies.flatMap((policy, i) => directionsOf(policy).map((direction) => ({ i, direction })));
    const { i, direction } = isolated[which % isolated.length]!;
    const added = direction === 'ingress' ? from : to;
    const policies = cluster.policies.map((policy, at) => (at === i ? withRule(policy, direction, added, where) : policy));
    return { cluster, wider: { ...cluster, policies }, addresses };
  });

/** The directions that a policy isolates, as the API documentation says it. */
function directionsOf({ policyTypes = [], egress = [] }: Policy): readonly Direction[] {
  if (policyTypes.length > 0) return policyTypes.map((type) => (type === 'Ingress' ? 'ingress' : 'egress'));
  return egress.length > 0 ? DIRECTIONS : ['ingress'];
}

function withRule(policy: Policy, direction: Direction, added: Rule, where: number): Policy {
  const rules = [...policy[direction] ?? []];
  rules.splice(where % (rules.length + 1), 0, added);
  return { ...policy, [direction]: rules };
}

function analyze(cluster: NaiveCluster): Reachability {
  const parsed = readValues(manifestsOf(cluster).map((value) => ({ value, origin: {} })));
  expect(parsed.problems).toStrictEqual([]);
  return analyzeReachability(buildCluster(parsed), PROFILE);
}

/** Every question about a cluster by name, with its answer. Both clusters of a pair have the same questions. */
function* decisions(reachability: Reachability, addresses: readonly string[]): Generator<readonly [string, Decision]> {
  const { workloads } = reachability.cluster;
  for (const workload of workloads) {
    for (const other of workloads) yield [`${other.id} to ${workload.id}`, reachability.into(workload, { kind: 'workload', workload: other })];
    for (const direction of DIRECTIONS) {
      for (const address of addresses) yield [`${workload.id} ${direction} ${address}`, reachability.half(workload, direction, addressed(address))];
      yield [`${workload.id} ${direction} unknown pods`, reachability.half(workload, direction, { kind: 'unknown' })];
    }
  }
}

function addressed(address: string): Peer {
  return { kind: 'addresses', addresses: AddressSet.parseAddress(address) };
}

function unlessContained(question: string, what: string, before: PortSet, after: PortSet): string[] {
  return after.contains(before) ? [] : [`${question}: ${what} ${before}, after the rule was added ${after}`];
}

describe('a rule that is added to a NetworkPolicy in a direction that it isolates', () => {
  test('never removes a connection, neither a certain one nor a possible one', () => {
    fc.assert(fc.property(widened, ({ cluster, wider, addresses }) => {
      const after = new Map(decisions(analyze(wider), addresses));
      const lost = [...decisions(analyze(cluster), addresses)].flatMap(([question, { allowed, some, unknown }]) => {
        const now = after.get(question)!;
        return [
          ...unlessContained(question, 'allowed', allowed, now.allowed),
          ...unlessContained(question, 'allowed for some pod', some, now.some),
          ...unlessContained(question, 'possible', some.union(unknown), now.some.union(now.unknown)),
        ];
      });
      expect(lost).toStrictEqual([]);
    }), propertyRuns(1000));
  });
});
