import { Cluster, Service } from '../../cluster/model';
import { DEFAULT_PROFILE } from '../../profile/profile';
import { Analysis } from '../rule';

/** A host name in a text, which by its form is that of a Service of this cluster, or was to be. */
export interface ServiceDomainName {
  readonly host: string;
  readonly labels: readonly string[];
}

export interface NameFault {
  readonly what: string;
  /** The right name, where it is known. */
  readonly meant?: string;
}

/** A name of at least three labels; one that begins in the midst of something (`*.`, `}.`, `.`) is a pattern, or is put together later. */
const HOST = /(?<![\w.*$(){}%<>-])[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?){2,}(?![\w$({%<-])/gi;
/** Namespaces in which the control plane and installers make Services that nobody's manifests contain. */
const SYSTEM_NAMESPACES: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);
/** Kinds of which more objects come that the manifests do not show. */
const PACKAGES: ReadonlySet<string> = new Set(['HelmRelease', 'HelmChart', 'Application', 'ApplicationSet', 'Kustomization', 'App', 'Bundle', 'PackageInstall']);

export function* serviceNamesIn(text: string): Iterable<ServiceDomainName> {
  if (!text.includes('.')) return;
  for (const [host] of text.matchAll(HOST)) yield { host, labels: host.toLowerCase().split('.') };
}

/** What is wrong with a name; undefined for one that is right, that is none of a Service, or of which nobody knows. */
export function faultOfName({ cluster, profile }: Analysis, { labels }: ServiceDomainName): NameFault | undefined {
  const domain = profile.cluster.clusterDomain.toLowerCase().split('.');
  const svc = labels.indexOf('svc', 2);
  const tail = svc < 0 ? [] : labels.slice(svc + 1);
  if (svc >= 2 && (tail.length === 0 || isSame(tail, domain))) return missing(cluster, labels[svc - 2] as string, labels[svc - 1] as string);
  return misordered(cluster, labels, domain) ?? withoutSvc(cluster, labels, domain);
}

/** `service.namespace.cluster.svc.local`: the labels of `svc.cluster.local` in another order. */
function misordered(cluster: Cluster, labels: readonly string[], domain: readonly string[]): NameFault | undefined {
  const suffix = ['svc', ...domain];
  const end = labels.slice(-suffix.length);
  const front = labels.slice(0, -suffix.length);
  if (labels.length < suffix.length + 2 || isSame(end, suffix) || !isSame([...end].sort(), [...suffix].sort())) return undefined;
  return { what: `the order is service.namespace.${suffix.join('.')}`, ...meaning(cluster, front, suffix) };
}

/** `service.namespace.cluster.local`. Pods and endpoints of the cluster have names below it too. */
function withoutSvc(cluster: Cluster, labels: readonly string[], domain: readonly string[]): NameFault | undefined {
  const front = labels.slice(0, -domain.length);
  if (front.length < 2 || !isSame(labels.slice(-domain.length), domain)) return undefined;
  if (front.some((label) => label === 'svc' || label === 'pod' || label === 'node')) return undefined;
  const meant = meaning(cluster, front, ['svc', ...domain]);
  // a domain of its own may have hosts outside the cluster
  if (meant.meant === undefined && domain.join('.') !== DEFAULT_PROFILE.cluster.clusterDomain) return undefined;
  return { what: `.svc is missing before ${domain.join('.')}`, ...meant };
}

function meaning(cluster: Cluster, front: readonly string[], suffix: readonly string[]): Pick<NameFault, 'meant'> {
  const [name, namespace] = front.slice(-2);
  const exists = name !== undefined && namespace !== undefined && cluster.service(namespace, name) !== undefined;
  return exists ? { meant: [...front, ...suffix].join('.') } : {};
}

/** A Service that does not exist although its namespace is among the manifests, and nothing there is likely to make it. */
function missing(cluster: Cluster, name: string, namespace: string): NameFault | undefined {
  if (SYSTEM_NAMESPACES.has(namespace) || cluster.service(namespace, name) !== undefined) return undefined;
  const swapped = cluster.service(name, namespace);
  if (swapped !== undefined) return { what: `the Service comes first, then its namespace: ${swapped.ref} is meant` };
  if (cluster.workloadsIn(namespace).length === 0 || mayBeMade(cluster, name, namespace)) return undefined;
  const others = cluster.services.filter((service) => service.metadata.name === name);
  return { what: `no Service "${name}" exists in namespace ${namespace}${others.length === 0 ? '' : `, but in ${others.map(namespaceOf).join(', ')}`}` };
}

/** Operators make Services named after their objects, packages whatever they contain; what was refused is reported as such. */
function mayBeMade(cluster: Cluster, name: string, namespace: string): boolean {
  if (cluster.problems.some(({ ref }) => ref === `Service ${namespace}/${name}`)) return true;
  return cluster.objects.some(({ kind, group, metadata }) => PACKAGES.has(kind)
    || (isCustom(group) && metadata.namespace === namespace && (name === metadata.name || name.startsWith(`${metadata.name}-`) || name.endsWith(`-${metadata.name}`))));
}

/** Whether a kind of the group is none of Kubernetes itself. */
function isCustom(group: string): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io') && group !== 'policy';
}

function namespaceOf({ metadata }: Service): string {
  return `namespace ${metadata.namespace ?? 'default'}`;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((label, i) => label === b[i]);
}
