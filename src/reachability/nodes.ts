import { Node } from '../cluster/model';
import { AddressSet } from '../network/address-set';
import { LabelSelector } from '../network/label-selector';

/** Addresses that a selector of nodes means. No address is in two of the sets. */
export interface SelectedNodes {
  /** Of Nodes that match. */
  readonly selected: AddressSet;
  /** Of Nodes that do not. */
  readonly others: AddressSet;
  /** Of nodes that the manifests do not contain, as far as the profile says where nodes have their addresses. */
  readonly unknown: AddressSet;
}

/** The nodes of a cluster, as far as manifests and profile know them. */
export class Nodes {
  public static readonly UNKNOWN = new Nodes([], AddressSet.NONE);

  private readonly bySelector = new Map<string, SelectedNodes>();

  /** @param ranges addresses of nodes by the profile; empty if it does not say */
  public constructor(private readonly nodes: readonly Node[], private readonly ranges: AddressSet) {}

  public select(selector: LabelSelector): SelectedNodes {
    let found = this.bySelector.get(selector.canonical);
    if (found === undefined) this.bySelector.set(selector.canonical, (found = this.find(selector)));
    return found;
  }

  private find(selector: LabelSelector): SelectedNodes {
    const addressesOf = (wanted: boolean): AddressSet =>
      AddressSet.union(this.nodes.filter(({ metadata }) => selector.matches(metadata.labels) === wanted).map(({ spec }) => spec.addresses));
    const [matching, different] = [addressesOf(true), addressesOf(false)];
    const [selected, others] = [matching.minus(different), different.minus(matching)];
    return { selected, others, unknown: this.ranges.union(matching.intersect(different)).minus(selected).minus(others) };
  }
}
