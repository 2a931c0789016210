import { Cluster } from '../model';
import { GatewayApi, namespaceOf, ReferenceGrant } from './objects';
import { servedInstead, unlessServed } from './versions';

/** The object that refers, and what it refers to. */
export interface CrossReference {
  readonly from: { readonly group: string; readonly kind: string; readonly namespace: string };
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/** Whether a reference is valid. */
export interface Permit {
  readonly granted: boolean;
  /** What must hold for it, where only a grant of a version that clusters no longer serve allows it. */
  readonly provided?: string;
}

/** Whether a reference is valid: within a namespace always, otherwise if a ReferenceGrant in the namespace of the target says so. */
export function permitOf(cluster: Cluster, reference: CrossReference): Permit {
  if (reference.from.namespace === reference.to.namespace) return { granted: true };
  const grants = GatewayApi.of(cluster).grants.filter((grant) => allows(grant, reference));
  const [grant] = grants;
  if (grant === undefined) return { granted: false };
  const isServed = grants.some((one) => servedInstead(one) === undefined);
  return isServed ? { granted: true } : { granted: true, provided: unlessServed(grant) };
}

function allows({ metadata, spec }: ReferenceGrant, { from, to }: CrossReference): boolean {
  return namespaceOf(metadata) === to.namespace
    && spec.from.some(({ group, kind, namespace }) => group === from.group && kind === from.kind && namespace === from.namespace)
    && spec.to.some((one) => coreless(one.group) === coreless(to.group) && one.kind === to.kind && (one.name ?? to.name) === to.name);
}

function coreless(group: string): string {
  return group === 'core' ? '' : group;
}
