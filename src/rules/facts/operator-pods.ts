import { Cluster } from '../../cluster/model';
import { findKind } from '../../manifest/kinds';
import { PolicyRule } from '../../manifest/kinds/rbac/role';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { Grant, grantsOf } from './grants';

/** Resources of which pods are made, by API group. */
const MAKE_PODS: Readonly<Record<string, readonly string[]>> = {
  '': ['pods', 'replicationcontrollers'],
  'apps': ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  'batch': ['cronjobs', 'jobs'],
};

/**
 * Who may make pods in a namespace that no manifest contains: a program of the manifests that the API server lets create pods or workloads
 * there (an operator), or a custom resource that carries the labels, or has its name as the value of a label of its own domain.
 */
export function makerOfPods(cluster: Cluster, namespace: string, labels: Readonly<Record<string, string>>): string | undefined {
  return customResource(cluster, namespace, labels)?.ref ?? operator(cluster, namespace);
}

function operator(cluster: Cluster, namespace: string): string | undefined {
  for (const grant of grantsOf(cluster)) {
    if ((grant.namespace !== undefined && grant.namespace !== namespace) || !grant.rules.some(createsPods)) continue;
    const found = cluster.workloads.find(({ namespace: home, objects }) =>
      objects.some(({ spec }) => runsAs(grant, home.name, spec.template.serviceAccountName)));
    if (found !== undefined) return found.id;
  }
  return undefined;
}

function runsAs({ subjects = [], namespace: home }: Grant, namespace: string, account: string = 'default'): boolean {
  return subjects.some((subject) => subject.kind === 'ServiceAccount' && subject.name === account && (subject.namespace ?? home) === namespace);
}

function createsPods({ apiGroups, resources, verbs }: PolicyRule): boolean {
  if (!verbs.some((verb) => verb === '*' || verb === 'create')) return false;
  return Object.entries(MAKE_PODS).some(([group, makers]) =>
    apiGroups.some((written) => written === '*' || written === group) && resources.some((resource) => resource === '*' || makers.includes(resource)));
}

function customResource(cluster: Cluster, namespace: string, labels: Readonly<Record<string, string>>): KubernetesObject | undefined {
  const wanted = Object.entries(labels);
  if (wanted.length === 0) return undefined;
  return cluster.objects.find(({ group, kind, metadata: { labels: own, name, namespace: home } }) => {
    if (home !== namespace || findKind(group, kind) !== undefined) return false;
    return wanted.every(([key, value]) => own[key] === value) || wanted.some(([key, value]) => value === name && isOfDomain(key, group));
  });
}

/** `cnpg.io/cluster` belongs to `postgresql.cnpg.io`. */
function isOfDomain(key: string, group: string): boolean {
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  return domain !== '' && `.${group}`.endsWith(`.${domain}`);
}
