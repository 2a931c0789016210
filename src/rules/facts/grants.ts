import { Cluster } from '../../cluster/model';
import { PolicyRule, RbacSubject, RoleBindingSpec, RoleSpec } from '../../manifest/kinds/rbac/role';
import { KubernetesObject } from '../../manifest/kubernetes-object';

const GROUP = 'rbac.authorization.k8s.io';

/** Rules that somebody gets in a namespace, or everywhere. */
export interface Grant {
  /** What a finding is about: the role; for a role that Kubernetes brings itself, the binding. */
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

/**
 * What roles give to ordinary subjects. A Role that nothing binds counts too: its binding may stand elsewhere. A ClusterRole counts where it is bound:
 * charts bring many that nobody uses.
 */
export function* grantsOf(cluster: Cluster): Generator<Grant> {
  const bound = new Map<KubernetesObject, boolean>();
  for (const binding of bindingsOf(cluster)) {
    const namespace = binding.kind === 'ClusterRoleBinding' ? undefined : binding.metadata.namespace ?? 'default';
    const { roleRef } = binding.spec;
    const role = roleNamed(cluster, roleRef.kind, namespace, roleRef.name);
    if (role !== undefined) bound.set(role, true);
    const subjects = binding.spec.subjects.filter((subject) => isOrdinary(subject, namespace));
    const builtIn = roleRef.kind === 'ClusterRole' && Object.hasOwn(BUILT_IN, roleRef.name) ? BUILT_IN[roleRef.name] : undefined;
    if (subjects.length === 0 || roleRef.name.startsWith('system:')) continue;
    if (role !== undefined) yield { object: role, namespace, rules: role.spec.rules, subjects, binding };
    else if (builtIn !== undefined) yield { object: binding, namespace, rules: [builtIn], subjects, binding };
  }
  for (const role of rolesOf(cluster, 'Role')) {
    if (!bound.has(role) && !role.metadata.name.startsWith('system:')) yield { object: role, namespace: role.metadata.namespace ?? 'default', rules: role.spec.rules, subjects: undefined };
  }
}

function rolesOf(cluster: Cluster, kind: string): readonly KubernetesObject<RoleSpec>[] {
  return cluster.objectsOf(GROUP, kind).filter(({ spec }) => spec !== undefined) as readonly KubernetesObject<RoleSpec>[];
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
