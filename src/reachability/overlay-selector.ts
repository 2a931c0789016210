import { JsonObject } from '../manifest/kubernetes-object';
import { LabelSelector, SelectorExpression } from '../network/label-selector';

/** Labels that controllers put on each of their pods: templates do not have them. */
const OF_CONTROLLERS = /^(?:pod-template-|controller-|job-name$|(?:apps|batch|statefulset|topology)\.kubernetes\.io\/)/;

/** The label that a key of a selector means; undefined for one that manifests do not show. */
export type LabelOf = (key: string) => string | undefined;

/** Keys as they are, but for labels that controllers add. */
export const plainLabel: LabelOf = (key) => (OF_CONTROLLERS.test(key) ? undefined : key);

/** A selector of a policy that is not evaluated, of which nothing was checked: what is not understood is left out, which can only select more. */
export function lenientSelector(selector: unknown, labelOf: LabelOf = plainLabel): LabelSelector {
  if (!isObject(selector)) return LabelSelector.EVERYTHING;
  const read = (expression: unknown): readonly SelectorExpression[] => readExpression(expression, labelOf);
  const { matchLabels, matchExpressions } = selector;
  const equal = isObject(matchLabels) ? Object.entries(matchLabels).flatMap(([key, value]) => read({ key, operator: 'In', values: [value] })) : [];
  const listed = Array.isArray(matchExpressions) ? matchExpressions.flatMap(read) : [];
  return LabelSelector.of({}, [...equal, ...listed]);
}

function readExpression(expression: unknown, labelOf: LabelOf): readonly SelectorExpression[] {
  if (!isObject(expression) || typeof expression.key !== 'string') return [];
  const key = labelOf(expression.key);
  const values = Array.isArray(expression.values) ? expression.values.filter((value): value is string => typeof value === 'string') : [];
  const { operator } = expression;
  if (key === undefined) return [];
  if ((operator === 'In' || operator === 'NotIn') && values.length > 0) return [{ key, operator, values }];
  return operator === 'Exists' || operator === 'DoesNotExist' ? [{ key, operator }] : [];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
