import { LabelSelector } from '../../../network/label-selector';

/** One rule of a Role or ClusterRole. `*` stands for everything in each list. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  /** `pods`, `pods/portforward`, `pods/*`, `services/proxy`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Restricts the rule to objects of these names; empty: all. */
  readonly resourceNames: readonly string[];
  readonly path: string;
}

/** A Role or ClusterRole of rbac.authorization.k8s.io. */
export interface RoleSpec {
  readonly rules: readonly PolicyRule[];
  /** Of a ClusterRole: it has the rules of all ClusterRoles that one of them selects (rbac/v1, AggregationRule). */
  readonly aggregates: readonly LabelSelector[];
}

export interface RbacSubject {
  readonly kind: string;
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace?: string;
}

/** A RoleBinding or ClusterRoleBinding of rbac.authorization.k8s.io. */
export interface RoleBindingSpec {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects: readonly RbacSubject[];
}
