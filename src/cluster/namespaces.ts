import { KubernetesObject } from '../manifest/kubernetes-object';
import { Namespace } from './model';

/** Label that the control plane sets on every namespace, with its name as the value. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** Every namespace that an object declares or lives in, by name. */
export function readNamespaces(objects: readonly KubernetesObject[]): ReadonlyMap<string, Namespace> {
  const namespaces = new Map<string, Namespace>();
  for (const object of objects) {
    if (object.kind !== 'Namespace' || object.group !== '') continue;
    const { name, labels } = object.metadata;
    namespaces.set(name, { name, labels: { ...labels, [NAMESPACE_NAME_LABEL]: name }, declared: true, object });
  }
  for (const { metadata } of objects) {
    if (metadata.namespace !== undefined && !namespaces.has(metadata.namespace)) {
      namespaces.set(metadata.namespace, undeclaredNamespace(metadata.namespace));
    }
  }
  // Sorted, so that nothing depends on the order of documents.
  return new Map([...namespaces].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A namespace of which nothing but the name is known. */
export function undeclaredNamespace(name: string): Namespace {
  return { name, labels: { [NAMESPACE_NAME_LABEL]: name }, declared: false };
}
