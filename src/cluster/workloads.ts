import { WorkloadSpec } from '../manifest/kinds/pod-template';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { GeneratedLabels } from './generated-labels';
import { Namespace, Workload } from './model';
import { undeclaredNamespace } from './namespaces';
import { podClasses } from './pod-classes';

type WorkloadObject = KubernetesObject<WorkloadSpec>;

/** Kinds whose objects have pods, by API group. */
const WORKLOAD_KINDS: ReadonlySet<string> = new Set([
  '/Pod',
  '/ReplicationController',
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'argoproj.io/Rollout',
  'batch/CronJob',
  'batch/Job',
  'serving.knative.dev/Configuration',
  'serving.knative.dev/Revision',
  'serving.knative.dev/Service',
]);

/** What a workload is called. */
interface Identity {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
}

/**
 * Workloads from the objects that have pods, sorted by id.
 *
 * An object belongs to its controller as far up as the manifests contain controllers; a Pod whose controller is not
 * there still takes that controller's name and kind, because Pods of one owner are one workload. An owner of kind
 * Node (static pods) controls nothing.
 */
export function groupWorkloads(objects: readonly KubernetesObject[], namespaces: ReadonlyMap<string, Namespace>): readonly Workload[] {
  const members = objects.filter(isWorkloadObject);
  const ids = members.map((object) => idOf(ownIdentity(object)));
  const isOwned = ({ metadata }: KubernetesObject): boolean => metadata.ownerReferences.length > 0;
  const byId = new Map(members.some(isOwned) ? members.map((object, i) => [ids[i] as string, object]) : []);
  const groups = new Map<string, { identity: Identity; objects: WorkloadObject[] }>();
  members.forEach((object, i) => {
    const identity = isOwned(object) ? identityOf(object, byId) : ownIdentity(object);
    const id = isOwned(object) ? idOf(identity) : ids[i] as string;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { identity, objects: [object] });
    else group.objects.push(object);
  });
  const generated = new GeneratedLabels(objects);
  return [...groups.keys()].sort().map((id, index) => {
    const { identity, objects: parts } = groups.get(id) as { identity: Identity; objects: WorkloadObject[] };
    const namespace = namespaces.get(identity.namespace) ?? undeclaredNamespace(identity.namespace);
    return makeWorkload({ id, namespace, index }, identity, parts, generated);
  });
}

type Place = Pick<Workload, 'id' | 'namespace' | 'index'>;

function makeWorkload(
  { id, namespace, index }: Place, { name, kind }: Identity, parts: readonly WorkloadObject[], generated: GeneratedLabels,
): Workload {
  const objects = parts.length === 1 ? parts : [...parts].sort((a, b) => rank(a, name, kind) - rank(b, name, kind) || (a.ref < b.ref ? -1 : 1));
  const annotations = objects[0]?.metadata.annotations ?? {};
  return { id, namespace, name, kind, index, pods: podClasses(objects, generated), objects, annotations };
}

/** The object that gives the workload its name stands first, running Pods last. */
function rank(object: WorkloadObject, name: string, kind: string): number {
  if (object.kind === kind && object.metadata.name === name) return 0;
  return object.kind === 'Pod' ? 2 : 1;
}

function identityOf(object: WorkloadObject, byId: ReadonlyMap<string, WorkloadObject>): Identity {
  let current = object;
  // Each object is passed at most once, so that owners in a circle come to an end.
  for (let steps = byId.size; steps > 0; steps--) {
    const owner = controllerOf(current);
    if (owner === undefined) break;
    const found = byId.get(idOf(owner));
    if (found === undefined) return current.kind === 'Pod' ? owner : ownIdentity(current);
    if (found === current) break;
    current = found;
  }
  return ownIdentity(current);
}

function controllerOf(object: WorkloadObject): Identity | undefined {
  const owner = object.metadata.ownerReferences.find((reference) => reference.controller && reference.kind !== 'Node');
  // A reference without a kind comes from hand-written Pods: the API server would ask for one.
  return owner && { namespace: ownIdentity(object).namespace, name: owner.name, kind: owner.kind || 'Pod' };
}

function ownIdentity({ metadata, kind }: KubernetesObject): Identity {
  return { namespace: metadata.namespace ?? 'default', name: metadata.name, kind };
}

function idOf({ namespace, name, kind }: Identity): string {
  return `${namespace}/${name}[${kind}]`;
}

function isWorkloadObject(object: KubernetesObject): object is WorkloadObject {
  return object.spec !== undefined && WORKLOAD_KINDS.has(object.groupKind);
}
