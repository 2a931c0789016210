import { Field } from '../../field';
import { dnsLabel } from '../../names';
import { ReferenceGrantSpec } from './reference-grant';

/** Reads a ReferenceGrant of gateway.networking.k8s.io/v1 or v1beta1. */
export function readReferenceGrant(object: Field): ReferenceGrantSpec {
  const spec = object.objectOrEmpty('spec');
  const from = spec.objects('from').map((item) => ({ ...groupAndKind(item), namespace: readTrusted(item) }));
  const to = spec.objects('to').map((item) => ({ ...groupAndKind(item), name: item.text('name') || undefined, path: item.path }));
  if (from.length === 0) spec.reportMissing('from', 'a grant names at least one kind and namespace that may refer');
  if (to.length === 0) spec.reportMissing('to', 'a grant names at least one kind that may be referred to');
  return { from, to };
}

// An empty group is that of Services and Secrets, and must be written down.
function groupAndKind(item: Field): { readonly group: string; readonly kind: string } {
  if (!item.has('group')) item.reportMissing('group', 'an API group; "" for Services and Secrets');
  return { group: item.text('group') ?? '', kind: item.requiredText('kind', 'a kind') };
}

function readTrusted(item: Field): string {
  const namespace = item.requiredText('namespace', 'the namespace of the objects that may refer');
  if (namespace !== '') item.check('namespace', namespace, dnsLabel);
  return namespace;
}
