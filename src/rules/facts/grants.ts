import { Cluster } from '../../cluster/model';
import { PolicyRule, RbacSubject, RoleBindingSpec, RoleSpec } from '../../manifest/kinds/rbac/role';
import { KubernetesObject } from '../../manifest/kubernetes-object';

const GROUP = 'rbac.authorization.k8s.io';

/** Rules that somebody gets in a namespace, or everywhere. */
export interface Grant {
  /** What a finding is about: the role with the rules, which another may aggregate; for a role that Kubernetes brings itself, the binding. */
  readonly object: KubernetesObject;
  /** Where the rules hold; undefined: in every namespace. */
  readonly namespace: string | undefined;
  readonly rules: readonly PolicyRule[];
  /** Who gets them; undefined where no binding of the manifests names the role. */
  readonly subjects: readonly RbacSubject[] | undefined;
  readonly binding?: KubernetesObject;
}

/** Side doors of the roles that Kubernetes brings (plugin/pkg/auth/authorizer/rbac/bootstrappolicy): who edits a namespace runs commands in its pods. */
const BUILT_IN: Readonly<Record<string, PolicyRule>> = Object.fromEntries(['admin', 'edit'].map((name) => [name, {
  apiGroups: [''],
  resources: ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'services/proxy'],
  verbs: ['create', 'delete', 'get', 'patch', 'update'],
  resourceNames: [],
  path: 'roleRef',
}]));

/** Labels of ClusterRoles whose rules a role that Kubernetes brings takes over (Kubernetes documentation, "Aggregated ClusterRoles"). */
const AGGREGATED_TO: Readonly<Record<string, readonly string[]>> = {
  view: ['view'],
  edit: ['view', 'edit'],
  admin: ['view', 'edit', 'admin'],
};

/**
 * What roles give to ordinary subjects. A Role that nothing binds counts too: its binding may stand elsewhere. A ClusterRole counts where it is bound:
 * charts bring many that nobody uses. What is aggregated to a role that Kubernetes
 * brings counts as bound: every cluster binds those.
 */
export function* grantsOf(cluster: Cluster): Generator<Grant> {
  const bindings = bindingsOf(cluster);
  for (const binding of bindings) yield* ofBinding(cluster, binding);
  for (const role of rolesOf(cluster, 'ClusterRole')) {
    if (isAggregatedTo('view', role)) yield { object: role, namespace: undefined, rules: role.spec.rules, subjects: undefined };
  }
  const bound = new Set(bindings.map(({ metadata: { namespace = 'default' }, spec: { roleRef } }) => `${roleRef.kind} ${namespace}/${roleRef.name}`));
  for (const role of rolesOf(cluster, 'Role')) {
    const { name, namespace = 'default' } = role.metadata;
    if (bound.has(`Role ${namespace}/${name}`) || name.startsWith('system:')) continue;
    yield { object: role, namespace, rules: role.spec.rules, subjects: undefined };
  }
}

function* ofBinding(cluster: Cluster, binding: KubernetesObject<RoleBindingSpec>): Generator<Grant> {
  const namespace = binding.kind === 'ClusterRoleBinding' ? undefined : binding.metadata.namespace ?? 'default';
  const { roleRef } = binding.spec;
  const subjects = binding.spec.subjects.filter((subject) => isOrdinary(subject, namespace));
  if (subjects.length === 0 || roleRef.name.startsWith('system:')) return;
  const role = roleNamed(cluster, roleRef.kind, namespace, roleRef.name);
  const parts = roleRef.kind === 'ClusterRole' ? clusterRolesIn(cluster, role, roleRef.name) : role === undefined ? [] : [role];
  for (const object of parts) yield { object, namespace, rules: object.spec.rules, subjects, binding };
  const builtIn = role === undefined && roleRef.kind === 'ClusterRole' && Object.hasOwn(BUILT_IN, roleRef.name) ? BUILT_IN[roleRef.name] : undefined;
  if (builtIn !== undefined) yield { object: binding, namespace, rules: [builtIn], subjects, binding };
}

function rolesOf(cluster: Cluster, kind: string): readonly KubernetesObject<RoleSpec>[] {
  return cluster.objectsOf(GROUP, kind).filter(({ spec }) => spec !== undefined) as readonly KubernetesObject<RoleSpec>[];
}

/** The ClusterRoles whose rules one of that name has: its own, and those that it aggregates, which may aggregate others. */
function clusterRolesIn(cluster: Cluster, role: KubernetesObject<RoleSpec> | undefined, name: string): readonly KubernetesObject<RoleSpec>[] {
  const all = rolesOf(cluster, 'ClusterRole');
  if (role === undefined) return all.filter((one) => (AGGREGATED_TO[name] ?? []).some((builtIn) => isAggregatedTo(builtIn, one)));
  const found = new Set([role]);
  for (const { spec: { aggregates } } of found) {
    for (const one of all) if (aggregates.some((selector) => selector.matches(one.metadata.labels))) found.add(one);
  }
  return [...found];
}

function isAggregatedTo(builtIn: string, { metadata: { labels } }: KubernetesObject): boolean {
  return labels[`rbac.authorization.k8s.io/aggregate-to-${builtIn}`] === 'true';
}

function bindingsOf(cluster: Cluster): readonly KubernetesObject<RoleBindingSpec>[] {
  const objects = ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) => cluster.objectsOf(GROUP, kind));
  return objects.filter(({ spec }) => spec !== undefined) as readonly KubernetesObject<RoleBindingSpec>[];
}

function roleNamed(cluster: Cluster, kind: string, namespace: string | undefined, name: string): KubernetesObject<RoleSpec> | undefined {
  return rolesOf(cluster, kind).find(({ metadata }) => metadata.name === name && (kind === 'ClusterRole' || (metadata.namespace ?? 'default') === namespace));
}

/** Groups to which everybody belongs, in whole or in part. */
const EVERYBODY = /^system:(?:authenticated|unauthenticated|anonymous|serviceaccounts(?::(?!kube-).*)?)$/;

/** Components of Kubernetes are not: users and groups below `system:`, and service accounts of its own namespaces. */
function isOrdinary({ kind, name, namespace }: RbacSubject, home: string | undefined): boolean {
  if (kind === 'ServiceAccount') return !(namespace ?? home ?? '').startsWith('kube-');
  return !name.startsWith('system:') || EVERYBODY.test(name);
}
