import { LabelSelector } from '../../../network/label-selector';
import { StringMap } from '../../kubernetes-object';

/** A ServiceEntry of networking.istio.io: names that the mesh knows beside those of Services. */
export interface ServiceEntrySpec {
  readonly hosts: readonly string[];
  readonly ports: readonly { readonly number: number; readonly targetPort: number; readonly protocol: string }[];
  /** Where the hosts lead: addresses or domain names. Without any, `resolution: DNS` resolves the hosts themselves. */
  readonly endpoints: readonly { readonly address: string }[];
  /** Pods of its namespace that the hosts lead to, instead of endpoints. */
  readonly workloads?: LabelSelector;
  readonly exportTo: readonly string[];
}

/** A DestinationRule of networking.istio.io, as far as it says which pods a subset has. */
export interface DestinationRuleSpec {
  readonly host: string;
  readonly subsets: readonly { readonly name: string; readonly labels: StringMap }[];
}
