import { API_INVALID } from './field';
import { KubernetesObject } from './kubernetes-object';
import { formatOrigin } from './origin';
import { InputProblem } from './problem';
import { quote } from './quote';
import { refusal } from './read-object';

/** Objects of one kind, namespace and name: the first stays, every further one becomes a problem that names both places. */
export function splitDuplicates(objects: readonly KubernetesObject[]): { readonly unique: readonly KubernetesObject[]; readonly problems: readonly InputProblem[] } {
  const first = new Map<string, KubernetesObject>();
  const unique: KubernetesObject[] = [];
  const problems: InputProblem[] = [];
  for (const object of objects) {
    const { name, namespace = '' } = object.metadata;
    const identity = `${object.group}/${object.kind}/${namespace}/${name}`;
    const earlier = first.get(identity);
    // What generateName makes of two equal texts differs.
    if (earlier === undefined || isGenerated(object)) {
      first.set(identity, object);
      unique.push(object);
    } else {
      const message = `${quote(name)} is given twice: ${object.ref} is also at ${formatOrigin(earlier.origin)}`;
      problems.push(refusal({ path: 'metadata.name', message, rule: API_INVALID }, object));
    }
  }
  return { unique, problems };
}

function isGenerated(object: KubernetesObject): boolean {
  const metadata = object.raw.metadata;
  return typeof metadata === 'object' && metadata !== null && !('name' in metadata);
}
