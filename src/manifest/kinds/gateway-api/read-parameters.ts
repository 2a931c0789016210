import { Field } from '../../field';
import { ParametersReference } from './gateway';
import { readNamespace } from './read-names';

/** The object that configures a class or a Gateway (`parametersRef`). */
export function readParameters(owner: Field): ParametersReference | undefined {
  const field = owner.object('parametersRef');
  if (field === undefined) return undefined;
  return {
    group: field.text('group') ?? '',
    kind: field.requiredText('kind', 'the kind of the parameters'),
    name: field.requiredText('name', 'the name of the parameters'),
    namespace: readNamespace(field),
  };
}
