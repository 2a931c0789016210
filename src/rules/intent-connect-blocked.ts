import { Declaration, DeclaredPeer } from '../intent/model';
import { edgesTo, DeclaredEdge, sideNames, stateOf } from './facts/edges';
import { describeRules } from './facts/hops';
import { Analysis, RawFinding, Rule } from './rule';

export const INTENT_CONNECT_BLOCKED: Rule = {
  id: 'INTENT-CONNECT-BLOCKED',
  severity: 'error',
  title: 'A declared destination cannot be reached.',
  rationale: 'What connect-to declares must work: the egress policies of the client and, within the cluster, the ingress policies of the server '
    + 'must both let it pass.',
  *evaluate(analysis) {
    for (const declaration of analysis.declarations.all) {
      for (const entry of declaration.connectTo) yield* blockedDestinations(analysis, declaration, entry);
    }
  },
};

function* blockedDestinations(analysis: Analysis, declaration: Declaration, entry: DeclaredPeer): Iterable<RawFinding> {
  for (const edge of edgesTo(analysis, entry, declaration.workload)) {
    const finding = blockedDestination(analysis, declaration, edge);
    if (finding !== undefined) yield finding;
  }
}

function blockedDestination(analysis: Analysis, { workload }: Declaration, edge: DeclaredEdge): RawFinding | undefined {
  const state = stateOf(analysis, edge);
  if (state.blocked.isEmpty) return undefined;
  return {
    object: workload.objects[0]!,
    workload,
    message: `${workload.id} declares that it connects to ${edge.name}, but ${sideNames(state)} stops it on ${state.blocked.toString()}`,
    path: [workload.id, ...state.sides.flatMap(({ workload: at, direction, rules }) => describeRules(rules).map((text) => `${direction} of ${at.id}: ${text}`)), edge.name],
    fix: state.sides.map(({ workload: at, direction }) => `Add an ${direction} rule on ${state.blocked.toString()} to a policy of ${at.id}.`).join(' '),
    verdict: 'violated',
  };
}
