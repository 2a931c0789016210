import { carrierPort, MeshMembership, meshOf } from '../cluster/mesh';
import { Workload } from '../cluster/model';
import { MESHES } from '../controllers/meshes';
import { workloadsNamed } from '../intent/workload-names';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Direction, Peer } from '../reachability/model';
import { admittedBy, PeerCache } from './facts/admitted';
import { describeRules } from './facts/hops';
import { ingressRules } from './facts/ingress-rules';
import { declaredPorts } from './facts/listening-ports';
import { probePorts } from './facts/probe-ports';
import { isRoute } from './facts/published';
import { Analysis, RawFinding, Rule } from './rule';

/** The address from which the kubelet's probes reach pods in ambient mode; where the cluster has IPv6 alone, it is another. */
const [PROBE_CIDR = ''] = MESHES['istio-ambient'].probeCidrs;
const [PROBE_ADDRESS] = PROBE_CIDR.split('/');

export const NP_MESH: Rule = {
  id: 'NP-MESH',
  severity: 'error',
  title: 'Policies admit a caller to the port of the application, but not to the port on which a mesh carries its connections.',
  rationale: 'NetworkPolicies are enforced outside of the pod, where the packets of a mesh have the port of the mesh: 15008 between pods of Istio in ambient mode, '
    + '4143 between pods of Linkerd (Istio documentation, "Ambient and Kubernetes NetworkPolicy"; Linkerd documentation, "Network Policy"). Sidecars of Istio change '
    + 'nothing. In ambient mode probes of the kubelet come from 169.254.7.127, which a policy that isolates the pod must admit too.',
  *evaluate(analysis) {
    const cache = new PeerCache();
    for (const workload of analysis.cluster.workloads) {
      const server = meshOf(workload);
      if (server === undefined) continue;
      yield* new Carried(analysis, workload, server, cache).findings();
    }
  },
};

/** A caller, as peers of policies and as a member of a mesh. */
interface Caller {
  readonly name: string;
  readonly peer: Peer;
  readonly workload?: Workload;
  readonly client: MeshMembership | 'istio-gateway' | undefined;
  readonly isDeclared: boolean;
}

/** The connections that a mesh carries to one workload. */
class Carried {
  public constructor(
    private readonly analysis: Analysis,
    private readonly workload: Workload,
    private readonly server: MeshMembership,
    private readonly cache: PeerCache,
  ) {}

  public *findings(): Iterable<RawFinding> {
    const isolated = this.analysis.reachability.isolated(this.workload, 'ingress');
    const callers = this.callers(isolated);
    const stopped = isolated ? callers.filter((caller) => !this.stopped(this.workload, 'ingress', caller).isEmpty) : [];
    if (stopped.length > 0) yield this.missingPort(stopped);
    for (const caller of callers) yield* this.missingEgress(caller);
    if (isolated && this.server.mesh === 'istio-ambient') yield* this.missingProbes();
  }

  /** Workloads that policies speak of or that are declared, the gateways of routes, and any member where a rule is about every pod. */
  private callers(isolated: boolean): readonly Caller[] {
    const { analysis: { cluster, exposure, declarations }, workload } = this;
    const entries = declarations.of(workload)?.allowFrom ?? [];
    const declared = new Set(entries.flatMap((entry) => (entry.workload === undefined ? [] : workloadsNamed(cluster, entry.workload))));
    const admitted = isolated ? admittedBy(cluster, ingressRules(this.analysis, workload), this.cache) : { workloads: [], everyPod: false };
    const known = [...new Set([...declared, ...admitted.workloads])].filter((caller) => caller !== workload);
    const gateways = this.server.mesh === 'istio-ambient' ? exposure.waysInto(workload).filter((wayIn) => isRoute(wayIn) && wayIn.carrier !== undefined) : [];
    return [
      ...known.map((caller): Caller => ({
        name: caller.id, workload: caller, peer: { kind: 'workload', workload: caller }, client: meshOf(caller), isDeclared: declared.has(caller),
      })),
      ...gateways.flatMap(({ seenAs }) => (seenAs.kind === 'peer' ? seenAs.peers.map((peer): Caller => ({
        name: seenAs.name, peer, client: 'istio-gateway', isDeclared: false,
      })) : [])),
      ...(admitted.everyPod ? [{ name: 'every pod of the mesh', peer: { kind: 'unknown' }, client: this.server, isDeclared: false } as const] : []),
    ];
  }

