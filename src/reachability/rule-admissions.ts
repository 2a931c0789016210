import { PortSet } from '../network/port-set';
import { PodAddresses, PodEnd } from './end-point';
import { OwnRules } from './halves';
import { Admission, PodCondition } from './model';
import { matches } from './peer-set';
import { allOf, ANY_POD, areIndependent, beyondCondition, conditionOf, examplePod, isAnyPod, Namespaces, settled } from './pod-condition';
import { CompiledPolicy, CompiledRule, PodRules, Tier } from './rule-model';
import { PortNames } from './rule-ports';

/** A rule with what decides whether it is asked before another. */
interface Step {
  readonly policy: CompiledPolicy;
  readonly rule: CompiledRule;
  /** Position in its tier. */
  readonly position: number;
}

/** Pods and ports for which no rule so far has decided. */
interface Piece {
  readonly condition: PodCondition;
  readonly except: readonly PodCondition[];
  readonly ports: PortSet;
}

/**
 * Whom the rules of a pod let through, as conditions on labels, one for each rule that lets through and each chain of `pass` rules that
 * leads to it. What an earlier rule denies is excepted.
 *
 * Addresses, nodes and domain names admit nobody by labels. They stop pods only where they mean every pod there may be: one whose address
 * nobody knows may be another.
 *
 * @param addresses those that a pod may have of which nothing is known
 */
export function* admissions({ rules, ports }: OwnRules, namespaces: Namespaces, addresses: PodAddresses): Iterable<Admission> {
  const destination = rules.direction === 'ingress' ? ports : 'unknown';
  const tiers = rules.tiers.map(({ policies }) => policies.flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })))
    .map((step, position): Step => ({ ...step, position })));
  const walk = new Walk(rules, tiers, destination, namespaces, addresses);
  for (const [tier, steps] of tiers.entries()) {
    for (const step of steps) {
      // nobody knows whether the policy is about the pod
      if (step.rule.action !== 'allow' || step.policy.undeclaredNamespace !== undefined) continue;
      const portNames = destination === 'unknown' ? [...new Set(step.rule.ports.named.map(({ name }) => name))] : [];
      for (const condition of walk.peersOf(step.rule)) {
        for (const piece of walk.to(tier, step, { condition, except: [], ports: step.rule.ports.on(destination).certain })) {
          yield { ...piece, portNames: [] };
        }
        if (portNames.length === 0) continue;
        for (const piece of walk.to(tier, step, { condition, except: [], ports: PortSet.ALL })) yield { ...piece, ports: PortSet.NONE, portNames };
      }
    }
  }
  // what no tier decides is allowed
  if (rules.isolated || tiers.length === 0) return;
  for (const piece of walk.to(tiers.length, undefined, { condition: ANY_POD, except: [], ports: PortSet.ALL })) yield { ...piece, portNames: [] };
}


class Walk {
  /** By tier, the rules that can keep others from letting through: two that allow do each other no harm. */
  private readonly contrary: readonly (readonly Step[])[];
  private readonly anyPod: PodEnd;
  private readonly conditions = new Map<CompiledRule, readonly PodCondition[]>();

  public constructor(
    private readonly rules: PodRules,
    private readonly tiers: readonly (readonly Step[])[],
    private readonly destination: PortNames,
    private readonly namespaces: Namespaces,
    addresses: PodAddresses,
  ) {
    this.anyPod = examplePod(ANY_POD, namespaces, addresses);
    this.contrary = tiers.map((steps) => steps.filter(({ rule }) => rule.action !== 'allow'));
  }

  /** The pods that a rule is about, without those that there cannot be. */
  public peersOf(rule: CompiledRule): readonly PodCondition[] {
    let conditions = this.conditions.get(rule);
    if (conditions === undefined) {
      conditions = rule.peers?.flatMap((peer) => (peer.kind === 'pods' ? settled(conditionOf(peer), this.namespaces) ?? [] : [])) ?? [ANY_POD];
      this.conditions.set(rule, conditions);
    }
    return conditions;
  }

  /** The same with all pods where peers mean them by what no label says, such as their address. */
  private stoppedBy(rule: CompiledRule): readonly PodCondition[] {
    const isAboutAny = rule.peers?.some((peer) => peer.kind !== 'pods' && matches(peer, this.anyPod) === 'yes');
    return isAboutAny === true ? [ANY_POD] : this.peersOf(rule);
  }

