import { Cluster, NetworkPolicy, PodClass, Workload } from '../cluster/model';
import { isNetworkPolicy, PolicyReplacement, replacePolicy } from '../cluster/replace-policy';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Profile } from '../profile/profile';
import { addressAccessOfAll } from './address-access';
import { Assumptions } from './assumptions';
import { ConnectionList } from './connections';
import { explainHalf } from './explain';
import { FuturePods } from './future-pods';
import { all, both, EVERYTHING_PASSES, OwnRules, Passage, passage } from './halves';
import { AddressAccess, Connection, DecidingRule, Decision, Direction, FuturePodAccess, GroupedConnections, PairCount, Peer, Reachability, UnevaluatedPolicy, UnknownPodAccess } from './model';
import { networkRanges } from './network-ranges';
import { Nodes } from './nodes';
import { Overlays } from './overlays';
import { PairCounter } from './pair-count';
import { PeerSets } from './peer-set';
import { PodGroup, PodGroups, Relevant } from './pod-groups';
import { DIRECTIONS, PolicyTable } from './policies';
import { isCovered, relevantToPolicies, relevantToPolicy } from './relevant';
import { Subject, Subjects } from './subject';
import { WorkloadGroups } from './workload-groups';

/** Compiles the policies of a cluster once; every answer is computed from that when it is asked for. */
export function analyzeReachability(cluster: Cluster, profile: Profile): Reachability {
  return PolicyReachability.of(cluster, profile);
}

/** One half of a connection: rules of a pod, and who is at the other end of them. */
interface Half {
  readonly own: OwnRules;
  readonly subject: Subject;
  /** Policies of other kinds that may have a say: then nothing about this half is certain. */
  readonly overlays: readonly UnevaluatedPolicy[];
}

/** A pair of pods, or of a pod and something else, with the halves that must both let a connection pass. */
type Pair = readonly Half[];

/** What is found out once, whatever single policies say. */
interface Analysis {
  readonly profile: Profile;
  readonly nodes: Nodes;
  readonly relevant: Relevant;
  readonly groups: PodGroups;
  readonly subjects: Subjects;
}

class PolicyReachability implements Reachability {
  public static of(cluster: Cluster, profile: Profile): PolicyReachability {
    const ranges = networkRanges(profile);
    const nodes = new Nodes(cluster.nodes, ranges.declaredNodes);
    const relevant = relevantToPolicies(cluster, nodes);
    const groups = new PodGroups(cluster, relevant);
    const table = PolicyTable.of(cluster, groups, new PeerSets(nodes, profile.cluster.clusterDomain), profile.cluster.networkPolicies === 'enforced');
    return new PolicyReachability(cluster, { profile, nodes, relevant, groups, subjects: new Subjects(cluster, ranges) }, table);
  }

  private readonly overlays: Overlays;

  /** @param counter if pairs were counted before */
  private constructor(
    public readonly cluster: Cluster,
    private readonly analysis: Analysis,
    private readonly table: PolicyTable,
    private counter?: PairCounter,
  ) {
    this.overlays = new Overlays(cluster);
  }

  public replacing(replacement: PolicyReplacement): Reachability {
    const cluster = replacePolicy(this.cluster, replacement);
    if (!this.isReplaceable(replacement)) return PolicyReachability.of(cluster, this.analysis.profile);
    const { before, after } = replacement;
    const changed = isNetworkPolicy(before ?? after)
      ? this.table.replacingNetworkPolicy(before as NetworkPolicy | undefined, after as NetworkPolicy | undefined)
      : this.table.replacingTierPolicies(cluster);
    return new PolicyReachability(cluster, this.analysis, changed.table, this.counter?.replacing(changed));
  }

  /** Whether the groups of pods can stay as they are, and only tiers of one kind change. */
  private isReplaceable({ before, after }: PolicyReplacement): boolean {
    const { nodes, relevant } = this.analysis;
    const policies = [before, after].filter((policy) => policy !== undefined);
    const networkPolicies = policies.filter(isNetworkPolicy);
    if (networkPolicies.length !== policies.length && (networkPolicies.length > 0 || this.cluster.ciliumPolicies.length > 0)) return false;
    const isKnown = policies.every(({ metadata: { namespace } }) => namespace === undefined || this.cluster.namespaces.has(namespace));
    return isKnown && (after === undefined || isCovered(relevantToPolicy(after, nodes), relevant));
  }

  public isolated(workload: Workload, direction: Direction): boolean {
    return this.analysis.groups.groupsOf(workload).every((group) => this.table.rulesOf(group, direction).isolated);
  }

  public policiesOf(workload: Workload, direction: Direction): readonly KubernetesObject[] {
    return [...new Set(this.analysis.groups.groupsOf(workload).flatMap((group) => this.table.policiesOf(group, direction)))];
  }

  public half(workload: Workload, direction: Direction, peer: Peer, pods?: readonly PodClass[]): Decision {
    return decide(workload, this.pairs(workload, peer, pods).map(([own, other]) => [this.halfOf(own, direction, other)]));
  }

  public into(destination: Workload, source: Peer, pods?: readonly PodClass[]): Decision {
    return decide(destination, this.pairs(destination, source, pods).map(([own, other]) => this.connection(own, other, 'ingress')));
  }

  public outOf(source: Workload, destination: Peer): Decision {
    return decide(source, this.pairs(source, destination).map(([own, other]) => this.connection(own, other, 'egress')));
  }

