import { Field } from '../../field';
import { readSelectorItself } from '../read-selector';
import { RoleBindingSpec, RoleSpec } from './role';

/** Reads a Role or ClusterRole of rbac.authorization.k8s.io/v1. */
export function readRole(object: Field): RoleSpec {
  return {
    rules: object.objects('rules').map((rule) => ({
      apiGroups: rule.texts('apiGroups'),
      resources: rule.texts('resources'),
      verbs: rule.texts('verbs'),
      resourceNames: rule.texts('resourceNames'),
      path: rule.path,
    })),
    aggregates: (object.object('aggregationRule')?.objects('clusterRoleSelectors') ?? []).map(readSelectorItself),
  };
}

/** Reads a RoleBinding or ClusterRoleBinding of rbac.authorization.k8s.io/v1. */
export function readRoleBinding(object: Field): RoleBindingSpec {
  const roleRef = object.objectOrEmpty('roleRef');
  return {
    roleRef: { kind: roleRef.text('kind') ?? '', name: roleRef.text('name') ?? '' },
    subjects: object.objects('subjects').map((subject) => {
      const namespace = subject.text('namespace');
      return { kind: subject.text('kind') ?? '', name: subject.text('name') ?? '', ...(namespace === undefined ? {} : { namespace }) };
    }),
  };
}
