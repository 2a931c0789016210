import fc from 'fast-check';
import { mergeParsed, ParsedManifests, readValues } from '../../src/manifest/read';
import { PortSet } from '../../src/network/port-set';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { explainConnection } from '../../src/reachability/explain-connection';
import { Explanation, ProposedEdit } from '../../src/reachability/explanation';
import { Inquiry } from '../../src/reachability/inquiry';
import { applyEdit, PolicyEdit } from '../../src/reachability/policy-edit';
import { propertyRuns } from '../property-runs';
import { NaiveCluster } from './naive-model';
import { manifestsOf, NODE_CIDR, POD_CIDR, randomCluster } from './random-cluster';

const PROFILE = { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: [POD_CIDR], nodeCidrs: [NODE_CIDR] } };
const RUNS = propertyRuns(200);

/** A cluster, two of its pods (or what else can be an end), and ports to ask about. */
interface Case {
  readonly cluster: NaiveCluster;
  readonly source: string;
  readonly destination: string;
  readonly ports: PortSet | undefined;
}

const OTHER_ENDS = ['internet', '203.0.113.0/25', '2001:db8::1', 'pod:shop/app=web,tier=front', 'pod:ops/', 'pod:legacy/app=db'];
const PORTS = [undefined, PortSet.of('TCP', 80), PortSet.of('UDP', 53), PortSet.union([PortSet.of('TCP', 8080, 9000), PortSet.of('SCTP', 80)])];

function cases(clusters: fc.Arbitrary<NaiveCluster>): fc.Arbitrary<Case> {
  return clusters.chain((cluster) => {
    const ends = cluster.pods.map(({ namespace, owner }) => `${namespace}/${owner}`);
    return fc.record({
      cluster: fc.constant(cluster),
      source: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ends) }, { weight: 1, arbitrary: fc.constantFrom(...OTHER_ENDS) }),
      destination: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ends) }, { weight: 1, arbitrary: fc.constantFrom(...OTHER_ENDS.slice(3)) }),
      ports: fc.constantFrom(...PORTS),
    });
  }).chain((asked) => fc.boolean().map((turned) => (turned ? { ...asked, source: asked.destination, destination: asked.source } : asked)));
}

const plainClusters = randomCluster.map((cluster) => ({
  ...cluster,
  tierPolicies: [],
  pods: cluster.pods.map((pod) => ({ ...pod, hostNetwork: false })),
}));

const parsedOf = new WeakMap<NaiveCluster, ParsedManifests>();

/** Edits name the very objects that were read: each cluster is read once. */
function read({ cluster }: Case): ParsedManifests {
  const parsed = parsedOf.get(cluster) ?? readValues(manifestsOf(cluster).map((value) => ({ value, origin: {} })));
  parsedOf.set(cluster, parsed);
  return parsed;
}

function explain(asked: Case): Explanation {
  const { ports, ...names } = asked;
  return explainConnection(read(asked), PROFILE, { ...names, ...(ports && { ports }) });
}

/** The connection after an edit of the manifests, which the API server would still take. */
function after(asked: Case, edit: PolicyEdit): Inquiry {
  const { source, destination } = asked;
  const edited = mergeParsed([applyEdit(read(asked), edit)]);
  expect(edited.problems).toStrictEqual([]);
  return new Inquiry(edited, PROFILE, { source, destination });
}

function turns(asked: Case, { effect, ports }: ProposedEdit, edit: PolicyEdit): boolean {
  const { allowed, unknown } = after(asked, edit).decision();
  return effect === 'allow' ? allowed.contains(ports) : allowed.union(unknown).intersect(ports).isEmpty;
}

const proposed = ({ edits }: Explanation): readonly ProposedEdit[] => edits.flatMap((edit) => ('edit' in edit ? [edit] : []));

/** What passes between workloads for some pod of each. Rows of addresses are left out: rules that come and go cut them differently. */
function listed({ reachability }: Inquiry): ReadonlyMap<string, PortSet> {
  const rows = [...reachability.connections()].filter(({ source, destination }) =>
    [source, destination].every((id) => reachability.cluster.workload(id) !== undefined));
  return new Map(rows.map(({ source, destination, ports }) => [`${source} ${destination}`, ports]));
}

describe('explainConnection', () => {
  test('parts the ports into allowed, partly allowed, unknown and blocked', () => {
    fc.assert(fc.property(cases(randomCluster), (asked) => {
      const { verdict: { allowed, partly, unknown, blocked }, ports } = explain(asked);
      const parts = [allowed, partly, unknown, blocked];
      expect(PortSet.union(parts).equals(ports)).toBe(true);
      parts.forEach((part, i) => parts.slice(i + 1).forEach((other) => expect(part.intersect(other).isEmpty).toBe(true)));
    }), RUNS);
  });

  test('gives a reason for every port of each half that policies govern', () => {
    fc.assert(fc.property(cases(randomCluster), (asked) => {
      const { halves, ports } = explain(asked);
      for (const { end, verdict, reasons } of halves) {
        if (end.workload === undefined) continue;
        const sum = (effects: readonly string[]): PortSet =>
          PortSet.union(reasons.filter(({ effect }) => effects.includes(effect)).map((reason) => reason.ports));
        expect(sum(['allow']).contains(verdict.allowed)).toBe(true);
        expect(sum(['deny']).contains(verdict.blocked)).toBe(true);
        expect(sum(['allow', 'deny']).equals(ports)).toBe(true);
      }
    }), RUNS);
  });

  test('proposes only edits that turn the verdict once they are applied, and no change that is not needed', () => {
    fc.assert(fc.property(cases(randomCluster), (asked) => {
      for (const proposal of proposed(explain(asked))) {
        expect(turns(asked, proposal, [])).toBe(false);
        expect(turns(asked, proposal, proposal.edit)).toBe(true);
        for (const change of proposal.edit) expect(turns(asked, proposal, proposal.edit.filter((other) => other !== change))).toBe(false);
      }
    }), RUNS);
  });

  test('always finds an edit where NetworkPolicies decide and pods have their own network', () => {
    fc.assert(fc.property(cases(plainClusters), (asked) => {
      const explanation = explain(asked);
      expect(proposed(explanation)).toHaveLength(explanation.edits.length);
    }), RUNS);
  });

  test('an edit that allows closes nothing, and one that blocks opens nothing', () => {
    fc.assert(fc.property(cases(plainClusters), (asked) => {
      const before = listed(after(asked, []));
      for (const { effect, edit } of proposed(explain(asked))) {
        const now = listed(after(asked, edit));
        const [less, more] = effect === 'allow' ? [before, now] : [now, before];
        for (const [ends, ports] of less) expect((more.get(ends) ?? PortSet.NONE).contains(ports)).toBe(true);
      }
    }), RUNS);
  });
});
