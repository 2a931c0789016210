import { PortSet } from '../network/port-set';
import { withoutRepetition } from './admission-list';
import { PodAddresses } from './end-point';
import { OwnRules, passage } from './halves';
import { Admission, PodCondition } from './model';
import { avoiding, examplePod, Namespaces } from './pod-condition';
import { admissions } from './rule-admissions';
import { CompiledPolicy } from './rule-model';
import { Subject } from './subject';

/** Finds which pods that the manifests do not contain would get through, by the labels that they and their namespaces would have. */
export class FuturePods {
  /** Very many workloads have policies that say the same. */
  private readonly found = new Map<string, readonly Admission[]>();
  private readonly numbers = new Map<CompiledPolicy, number>();

  /** @param addresses those that a pod may have of which nothing is known */
  public constructor(private readonly namespaces: Namespaces, private readonly addresses: PodAddresses) {}

  /**
   * Whom the rules of some pods of a workload let through, on ports that are not `open` to every pod. Each says what holds for all the
   * pods that meet its condition and none of its exceptions.
   */
  public admittedBy(owners: readonly OwnRules[], open: PortSet): readonly Admission[] {
    const key = JSON.stringify([open.key, ...owners.map((own) => this.keyOf(own))]);
    let found = this.found.get(key);
    if (found === undefined) this.found.set(key, (found = this.find(owners, open)));
    return found;
  }

  private find(owners: readonly OwnRules[], open: PortSet): readonly Admission[] {
    const all = owners.flatMap((own) => [...admissions(own, this.namespaces, this.addresses)].flatMap((admission) => this.verified(own, admission)));
    const beyond = all.map((admission) => ({ ...admission, ports: admission.ports.minus(open) }));
    return withoutRepetition(beyond.filter(({ ports, portNames }) => !ports.isEmpty || portNames.length > 0), this.namespaces);
  }

  /** What an example of such a pod gets from the policies, of what the rules one by one say. */
  private verified(own: OwnRules, { condition, except, ports, portNames }: Admission): readonly Admission[] {
    const example = avoiding(condition, except, this.namespaces);
    if (example === 'none') return [];
    const passing = example === 'unknown' ? ports : ports.intersect(passage(own, this.subject(example)).some);
    return [{ condition, except, ports: passing, portNames }];
  }

  private subject(example: PodCondition): Subject {
    return { kind: 'pod', end: examplePod(example, this.namespaces, this.addresses) };
  }

  /** Equal for rules that say the same. */
  private keyOf({ rules, ports }: OwnRules): readonly unknown[] {
    const policies = rules.tiers.flatMap((tier) => tier.policies);
    const names = rules.direction === 'ingress' && policies.some((policy) => policy.rules.some((rule) => rule.ports.named.length > 0));
    return [policies.map((policy) => this.numberOf(policy)), names ? ports : undefined];
  }

  private numberOf(policy: CompiledPolicy): number {
    let number = this.numbers.get(policy);
    if (number === undefined) this.numbers.set(policy, (number = this.numbers.size));
    return number;
  }
}
