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
  const first = new Map<string, KubernetesObject>();
  const reported = new Map(known.filter(({ path }) => path === NAME).map(({ object, message }) => [object, message]));
  const kept: KubernetesObject[] = [];
  const problems: InputProblem[] = [];
  for (const object of objects) {
    const identity = `${object.group}/${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, object);
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

// What else a namespace says does not matter to the network: pod security and policies go by its labels.
function agree(one: KubernetesObject, other: KubernetesObject, rule: Kind['duplicates']): boolean {
  return rule === undefined ? isDeepStrictEqual(one.raw, other.raw) : isDeepStrictEqual(one.metadata.labels, other.metadata.labels);
}

function isGenerated(object: KubernetesObject): boolean {
  const metadata = object.raw.metadata;
  return typeof metadata === 'object' && metadata !== null && !('name' in metadata);
}
