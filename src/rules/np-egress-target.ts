import { Declaration, DeclaredPeer } from '../intent/model';
import { edgesFrom, DeclaredEdge, sideNames, stateOf } from './facts/edges';
import { describeRules } from './facts/hops';
import { Analysis, RawFinding, Rule } from './rule';

export const NP_EGRESS_TARGET: Rule = {
  id: 'NP-EGRESS-TARGET',
  severity: 'error',
  title: 'A declared caller cannot connect.',
  rationale: 'A connection needs both sides: the egress policies of the caller and the ingress policies of the workload must let it pass '
    + '(Kubernetes documentation, Network Policies, "The two sorts of pod isolation").',
  *evaluate(analysis) {
    for (const declaration of analysis.declarations.all) {
      for (const entry of declaration.allowFrom) yield* blockedCallers(analysis, declaration, entry);
    }
  },
};

function* blockedCallers(analysis: Analysis, declaration: Declaration, entry: DeclaredPeer): Iterable<RawFinding> {
  for (const edge of edgesFrom(analysis, entry, declaration.workload)) {
    const finding = blockedCaller(analysis, declaration, edge);
    if (finding !== undefined) yield finding;
  }
}

function blockedCaller(analysis: Analysis, { workload }: Declaration, edge: DeclaredEdge): RawFinding | undefined {
  const state = stateOf(analysis, edge);
  if (state.blocked.isEmpty) return undefined;
  const stopping = state.sides[0]?.workload ?? workload;
  return {
    object: stopping.objects[0]!,
    workload,
    message: `${edge.name} is a declared caller of ${workload.id}, but ${sideNames(state)} stops it on ${state.blocked.toString()}`,
    path: [edge.name, ...state.sides.flatMap(({ workload: at, direction, rules }) => describeRules(rules).map((text) => `${direction} of ${at.id}: ${text}`)), workload.id],
    fix: state.sides.map(({ direction }) => (direction === 'egress'
      ? `Add an egress rule for the pods of ${workload.id} on ${state.blocked.toString()} to a policy of ${edge.name}.`
      : `Add an ingress rule for ${edge.name} on ${state.blocked.toString()} to a policy of ${workload.id}.`)).join(' '),
    verdict: 'violated',
  };
}
