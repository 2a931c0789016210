import { LabelSelector, SelectorExpression, SelectorOperator } from '../../../network/label-selector';
import { Field } from '../../field';
import { labelValue, qualifiedName } from '../../names';
import { CiliumEntity, CiliumPods, CILIUM_ENTITIES } from './cilium-policy';
import { Gaps } from './gaps';

/** Label that the control plane sets on every namespace, with its name as the value. */
const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';
const OPERATORS: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const POD_NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';
const RESERVED = 'reserved:';

/**
 * Labels that are no part of a pod's identity unless the agent is told so, and which no selector finds
 * (Cilium documentation, "Limiting Identity-Relevant Labels"), and those that Cilium sets itself.
 */
const NOT_OF_IDENTITY = new RegExp([
  'io\\.kubernetes', 'io\\.cilium', 'kubernetes\\.io', 'k8s\\.io', '.*beta\\.kubernetes\\.io', 'statefulset\\.kubernetes\\.io/pod-name', 'apps\\.kubernetes\\.io/pod-index',
  'batch\\.kubernetes\\.io/job-completion-index', 'batch\\.kubernetes\\.io/controller-uid', 'pod-template-generation', 'pod-template-hash',
  'controller-revision-hash', 'controller-uid', 'annotation', 'etcd_node',
].map((pattern) => `^${pattern}`).join('|'));

/** A condition, by what it is about. */
interface Condition {
  readonly about: 'pod' | 'namespace-name' | 'namespace-label' | 'reserved' | 'unknown';
  readonly expression: SelectorExpression;
}

/**
 * The pods that a policy is about.
 *
 * @param namespace of the policy, to which a CiliumNetworkPolicy is confined; undefined for one of the whole cluster
 */
export function readSubject(selector: Field, namespace: string | undefined, gaps: Gaps): CiliumPods {
  const conditions = readConditions(selector, gaps);
  const onNamespace = conditions.filter(({ about }) => about === 'namespace-name' || about === 'namespace-label');
  if (conditions.some(({ about }) => about === 'reserved')) gaps.add(selector);
  const pods = selectorOf(conditions.filter(({ about }) => about === 'pod'));
  if (namespace === undefined) return { namespaces: selectorOf(onNamespace), pods };
  // What asks for another namespace than its own is put right by the agent in some forms, and selects nothing in others.
  const own = { [NAMESPACE_NAME_LABEL]: namespace };
  if (onNamespace.some(({ about }) => about === 'namespace-label') || !selectorOf(onNamespace).matches(own)) gaps.add(selector);
  return { namespaces: LabelSelector.of(own), pods };
}

/** One item of `fromEndpoints` or `toEndpoints`: pods, or an entity by its reserved label. */
export function readEndpoints(selector: Field, namespace: string | undefined, gaps: Gaps): CiliumPods | CiliumEntity {
  const conditions = readConditions(selector, gaps);
  if (conditions.some(({ about }) => about === 'reserved')) return readReserved(selector, conditions, gaps);
  const onName = conditions.filter(({ about }) => about === 'namespace-name');
  const onLabels = conditions.filter(({ about }) => about === 'namespace-label');
  const ofPods = conditions.filter(({ about }) => about === 'pod');
  const pods = selectorOf(ofPods);
  // The documentation has the labels of namespaces ignored in a CiliumNetworkPolicy; later agents look at them.
  if (namespace !== undefined && onLabels.length > 0) gaps.add(selector);
  if (onName.length === 0) {
    return { namespaces: namespace === undefined ? selectorOf(onLabels) : LabelSelector.of({ [NAMESPACE_NAME_LABEL]: namespace }), pods };
  }
  // Without a label that it asks for, a selector also matches what has no labels at all: nodes, and the world.
  if (!conditions.some(isPositive) || onName.some(({ expression }) => expression.operator === 'DoesNotExist')) gaps.add(selector);
  return { namespaces: selectorOf([...onName.filter(({ expression }) => expression.operator !== 'Exists'), ...onLabels]), pods };
}

/** Entities that are more than what one reserved label of the same name stands for. */
const WITHOUT_LABEL: readonly CiliumEntity[] = ['all', 'cluster', 'world'];

function readReserved(selector: Field, conditions: readonly Condition[], gaps: Gaps): CiliumEntity {
  const [first] = conditions;
  const entity = CILIUM_ENTITIES.find((name) => first?.expression.key === RESERVED + name);
  const isPlain = first?.expression.operator === 'Exists' || (first?.expression.operator === 'In' && first.expression.values?.join() === '');
  if (conditions.length !== 1 || entity === undefined || WITHOUT_LABEL.includes(entity) || !isPlain) gaps.add(selector);
  return entity ?? 'none';
}

function isPositive({ expression: { operator } }: Condition): boolean {
  return operator === 'In' || operator === 'Exists';
}

function selectorOf(conditions: readonly Condition[]): LabelSelector {
  return LabelSelector.of({}, conditions.map(({ expression }) => expression));
}

function readConditions(selector: Field, gaps: Gaps): readonly Condition[] {
  gaps.addKeysBeyond(selector, ['matchLabels', 'matchExpressions']);
  const labels = selector.objectOrEmpty('matchLabels');
  const equal = Object.keys(labels.value).map((key) => readCondition(labels, key, 'In', [labels.text(key) ?? ''], gaps));
  const expressions = selector.objects('matchExpressions').map((item) => {
    const operator = item.text('operator') ?? '';
    const values = item.texts('values');
    const needsValues = operator === 'In' || operator === 'NotIn';
    if (OPERATORS.includes(operator) && needsValues === values.length > 0) return readCondition(item, item.text('key') ?? '', operator as SelectorOperator, values, gaps);
    gaps.add(item);
    return undefined;
  });
  return [...equal, ...expressions].filter((condition) => condition !== undefined) as readonly Condition[];
}

function readCondition(field: Field, key: string, operator: SelectorOperator, values: readonly string[], gaps: Gaps): Condition | undefined {
  const plain = key.replace(/^(?:k8s|any):/, '');
  const about = aboutWhat(plain);
  if (about === 'unknown' || values.some((value) => labelValue(value) !== undefined)) {
    gaps.add(field);
    return undefined;
  }
  return { about, expression: { key: labelOf(plain, about), operator, ...(values.length > 0 && { values }) } };
}

/** `any:` and no source mean the labels of Kubernetes too; labels of other sources are not in the manifests. */
function aboutWhat(key: string): Condition['about'] {
  if (key === POD_NAMESPACE) return 'namespace-name';
  if (key.startsWith(RESERVED)) return 'reserved';
  if (key.startsWith(NAMESPACE_LABELS)) return qualifiedName(key.slice(NAMESPACE_LABELS.length)) === undefined && !/beta\.kubernetes\.io/.test(key) ? 'namespace-label' : 'unknown';
  return qualifiedName(key) === undefined && !NOT_OF_IDENTITY.test(key) ? 'pod' : 'unknown';
}

function labelOf(key: string, about: Condition['about']): string {
  switch (about) {
    case 'namespace-name': return NAMESPACE_NAME_LABEL;
    case 'namespace-label': return key.slice(NAMESPACE_LABELS.length);
    default: return key;
  }
}
