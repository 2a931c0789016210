import { Cluster, Namespace, PodClass, Workload } from '../cluster/model';
import { ContainerPort } from '../manifest/kinds/pod-template';
import { StringMap } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { LabelSelector, SelectorRequirement } from '../network/label-selector';

/**
 * Pods that no policy of the cluster can tell apart: equal in namespace, relevant labels and named ports, host
 * network and blocks that their addresses are in.
 */
export interface PodGroup {
  /** Dense number, for tables. */
  readonly number: number;
  readonly namespace: Namespace;
  /** Those labels that some selector looks at. */
  readonly labels: StringMap;
  readonly ports: readonly ContainerPort[] | 'unknown';
  readonly hostNetwork: boolean;
  /** Addresses of its pods that the manifests give, all in the same `ipBlock`s; undefined where they are not given. */
  readonly addresses: AddressSet | undefined;
  /** One text for addresses that are in the same blocks; empty where none are given. */
  readonly blocks: string;
  /** At least one. */
  readonly workloads: readonly Workload[];
}

/** What policies look at: anything else makes no difference between pods. */
export interface Relevant {
  readonly labelKeys: ReadonlySet<string>;
  readonly portNames: ReadonlySet<string>;
  readonly blocks: readonly AddressSet[];
}

/** The pods of a cluster in groups, found by namespace and labels. */
export class PodGroups {
  public readonly all: readonly PodGroup[];
  private readonly ofWorkload: readonly (readonly PodGroup[])[];
  private readonly ofClass = new Map<PodClass, readonly PodGroup[]>();
  private readonly byNamespace = new Map<string, NamespaceIndex>();

  public constructor(cluster: Cluster, relevant: Relevant) {
    const groups = new Map<string, GroupInMaking>();
    this.ofWorkload = cluster.workloads.map((workload) => {
      const own: PodGroup[] = [];
      for (const podClass of workload.pods) {
        const ofClass = groupsOfClass(groups, workload, podClass, relevant);
        this.ofClass.set(podClass, ofClass);
        for (const group of ofClass) {
          if (own.includes(group)) continue;
          own.push(group);
          group.workloads.push(workload);
        }
      }
      return own;
    });
    this.all = [...groups.values()];
    for (const group of this.all) this.indexOf(group.namespace.name).add(group);
  }

  /** @param pods classes of its pods that are meant; all if absent */
  public groupsOf(workload: Workload, pods?: readonly PodClass[]): readonly PodGroup[] {
    const all = this.ofWorkload[workload.index] as readonly PodGroup[];
    if (pods === undefined) return all;
    const meant = new Set(pods.flatMap((podClass) => this.ofClass.get(podClass) as readonly PodGroup[]));
    return all.filter((group) => meant.has(group));
  }

  /** Groups of a namespace that a selector can select: none on the host network, because their labels are not their address's. */
  public select(namespace: string, selector: LabelSelector): readonly PodGroup[] {
    return this.byNamespace.get(namespace)?.select(selector) ?? [];
  }

  private indexOf(namespace: string): NamespaceIndex {
    let index = this.byNamespace.get(namespace);
    if (index === undefined) this.byNamespace.set(namespace, (index = new NamespaceIndex()));
    return index;
  }
}

/** Groups of one namespace by label, so that a selector with a value need not look at all of them. */
class NamespaceIndex {
  private readonly groups: PodGroup[] = [];
  private readonly byLabel = new Map<string, Map<string, PodGroup[]>>();

  public add(group: PodGroup): void {
    if (group.hostNetwork) return;
    this.groups.push(group);
    for (const key of Object.keys(group.labels)) {
      let values = this.byLabel.get(key);
      if (values === undefined) this.byLabel.set(key, (values = new Map()));
      const value = group.labels[key] as string;
      const list = values.get(value);
      if (list === undefined) values.set(value, [group]);
      else list.push(group);
    }
  }

  public select(selector: LabelSelector): readonly PodGroup[] {
    if (selector.isEmpty) return this.groups;
    const candidates = this.candidates(selector);
    const only = selector.requirements.length === 1 ? selector.requirements[0] : undefined;
    // Groups found by their label have it: nothing is left to ask.
    if (only?.operator === 'In') return candidates;
    return candidates.filter((group) => selector.matches(group.labels));
  }

  private candidates(selector: LabelSelector): readonly PodGroup[] {
    let best: readonly PodGroup[] = this.groups;
    for (const requirement of selector.requirements) {
      if (requirement.operator !== 'In') continue;
      const found = this.withValue(requirement);
      if (found.length < best.length) best = found;
    }
    return best;
  }

  private withValue({ key, values }: SelectorRequirement): readonly PodGroup[] {
    const byValue = this.byLabel.get(key);
    return values.length === 1 ? byValue?.get(values[0] as string) ?? NO_GROUPS : values.flatMap((value) => byValue?.get(value) ?? NO_GROUPS);
  }
}

const NO_GROUPS: readonly PodGroup[] = [];

function pick(labels: StringMap, keys: ReadonlySet<string>): StringMap {
  const picked: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const key of Object.keys(labels)) if (keys.has(key)) picked[key] = labels[key] as string;
  return picked;
}

type GroupInMaking = PodGroup & { readonly workloads: Workload[] };

/** One group, or one for each part of the pods' addresses that policies tell apart. */
function groupsOfClass(groups: Map<string, GroupInMaking>, { namespace }: Workload, pods: PodClass, relevant: Relevant): readonly GroupInMaking[] {
  const { hostNetwork } = pods;
  const labels = pick(pods.labels, relevant.labelKeys);
  const ports = pods.portNamesUnknown ? 'unknown' : pods.ports.filter(({ name }) => relevant.portNames.has(name as string));
  const look = lookOf(namespace.name, labels, ports, hostNetwork);
  const groupOf = (blocks: string, addresses: AddressSet | undefined): GroupInMaking => {
    const key = look + blocks;
    let group = groups.get(key);
    if (group === undefined) {
      group = { number: groups.size, namespace, labels, ports, hostNetwork, addresses, blocks, workloads: [] };
      groups.set(key, group);
    }
    return group;
  };
  if (pods.podIPs.length === 0) return [groupOf('', undefined)];
  return Array.from(addressParts(pods.podIPs, relevant.blocks), ([part, addresses]) => groupOf(part, addresses));
}

/** One text for pods that look the same. Neither names nor labels have line breaks or spaces. */
function lookOf(namespace: string, labels: StringMap, ports: PodGroup['ports'], hostNetwork: boolean): string {
  let look = `${namespace} ${hostNetwork}\n`;
  for (const key of Object.keys(labels).sort()) look += `${key}=${labels[key]}\n`;
  return look + (ports === 'unknown' ? ports : ports.map((p) => `${p.name}/${p.protocol}/${p.containerPort}`).sort().join());
}

/** Addresses by the blocks that hold them. */
function addressParts(podIPs: readonly string[], blocks: readonly AddressSet[]): ReadonlyMap<string, AddressSet> {
  const parts = new Map<string, AddressSet>();
  for (const address of podIPs.map((podIP) => AddressSet.parseAddress(podIP))) {
    const part = [...blocks.keys()].filter((i) => (blocks[i] as AddressSet).contains(address)).join();
    parts.set(`in ${part}`, parts.get(`in ${part}`)?.union(address) ?? address);
  }
  return parts;
}