  public addresses(workload: Workload, direction: Direction, within: AddressSet): readonly AddressAccess[] {
    return addressAccessOfAll(this.analysis.groups.groupsOf(workload).map((group) => this.ownRules(group, direction)), within);
  }

  public why(workload: Workload, direction: Direction, peer: Peer): readonly DecidingRule[] {
    const halves = this.pairs(workload, peer).map(([own, other]) => this.halfOf(own, direction, other));
    const hostNetwork = this.analysis.groups.groupsOf(workload).some((group) => group.hostNetwork);
    return explainHalf(workload, direction, halves, { hostNetwork, enforced: this.enforced });
  }

  public connections(): Iterable<Connection> {
    return new ConnectionList(this.cluster, this.analysis.groups, this.table, this.analysis.subjects, this.pairCounter).rows();
  }

  public pairCounts(): readonly PairCount[] {
    return this.pairCounter.counts();
  }

  public* unknownPods(): Iterable<UnknownPodAccess> {
    for (const { workload, direction, ports } of this.openToEveryPod()) if (!ports.isEmpty) yield { workload, direction, ports };
  }

  public* futurePods(): Iterable<FuturePodAccess> {
    const { end } = this.analysis.subjects.unknown() as Subject & { kind: 'pod' };
    const futurePods = new FuturePods(this.cluster.namespaces, end.addresses);
    for (const { workload, direction, ports, owners } of this.openToEveryPod()) {
      for (const admission of futurePods.admittedBy(owners, ports)) yield { workload, direction, ...admission };
    }
  }

  public grouped(apart: (workload: Workload) => string): GroupedConnections {
    return new WorkloadGroups(this.cluster, this.analysis.groups, this.table, this.analysis.subjects, apart);
  }

  private get pairCounter(): PairCounter {
    return (this.counter ??= PairCounter.of(this.cluster, this.analysis.groups, this.table, this.analysis.subjects));
  }

  private get enforced(): boolean {
    return this.analysis.profile.cluster.networkPolicies === 'enforced';
  }

  public get unevaluated(): readonly UnevaluatedPolicy[] {
    return this.overlays.policies;
  }

  private* openToEveryPod(): Iterable<UnknownPodAccess & { readonly owners: readonly OwnRules[] }> {
    const subject = this.analysis.subjects.unknown();
    for (const workload of this.cluster.workloads) {
      for (const direction of DIRECTIONS) {
        const owners = this.analysis.groups.groupsOf(workload).map((group) => this.ownRules(group, direction));
        yield { workload, direction, owners, ports: all(owners.map((own) => passage(own, subject))).some };
      }
    }
  }

  /** Every class of pods of the workload, or each of those that are meant, with every class of the peer. */
  private pairs(workload: Workload, peer: Peer, pods?: readonly PodClass[]): readonly (readonly [PodGroup, PodGroup | Subject])[] {
    const others = peer.kind === 'workload' ? this.analysis.groups.groupsOf(peer.workload) : [this.subjectOf(peer)];
    return this.analysis.groups.groupsOf(workload, pods).flatMap((own) => others.map((other) => [own, other] as const));
  }

  private subjectOf(peer: Exclude<Peer, { kind: 'workload' }>): Subject {
    switch (peer.kind) {
      case 'addresses': return this.analysis.subjects.addresses(peer.addresses);
      case 'described': return this.analysis.subjects.described(peer.pod);
      case 'unlabelled': return this.analysis.subjects.unlabelled(peer.namespace);
      case 'unknown': return this.analysis.subjects.unknown();
      case 'entity': return this.analysis.subjects.entity(peer.entity);
      case 'anything': return this.analysis.subjects.anything();
    }
  }

  /** The halves that policies of the cluster govern: the pod's own, and the other end's where that is a pod too. */
  private connection(own: PodGroup, other: PodGroup | Subject, direction: Direction): Pair {
    const half = this.halfOf(own, direction, other);
    return 'kind' in other ? [half] : [half, this.halfOf(other, direction === 'ingress' ? 'egress' : 'ingress', own)];
  }

  private halfOf(own: PodGroup, direction: Direction, other: PodGroup | Subject): Half {
    const subject = 'kind' in other ? other : this.analysis.subjects.group(other);
    return { own: this.ownRules(own, direction), subject, overlays: this.enforced ? this.overlays.over(own, direction, subject) : [] };
  }

  private ownRules(group: PodGroup, direction: Direction): OwnRules {
    return { rules: this.table.rulesOf(group, direction), ports: group.ports };
  }
}

function decide(workload: Workload, pairs: readonly Pair[]): Decision {
  const passages = pairs.map((pair) => pair.reduce<Passage>((sum, half) => both(sum, passageOf(half)), EVERYTHING_PASSES));
  const { allowed, some, possible } = all(passages);
  const unknown = possible.minus(allowed);
  if (unknown.isEmpty) return { allowed, some, unknown, assumptions: [] };
  const assumptions = new Assumptions(unknown);
  if (!passages.every((part) => part.allowed.equals(allowed) && part.possible.equals(possible))) assumptions.addDifferentPods(workload);
  for (const { own, subject, overlays } of pairs.flat()) {
    assumptions.addHalf(own, subject);
    assumptions.addOverlays(overlays);
  }
  return { allowed, some, unknown, assumptions: assumptions.texts };
}

function passageOf({ own, subject, overlays }: Half): Passage {
  return overlays.length > 0 ? UNDECIDED : passage(own, subject);
}

const UNDECIDED: Passage = { allowed: PortSet.NONE, some: PortSet.NONE, possible: PortSet.ALL };
