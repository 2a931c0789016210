import { Cluster, Workload } from '../cluster/model';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { addressAccessOfAll } from './address-access';
import { Connection, Direction } from './model';
import { PairCounter } from './pair-count';
import { PeerSet, PodPeers } from './peer-set';
import { PodGroup, PodGroups } from './pod-groups';
import { PolicyTable } from './policies';
import { PodRules } from './rule-model';
import { Subjects } from './subject';

/**
 * The connections that policies allow, one after the other.
 *
 * A pair of workloads is listed with every port that passes between some pod of one and some pod of the other. Which
 * pairs are looked at follows from the rules, so that what is closed costs nothing.
 */
export class ConnectionList {
  /** Groups that every rule-less source gets to. */
  private readonly open: PodGroup[] = [];
  /** Isolated groups with a rule for anyone. */
  private readonly admitEveryone: PodGroup[] = [];
  /** Isolated groups with a rule for addresses. */
  private readonly admitAddresses: PodGroup[] = [];
  /** Groups that a rule for addresses can let through: those with the address of a node, or with one that is known. */
  private readonly addressable: readonly PodGroup[];
  /** Isolated groups with a rule for a set of pods. */
  private readonly admitSet = new Map<PodPeers, PodGroup[]>();
  /** The same by number of a group that is in such sets. */
  private readonly admitMembers: PodGroup[][][] = [];

  public constructor(
    private readonly cluster: Cluster,
    private readonly groups: PodGroups,
    private readonly table: PolicyTable,
    private readonly subjects: Subjects,
    private readonly pairs: PairCounter,
  ) {
    this.addressable = groups.all.filter(isAddressable);
    for (const group of groups.all) this.register(group, table.rulesOf(group, 'ingress'));
    for (const [set, admitting] of this.admitSet) {
      for (const member of this.members(set)) (this.admitMembers[member.number] ??= []).push(admitting);
    }
  }

  public* rows(): Iterable<Connection> {
    for (const source of this.cluster.workloads) {
      yield* this.toWorkloads(source);
      for (const { address, ports } of this.outside(source, 'egress')) yield { source: source.id, destination: address, ports };
    }
    for (const destination of this.cluster.workloads) {
      for (const { address, ports } of this.outside(destination, 'ingress')) yield { source: address, destination: destination.id, ports };
    }
  }

  private register(group: PodGroup, rules: PodRules): void {
    if (!rules.isolated) {
      this.open.push(group);
      return;
    }
    const allowed = this.allowedPeers(rules);
    if (allowed === 'everyone') {
      this.admitEveryone.push(group);
      return;
    }
    if (allowed.addresses) this.admitAddresses.push(group);
    for (const set of allowed.sets) {
      const admitting = this.admitSet.get(set);
      if (admitting === undefined) this.admitSet.set(set, [group]);
      else admitting.push(group);
    }
  }

  private* toWorkloads(source: Workload): Iterable<Connection> {
    const reached = new Map<number, PortSet>();
    for (const from of this.groups.groupsOf(source)) {
      for (const to of this.candidates(from)) {
        const ports = this.pairs.portsBetween(from, to);
        if (ports.isEmpty) continue;
        for (const { index } of to.workloads) reached.set(index, reached.get(index)?.union(ports) ?? ports);
      }
    }
    reached.delete(source.index);
    for (const index of [...reached.keys()].sort((a, b) => a - b)) {
      yield { source: source.id, destination: (this.cluster.workloads[index] as Workload).id, ports: reached.get(index) as PortSet };
    }
  }

  /** Groups that may be reached: all those that are, and some that are not. */
  private candidates(from: PodGroup): Iterable<PodGroup> {
    const rules = this.table.rulesOf(from, 'egress');
    if (rules.isolated) {
      const allowed = this.allowedPeers(rules);
      if (allowed === 'everyone') return this.groups.all;
      return new Set([...allowed.sets].flatMap((set) => this.members(set)).concat(allowed.addresses ? this.addressable : []));
    }
    const byLabels = (this.admitMembers[from.number] ?? []).flat();
    return new Set([...this.open, ...this.admitEveryone, ...(isAddressable(from) ? this.admitAddresses : []), ...byLabels]);
  }

  private members(set: PodPeers): readonly PodGroup[] {
    return this.pairs.members.of(set).certain;
  }

  private allowedPeers({ tiers }: PodRules): AllowedPeers {
    const sets = new Set<PodPeers>();
    let addresses = false;
    for (const { action, peers } of tiers.flatMap(({ policies }) => policies).flatMap(({ rules }) => rules)) {
      if (action !== 'allow') continue;
      if (peers === undefined) return 'everyone';
      for (const peer of peers) {
        if (this.meansUnknownAddresses(peer)) return 'everyone';
        if (peer.kind === 'pods') sets.add(peer);
        else addresses = true;
      }
    }
    return { sets, addresses };
  }

  /** Whether pods may be let through whatever their labels: the rule covers the addresses that they may have, or the whole cluster. */
  private meansUnknownAddresses(peer: PeerSet): boolean {
    if (peer.kind === 'cilium') return peer.entities.includes('cluster');
    return peer.kind === 'addresses' && peer.pods === 'certain' && !peer.addresses.intersect(this.subjects.podAddresses).isEmpty;
  }

  private* outside(workload: Workload, direction: Direction): Iterable<{ address: string; ports: PortSet }> {
    const owners = this.groups.groupsOf(workload).map((group) => ({ rules: this.table.rulesOf(group, direction), ports: group.ports }));
    for (const { addresses, ports } of addressAccessOfAll(owners, AddressSet.ALL)) {
      for (const address of addresses.toRanges()) yield { address, ports };
    }
  }
}

function isAddressable(group: PodGroup): boolean {
  return group.hostNetwork || group.addresses !== undefined;
}

/** Whom the rules may let through: pods of these sets, and perhaps those that an address is known of. */
type AllowedPeers = 'everyone' | { readonly sets: ReadonlySet<PodPeers>; readonly addresses: boolean };