  /** Ports of the application that policies let pass between the two while they stop the port that carries them. */
  private stopped(subject: Workload, direction: Direction, { peer, client }: Caller): PortSet {
    const { some, unknown } = this.analysis.reachability.half(subject, direction, direction === 'ingress' ? peer : { kind: 'workload', workload: this.workload });
    const possible = some.union(unknown);
    const stopped = this.ports(some).filter((port) => {
      const carrier = carrierPort(client, this.server, port);
      return carrier !== undefined && carrier !== port && !possible.has('TCP', carrier);
    });
    return PortSet.union(stopped.map((port) => PortSet.of('TCP', port)));
  }

  /** Single ports that policies name, and those that the containers declare. */
  private ports(passing: PortSet): readonly number[] {
    const declared = declaredPorts(this.workload).intersect(passing).ranges('TCP');
    const named = passing.ranges('TCP').filter(([first, last]) => first === last);
    return [...new Set([...declared, ...named].map(([first]) => first))];
  }

  private missingPort(callers: readonly Caller[]): RawFinding {
    const { workload, server, analysis } = this;
    const ports = PortSet.union(callers.map((caller) => this.stopped(workload, 'ingress', caller)));
    const names = [...new Set(callers.map(({ name }) => name))].join(', ');
    const [first] = callers;
    return {
      object: workload.objects[0]!,
      workload,
      message: `${names} may connect to ${workload.id} on ${ports.toString()}, but not on TCP ${server.port}, on which ${server.title} carries the connection`,
      path: [names, `TCP ${server.port} of ${server.title}`, ...describeRules(analysis.reachability.why(workload, 'ingress', first!.peer)), workload.id],
      fix: `Add port ${server.port} (TCP) beside ${ports.toString()} to the ingress rules of ${workload.id}, for the same peers.`,
      ...this.weight(callers.some(({ isDeclared }) => isDeclared)),
    };
  }

  private *missingEgress(caller: Caller): Iterable<RawFinding> {
    const { analysis: { reachability }, workload, server } = this;
    if (caller.workload === undefined || !reachability.isolated(caller.workload, 'egress')) return;
    const ports = this.stopped(caller.workload, 'egress', caller);
    if (ports.isEmpty) return;
    yield {
      object: caller.workload.objects[0]!,
      workload: caller.workload,
      message: `${caller.name} may connect to ${workload.id} on ${ports.toString()}, but not on TCP ${server.port}, on which ${server.title} carries the connection`,
      path: [caller.name, `egress on TCP ${server.port} of ${server.title}`, workload.id],
      fix: `Add port ${server.port} (TCP) beside ${ports.toString()} to the egress rules of ${caller.name}.`,
      ...this.weight(caller.isDeclared),
    };
  }

  private *missingProbes(): Iterable<RawFinding> {
    const { analysis: { reachability }, workload } = this;
    const { some, unknown } = reachability.half(workload, 'ingress', { kind: 'addresses', addresses: AddressSet.parseCidr(PROBE_CIDR) });
    const ports = probePorts(workload).minus(some.union(unknown));
    if (ports.isEmpty) return;
    yield {
      object: workload.objects[0]!,
      workload,
      message: `Probes of ${workload.id} on ${ports.toString()} come from ${PROBE_ADDRESS} in ambient mode, which its policies do not admit`,
      path: ['kubelet', PROBE_ADDRESS, `${workload.id} ${ports.toString()}`],
      fix: `Add an ingress rule for ipBlock ${PROBE_CIDR} on ${ports.toString()} to a policy of ${workload.id}.`,
      ...this.weight(false),
    };
  }

  /** A declared caller that does not get through breaks the intent. */
  private weight(isDeclared: boolean): Pick<RawFinding, 'severity' | 'verdict'> {
    if (this.analysis.declarations.of(this.workload) === undefined) return { severity: 'warning' };
    return isDeclared ? { verdict: 'violated' } : {};
  }
}