  /** What is left of the pods when the rule is asked. */
  public to(tier: number, step: Step | undefined, start: Piece): readonly Piece[] {
    if (start.ports.isEmpty) return [];
    let pieces: readonly Piece[] = [start];
    for (let i = 0; i < tier; i++) pieces = this.through(i, pieces);
    if (step === undefined) return pieces;
    const earlier = this.contraryIn(tier).filter((other) => other.position < step.position && !areRivals(other, step));
    return this.besideRivals(tier, step, earlier.reduce((left, { rule }) => this.without(left, rule), pieces));
  }

  private contraryIn(tier: number): readonly Step[] {
    return this.contrary[tier] as readonly Step[];
  }

  /** What a whole tier leaves for the next one. */
  private through(tier: number, pieces: readonly Piece[]): readonly Piece[] {
    let left = pieces;
    let passed: readonly Piece[] = [];
    for (const step of this.contraryIn(tier)) {
      if (step.rule.action === 'deny') left = this.without(left, step.rule);
      else if (step.policy.undeclaredNamespace === undefined) passed = [...passed, ...this.besideRivals(tier, step, this.within(left, step.rule))];
    }
    return (this.rules.tiers[tier] as Tier).undecided === 'deny' ? passed : [...left, ...passed];
  }

  /** The pieces that no policy of the same priority stops: the network plugin asks these in whichever order it likes. */
  private besideRivals(tier: number, step: Step, pieces: readonly Piece[]): readonly Piece[] {
    const rivals = this.contraryIn(tier).filter((other) => areRivals(other, step));
    const harmful = rivals.filter(({ rule: { action } }) => action === 'deny' || step.rule.action === 'allow');
    const policies = new Set(harmful.map(({ policy }) => policy));
    const steps = this.tiers[tier] as readonly Step[];
    return [...policies].reduce((left, rival) => this.past(left, steps.filter(({ policy }) => policy === rival), harmful), pieces);
  }

  /** What one policy does not stop: what it lets through before, and what it says nothing about. */
  private past(pieces: readonly Piece[], policy: readonly Step[], harmful: readonly Step[]): readonly Piece[] {
    let left = pieces;
    let through: readonly Piece[] = [];
    for (const step of policy) {
      if (harmful.includes(step)) left = this.without(left, step.rule);
      else if (step.policy.undeclaredNamespace === undefined) through = [...through, ...this.within(left, step.rule)];
    }
    return [...left, ...through];
  }

  /** The parts of the pieces that the rule is about for certain. */
  private within(pieces: readonly Piece[], rule: CompiledRule): readonly Piece[] {
    const { certain } = rule.ports.on(this.destination);
    return this.peersOf(rule).flatMap((peer) => pieces.flatMap((piece) => {
      const condition = allOf(piece.condition, peer, this.namespaces);
      const ports = piece.ports.intersect(certain);
      return condition === undefined || ports.isEmpty ? [] : [{ ...piece, condition, ports }];
    }));
  }

  /** The pieces without the pods and ports that the rule may decide. */
  private without(pieces: readonly Piece[], rule: CompiledRule): readonly Piece[] {
    const { possible } = rule.ports.on(this.destination);
    return this.stoppedBy(rule).reduce((left, peer) => left.flatMap((piece) => this.split(piece, peer, possible)), pieces);
  }

  private split(piece: Piece, peer: PodCondition, decided: PortSet): readonly Piece[] {
    const ports = piece.ports.intersect(decided);
    const exception = ports.isEmpty ? undefined : this.exception(piece.condition, peer);
    if (exception === undefined) return [piece];
    const rest = piece.ports.minus(decided);
    const untouched = rest.isEmpty ? [] : [{ ...piece, ports: rest }];
    return isAnyPod(exception) ? untouched : [...untouched, { ...piece, ports, except: [...piece.except, exception] }];
  }

  /** What of `peer` is among the pods that meet the condition, by what it asks for beyond that; undefined if none is. */
  private exception(condition: PodCondition, peer: PodCondition): PodCondition | undefined {
    if (areIndependent(condition, peer)) return peer;
    const both = allOf(condition, peer, this.namespaces);
    return both && beyondCondition(both, condition);
  }
}

function areRivals(a: Step, b: Step): boolean {
  return a.policy !== b.policy && a.policy.priority !== undefined && a.policy.priority === b.policy.priority;
}
