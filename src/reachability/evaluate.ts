import { PortSet } from '../network/port-set';
import { EndPoint, portNames } from './end-point';
import { matchesAny } from './peer-set';
import { Action, CompiledPolicy, CompiledRule, PodRules, Tier } from './rule-model';
import { PortNames } from './rule-ports';

/** What policies let pass, as ports of the destination. */
export interface Outcome {
  /** However the open questions are settled. */
  readonly certain: PortSet;
  /** For some settlement of the open questions; contains `certain`. */
  readonly possible: PortSet;
}

/** Told of every rule that takes part. */
export interface Observer {
  /**
   * Ports that the rule decides, or may decide, of those that were open before it. Where policies have no precedence, each of their
   * rules is told what it decides by itself: taking away another one that does the same would change nothing.
   */
  rule(policy: CompiledPolicy, rule: CompiledRule, match: 'yes' | 'maybe', ports: PortSet): void;
  /** Ports of which policies of the same priority say different things; told after their rules. */
  contested(policies: readonly CompiledPolicy[], ports: PortSet): void;
  /** Ports that no rule of an isolating tier decides. */
  isolated(tier: Tier, ports: PortSet): void;
  /** Ports that no tier decides. */
  undecided(ports: PortSet): void;
}

/**
 * What the rules of a pod let pass to or from `end`, for all ports at once.
 *
 * Port by port the first rule that matches decides. A rule of which it is not known whether it matches decides and
 * does not decide: ports that can come out both ways are possible, not certain. So are ports on which policies of the
 * same priority disagree.
 *
 * @param own port names of the pod that has the rules
 */
export function evaluate(rules: PodRules, own: PortNames, end: EndPoint, observer?: Observer): Outcome {
  const walk = new Walk(end, rules.direction === 'ingress' ? own : portNames(end), observer);
  for (const tier of rules.tiers) walk.ask(tier);
  return walk.finish();
}

/** Ports for which something comes of one or several policies, for certain or perhaps. */
type Opinion = Readonly<Record<Action, PortSet>>;

const NO_OPINION: Opinion = { allow: PortSet.NONE, deny: PortSet.NONE, pass: PortSet.NONE };

/** A rule that matches, or may match, and the ports of the destination that it is about. */
interface Match {
  readonly policy: CompiledPolicy;
  readonly rule: CompiledRule;
  /** Ports that it decides whatever else is so; contained in `possible`. */
  readonly certain: PortSet;
  readonly possible: PortSet;
}

/** Matching rules of one action that have no order among them. */
interface Unordered {
  readonly action: Action;
  /** Ports that were open before the first of them. */
  readonly before: PortSet;
  readonly matches: Match[];
}

class Walk {
  /** Rules that the observer is still to be told of; nothing without an observer. */
  private unordered: Unordered | undefined;
  private allowed: PortSet = PortSet.NONE;
  private denied: PortSet = PortSet.NONE;
  /** Ports that the rules so far may have left undecided. */
  private open: PortSet = PortSet.ALL;

  public constructor(private readonly end: EndPoint, private readonly destination: PortNames, private readonly observer?: Observer) {}

  public ask(tier: Tier): void {
    const { policies } = tier;
    let passed = PortSet.NONE;
    for (let i = 0; i < policies.length && !this.isDone;) {
      const next = endOfRank(policies, i);
      const { allow, deny, pass } = next === i + 1 ? this.opinionOf(policies[i] as CompiledPolicy) : this.opinionOfRank(policies.slice(i, next));
      this.allowed = this.allowed.union(allow);
      this.denied = this.denied.union(deny);
      passed = passed.union(pass);
      i = next;
    }
    this.tellUnordered();
    if (tier.undecided === 'deny') {
      if (!this.open.isEmpty) this.observer?.isolated(tier, this.open);
      this.denied = this.denied.union(this.open);
      this.open = passed;
    } else {
      this.open = this.open.union(passed);
    }
  }

