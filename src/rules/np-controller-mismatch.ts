import { WayIn } from '../exposure/model';
import { PortSet } from '../network/port-set';
import { Peer } from '../reachability/model';
import { describeRules } from './facts/hops';
import { isRoute } from './facts/published';
import { isClosed } from './facts/way-in-findings';
import { Analysis, Rule } from './rule';

export const NP_CONTROLLER_MISMATCH: Rule = {
  id: 'NP-CONTROLLER-MISMATCH',
  severity: 'error',
  title: 'The policies of a published workload do not admit the controller that publishes it.',
  rationale: 'An Ingress, or another route, makes the proxy of its class connect to the pods; policies see the proxy, in its namespace and with its labels, on the pod port. '
    + 'If they do not admit it, users get a timeout (504).',
  *evaluate(analysis) {
    const said = new Set<string>();
    for (const wayIn of analysis.exposure.waysIn) {
      const { workload, object } = wayIn;
      const intent = analysis.declarations.of(workload)?.intent;
      // on a closed workload the policies do right, and the way in is the fault
      if (isClosed(intent) || !controllerIsStopped(analysis, wayIn) || said.has(`${object.ref} ${workload.id}`)) continue;
      said.add(`${object.ref} ${workload.id}`);
      const peers = proxyPeers(wayIn);
      yield {
        object: workload.objects[0]!,
        workload,
        message: `${object.ref} publishes ${workload.id}, but its policies do not admit ${nameOf(wayIn, peers)} on ${wayIn.ports.toString()}`,
        path: [...wayIn.through, ...describeRules(analysis.reachability.why(workload, 'ingress', peers[0]!)), workload.id],
        fix: `Add an ingress rule to a policy of ${workload.id}: from ${peers.map(describePeer).join(' or ')}, on ${wayIn.ports.toString()}.`,
        ...(intent === undefined ? { severity: 'warning' } : { verdict: 'violated' }),
      };
    }
  },
};

/** Whether policies of the pods certainly stop the known proxy of the way in, on at least one of its ports. */
export function controllerIsStopped({ reachability }: Analysis, wayIn: WayIn): boolean {
  const peers = proxyPeers(wayIn);
  if (peers.length === 0) return false;
  const possible = PortSet.union(peers.map((peer) => {
    const decision = reachability.half(wayIn.workload, 'ingress', peer);
    return decision.some.union(decision.unknown);
  }));
  // what a mesh carries arrives on its port, whichever is meant
  if (wayIn.carrier !== undefined && possible.has('TCP', wayIn.carrier)) return false;
  return !wayIn.ports.minus(possible).isEmpty;
}

/** The pods that the way in connects from, where they are known. */
function proxyPeers(wayIn: WayIn): readonly Peer[] {
  const { seenAs } = wayIn;
  if (!isRoute(wayIn) || seenAs.kind !== 'peer') return [];
  return seenAs.peers.every((peer) => peer.kind === 'workload' || peer.kind === 'described') ? seenAs.peers : [];
}

function nameOf({ seenAs }: WayIn, peers: readonly Peer[]): string {
  return seenAs.kind === 'peer' && seenAs.name !== '' ? seenAs.name : peers.map(describePeer).join(' or ');
}

function describePeer(peer: Peer): string {
  if (peer.kind === 'workload') return peer.workload.id;
  if (peer.kind !== 'described') return peer.kind;
  const labels = Object.entries(peer.pod.labels).map(([key, value]) => `${key}=${value}`).join(',');
  return `pods ${labels} of namespace ${peer.pod.namespace}`;
}
