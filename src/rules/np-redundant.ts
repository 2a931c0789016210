import { NetworkPolicy } from '../cluster/model';
import { IndexedRule, RuleIndex } from './facts/rule-index';
import { RawFinding, Rule } from './rule';

const DIRECTIONS = ['ingress', 'egress'] as const;

export const NP_REDUNDANT: Rule = {
  id: 'NP-REDUNDANT',
  severity: 'warning',
  title: 'A rule, or a whole policy, changes nothing: another one that selects the same pods covers it.',
  rationale: 'Rules only add up, and none takes away what another one lets through (Kubernetes documentation, Network Policies): '
    + 'a narrow rule beside a wider one restricts nothing, whatever its author meant.',
  *evaluate({ cluster }) {
    const index = new RuleIndex(cluster.networkPolicies);
    const covered = coveredRules(index);
    const superfluous = new Superfluous(cluster.networkPolicies, index, covered);
    for (const policy of cluster.networkPolicies) {
      const whole = superfluous.finding(policy);
      if (whole !== undefined) yield whole;
      else yield* (covered.get(policy) ?? []).map(ruleFinding);
    }
  },
};

/** A rule, and another one that lets through all of the same. */
interface CoveredRule {
  readonly rule: IndexedRule;
  readonly by: IndexedRule;
}

function coveredRules(index: RuleIndex): ReadonlyMap<NetworkPolicy, readonly CoveredRule[]> {
  const covered = new Map<NetworkPolicy, CoveredRule[]>();
  for (const rule of index.rules) {
    const by = index.coverOf(rule);
    if (by === undefined) continue;
    const known = covered.get(rule.policy);
    if (known === undefined) covered.set(rule.policy, [{ rule, by }]);
    else known.push({ rule, by });
  }
  return covered;
}

/** Rules of one policy are one author's; those of several may be written apart on purpose, each complete by itself. */
function ruleFinding({ rule: { policy, rule }, by }: CoveredRule): RawFinding {
  const within = by.policy === policy;
  return {
    object: policy,
    field: rule.path,
    severity: within ? 'warning' : 'info',
    message: `${policy.ref} ${rule.path} changes nothing: ${within ? '' : `${by.policy.ref} `}${by.rule.path} lets all of it through, for the same pods`,
    fix: `Delete ${rule.path}; or, if it was meant to restrict, narrow ${within ? '' : `${by.policy.ref} `}${by.rule.path}.`,
  };
}

/** Policies that could be deleted, all of those reported at once, without a difference to any pod. */
class Superfluous {
  private readonly reported = new Set<NetworkPolicy>();
  private readonly order: ReadonlyMap<NetworkPolicy, number>;

  public constructor(
    policies: readonly NetworkPolicy[],
    private readonly index: RuleIndex,
    private readonly covered: ReadonlyMap<NetworkPolicy, readonly CoveredRule[]>,
  ) {
    this.order = new Map(policies.map((policy, i) => [policy, i]));
  }

  public finding(policy: NetworkPolicy): RawFinding | undefined {
    const others = this.replacements(policy);
    if (others === undefined) return undefined;
    this.reported.add(policy);
    const names = [...new Set(others.map(({ ref }) => ref))];
    const listed = names.join(' and ');
    return {
      object: policy,
      field: 'spec',
      severity: 'info',
      message: `${policy.ref} changes nothing: ${listed} ${names.length > 1 ? 'isolate' : 'isolates'} the same pods and ${names.length > 1 ? 'let' : 'lets'} through all that it does`,
      fix: `Delete ${policy.ref}; or, if it was meant to restrict, narrow ${listed}.`,
    };
  }

  /** Policies that do all that this one does; undefined where something would be lost with it. */
  private replacements(policy: NetworkPolicy): readonly NetworkPolicy[] | undefined {
    const found: NetworkPolicy[] = [];
    for (const direction of DIRECTIONS.filter((d) => policy.spec.isolates[d])) {
      const rules = policy.spec[direction];
      const elsewhere = (this.covered.get(policy) ?? []).filter(({ rule, by }) => rule.direction === direction && by.policy !== policy);
      if (elsewhere.length < rules.length) return undefined;
      const isolating = first(this.index.isolatingToo(policy, direction), (other) => this.replaces(other, policy));
      if (isolating === undefined) return undefined;
      found.push(...(elsewhere.length > 0 ? elsewhere.map(({ by }) => by.policy) : [isolating]));
    }
    return found.length === 0 ? undefined : found;
  }

  /** A default deny states an intention, also where a policy with rules isolates the same pods: only another default deny replaces it. */
  private replaces(other: NetworkPolicy, policy: NetworkPolicy): boolean {
    if (this.reported.has(other)) return false;
    if (!deniesOnly(policy)) return true;
    return deniesOnly(other) && other.spec.podSelector.equals(policy.spec.podSelector) && this.order.get(other)! < this.order.get(policy)!;
  }
}

function deniesOnly({ spec }: NetworkPolicy): boolean {
  return DIRECTIONS.every((direction) => !spec.isolates[direction] || spec[direction].length === 0);
}

function first<T>(items: Iterable<T>, isWanted: (item: T) => boolean): T | undefined {
  for (const item of items) if (isWanted(item)) return item;
  return undefined;
}