  public finish(): Outcome {
    if (!this.open.isEmpty) this.observer?.undecided(this.open);
    const possible = this.allowed.union(this.open);
    return { certain: possible.minus(this.denied), possible };
  }

  /** What comes of one policy; ports that it decides for certain are no longer open. */
  private opinionOf(policy: CompiledPolicy): Opinion {
    let opinion = NO_OPINION;
    for (const rule of policy.rules) {
      if (this.isDone) break;
      const match = matchesAny(rule.peers, this.end);
      if (match !== 'no') opinion = { ...opinion, [rule.action]: opinion[rule.action].union(this.apply(policy, rule, match)) };
    }
    return opinion;
  }

  /** What may come of policies any of which may be asked first: each has its say about all that was open before. */
  private opinionOfRank(policies: readonly CompiledPolicy[]): Opinion {
    const before = this.open;
    let after = before;
    let sum = NO_OPINION;
    let contested = PortSet.NONE;
    for (const policy of policies) {
      this.open = before;
      const opinion = this.opinionOf(policy);
      contested = contested.union(disagreement(sum, opinion));
      sum = { allow: sum.allow.union(opinion.allow), deny: sum.deny.union(opinion.deny), pass: sum.pass.union(opinion.pass) };
      after = after.intersect(this.open);
    }
    this.open = after;
    if (!contested.isEmpty) this.observer?.contested(policies, contested);
    return sum;
  }

  /** The ports that a rule which matches, or may match, decides or may decide. */
  private apply(policy: CompiledPolicy, rule: CompiledRule, match: 'yes' | 'maybe'): PortSet {
    const ports = rule.ports.on(this.destination);
    const decided = ports.possible.intersect(this.open);
    const isCertain = match === 'yes' && policy.undeclaredNamespace === undefined;
    const certain = isCertain ? ports.certain : PortSet.NONE;
    if (this.observer !== undefined) this.note({ policy, rule, certain, possible: ports.possible });
    this.open = this.open.minus(certain);
    return decided;
  }

  /** No port is left to decide, and nobody wants to know which other rules would have decided it. */
  private get isDone(): boolean {
    return this.open.isEmpty && this.unordered === undefined;
  }

  private note(match: Match): void {
    const { policy: { priority }, rule: { action } } = match;
    if (priority !== undefined) {
      this.tell(match, this.open, this.open);
      return;
    }
    if (this.unordered?.action !== action) {
      this.tellUnordered();
      this.unordered = { action, before: this.open, matches: [] };
    }
    this.unordered?.matches.push(match);
  }

  private tellUnordered(): void {
    if (this.unordered === undefined) return;
    // what one of them decides for certain is no question any more, whichever comes first
    const { before, matches } = this.unordered;
    for (const match of matches) this.tell(match, before, this.open);
    this.unordered = undefined;
  }

  private tell({ policy, rule, certain, possible }: Match, before: PortSet, undecided: PortSet): void {
    const decided = certain.intersect(before);
    const perhaps = possible.intersect(undecided).minus(decided);
    if (!decided.isEmpty) this.observer?.rule(policy, rule, 'yes', decided);
    if (!perhaps.isEmpty) this.observer?.rule(policy, rule, 'maybe', perhaps);
  }
}

/** Position after the last policy that shares the priority of the one at `start`. */
function endOfRank(policies: readonly CompiledPolicy[], start: number): number {
  const { priority } = policies[start] as CompiledPolicy;
  let end = start + 1;
  if (priority !== undefined) while (policies[end]?.priority === priority) end++;
  return end;
}

function disagreement(a: Opinion, b: Opinion): PortSet {
  return PortSet.union([
    a.allow.intersect(b.deny.union(b.pass)),
    a.deny.intersect(b.allow.union(b.pass)),
    a.pass.intersect(b.allow.union(b.deny)),
  ]);
}
