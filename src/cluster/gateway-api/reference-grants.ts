import { Cluster } from '../model';
import { GatewayApi, namespaceOf } from './objects';

/** The object that refers, and what it refers to. */
export interface CrossReference {
  readonly from: { readonly group: string; readonly kind: string; readonly namespace: string };
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/** Whether a reference is valid: within a namespace always, otherwise if a ReferenceGrant in the namespace of the target says so. */
export function mayRefer(cluster: Cluster, { from, to }: CrossReference): boolean {
  if (from.namespace === to.namespace) return true;
  return GatewayApi.of(cluster).grants.some(({ metadata, spec }) => namespaceOf(metadata) === to.namespace
    && spec.from.some(({ group, kind, namespace }) => group === from.group && kind === from.kind && namespace === from.namespace)
    && spec.to.some((one) => coreless(one.group) === coreless(to.group) && one.kind === to.kind && (one.name ?? to.name) === to.name));
}

function coreless(group: string): string {
  return group === 'core' ? '' : group;
}
