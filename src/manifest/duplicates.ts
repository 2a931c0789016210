import { isDeepStrictEqual } from 'node:util';
import { API_INVALID } from './field';
import { findKind, Kind } from './kinds';
import { KubernetesObject } from './kubernetes-object';
import { formatOrigin } from './origin';
import { InputProblem } from './problem';
import { quote } from './quote';
import { problemOf } from './read-object';

const NAME = 'metadata.name';

/** What is left of objects, some of which are given twice. */
export interface Deduplicated {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly InputProblem[];
}

/**
 * Finds objects of one kind, namespace and name. Applied one after the other, the last would replace the others, but
 * nobody can say which that is. So a second workload, policy or namespace is refused. Of everything else a second one is reported
 * and kept, because one more Service or route can only make more reachable; unless it is a copy, which is dropped, as
 * is a namespace with the same labels.
 *
 * @param known problems that were found before; none is reported again
 */
export function separateDuplicates(objects: readonly KubernetesObject[], known: readonly InputProblem[]): Deduplicated {
  const first: ByName = new Map();
  const reported = new Map(known.filter(({ path }) => path === NAME).map(({ object, message }) => [object, message]));
  const kept: KubernetesObject[] = [];
  const problems: InputProblem[] = [];
  for (const object of objects) {
    const namesakes = namesakesOf(object, first);
    const earlier = namesakes.get(object.metadata.name);
    if (earlier === undefined) namesakes.set(object.metadata.name, object);
    // Two texts that generateName completes become two names.
    if (earlier === undefined || isGenerated(object)) {
      kept.push(object);
      continue;
    }
    const rule = findKind(object.group, object.kind)?.duplicates;
    if (rule !== 'refused' && agree(object, earlier, rule)) continue;
    if (rule === undefined) kept.push(object);
    const message = `${quote(object.metadata.name)} is given twice: ${object.ref} is also at ${formatOrigin(earlier.origin)}`;
    if (reported.get(object) === message) continue;
    problems.push(problemOf(object, { path: NAME, message, rule: API_INVALID }, rule !== undefined));
  }
  return { objects: kept, problems };
}

/** Objects by kind, namespace and name. One text for the three would take longer to make than all else. */
type ByName = Map<string, Map<string, Map<string, KubernetesObject>>>;

/** Objects of the same kind and namespace, by name. */
function namesakesOf({ groupKind, metadata: { namespace = '' } }: KubernetesObject, objects: ByName): Map<string, KubernetesObject> {
  let ofKind = objects.get(groupKind);
  if (ofKind === undefined) objects.set(groupKind, (ofKind = new Map()));
  let ofNamespace = ofKind.get(namespace);
  if (ofNamespace === undefined) ofKind.set(namespace, (ofNamespace = new Map()));
  return ofNamespace;
}

// What else a namespace says does not matter to the network: pod security and policies go by its labels.
function agree(one: KubernetesObject, other: KubernetesObject, rule: Kind['duplicates']): boolean {
  return rule === undefined ? isDeepStrictEqual(one.raw, other.raw) : isDeepStrictEqual(one.metadata.labels, other.metadata.labels);
}

function isGenerated(object: KubernetesObject): boolean {
  const metadata = object.raw.metadata;
  return typeof metadata === 'object' && metadata !== null && !('name' in metadata);
}
