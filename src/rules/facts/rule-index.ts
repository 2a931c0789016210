import { NetworkPolicy } from '../../cluster/model';
import { NetworkPolicyPeer, NetworkPolicyRule } from '../../manifest/kinds/network-policy';
import { formatCidr, parseCidr } from '../../network/cidr';
import { LabelSelector, SelectorRequirement } from '../../network/label-selector';
import { Direction } from '../../reachability/model';
import { activeRules } from './active-rules';
import { covers, podPeer, RuleShape, shapeOf } from './rule-shape';

/** A rule that counts, and where it stands among all of them. */
export interface IndexedRule {
  readonly policy: NetworkPolicy;
  readonly direction: Direction;
  readonly rule: NetworkPolicyRule;
  readonly shape: RuleShape;
  readonly order: number;
}

/** The rules of the policies that select the same pods: those of one namespace and podSelector, in one direction. */
class Scope {
  private readonly known = new Map<string, IndexedRule>();
  private readonly byPeer = new Map<string, IndexedRule[]>();
  private readonly prefixLengths = new Set<number>();

  public constructor(public readonly selector: LabelSelector) {
  }

  /** Of rules that say the same, the first stands for all. */
  public add(indexed: IndexedRule): void {
    if (this.known.has(indexed.shape.text)) return;
    this.known.set(indexed.shape.text, indexed);
    for (const key of new Set(peerKeys(indexed))) append(this.byPeer, key, indexed);
    for (const { ipBlock } of indexed.rule.peers ?? []) if (ipBlock !== undefined) this.prefixLengths.add(parseCidr(ipBlock.cidr).prefixLength);
  }

  /** Rules with an item that may be as wide as the first one of the rule: one of them covers it, or none that this index can see. */
  public candidates({ rule, policy }: IndexedRule, subsets: Subsets): readonly IndexedRule[] {
    const first = rule.peers?.[0];
    const keys = first === undefined ? [] : this.widerKeys(first, policy.metadata.namespace ?? 'default', subsets);
    return [EVERYONE, ...keys].flatMap((key) => this.byPeer.get(key) ?? []);
  }

  private widerKeys(peer: NetworkPolicyPeer, namespace: string, subsets: Subsets): readonly string[] {
    if (peer.ipBlock === undefined) {
      const { namespaces, pods } = podPeer(peer, namespace);
      return subsets.of(namespaces).flatMap((some) => subsets.of(pods).map((others) => podKey(some, others)));
    }
    const { first, prefixLength } = parseCidr(peer.ipBlock.cidr);
    const address = formatCidr(first, prefixLength).split('/')[0]!;
    return [...this.prefixLengths].filter((length) => length <= prefixLength).map((length) => blockKey(`${address}/${length}`));
  }
}

const EVERYONE = 'everyone';

function peerKeys({ rule, policy }: IndexedRule): readonly string[] {
  return rule.peers?.map((peer) => {
    if (peer.ipBlock !== undefined) return blockKey(peer.ipBlock.cidr);
    const { namespaces, pods } = podPeer(peer, policy.metadata.namespace ?? 'default');
    return podKey(namespaces.canonical, pods.canonical);
  }) ?? [EVERYONE];
}

const podKey = (namespaces: string, pods: string): string => `pods ${namespaces} | ${pods}`;

function blockKey(cidr: string): string {
  const { first, prefixLength } = parseCidr(cidr);
  return formatCidr(first, prefixLength);
}

/** Selectors with more conditions than this are compared with themselves and with the empty one only. */
const MAX_CONDITIONS = 4;

/** The selectors that have some of the conditions of another one, as canonical texts; each computed once. */
class Subsets {
  private readonly known = new Map<string, readonly string[]>();

  public of(selector: LabelSelector): readonly string[] {
    let texts = this.known.get(selector.canonical);
    if (texts === undefined) this.known.set(selector.canonical, (texts = subsetsOf(selector)));
    return texts;
  }
}

function subsetsOf(selector: LabelSelector): readonly string[] {
  const { requirements } = selector;
  if (requirements.length === 0) return [''];
  if (requirements.length > MAX_CONDITIONS) return [selector.canonical, ''];
  const some = requirements.reduce<readonly SelectorRequirement[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);
  return some.map((set) => LabelSelector.of({}, set).canonical);
}

/**
 * All rules that count, found by what they are about, so that each is compared with a few others only.
 *
 * Finds every rule that is covered by one other rule with a wider item, as far as this shows in how selectors and blocks are
 * written; never one that is not.
 */
export class RuleIndex {
  public readonly rules: readonly IndexedRule[];
  private readonly subsets = new Subsets();
  private readonly scopes = new Map<string, Scope>();
  private readonly isolating = new Map<string, NetworkPolicy[]>();

  public constructor(policies: readonly NetworkPolicy[]) {
    const rules: IndexedRule[] = [];
    for (const policy of policies) {
      for (const direction of ['ingress', 'egress'] as const) {
        if (policy.spec.isolates[direction]) append(this.isolating, scopeKey(policy, direction, policy.spec.podSelector.canonical), policy);
      }
      for (const { direction, rule } of activeRules(policy)) {
        const indexed = { policy, direction, rule, shape: shapeOf(rule, policy.metadata.namespace ?? 'default'), order: rules.length };
        rules.push(indexed);
        this.scopeOf(indexed).add(indexed);
      }
    }
    this.rules = rules;
  }

  /** A rule without which nothing would be lost if this one were deleted too; of rules that cover each other the first stays. */
  public coverOf(indexed: IndexedRule): IndexedRule | undefined {
    const { policy, direction, shape } = indexed;
    const selector = policy.spec.podSelector;
    const found = this.subsets.of(selector).flatMap((text) => {
      const scope = this.scopes.get(scopeKey(policy, direction, text));
      return scope === undefined ? [] : scope.candidates(indexed, this.subsets)
        .filter((other) => other !== indexed && covers(other.shape, shape) && (!isEqual(scope, indexed, other) || other.order < indexed.order));
    });
    return found.find((other) => other.policy === policy) ?? found[0];
  }

  /** Other policies that isolate at least the same pods in that direction. */
  public *isolatingToo(policy: NetworkPolicy, direction: Direction): Iterable<NetworkPolicy> {
    for (const text of this.subsets.of(policy.spec.podSelector)) {
      for (const other of this.isolating.get(scopeKey(policy, direction, text)) ?? []) if (other !== policy) yield other;
    }
  }

  private scopeOf({ policy, direction }: IndexedRule): Scope {
    const key = scopeKey(policy, direction, policy.spec.podSelector.canonical);
    let scope = this.scopes.get(key);
    if (scope === undefined) this.scopes.set(key, (scope = new Scope(policy.spec.podSelector)));
    return scope;
  }
}

/** Whether each of the rules covers the other one, for the same pods. */
function isEqual(scope: Scope, { policy, shape }: IndexedRule, other: IndexedRule): boolean {
  return scope.selector.equals(policy.spec.podSelector) && covers(shape, other.shape);
}

function scopeKey({ metadata }: NetworkPolicy, direction: Direction, selector: string): string {
  return `${metadata.namespace ?? 'default'} ${direction} ${selector}`;
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
