import { Workload } from '../cluster/model';
import { Declaration, DeclaredPeer } from '../intent/model';
import { PortSet } from '../network/port-set';
import { dnsState } from './facts/dns';
import { DeclaredEdge, edgesFrom, edgesTo, sideNames, stateOf } from './facts/edges';
import { describeRules } from './facts/hops';
import { servicesBesidePorts } from './facts/served';
import { Analysis, RawFinding, Rule } from './rule';

export const INTENT_CONNECT_BLOCKED: Rule = {
  id: 'INTENT-CONNECT-BLOCKED',
  severity: 'error',
  title: 'A declared destination cannot be reached.',
  rationale: 'What connect-to declares must work: the egress policies of the client and, within the cluster, the ingress policies of the server '
    + 'must both let it pass. Beyond that, a caller must be able to resolve names, and one of the Services of the server must lead to the port.',
  *evaluate(analysis) {
    for (const declaration of analysis.declarations.all) {
      for (const entry of declaration.connectTo) yield* blockedDestinations(analysis, declaration, entry);
      for (const entry of declaration.allowFrom) yield* lostCallers(analysis, declaration, entry);
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
  if (state.blocked.isEmpty) return misdirected(analysis, workload, edge);
  return {
    object: workload.objects[0]!,
    workload,
    message: `${workload.id} declares that it connects to ${edge.name}, but ${sideNames(state)} stops it on ${state.blocked.toString()}`,
    path: [workload.id, ...state.sides.flatMap(({ workload: at, direction, rules }) => describeRules(rules).map((text) => `${direction} of ${at.id}: ${text}`)), edge.name],
    fix: state.sides.map(({ workload: at, direction }) => `Add an ${direction} rule on ${state.blocked.toString()} to a policy of ${at.id}.`).join(' '),
    verdict: 'violated',
  };
}

/** Callers that policies let pass (NP-EGRESS-TARGET reports the others), and that do not find the workload. */
function* lostCallers(analysis: Analysis, { workload }: Declaration, entry: DeclaredPeer): Iterable<RawFinding> {
  for (const edge of edgesFrom(analysis, entry, workload)) {
    if (!stateOf(analysis, edge).blocked.isEmpty) continue;
    const finding = misdirected(analysis, workload, edge) ?? nameless(analysis, workload, edge);
    if (finding !== undefined) yield finding;
  }
}

/** The Services of the destination lead elsewhere. */
function misdirected(analysis: Analysis, workload: Workload, { source, destination, name, needed }: DeclaredEdge): RawFinding | undefined {
  const [service] = destination === undefined ? [] : servicesBesidePorts(analysis, destination, needed);
  if (destination === undefined || service === undefined) return undefined;
  const caller = destination === workload ? name : source?.id ?? workload.id;
  return {
    object: service,
    field: 'spec.ports',
    workload,
    message: `${caller} is to connect to ${destination.id} on ${needed.toString()}, but none of its Services leads there`,
    path: [caller, service.ref, `no port of it leads to ${destination.id} ${needed.toString()}`],
    fix: `Correct targetPort of ${service.ref}, or the ports that ${workload.id} declares: they are pod ports.`,
    verdict: 'violated',
  };
}

/** The caller may not ask the DNS. */
function nameless(analysis: Analysis, workload: Workload, { name, source }: DeclaredEdge): RawFinding | undefined {
  const udp = source === undefined ? PortSet.NONE : dnsState(analysis, source).blocked.intersect(PortSet.all('UDP'));
  if (source === undefined || udp.isEmpty) return undefined;
  return {
    object: source.objects[0]!,
    workload,
    message: `${name} is a declared caller of ${workload.id}, but its egress stops it from resolving names on ${udp.toString()}`,
    path: [name, `egress of ${name}: no policy admits ${udp.toString()} to DNS`, workload.id],
    fix: `Allow DNS to ${name}, as NP-DNS-EGRESS says.`,
    verdict: 'violated',
  };
}
