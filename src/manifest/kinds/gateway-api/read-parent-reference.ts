import { Field } from '../../field';
import { quote } from '../../quote';
import { FIRST_PORT, LAST_PORT } from '../read-port';
import { GATEWAY_GROUP, readGroupKind, readNamespace } from './read-names';
import { ParentReference } from './route';

/** What a route attaches to (`parentRefs`). The same parent may stand there twice with different sections or ports only. */
export function readParentReferences(spec: Field): readonly ParentReference[] {
  const seen = new Map<string, ParentReference[]>();
  return spec.objects('parentRefs').map((item) => {
    const reference = readParentReference(item);
    const parent = [reference.group, reference.kind, reference.namespace ?? '', reference.name].join('/');
    const known = seen.get(parent) ?? [];
    if (known.some((other) => other.sectionName === reference.sectionName && other.port === reference.port)) {
      item.reportSelf(`names ${reference.kind} ${quote(reference.name)} a second time; each reference to one parent needs a sectionName of its own`);
    } else if (known.some((other) => (other.sectionName === undefined) !== (reference.sectionName === undefined) && other.port === reference.port)) {
      item.report('sectionName', 'must be given in all references to one parent, or in none');
    }
    seen.set(parent, [...known, reference]);
    return reference;
  });
}

function readParentReference(item: Field): ParentReference {
  return {
    ...readGroupKind(item, GATEWAY_GROUP, 'Gateway'),
    name: item.requiredText('name', 'the name of the Gateway'),
    namespace: readNamespace(item),
    sectionName: item.text('sectionName') || undefined,
    port: item.integer('port', FIRST_PORT, LAST_PORT),
    path: item.path,
  };
}
