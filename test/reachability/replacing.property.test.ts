import fc from 'fast-check';
import { buildCluster } from '../../src/cluster/build';
import { ReplaceablePolicy } from '../../src/cluster/replace-policy';
import { readValues } from '../../src/manifest/read';
import { PortSet } from '../../src/network/port-set';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { Reachability } from '../../src/reachability/model';
import { propertyRuns } from '../property-runs';
import { manifestsOf, NODE_CIDR, POD_CIDR, randomCluster } from './random-cluster';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const PROFILE = { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: [POD_CIDR], nodeCidrs: [NODE_CIDR] } };

const read = (manifests: readonly object[]) => readValues(manifests.map((value) => ({ value, origin: {} })));
const analyze = (manifests: readonly object[]) => analyzeReachability(buildCluster(read(manifests)), PROFILE);
const isPolicy = (manifest: object) => /^(Network|AdminNetwork|BaselineAdminNetwork|ClusterNetwork)Policy$/.test((manifest as Manifest).kind);

const shown = <T extends object>(row: T & { readonly ports: PortSet }) => ({ ...row, ports: row.ports.toString() });

/** Everything that depends on policies, as plain data. */
function answers(reachability: Reachability): object {
  const { workloads } = reachability.cluster;
  return {
    connections: Array.from(reachability.connections(), shown),
    unknownPods: Array.from(reachability.unknownPods(), ({ workload, ...row }) => ({ ...shown(row), workload: workload.id })),
    pairs: reachability.pairCounts(),
    why: workloads.flatMap((workload) => (['ingress', 'egress'] as const).map((direction) =>
      reachability.why(workload, direction, { kind: 'unknown' }).map(({ policy, ...row }) => ({ ...shown(row), policy: policy?.ref })))),
    policies: workloads.map((workload) => reachability.policiesOf(workload, 'ingress').map(({ ref }) => ref)),
  };
}

/** The policy as an analysis of these manifests has it. */
function policyOf(reachability: Reachability, manifest: object | undefined): ReplaceablePolicy | undefined {
  const { kind, metadata } = (manifest ?? { kind: '', metadata: { name: '' } }) as Manifest;
  const { networkPolicies, clusterPolicies } = reachability.cluster;
  return [...networkPolicies, ...clusterPolicies].find((policy) =>
    policy.kind === kind && policy.metadata.name === metadata.name && policy.metadata.namespace === metadata.namespace);
}

/** Manifests, and steps each of which takes one policy away and puts one of another cluster in its place; either may be absent. */
const steps = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 3 });

test('replacing policies one after the other gives the answers of an analysis of what there is in the end', () => {
  fc.assert(fc.property(randomCluster, randomCluster, steps, (cluster, other, history) => {
    let manifests = manifestsOf(cluster);
    const spare = manifestsOf(other).filter(isPolicy).map((policy, i) => renamed(policy, `spare-${i}`));
    let reachability = analyze(manifests);
    reachability.pairCounts();
    for (const [nth, another, removes, adds] of history) {
      const own = manifests.filter(isPolicy);
      const before = removes && own.length > 0 ? own[nth % own.length] : undefined;
      const rest = manifests.filter((manifest) => manifest !== before);
      const taken = spare.filter((policy) => !manifests.includes(policy) && !(isBaseline(policy) && rest.some(isBaseline)));
      const after = adds && taken.length > 0 ? taken[another % taken.length] : undefined;
      manifests = [...rest, ...(after === undefined ? [] : [after])];
      const fresh = analyze(manifests);
      const [old, added] = [policyOf(reachability, before), policyOf(fresh, after)];
      reachability = reachability.replacing({ ...(old && { before: old }), ...(added && { after: added }) });
      expect(answers(reachability)).toStrictEqual(answers(fresh));
    }
  }), propertyRuns(300));
});

test('the analysis that something was replaced in stays as it was', () => {
  fc.assert(fc.property(randomCluster, (cluster) => {
    const manifests = manifestsOf(cluster);
    const reachability = analyze(manifests);
    const before = reachability.cluster.networkPolicies[0];
    fc.pre(before !== undefined);
    const told = answers(reachability);
    answers(reachability.replacing({ before: before as ReplaceablePolicy }));
    expect(answers(reachability)).toStrictEqual(told);
  }), propertyRuns(100));
});

/** A baseline policy keeps its name, because there is only one. */
function renamed(policy: object, name: string): object {
  return isBaseline(policy) ? policy : { ...policy, metadata: { ...(policy as Manifest).metadata, name } };
}

function isBaseline(policy: object): boolean {
  return (policy as Manifest).kind === 'BaselineAdminNetworkPolicy';
}
