import { Workload } from '../cluster/model';
import { openQuestions } from './assumptions';
import { EndPoint } from './end-point';
import { evaluate, Observer } from './evaluate';
import { endsOf, OwnRules } from './halves';
import { DecidingRule, Direction } from './model';
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
      evaluate(own.rules, own.ports, end, recorder(workload, direction, end, exemption, add));
    }
  }
  return [...found.values()];
}

function recorder(workload: Workload, direction: Direction, end: EndPoint, exemption: Exemption, add: (rule: DecidingRule) => void): Observer {
  return {
    rule: (policy, rule, match, ports) => {
      const note = match === 'maybe' ? openQuestions(policy, rule, end).join('; ') : undefined;
      add({ direction, policy: policy.policy, rule: rule.path, effect: rule.action, ports, ...(note && { note }) });
    },
    isolated: (tier, ports) => {
      for (const { policy } of tier.policies) add({ direction, policy, effect: 'deny', ports });
    },
    undecided: (ports) => add({ direction, effect: 'allow', ports, note: whyOpen(workload, direction, exemption) }),
  };
}

function whyOpen({ id }: Workload, direction: Direction, { hostNetwork, enforced }: Exemption): string {
  if (!enforced) return 'the network of this cluster ignores policies (cluster.networkPolicies of exposure.yaml)';
  if (hostNetwork) return `policies do not govern ${id}: it is on the network of its node (hostNetwork)`;
  return `no policy isolates ${id} for ${direction}`;
}
