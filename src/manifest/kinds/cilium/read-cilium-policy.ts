import { LabelSelector } from '../../../network/label-selector';
import { Field } from '../../field';
import { ObjectMetadata } from '../../kubernetes-object';
import { CiliumPods, CiliumPolicySpec, CiliumRule, CiliumRuleSet } from './cilium-policy';
import { Gaps } from './gaps';
import { readRule, RuleList } from './read-cilium-rule';
import { readSubject } from './read-cilium-selector';

const SECTIONS: Readonly<Record<'ingress' | 'egress', readonly { readonly key: string; readonly action: CiliumRule['action'] }[]>> = {
  ingress: [{ key: 'ingressDeny', action: 'deny' }, { key: 'ingress', action: 'allow' }],
  egress: [{ key: 'egressDeny', action: 'deny' }, { key: 'egress', action: 'allow' }],
};
const SECTION_KEYS = Object.values(SECTIONS).flatMap((sections) => sections.map(({ key }) => key));

/**
 * Reads a CiliumNetworkPolicy of cilium.io/v2 as far as it can be evaluated: selectors of endpoints, entities, CIDRs and ports
 * (Cilium documentation, "Layer 3 Policies", "Layer 4 Policies" and "Deny Policies"; pkg/policy/api). Anything else is a gap.
 */
export function readCiliumNetworkPolicy(object: Field, { namespace }: ObjectMetadata): CiliumPolicySpec {
  return readPolicy(object, namespace ?? 'default');
}

/** Reads a CiliumClusterwideNetworkPolicy, which selects pods of every namespace, or nodes: the latter are a gap. */
export function readCiliumClusterwideNetworkPolicy(object: Field): CiliumPolicySpec {
  return readPolicy(object, undefined);
}

function readPolicy(object: Field, namespace: string | undefined): CiliumPolicySpec {
  const gaps = new Gaps();
  const spec = object.object('spec');
  const specs = [...(spec === undefined ? [] : [spec]), ...object.objects('specs')];
  if (specs.length === 0) gaps.add(object, 'spec');
  const ruleSets = specs.map((item) => readRuleSet(item, namespace, specs.length, gaps));
  return gaps.first === undefined ? { ruleSets } : { notEvaluated: gaps.first, ruleSets: [] };
}

const EVERY_POD: CiliumPods = { namespaces: LabelSelector.EVERYTHING, pods: LabelSelector.EVERYTHING };

function readRuleSet(spec: Field, namespace: string | undefined, of: number, gaps: Gaps): CiliumRuleSet {
  gaps.addKeysBeyond(spec, ['endpointSelector', 'enableDefaultDeny', 'labels', 'description', ...SECTION_KEYS]);
  const selector = spec.object('endpointSelector');
  if (selector === undefined) gaps.add(spec, 'endpointSelector');
  const rulesOf = (direction: RuleList['direction']): readonly CiliumRule[] => SECTIONS[direction].flatMap(({ key, action }) =>
    spec.objects(key).map((rule) => readRule(rule, { direction, action, namespace }, gaps)));
  const [ingress, egress] = [rulesOf('ingress'), rulesOf('egress')];
  const denied = spec.object('enableDefaultDeny');
  if (denied !== undefined) gaps.addKeysBeyond(denied, ['ingress', 'egress']);
  const isolates = {
    ingress: denied?.flag('ingress') ?? ingress.length > 0,
    egress: denied?.flag('egress') ?? egress.length > 0,
  };
  // A set without rules does nothing, but some agents refuse it, and with it the rest of the policy.
  if (ingress.length + egress.length === 0 && (of > 1 || isolates.ingress || isolates.egress)) gaps.add(spec);
  return { subject: selector === undefined ? EVERY_POD : readSubject(selector, namespace, gaps), isolates, ingress, egress };
}
