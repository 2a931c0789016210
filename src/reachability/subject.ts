import { Cluster, Workload } from '../cluster/model';
import { NAMESPACE_NAME_LABEL, undeclaredNamespace } from '../cluster/namespaces';
import { AddressSet } from '../network/address-set';
import { AddressEnd, AnythingEnd, EntityEnd, KnownLabels, PodAddresses, PodEnd, UnknownEnd } from './end-point';
import { DescribedPod } from './model';
import { NetworkRanges } from './network-ranges';
import { PodGroup } from './pod-groups';
import { PortNames } from './rule-ports';

/**
 * The other end of a connection before rules are looked at.
 *
 * - `pod`: one end, the same for every rule.
 * - `entity`: one end with an identity of its own.
 * - `range`: addresses, all of which are meant.
 * - `somewhere`: one of these addresses, nobody knows which: of a node, or of whatever the network delivers.
 */
export type Subject =
  | { readonly kind: 'pod'; readonly end: PodEnd | UnknownEnd }
  | { readonly kind: 'entity'; readonly end: EntityEnd }
  | { readonly kind: 'range'; readonly addresses: AddressSet }
  | { readonly kind: 'somewhere'; readonly addresses: AddressSet; readonly at: (addresses: AddressSet) => AddressEnd | AnythingEnd };

/** Makes subjects of what a cluster and its profile say. */
export class Subjects {
  private readonly unknownAddresses: PodAddresses;
  private readonly ofGroup: Subject[] = [];

  public constructor(private readonly cluster: Cluster, private readonly ranges: NetworkRanges) {
    this.unknownAddresses = { known: false, set: ranges.pods };
  }

  /** Addresses that pods have if the manifests do not give them. */
  public get podAddresses(): AddressSet {
    return this.ranges.pods;
  }

  public group(group: PodGroup): Subject {
    return (this.ofGroup[group.number] ??= group.hostNetwork ? this.onNode(group) : this.inPodNetwork(group));
  }

  /** A pod of which somebody says what it looks like. Its namespace is fully known where the manifests declare it. */
  public described({ namespace, namespaceLabels, labels }: DescribedPod): Subject {
    const known = this.cluster.namespaces.get(namespace) ?? undeclaredNamespace(namespace);
    return this.outsider(`a pod with ${Object.keys(labels).length === 0 ? 'unknown labels' : `labels ${formatLabels(labels)}`} in namespace ${namespace}`, namespace, {
      labels: { ...namespaceLabels, ...known.labels },
      complete: known.declared,
    }, { labels, complete: false });
  }

  /** A pod without labels in a namespace that has only its name. */
  public unlabelled(namespace: string): Subject {
    return this.outsider(`a pod without labels in namespace ${namespace}`, namespace,
      { labels: { [NAMESPACE_NAME_LABEL]: namespace }, complete: true }, { labels: {}, complete: true });
  }

  public unknown(): Subject {
    return { kind: 'pod', end: { kind: 'unknown', addresses: this.unknownAddresses } };
  }

  public entity(entity: EntityEnd['entity']): Subject {
    return { kind: 'entity', end: { kind: 'entity', entity } };
  }

  public addresses(addresses: AddressSet): Subject {
    return { kind: 'range', addresses };
  }

  public anything(): Subject {
    return { kind: 'somewhere', addresses: AddressSet.ALL, at: (addresses) => ({ kind: 'anything', addresses }) };
  }

  private outsider(name: string, namespace: string, namespaceLabels: KnownLabels, labels: KnownLabels): Subject {
    return { kind: 'pod', end: { kind: 'pod', name, namespace, namespaceLabels, labels, ports: 'unknown', addresses: this.unknownAddresses } };
  }

  private inPodNetwork({ namespace, labels, ports, addresses, workloads }: PodGroup): Subject {
    return {
      kind: 'pod',
      end: {
        kind: 'pod',
        name: (workloads[0] as Workload).id,
        namespace: namespace.name,
        namespaceLabels: { labels: namespace.labels, complete: namespace.declared },
        labels: { labels, complete: true },
        ports,
        addresses: addresses === undefined ? this.unknownAddresses : { known: true, set: addresses },
      },
    };
  }

  private onNode({ addresses, ports }: PodGroup): Subject {
    return somewhere(addresses ?? this.ranges.nodes, ports);
  }
}

function somewhere(addresses: AddressSet, ports: PortNames): Subject {
  return { kind: 'somewhere', addresses, at: (cell) => ({ kind: 'addresses', addresses: cell, ports, node: true }) };
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  return Object.keys(labels).sort().map((key) => `${key}=${labels[key]}`).join(',');
}
