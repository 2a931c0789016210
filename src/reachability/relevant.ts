import { Cluster } from '../cluster/model';
import { NetworkPolicyRule } from '../manifest/kinds/network-policy';
import { Relevant } from './pod-groups';

/** Label keys and port names that some policy of the cluster looks at. */
export function relevantToPolicies(cluster: Cluster): Relevant {
  const labelKeys = new Set<string>();
  const portNames = new Set<string>();
  for (const { spec } of cluster.networkPolicies) {
    for (const key of spec.podSelector.keys) labelKeys.add(key);
    for (const rule of spec.ingress) collect(rule, labelKeys, portNames);
    for (const rule of spec.egress) collect(rule, labelKeys, portNames);
  }
  return { labelKeys, portNames };
}

function collect(rule: NetworkPolicyRule, labelKeys: Set<string>, portNames: Set<string>): void {
  for (const { podSelector } of rule.peers ?? []) {
    for (const key of podSelector?.keys ?? []) labelKeys.add(key);
  }
  for (const { port } of rule.ports ?? []) {
    if (typeof port === 'string') portNames.add(port);
  }
}
