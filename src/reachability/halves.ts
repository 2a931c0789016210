import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { addressCells, denyAddresses, FAMILIES, podAddressCells } from './address-cells';
import { AddressEnd, EndPoint, PodEnd, UnknownEnd } from './end-point';
import { evaluate } from './evaluate';
import { PodRules } from './rule-model';
import { PortNames } from './rule-ports';
import { Subject } from './subject';

/** A pod's rules for one direction, and the port names they are resolved with where the pod is the destination. */
export interface OwnRules {
  readonly rules: PodRules;
  readonly ports: PortNames;
}

/** What passes of something that may be several: see `Decision`. */
export interface Passage {
  readonly allowed: PortSet;
  readonly some: PortSet;
  readonly possible: PortSet;
}

export const EVERYTHING_PASSES: Passage = { allowed: PortSet.ALL, some: PortSet.ALL, possible: PortSet.ALL };

/** What one half of a connection lets pass. */
export function passage(own: OwnRules, subject: Subject): Passage {
  if (own.rules.tiers.length === 0) return EVERYTHING_PASSES;
  switch (subject.kind) {
    case 'pod': return ofPod(own, subject.end);
    case 'entity': return single(own, subject.end);
    case 'range': return all(addressEnds(own, subject.addresses).map((end) => single(own, end)));
    case 'somewhere': {
      const families = FAMILIES.map((family) => endsSomewhere(own, subject, family));
      if (denyAddresses(own.rules)) return ofOneAddress(own, families);
      return alternatives(families.map((ends) => oneOf(ends.map((end) => single(own, end)))));
    }
  }
}

/** The ends that the rules tell apart. */
export function endsOf({ rules, ports }: OwnRules, subject: Subject): readonly EndPoint[] {
  switch (subject.kind) {
    case 'pod': {
      const ends = podEnds(rules, subject.end).flat();
      return ends.length === 0 ? [subject.end] : ends;
    }
    case 'entity': return [subject.end];
    case 'range': return addressEnds({ rules, ports }, subject.addresses);
    case 'somewhere': return FAMILIES.flatMap((family) => endsSomewhere({ rules, ports }, subject, family));
  }
}

/** Both halves of a connection between one pod and another. */
export function both(a: Passage, b: Passage): Passage {
  if (a === EVERYTHING_PASSES) return b;
  if (b === EVERYTHING_PASSES) return a;
  return { allowed: a.allowed.intersect(b.allowed), some: a.some.intersect(b.some), possible: a.possible.intersect(b.possible) };
}

/** What passes of several, all of which are meant. */
export function all(parts: readonly Passage[]): Passage {
  if (parts.length === 0) return NOTHING_PASSES;
  return parts.reduce((sum, part) => ({
    allowed: sum.allowed.intersect(part.allowed),
    some: sum.some.union(part.some),
    possible: sum.possible.union(part.possible),
  }));
}

const NOTHING_PASSES: Passage = { allowed: PortSet.NONE, some: PortSet.NONE, possible: PortSet.NONE };

/** What passes of one out of several, nobody knows which. */
function oneOf(parts: readonly Passage[]): Passage {
  const { allowed, possible } = all(parts);
  return { allowed, some: allowed, possible };
}

/**
 * A node, or what the network delivers, uses one family of addresses or the other: what rules let through for one is
 * certain.
 */
function alternatives(parts: readonly Passage[]): Passage {
  return {
    allowed: PortSet.union(parts.map((part) => part.allowed)),
    some: PortSet.union(parts.map((part) => part.some)),
    possible: PortSet.union(parts.map((part) => part.possible)),
  };
}

/** What passes of a pod. Where rules look at its address and nobody knows that, it has one of those that pods may have. */
function ofPod(own: OwnRules, end: PodEnd | UnknownEnd): Passage {
  const families = podEnds(own.rules, end);
  return families.length === 0 ? single(own, end) : ofOneAddress(own, families);
}

/** The pod once for each part of the addresses that it may have, by family, if rules tell them apart; else nothing. */
function podEnds(rules: PodRules, end: PodEnd | UnknownEnd): readonly (readonly EndPoint[])[] {
  if (end.addresses.known) return [];
  return podAddressCells(rules, end.addresses.set).map((cells) => cells.map((set) => ({ ...end, addresses: { known: false, set } })));
}

/**
 * What passes of one address, nobody knows which, with ends by family. Only what passes for each of them is sure to work; what passes
 * for every address of one family gets through on clusters that have it.
 */
function ofOneAddress(own: OwnRules, families: readonly (readonly EndPoint[])[]): Passage {
  const parts = families.filter((ends) => ends.length > 0).map((ends) => oneOf(ends.map((end) => single(own, end))));
  return all(parts);
}

/** What passes of one end. */
export function single(own: OwnRules, end: EndPoint): Passage {
  const { certain, possible } = evaluate(own.rules, own.ports, end);
  return { allowed: certain, some: certain, possible };
}

/** Addresses as ends, cut where the rules tell them apart. */
export function addressEnds(own: OwnRules, addresses: AddressSet): readonly AddressEnd[] {
  return addressCells(own.rules, addresses).map((cell) => ({ kind: 'addresses', addresses: cell, ports: 'none', node: false }));
}

function endsSomewhere(own: OwnRules, subject: Subject & { kind: 'somewhere' }, family: AddressSet): readonly EndPoint[] {
  return addressCells(own.rules, subject.addresses.intersect(family)).map(subject.at);
}
