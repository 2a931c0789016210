import { Reach, Zone, ZONES } from '../exposure/model';
import { Declaration, DeclaredPeer } from '../intent/model';
import { workloadsNamed } from '../intent/workload-names';
import { PortSet } from '../network/port-set';
import { dnsState } from './facts/dns';
import { DeclaredEdge, edgesFrom, edgesTo, stateOf } from './facts/edges';
import { hopsThrough } from './facts/hops';
import { permission } from './facts/permission';
import { isClosed } from './facts/way-in-findings';
import { Analysis, RawFinding, Rule } from './rule';

export const INTENT_UNPROVEN: Rule = {
  id: 'INTENT-UNPROVEN',
  severity: 'warning',
  title: 'The manifests do not decide whether an intent holds.',
  rationale: 'An unknown is not a pass. Each names the assumption that settles it, most of them a line of exposure.yaml.',
  *evaluate(analysis) {
    for (const declaration of analysis.declarations.all) {
      for (const doubt of doubts(analysis, declaration)) yield finding(declaration, doubt);
    }
  },
};

interface Doubt {
  readonly message: string;
  readonly assuming: readonly string[];
  readonly path: readonly string[];
}

function* doubts(analysis: Analysis, declaration: Declaration): Iterable<Doubt> {
  yield* uncertainReach(analysis, declaration);
  yield* uncertainCallers(analysis, declaration);
  for (const entry of declaration.allowFrom) {
    yield* uncertainEdges(analysis, entry, 'caller', edgesFrom(analysis, entry, declaration.workload));
  }
  for (const entry of declaration.connectTo) {
    yield* uncertainEdges(analysis, entry, 'destination', edgesTo(analysis, entry, declaration.workload));
  }
  if (!declaration.declaresEgress) return;
  const { undecided } = dnsState(analysis, declaration.workload);
  if (!undecided.isEmpty) {
    yield {
      message: `whether it can resolve names over ${undecided.toString()} depends on where the DNS of the cluster is`,
      assuming: ['allow egress to its pods, and state their namespace and labels in exposure.yaml (cluster.dns)'],
      path: [],
    };
  }
}

/** Zones that may reach the workload, in ways that its intent permits, on ports that they do not reach for certain. */
function* uncertainReach(analysis: Analysis, declaration: Declaration): Iterable<Doubt> {
  const { workload, intent } = declaration;
  // a way in that the intent forbids has a finding of its own
  const reach = analysis.exposure.reachOf(workload).filter(({ wayIn }) => permission(declaration, wayIn) === 'permitted' && wayIn.possible !== true);
  for (const zone of ZONES) {
    // the private network may reach what the internet may
    if (intent === 'public' && zone === 'private-network') continue;
    const certain = PortSet.union(reach.filter((r) => r.from === zone && r.verdict === 'reachable').map((r) => r.ports));
    for (const row of distinct(reach, zone)) {
      const open = row.ports.minus(certain);
      if (open.isEmpty) continue;
      yield {
        message: `the ${zone} may or may not reach it on ${open.toString()} through ${row.through.join(' → ')}`,
        assuming: row.assuming,
        path: hopsThrough(analysis, row.wayIn),
      };
    }
  }
}

/** Policies that are not evaluated may let in whom nobody declared. Where every pod may connect anyway, they cannot. */
function* uncertainCallers({ reachability }: Analysis, { workload, allowFrom }: Declaration): Iterable<Doubt> {
  if (reachability.unevaluated.length === 0 || allowFrom.some((peer) => peer.cluster === true && peer.ports === undefined)) return;
  const { unknown, assumptions } = reachability.half(workload, 'ingress', { kind: 'unknown' });
  // of what is evaluated, only rules about addresses leave anything open, and never every port of every protocol
  if (unknown.isAll) yield { message: 'pods that nobody declared may or may not be let in', assuming: assumptions, path: [] };
}

function distinct(reach: readonly Reach[], zone: Zone): readonly Reach[] {
  const rows = reach.filter((row) => row.from === zone && row.verdict === 'unknown');
  return [...new Map(rows.map((row) => [`${row.through.join()} ${row.ports.toString()}`, row])).values()];
}

function* uncertainEdges(analysis: Analysis, entry: DeclaredPeer, role: string, edges: readonly DeclaredEdge[]): Iterable<Doubt> {
  if (entry.workload !== undefined && workloadsNamed(analysis.cluster, entry.workload).length === 0) {
    yield { message: `its declared ${role} ${entry.workload} is not in the manifests`, assuming: ['check them together with the manifests that contain it, or correct the name'], path: [] };
    return;
  }
  for (const edge of edges) {
    const { undecided, blocked, assumptions } = stateOf(analysis, edge);
    if (undecided.isEmpty || !blocked.isEmpty) continue;
    yield { message: `its declared ${role} ${edge.name} may or may not get through on ${undecided.toString()}`, assuming: assumptions, path: [] };
  }
}

function finding({ workload, intent }: Declaration, { message, assuming, path }: Doubt): RawFinding {
  return {
    object: workload.objects[0]!,
    workload,
    severity: isClosed(intent) ? 'error' : 'warning',
    message: `${workload.id} is declared ${intent}, but ${message}`,
    path,
    fix: assuming.length === 0 ? 'State in exposure.yaml what the manifests cannot say.' : `It would be settled by: ${assuming.join('; ')}.`,
    verdict: 'unproven',
  };
}
