import { Workload } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { LabelSelector } from '../network/label-selector';
import { PortSet } from '../network/port-set';
import { addressAccess } from './address-access';
import { EndPoint, PodEnd } from './end-point';
import { evaluate, Observer } from './evaluate';
import { endsOf, OwnRules } from './halves';
import { matches, PeerSet } from './peer-set';
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
    this.found.add(`not all pods are treated alike: those of ${id}, or of the other end, differ in labels, ports or host network`);
  }

  /** Policies that this version does not evaluate. */
  public addOverlays(overlays: readonly KubernetesObject[]): void {
    for (const { ref } of overlays) this.found.add(`what ${ref} allows or denies: policies of its kind are recognised, not evaluated`);
  }

  public addHalf(own: OwnRules, subject: Subject): void {
    if (own.rules.tiers.length === 0) return;
    for (const end of endsOf(own, subject)) {
      const observer: Observer = {
        rule: (policy, rule, match, ports) => {
          if (match === 'maybe' && !ports.intersect(this.unknown).isEmpty) for (const text of openQuestions(policy, rule, end)) this.found.add(text);
        },
        isolated: () => undefined,
        undecided: () => undefined,
      };
      evaluate(own.rules, own.ports, end, observer);
    }
    if (subject.kind !== 'pod') this.addPartOfAddresses(own, subject);
  }

  private addPartOfAddresses(own: OwnRules, subject: Exclude<Subject, { kind: 'pod' }>): void {
    const passing = addressAccess(own, subject.addresses).filter(({ ports }) => !ports.intersect(this.unknown).isEmpty);
    if (passing.length === 0) return;
    const addresses = passing.map((row) => row.addresses).reduce((sum, more) => sum.union(more)).toString();
    this.found.add(subject.kind === 'range'
      ? `only part of the addresses gets through: ${addresses}`
      : `which address the connection has, of which policies let ${addresses} through (cluster.nodeCidrs of exposure.yaml says which addresses nodes have)`);
  }
}

/** Why it is open whether a rule matches. */
export function openQuestions(policy: CompiledPolicy, rule: CompiledRule, end: EndPoint): readonly string[] {
  const where = `${policy.policy.ref}, ${rule.path}`;
  const questions = (rule.peers ?? []).filter((peer) => matches(peer, end) === 'maybe').map((peer) => `${openPeer(peer, end)} (${where})`);
  if (questions.length > 0) return questions;
  const names = rule.ports.named.map(({ name, protocol }) => `"${name}" (${protocol})`).join(', ');
  return names === '' ? [] : [`which port ${end.kind === 'pod' ? end.name : 'a pod about which nothing is known'} calls ${names} (${where})`];
}

function openPeer(peer: PeerSet, end: EndPoint): string {
  if (peer.kind === 'addresses') {
    return `whether ipBlock ${peer.addresses.toString()} also means pods: network plugins differ, and cluster.podCidrs of exposure.yaml says which addresses pods have`;
  }
  if (end.kind !== 'pod') return `whether the connection comes from pods that match ${peer.pods.toString() || 'any label'}`;
  return openNamespace(peer.namespaces, end) ?? `whether ${end.name} matches ${peer.pods.toString()}`;
}

function openNamespace(namespaces: string | LabelSelector, end: PodEnd): string | undefined {
  if (typeof namespaces === 'string' || namespaces.mayMatch(end.namespaceLabels.labels, end.namespaceLabels.complete) !== 'maybe') return undefined;
  return `whether namespace ${end.namespace}, which the manifests do not declare, matches ${namespaces.toString()}`;
}
