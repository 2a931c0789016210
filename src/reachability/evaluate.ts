import { PortSet } from '../network/port-set';
import { EndPoint, portNames } from './end-point';
import { matchesAny } from './peer-set';
import { CompiledPolicy, CompiledRule, PodRules, Tier } from './rule-model';
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
  /** Ports that the rule decides, or may decide, of those that were open before it. */
  rule(policy: CompiledPolicy, rule: CompiledRule, match: 'yes' | 'maybe', ports: PortSet): void;
  /** Ports that no rule of an isolating tier decides. */
  isolated(tier: Tier, ports: PortSet): void;
  /** Ports that no tier decides. */
  undecided(ports: PortSet): void;
}

const OPEN: Outcome = { certain: PortSet.ALL, possible: PortSet.ALL };

/**
 * What the rules of a pod let pass to or from `end`, for all ports at once.
 *
 * Port by port the first rule that matches decides. A rule of which it is not known whether it matches decides and
 * does not decide: ports that can come out both ways are possible, not certain.
 *
 * @param own port names of the pod that has the rules
 */
export function evaluate(rules: PodRules, own: PortNames, end: EndPoint, observer?: Observer): Outcome {
  if (rules.tiers.length === 0 && observer === undefined) return OPEN;
  const walk = new Walk(end, rules.direction === 'ingress' ? own : portNames(end), observer);
  for (const tier of rules.tiers) walk.ask(tier);
  return walk.finish();
}

class Walk {
  private allowed: PortSet = PortSet.NONE;
  private denied: PortSet = PortSet.NONE;
  /** Ports that the rules so far may have left undecided. */
  private open: PortSet = PortSet.ALL;

  public constructor(private readonly end: EndPoint, private readonly destination: PortNames, private readonly observer?: Observer) {}

  public ask(tier: Tier): void {
    let passed = PortSet.NONE;
    for (const policy of tier.policies) {
      for (const rule of policy.rules) {
        if (this.open.isEmpty) break;
        const decided = this.apply(policy, rule);
        if (rule.action === 'pass') passed = passed.union(decided);
      }
    }
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

  /** The ports that the rule decides, or may decide. */
  private apply(policy: CompiledPolicy, rule: CompiledRule): PortSet {
    const match = matchesAny(rule.peers, this.end);
    if (match === 'no') return PortSet.NONE;
    const ports = rule.ports.on(this.destination);
    const decided = ports.possible.intersect(this.open);
    if (decided.isEmpty) return decided;
    const certain = match === 'yes' ? ports.certain.intersect(this.open) : PortSet.NONE;
    if (this.observer !== undefined) tell(this.observer, policy, rule, certain, decided.minus(certain));
    if (rule.action === 'allow') this.allowed = this.allowed.union(decided);
    if (rule.action === 'deny') this.denied = this.denied.union(decided);
    this.open = this.open.minus(certain);
    return decided;
  }
}

function tell(observer: Observer, policy: CompiledPolicy, rule: CompiledRule, certain: PortSet, possible: PortSet): void {
  if (!certain.isEmpty) observer.rule(policy, rule, 'yes', certain);
  if (!possible.isEmpty) observer.rule(policy, rule, 'maybe', possible);
}
