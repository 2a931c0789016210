import { LabelSelector, SelectorExpression, SelectorOperator } from '../../network/label-selector';
import { Field } from '../field';
import { labelValue, qualifiedName } from '../names';
import { listChoices, quote } from '../quote';
import { readLabelsInPlace } from '../string-maps';

const OPERATORS: readonly SelectorOperator[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** The `metav1.LabelSelector` at `key`; undefined if it is absent. Conditions that are refused are left out. */
export function readSelector(owner: Field, key: string): LabelSelector | undefined {
  const field = owner.object(key);
  return field === undefined ? undefined : readSelectorItself(field);
}

/** The `metav1.LabelSelector` that a field is, such as an item of a list of them. */
export function readSelectorItself(field: Field): LabelSelector {
  const matchLabels = readLabelsInPlace(field, 'matchLabels');
  if (!field.has('matchExpressions')) return LabelSelector.of(matchLabels);
  const expressions: SelectorExpression[] = [];
  for (const item of field.objects('matchExpressions')) {
    const expression = readExpression(item);
    if (expression !== undefined) expressions.push(expression);
  }
  return LabelSelector.of(matchLabels, expressions);
}

function readExpression(field: Field): SelectorExpression | undefined {
  const key = field.requiredText('key', 'the label that the condition is about');
  if (key !== '') field.check('key', key, qualifiedName);
  const operator = readOperator(field);
  const values = field.texts('values');
  if (operator === undefined) return undefined;
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) field.report('values', `must not be given with operator ${quote(operator)}`);
    return { key, operator };
  }
  if (values.length === 0) {
    field.reportMissing('values', `operator ${quote(operator)} needs at least one value`);
    return undefined;
  }
  values.forEach((value, i) => field.check(`values[${i}]`, value, labelValue));
  return { key, operator, values };
}

function readOperator(field: Field): SelectorOperator | undefined {
  const operator = field.requiredText('operator', `one of ${listChoices(OPERATORS)}`);
  const known = OPERATORS.find((o) => o === operator);
  if (known === undefined && operator !== '') field.report('operator', `${quote(operator)} must be ${listChoices(OPERATORS)}`);
  return known;
}
