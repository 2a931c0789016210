import { Workload } from '../cluster/model';
import { AddressSet } from '../network/address-set';
import { LabelSelector } from '../network/label-selector';
import { PortSet } from '../network/port-set';
import { addressAccess } from './address-access';
import { CiliumPeers } from './cilium-peers';
import { EndPoint, PodEnd, UnknownEnd } from './end-point';
import { evaluate, Observer } from './evaluate';
import { endsOf, OwnRules, single } from './halves';
import { UnevaluatedPolicy } from './model';
import { matches, PeerSet, PodPeers } from './peer-set';
import { CompiledPolicy, CompiledRule } from './rule-model';
import { Subject } from './subject';

/** Says what would settle the unknown ports of a decision. */
export class Assumptions {
  private readonly found = new Set<string>();

  public constructor(private readonly unknown: PortSet) {}

  public get texts(): readonly string[] {
    return [...this.found];
  }

  /** Pods of one workload, or of its peer, are not treated alike. */
  public addDifferentPods({ id }: Workload): void {
    this.found.add(`not all pods are treated alike: those of ${id}, or of the other end, differ in labels, ports, addresses or host network`);
  }

  /** Policies that this version does not evaluate. */
  public addOverlays(overlays: readonly UnevaluatedPolicy[]): void {
    for (const { object, why } of overlays) this.found.add(`what ${object.ref} allows or denies: ${why}`);
  }

  public addHalf(own: OwnRules, subject: Subject): void {
    if (own.rules.tiers.length === 0) return;
    for (const end of endsOf(own, subject)) {
      const observer: Observer = {
        rule: (policy, rule, match, ports) => {
          if (match === 'maybe' && !ports.intersect(this.unknown).isEmpty) for (const text of openQuestions(policy, rule, end)) this.found.add(text);
        },
        contested: (policies, ports) => {
          if (!ports.intersect(this.unknown).isEmpty) this.found.add(contestedBy(policies));
        },
        isolated: () => undefined,
        undecided: () => undefined,
      };
      evaluate(own.rules, own.ports, end, observer);
    }
    if (subject.kind === 'range' || subject.kind === 'somewhere') this.addPartOfAddresses(own, subject);
    if (subject.kind === 'pod') this.addAddressOfPod(own, subject.end);
  }

  /** Rules may tell apart the addresses that a pod may have, each of them for certain. */
  private addAddressOfPod(own: OwnRules, end: PodEnd | UnknownEnd): void {
    const parts = endsOf(own, { kind: 'pod', end }) as readonly (PodEnd | UnknownEnd)[];
    const passing = parts.filter((part) => !single(own, part).allowed.intersect(this.unknown).isEmpty);
    if (passing.length === 0 || passing.length === parts.length) return;
    const addresses = AddressSet.union(passing.map((part) => part.addresses.set)).toString();
    this.found.add(`which address ${nameOf(end)} has, of which policies let ${addresses} through: cluster.podCidrs of exposure.yaml says which addresses pods have`);
  }

  private addPartOfAddresses(own: OwnRules, subject: Exclude<Subject, { kind: 'pod' | 'entity' }>): void {
    const passing = addressAccess(own, subject.addresses).filter(({ ports }) => !ports.intersect(this.unknown).isEmpty);
    if (passing.length === 0) return;
    const addresses = passing.map((row) => row.addresses).reduce((sum, more) => sum.union(more)).toString();
    this.found.add(subject.kind === 'range'
      ? `only part of the addresses gets through: ${addresses}`
      : `which address the connection has, of which policies let ${addresses} through (cluster.nodeCidrs of exposure.yaml says which addresses nodes have)`);
  }
}

/** That the order of policies with the same priority is nobody's to know. */
export function contestedBy(policies: readonly CompiledPolicy[]): string {
  return `which of ${policies.map(({ policy }) => policy.ref).join(' and ')} the network plugin applies: they have the same priority and say different things`;
}

/** Why it is open whether a rule matches. */
export function openQuestions(policy: CompiledPolicy, rule: CompiledRule, end: EndPoint): readonly string[] {
  const where = `${policy.policy.ref}, ${rule.path}`;
  const questions = (rule.peers ?? []).filter((peer) => matches(peer, end) === 'maybe').map((peer) => `${openPeer(peer, end)} (${where})`);
  const { undeclaredNamespace } = policy;
  if (undeclaredNamespace !== undefined) {
    questions.push(`whether namespace ${undeclaredNamespace}, which the manifests do not declare, is one that ${policy.policy.ref} is about (spec.subject)`);
  }
  if (questions.length > 0) return questions;
  const names = rule.ports.named.map(({ name, protocol }) => `"${name}"${protocol === undefined ? '' : ` (${protocol})`}`).join(', ');
  return names === '' ? [] : [`which port ${nameOf(end)} calls ${names} (${where})`];
}

function openPeer(peer: PeerSet, end: EndPoint): string {
  switch (peer.kind) {
    case 'pods': return openPods(peer, end);
    case 'addresses': return peer.pods === 'plugin'
      ? `whether ipBlock ${peer.addresses.toString()} also means pods: network plugins differ, and cluster.podCidrs of exposure.yaml says which addresses pods have`
      : `whether ${nameOf(end)} has an address in ${peer.addresses.toString()}: cluster.podCidrs of exposure.yaml says which addresses pods have`;
    case 'nodes': return `whether the node matches ${peer.nodes.toString() || 'any label'}: manifests with Nodes, their labels and addresses would say`;
    case 'names': return `which addresses ${peer.names.join(', ')} resolve to`;
    case 'cilium': return openCilium(peer, end);
    case 'relative': return `which pods ${peer.field} means: the field is recognised, not evaluated`;
  }
}

function openPods(peer: PodPeers, end: EndPoint): string {
  if (end.kind !== 'pod') return `whether the connection comes from pods that match ${peer.pods.toString() || 'any label'}`;
  return openNamespace(peer.namespaces, end) ?? `whether ${end.name} matches ${peer.pods.toString()}`;
}

function openCilium({ entities, addresses }: CiliumPeers, end: EndPoint): string {
  const other = end.kind === 'addresses' ? end.addresses.toString() : nameOf(end);
  if (entities.length === 0) return `whether CIDR ${addresses.toString()} also means nodes, as with policy-cidr-match-mode of Cilium`;
  return `whether ${other} is ${entities.join(' or ')} to Cilium: Nodes in the manifests, or cluster.nodeCidrs of exposure.yaml, say which addresses nodes have`;
}

function nameOf(end: EndPoint): string {
  return end.kind === 'pod' ? end.name : 'a pod about which nothing is known';
}

function openNamespace(namespaces: string | LabelSelector, end: PodEnd): string | undefined {
  if (typeof namespaces === 'string' || namespaces.mayMatch(end.namespaceLabels.labels, end.namespaceLabels.complete) !== 'maybe') return undefined;
  return `whether namespace ${end.namespace}, which the manifests do not declare, matches ${namespaces.toString()}`;
}
