import { Cluster } from '../cluster/model';
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
  for (const { spec } of cluster.networkPolicies) {
    found.addSelector(spec.podSelector);
    for (const rule of [...spec.ingress, ...spec.egress]) collect(rule, found);
  }
  for (const { spec } of cluster.clusterPolicies) {
    found.addSelector(spec.subject.pods);
    for (const rule of [...spec.ingress, ...spec.egress]) collectClusterRule(rule, nodes, found);
  }
  for (const { set: { subject, ingress, egress } } of ciliumSets(cluster)) {
    found.addSelector(subject.pods);
    for (const rule of [...ingress, ...egress]) collectCiliumRule(rule, found);
  }
  return found.relevant;
}

class Found {
  private readonly labelKeys = new Set<string>();
  private readonly portNames = new Set<string>();
  private readonly blocks = new Map<string, AddressSet>();

  public get relevant(): Relevant {
    return { labelKeys: this.labelKeys, portNames: this.portNames, blocks: [...this.blocks.values()] };
  }

  public addSelector(selector: LabelSelector | undefined): void {
    for (const key of selector?.keys ?? []) this.labelKeys.add(key);
  }

  public addPortName(name: string): void {
    this.portNames.add(name);
  }

  public addBlock(block: AddressSet): void {
    this.blocks.set(block.key, block);
  }
}

function collect({ peers = [], ports = [] }: NetworkPolicyRule, found: Found): void {
  for (const { podSelector, ipBlock } of peers) {
    found.addSelector(podSelector);
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
