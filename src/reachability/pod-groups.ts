import { Cluster, Namespace, PodClass, Workload } from '../cluster/model';
import { ContainerPort } from '../manifest/kinds/pod-template';
import { StringMap } from '../manifest/kubernetes-object';
import { PrototypeFree } from '../manifest/prototype-free';
import { AddressSet } from '../network/address-set';
import { LabelSelector, SelectorRequirement } from '../network/label-selector';
import { inOrder } from './in-order';
import { portsKey } from './ports-key';

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
  /** Workloads whose pods are in several groups. */
  public readonly mixed: ReadonlySet<Workload>;
  private readonly ofWorkload: readonly (readonly PodGroup[])[];
  /** Only classes of workloads that have several. */
  private readonly ofClass = new Map<PodClass, readonly PodGroup[]>();
  private readonly byNamespace = new Map<string, NamespaceIndex>();

  public constructor(cluster: Cluster, relevant: Relevant) {
    const grouping = new Grouping(relevant);
    this.ofWorkload = cluster.workloads.map((workload) => {
      if (workload.pods.length === 1) return grouping.add(workload, workload.pods[0] as PodClass);
      for (const podClass of workload.pods) this.ofClass.set(podClass, grouping.add(workload, podClass));
      return [...new Set(workload.pods.flatMap((podClass) => this.ofClass.get(podClass) as readonly PodGroup[]))];
    });
    this.all = grouping.all;
    this.mixed = new Set(cluster.workloads.filter(({ index }) => (this.ofWorkload[index] as readonly PodGroup[]).length > 1));
    for (const group of this.all) this.indexOf(group.namespace.name).add(group);
  }

  /** @param pods classes of its pods that are meant; all if absent */
  public groupsOf(workload: Workload, pods?: readonly PodClass[]): readonly PodGroup[] {
    const all = this.ofWorkload[workload.index] as readonly PodGroup[];
    if (pods === undefined) return all;
    if (workload.pods.length === 1) return pods.includes(workload.pods[0] as PodClass) ? all : NO_GROUPS;
    const meant = new Set(pods.flatMap((podClass) => this.ofClass.get(podClass) ?? NO_GROUPS));
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

type GroupInMaking = PodGroup & { readonly workloads: Workload[] };

/** Puts classes of pods into groups: each into one, or into one for each part of its addresses that policies tell apart. */
class Grouping {
  private readonly groups = new Map<string, GroupInMaking>();

  public constructor(private readonly relevant: Relevant) {}

  public get all(): readonly PodGroup[] {
    return [...this.groups.values()];
  }

  public add(workload: Workload, pods: PodClass): readonly PodGroup[] {
    const { labelKeys, portNames } = this.relevant;
    const { hostNetwork, portNamesUnknown, podIPs } = pods;
    const labels = new PrototypeFree<string>();
    // neither names nor labels have line breaks or spaces
    let look = `${workload.namespace.name} ${hostNetwork}\n`;
    for (const key of inOrder(Object.keys(pods.labels))) {
      if (!labelKeys.has(key)) continue;
      const value = pods.labels[key] as string;
      labels[key] = value;
      look += `${key}=${value}\n`;
    }
    const isRelevant = ({ name }: ContainerPort): boolean => name !== undefined && portNames.has(name);
    const ports: PodGroup['ports'] = portNamesUnknown ? 'unknown' : pods.ports.every(isRelevant) ? pods.ports : pods.ports.filter(isRelevant);
    const what = { look: look + portsKey(ports), labels, ports, hostNetwork };
    if (podIPs.length === 0) return [this.addTo(workload, what, '', undefined)];
    return Array.from(addressParts(podIPs, this.relevant.blocks), ([part, addresses]) => this.addTo(workload, what, part, addresses));
  }

  private addTo(workload: Workload, { look, labels, ports, hostNetwork }: Look, blocks: string, addresses: AddressSet | undefined): PodGroup {
    const key = look + blocks;
    const group = this.groups.get(key);
    if (group === undefined) {
      const made = { number: this.groups.size, namespace: workload.namespace, labels, ports, hostNetwork, addresses, blocks, workloads: [workload] };
      this.groups.set(key, made);
      return made;
    }
    // workloads come one after the other, and several classes of one may be in one group
    if (group.workloads[group.workloads.length - 1] !== workload) group.workloads.push(workload);
    return group;
  }
}

/** What policies see of pods, and one text for pods that look the same. */
interface Look extends Pick<PodGroup, 'labels' | 'ports' | 'hostNetwork'> {
  readonly look: string;
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
