import { Workload } from '../cluster/model';
import { WayIn } from '../exposure/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { Peer } from '../reachability/model';
import { http01Of, SOLVER_LABELS, SOLVER_PORT } from './facts/acme';
import { describeRules } from './facts/hops';
import { HypotheticalPod, hypotheticalPod } from './facts/hypothetical-pod';
import { Analysis, RawFinding, Rule } from './rule';

export const NP_ACME: Rule = {
  id: 'NP-ACME',
  severity: 'error',
  title: 'Policies keep the controller from the pods that answer ACME HTTP-01 challenges.',
  rationale: 'cert-manager starts a pod in the namespace of the Ingress or Gateway that listens on 8089; where policies stop the controller there, the certificate is '
    + 'never issued, or not renewed (cert-manager documentation, "HTTP01").',
  *evaluate(analysis) {
    const { cluster, exposure } = analysis;
    for (const ingress of cluster.ingresses) {
      yield* stopped(analysis, ingress, 'spec.tls', exposure.waysIn.filter((wayIn) => wayIn.object === ingress));
    }
    for (const gateway of cluster.objectsOf('gateway.networking.k8s.io', 'Gateway')) {
      yield* stopped(analysis, gateway, 'spec.listeners', exposure.waysIn.filter(({ through }) => through.includes(gateway.ref)));
    }
  },
};

/** @param object whose certificates are ordered: challenges are answered in its namespace */
function* stopped(analysis: Analysis, object: KubernetesObject, field: string, waysIn: readonly WayIn[]): Iterable<RawFinding> {
  const answering = http01Of(analysis.cluster, object).flatMap(({ gateways }) =>
    (gateways === undefined ? waysIn : analysis.exposure.waysIn.filter(({ through }) => gateways.some((ref) => through.includes(ref)))));
  if (answering.length === 0) return;
  const peers = answering.flatMap(({ seenAs }) => (seenAs.kind === 'peer' ? seenAs.peers : []));
  const others = peers.flatMap((peer) => (peer.kind === 'workload' ? [peer.workload] : []));
  const solver = hypotheticalPod(analysis, object.metadata.namespace ?? 'default', SOLVER_LABELS, others);
  const refused = peers.find((peer) => !reachesSolver(solver, peer));
  if (refused === undefined) return;
  const { protocol, port } = SOLVER_PORT;
  const common = {
    object,
    field,
    message: `${object.ref} orders certificates by HTTP-01, but policies of namespace ${object.metadata.namespace ?? 'default'} keep its controller from the solver pods on ${protocol} ${port}`,
    path: ['internet', object.ref, ...describeRules(solver.analysis.reachability.why(solver.workload, 'ingress', within(solver, refused))), `solver pod ${protocol} ${port}`],
    fix: `Add a NetworkPolicy that selects acme.cert-manager.io/http01-solver=true and admits the controller on ${protocol} ${port}.`,
  };
  // without a certificate the hosts that a workload declares have no TLS
  const promised = new Set(waysIn.map((wayIn) => wayIn.workload).filter((w) => hasHosts(analysis, w)));
  if (promised.size === 0) yield common;
  for (const workload of promised) yield { ...common, workload, verdict: 'violated' };
}

function reachesSolver(solver: HypotheticalPod, peer: Peer): boolean {
  const { some, unknown } = solver.analysis.reachability.into(solver.workload, within(solver, peer));
  return some.union(unknown).has(SOLVER_PORT.protocol, SOLVER_PORT.port);
}

/** The same peer in the cluster of the hypothetical pod. */
function within({ analysis }: HypotheticalPod, peer: Peer): Peer {
  if (peer.kind !== 'workload') return peer;
  const workload = analysis.cluster.workload(peer.workload.id);
  return workload === undefined ? peer : { kind: 'workload', workload };
}

function hasHosts({ declarations }: Analysis, workload: Workload): boolean {
  return (declarations.of(workload)?.hosts.length ?? 0) > 0;
}
