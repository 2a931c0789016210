import { Cluster, ClusterPolicy, NetworkPolicy } from '../cluster/model';
import { isNetworkPolicy, ReplaceablePolicy } from '../cluster/replace-policy';
import { CiliumRule } from '../manifest/kinds/cilium/cilium-policy';
import { ClusterPolicyRule } from '../manifest/kinds/cluster-policy';
import { NetworkPolicyRule } from '../manifest/kinds/network-policy';
import { AddressSet } from '../network/address-set';
import { LabelSelector } from '../network/label-selector';
import { ciliumSets } from './cilium-policies';
import { Nodes } from './nodes';
import { Relevant } from './pod-groups';

/** Label keys, port names and blocks of addresses that some policy of the cluster looks at. */
export function relevantToPolicies(cluster: Cluster, nodes: Nodes): Relevant {
  const found = new Found();
  for (const policy of cluster.networkPolicies) collectNetworkPolicy(policy, found);
  for (const policy of cluster.clusterPolicies) collectClusterPolicy(policy, nodes, found);
  for (const { set: { subject, ingress, egress } } of ciliumSets(cluster)) {
    found.addSelector(subject.pods);
    for (const rule of [...ingress, ...egress]) collectCiliumRule(rule, found);
  }
  return found.relevant;
}

/** The same of one policy. */
export function relevantToPolicy(policy: ReplaceablePolicy, nodes: Nodes): Relevant {
  const found = new Found();
  if (isNetworkPolicy(policy)) collectNetworkPolicy(policy, found);
  else collectClusterPolicy(policy, nodes, found);
  return found.relevant;
}

/** Whether nothing that is looked at is missing in `known`. */
export function isCovered({ labelKeys, portNames, blocks }: Relevant, known: Relevant): boolean {
  const knownBlocks = new Set(known.blocks.map(({ key }) => key));
  return isSubset(labelKeys, known.labelKeys) && isSubset(portNames, known.portNames) && blocks.every(({ key }) => knownBlocks.has(key));
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((item) => whole.has(item));
}

class Found {
  private readonly labelKeys = new Set<string>();
  private readonly portNames = new Set<string>();
  private readonly blocks = new Map<string, AddressSet>();

  public get relevant(): Relevant {
    return { labelKeys: this.labelKeys, portNames: this.portNames, blocks: [...this.blocks.values()] };
  }

  public addSelector({ requirements }: LabelSelector): void {
    for (const { key } of requirements) this.labelKeys.add(key);
  }

  public addPortName(name: string): void {
    this.portNames.add(name);
  }

  public addBlock(block: AddressSet): void {
    this.blocks.set(block.key, block);
  }
}

function collectNetworkPolicy({ spec }: NetworkPolicy, found: Found): void {
  found.addSelector(spec.podSelector);
  for (const rule of spec.ingress) collect(rule, found);
  for (const rule of spec.egress) collect(rule, found);
}

function collectClusterPolicy({ spec }: ClusterPolicy, nodes: Nodes, found: Found): void {
  found.addSelector(spec.subject.pods);
  for (const rule of [...spec.ingress, ...spec.egress]) collectClusterRule(rule, nodes, found);
}

function collect({ peers = [], ports = [] }: NetworkPolicyRule, found: Found): void {
  for (const { podSelector, ipBlock } of peers) {
    if (podSelector !== undefined) found.addSelector(podSelector);
    if (ipBlock !== undefined) found.addBlock(ipBlock.addresses);
  }
  for (const { port } of ports) if (typeof port === 'string') found.addPortName(port);
}

function collectCiliumRule({ peers = [], ports = [] }: CiliumRule, found: Found): void {
  for (const peer of peers) {
    if (peer.kind === 'pods') found.addSelector(peer.pods);
    if (peer.kind === 'addresses') found.addBlock(peer.addresses);
  }
  for (const { port } of ports) if (typeof port === 'string') found.addPortName(port);
}

function collectClusterRule({ peers, ports = [] }: ClusterPolicyRule, nodes: Nodes, found: Found): void {
  for (const peer of peers) {
    if (peer.kind === 'pods') found.addSelector(peer.pods);
    if (peer.kind === 'networks') found.addBlock(peer.addresses);
    if (peer.kind === 'nodes') {
      const { selected, others } = nodes.select(peer.nodes);
      found.addBlock(selected);
      found.addBlock(others);
    }
  }
  for (const port of ports) if (port.kind === 'name') found.addPortName(port.name);
}
