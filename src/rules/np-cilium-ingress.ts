import { Workload } from '../cluster/model';
import { WayIn } from '../exposure/model';
import { PortSet } from '../network/port-set';
import { Peer } from '../reachability/model';
import { describeRules } from './facts/hops';
import { isClosed } from './facts/way-in-findings';
import { Analysis, RawFinding, Rule } from './rule';

export const NP_CILIUM_INGRESS: Rule = {
  id: 'NP-CILIUM-INGRESS',
  severity: 'error',
  title: 'The policies of a workload that Cilium publishes do not admit the entity "ingress".',
  rationale: 'The proxy of Cilium has no pods: its traffic has the identity "ingress", which no selector and no address block of a NetworkPolicy matches. Only a CiliumNetworkPolicy '
    + 'with fromEntities: [ingress] admits it, or a rule without peers (docs.cilium.io, Ingress and Network Policy).',
  *evaluate(analysis) {
    const said = new Set<string>();
    for (const wayIn of analysis.exposure.waysIn) {
      const entity = entityOf(wayIn);
      const key = `${wayIn.object.ref} ${wayIn.workload.id}`;
      if (entity === undefined || said.has(key) || !isStopped(analysis, wayIn, entity)) continue;
      said.add(key);
      yield* finding(analysis, wayIn, wayIn.workload, entity);
    }
  },
};

function entityOf({ seenAs }: WayIn): Peer | undefined {
  return seenAs.kind === 'peer' ? seenAs.peers.find(({ kind }) => kind === 'entity') : undefined;
}

function isStopped({ reachability }: Analysis, { workload, ports }: WayIn, entity: Peer): boolean {
  const { some, unknown } = reachability.half(workload, 'ingress', entity);
  return !ports.minus(PortSet.union([some, unknown])).isEmpty;
}

/** On a closed workload the policies do right, and the way in is the fault. */
function* finding(analysis: Analysis, wayIn: WayIn, workload: Workload, entity: Peer): Iterable<RawFinding> {
  const intent = analysis.declarations.of(workload)?.intent;
  if (isClosed(intent)) return;
  const ports = wayIn.ports.toString();
  yield {
    object: workload.objects[0]!,
    workload,
    message: `${wayIn.object.ref} publishes ${workload.id} by Cilium, whose traffic has the identity "ingress", and its policies do not admit that on ${ports}`,
    path: [...wayIn.through, ...describeRules(analysis.reachability.why(workload, 'ingress', entity)), workload.id],
    fix: `Add a CiliumNetworkPolicy that selects the pods of ${workload.id}, with ingress fromEntities: [ingress] and toPorts ${ports}.`,
    ...(intent === undefined ? { severity: 'warning' } : { verdict: 'violated' }),
  };
}
