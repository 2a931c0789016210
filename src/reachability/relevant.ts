import { Cluster } from '../cluster/model';
import { NetworkPolicyRule } from '../manifest/kinds/network-policy';
import { AddressSet } from '../network/address-set';
import { Relevant } from './pod-groups';

/** Label keys, port names and blocks of addresses that some policy of the cluster looks at. */
export function relevantToPolicies(cluster: Cluster): Relevant {
  const found = { labelKeys: new Set<string>(), portNames: new Set<string>(), blocks: new Map<string, AddressSet>() };
  for (const { spec } of cluster.networkPolicies) {
    for (const key of spec.podSelector.keys) found.labelKeys.add(key);
    for (const rule of [...spec.ingress, ...spec.egress]) collect(rule, found);
  }
  return { ...found, blocks: [...found.blocks.values()] };
}

interface Found {
  readonly labelKeys: Set<string>;
  readonly portNames: Set<string>;
  readonly blocks: Map<string, AddressSet>;
}

function collect({ peers = [], ports = [] }: NetworkPolicyRule, { labelKeys, portNames, blocks }: Found): void {
  for (const { podSelector, ipBlock } of peers) {
    for (const key of podSelector?.keys ?? []) labelKeys.add(key);
    if (ipBlock !== undefined) blocks.set(ipBlock.addresses.toString(), ipBlock.addresses);
  }
  for (const { port } of ports) {
    if (typeof port === 'string') portNames.add(port);
  }
}
