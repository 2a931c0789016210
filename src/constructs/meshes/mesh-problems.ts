import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { membershipBy } from '../../cluster/mesh';
import { identityKey } from '../../emit/caller-identity';
import { ManifestJson, podTemplateOf } from '../pod-template-json';
import { probesOf } from '../probe';
import { AdmittedCaller } from '../traffic';
import { namespaceMarks, podMarks } from './mesh-marks';
import { MeshedNamespace, MeshNamespaces } from './mesh-namespaces';
import { DEFAULT_SERVICE_ACCOUNT, isRefusedByLinkerd, MeshPods } from './mesh-pods';

/** A member, and everything around it that a mesh may stumble over. */
interface Circumstances {
  readonly pods: MeshPods;
  readonly root: IConstruct;
  readonly meshes: MeshNamespaces;
  readonly joined: MeshedNamespace;
  readonly plainPorts: readonly number[];
  readonly ownsAccount: boolean;
}

/** Why the mesh would do something else than what is declared; asked when everything was said. */
export function memberProblems(given: Circumstances): string[] {
  const { pods, joined: { settings }, plainPorts, meshes } = given;
  const refuses = settings.authorization || settings.strictMutualTls;
  // whoever reaches a plain port needs no identity
  const callers = !refuses ? [] : pods.admitted()
    .filter(({ identity, ports }) => identity !== undefined && !ports.every((port) => plainPorts.includes(port)));
  const strangers = callers.filter(({ peer }) => !meshes.isMember(peer(), settings.mesh.name));
  const known = settings.authorization ? callers.filter((caller) => !strangers.includes(caller)) : [];
  return [
    ...outsideProblems(given),
    ...(given.ownsAccount ? accountProblems(given) : []),
    ...strangers.map(({ title }) => `${title} may connect, but is not in ${settings.mesh.title}, which would refuse it; let its namespace join too, or name it in otherNamespaces`),
    ...known.flatMap((caller) => ambiguous(given, caller)),
    ...probeProblems(given),
  ];
}

/** A handed-over workload says itself whether it is in the mesh, or its namespace does. */
function outsideProblems({ pods, root, joined }: Circumstances): string[] {
  const { settings, isMarked } = joined;
  const { built, template, namespace } = pods;
  if (built !== undefined || template === undefined) return [];
  const { metadata = {} } = template();
  const marks = isMarked ? namespaceMarks(settings) : {};
  const declared = namespacesNamed(root, namespace);
  const membership = membershipBy({
    podLabels: metadata.labels ?? {},
    podAnnotations: metadata.annotations ?? {},
    namespaceLabels: Object.assign({}, marks.labels, ...declared.map(({ labels }) => labels)),
    namespaceAnnotations: Object.assign({}, marks.annotations, ...declared.map(({ annotations }) => annotations)),
  });
  if (membership?.mesh !== settings.mesh.name) {
    return [isMarked
      ? `workload: its pod template takes its pods out of ${settings.mesh.title}, of which the rest of the namespace is a member; let them join, or move it to another namespace`
      : `workload: its pods do not say that they are in ${settings.mesh.title}; add to its pod template: ${shown(podMarks(settings))}`];
  }
  // what refuses everything else must be said where the mark is
  const { annotations = {} } = podMarks(settings);
  const says = ({ annotations: said }: ManifestJson, [key, value]: [string, string]): boolean => said?.[key] === value;
  const missing = isMarked ? [] : Object.entries(annotations).filter((one) => ![metadata, ...declared].some((it) => says(it, one)));
  return missing.length === 0 ? [] : [`workload: its pods are open to the mesh; add to its pod template: ${shown({ annotations: Object.fromEntries(missing) })}`];
}

function shown({ labels = {}, annotations = {} }: ReturnType<typeof podMarks>): string {
  return [...Object.entries(labels).map(([key, value]) => `label ${key}: "${value}"`), ...Object.entries(annotations).map(([key, value]) => `annotation ${key}: "${value}"`)].join(', ');
}

function namespacesNamed(root: IConstruct, name: string): readonly ManifestJson[] {
  return objectsIn(root).filter(({ kind, name: its }) => kind === 'Namespace' && its === name).map((object) => (object.toJson() as ManifestJson).metadata);
}

function objectsIn(root: IConstruct): readonly ApiObject[] {
  return root.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
}

/** Of the account that a workload gets for itself. */
function accountProblems({ pods, root }: Circumstances): string[] {
  const { name, namespace } = pods;
  if (name === DEFAULT_SERVICE_ACCOUNT) return [`name: ${DEFAULT_SERVICE_ACCOUNT} is also the service account of every pod that names none; give it another name, or a serviceAccountName`];
  const accounts = objectsIn(root).filter((object) => object.kind === 'ServiceAccount' && object.name === name && (object.metadata.namespace ?? 'default') === namespace);
  return accounts.length < 2 ? [] : [`there is a ServiceAccount ${name} already; name it in serviceAccountName, or give it another name`];
}

/** Whether somebody who is not declared has the identity of the caller. */
function ambiguous({ pods, root, meshes }: Circumstances, { title, identity, ports }: AdmittedCaller): string[] {
  const own = identity!();
  if (own.kind !== 'service-account') return [];
  const account = `the service account ${own.namespace}/${own.name}`;
  if (own.name === DEFAULT_SERVICE_ACCOUNT) {
    return [`${title} may connect, but has ${account}, like any pod that names none; give it one of its own with serviceAccountName, so that the mesh can tell it apart`];
  }
  const admitted = pods.admitted();
  const mayToo = (other: string, port: number): boolean => admitted.some((caller) => caller.title === other && caller.ports.includes(port));
  const known = meshes.candidates.filter((one) => identityKey(one.identity()) === identityKey(own));
  const others = known.filter((one) => one.title !== title && !ports.every((port) => mayToo(one.title, port))).map((one) => one.title);
  return [...others, ...wearers(root, own, known.length)].map((other) => `${title} may connect, and has ${account}, as ${other} has, which may not on ${ports.join(', ')}; give each a serviceAccountName of its own`);
}

/** Objects of others whose pods have the account. @param known how many of them are members of this library */
function wearers(root: IConstruct, { namespace, name }: { readonly namespace: string; readonly name: string }, known: number): string[] {
  const all = objectsIn(root).filter((object) => {
    const manifest = object.toJson() as ManifestJson;
    const spec = podTemplateOf(manifest)?.spec;
    return spec !== undefined && (manifest.metadata?.namespace ?? 'default') === namespace && (spec.serviceAccountName ?? spec.serviceAccount) === name;
  });
  return all.length <= known ? [] : all.map((object) => object.node.path);
}

/** Probes that Linkerd refuses on the ports of a workload that was handed over; of others the port is open for them. */
function probeProblems({ pods, joined: { settings }, plainPorts }: Circumstances): string[] {
  const { built, template, ports } = pods;
  if (!settings.authorization || settings.mesh.family !== 'linkerd' || built !== undefined || template === undefined) return [];
  const isRefused = (port: number): boolean => ports.some((own) => own.port === port) && !plainPorts.includes(port);
  const refused = probesOf(template().spec).filter((probe) => isRefusedByLinkerd(probe) && isRefused(probe.port));
  return refused.map(({ port, by }) => `workload: Linkerd lets the kubelet in by HTTP alone, and refuses its probes of ${port} by ${by}; probe by HTTP or TCP, or another port`);
}
