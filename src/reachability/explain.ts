import { Workload } from '../cluster/model';
import { PortSet } from '../network/port-set';
import { contestedBy, openQuestions } from './assumptions';
import { EndPoint } from './end-point';
import { evaluate, Observer } from './evaluate';
import { endsOf, OwnRules } from './halves';
import { DecidingRule, Direction } from './model';
import { CompiledPolicy, CompiledRule, Tier } from './rule-model';
import { Subject } from './subject';

/** What makes policies have no say over a workload. */
export interface Exemption {
  readonly hostNetwork: boolean;
  readonly enforced: boolean;
}

/** The rules that decide one half of a connection, in the order in which they are asked; each once. */
export function explainHalf(
  workload: Workload,
  direction: Direction,
  halves: readonly { readonly own: OwnRules; readonly subject: Subject }[],
  exemption: Exemption,
): readonly DecidingRule[] {
  const found = new Map<string, DecidingRule>();
  const add = (rule: DecidingRule): void => {
    const key = [rule.policy?.ref, rule.rule, rule.effect, rule.note].join('\n');
    const same = found.get(key);
    found.set(key, same === undefined ? rule : { ...same, ports: same.ports.union(rule.ports) });
  };
  for (const { own, subject } of halves) {
    for (const end of endsOf(own, subject)) {
      const recorder = new Recorder(workload, direction, end, exemption);
      evaluate(own.rules, own.ports, end, recorder);
      recorder.found.forEach(add);
    }
  }
  return [...found.values()];
}

class Recorder implements Observer {
  public found: readonly DecidingRule[] = [];

  public constructor(
    private readonly workload: Workload,
    private readonly direction: Direction,
    private readonly end: EndPoint,
    private readonly exemption: Exemption,
  ) {}

  public rule(policy: CompiledPolicy, rule: CompiledRule, match: 'yes' | 'maybe', ports: PortSet): void {
    const note = match === 'maybe' ? openQuestions(policy, rule, this.end).join('; ') : '';
    this.add({ policy: policy.policy, rule: rule.path, effect: rule.action, ports, ...(note !== '' && { note }) });
  }

  public contested(policies: readonly CompiledPolicy[], ports: PortSet): void {
    const contest = contestedBy(policies);
    this.found = this.found.map((rule) => {
      const isMeant = policies.some(({ policy }) => policy === rule.policy) && !rule.ports.intersect(ports).isEmpty;
      return isMeant ? { ...rule, note: rule.note === undefined ? contest : `${rule.note}; ${contest}` } : rule;
    });
  }

  public isolated(tier: Tier, ports: PortSet): void {
    for (const { policy, isolates } of tier.policies) if (isolates !== false) this.add({ policy, effect: 'deny', ports });
  }

  public undecided(ports: PortSet): void {
    this.add({ effect: 'allow', ports, note: whyOpen(this.workload, this.direction, this.exemption) });
  }

  private add(rule: Omit<DecidingRule, 'direction'>): void {
    this.found = [...this.found, { direction: this.direction, ...rule }];
  }
}

function whyOpen({ id }: Workload, direction: Direction, { hostNetwork, enforced }: Exemption): string {
  if (!enforced) return 'the network of this cluster ignores policies (cluster.networkPolicies of exposure.yaml)';
  if (hostNetwork) return `policies do not govern ${id}: it is on the network of its node (hostNetwork)`;
  return `no policy isolates ${id} for ${direction}`;
}
