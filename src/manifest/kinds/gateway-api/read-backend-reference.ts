import { Field } from '../../field';
import { FIRST_PORT, LAST_PORT } from '../read-port';
import { readGroupKind, readNamespace } from './read-names';
import { BackendReference } from './route';

const HEAVIEST = 1000000;
const DEFAULT_WEIGHT = 1;

/** The backends of a rule, and those that its filters and the filters of its backends send requests to. */
export function readBackends(rule: Field): readonly BackendReference[] {
  return [
    ...ofFilters(rule),
    ...rule.objects('backendRefs').flatMap((item) => [readBackend(item, 'backend'), ...ofFilters(item)]),
  ];
}

/** Whether a filter of the rule answers by a redirection. */
export function redirects(rule: Field): boolean {
  return rule.objects('filters').some((filter) => filter.has('requestRedirect'));
}

function ofFilters(owner: Field): readonly BackendReference[] {
  return owner.objects('filters').flatMap((filter) => [
    ...ofFilter(filter.object('requestMirror'), 'mirror').filter(() => copiesAny(filter.objectOrEmpty('requestMirror'))),
    ...ofFilter(filter.object('externalAuth'), 'authorization'),
  ]);
}

/** A mirror gets every request unless `percent` or `fraction` says otherwise; a share of 0 copies none (Gateway API, HTTPRequestMirrorFilter). */
function copiesAny(mirror: Field): boolean {
  return mirror.value.percent !== 0 && mirror.object('fraction')?.value.numerator !== 0;
}

function ofFilter(filter: Field | undefined, role: BackendReference['role']): readonly BackendReference[] {
  const backend = filter?.object('backendRef');
  return backend === undefined ? [] : [readBackend(backend, role)];
}

function readBackend(item: Field, role: BackendReference['role']): BackendReference {
  const { group, kind } = readGroupKind(item, '', 'Service');
  const port = item.integer('port', FIRST_PORT, LAST_PORT);
  if (port === undefined && group === '' && kind === 'Service') item.reportMissing('port', 'the number of a port of the Service');
  return {
    group,
    kind,
    name: item.requiredText('name', 'the name of the Service'),
    namespace: readNamespace(item),
    port,
    weight: item.integer('weight', 0, HEAVIEST) ?? DEFAULT_WEIGHT,
    role,
    path: item.path,
  };
}
