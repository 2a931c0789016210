import { Field } from '../field';
import { listChoices, quote } from '../quote';

/** Reports a text at `key` that is none of `choices`, of a field that says nothing about the network. Absent and empty are left to the default. */
export function tolerateChoice(field: Field, key: string, choices: readonly string[]): void {
  const value = field.value[key];
  if (value === undefined || value === null || value === '' || choices.includes(value as string)) return;
  const text = field.text(key);
  if (text !== undefined) field.tolerate(key, `${quote(text)} must be ${listChoices(choices)}`);
}
