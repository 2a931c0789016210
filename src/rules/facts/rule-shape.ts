import { NAMESPACE_NAME_LABEL } from '../../cluster/namespaces';
import { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicyRule } from '../../manifest/kinds/network-policy';
import { AddressSet } from '../../network/address-set';
import { LabelSelector, SelectorRequirement } from '../../network/label-selector';
import { PortSet } from '../../network/port-set';
import { Protocol } from '../../network/protocol';

/** Pods that an item selects, with its namespaces written out. */
export interface PodPeer {
  readonly namespaces: LabelSelector;
  readonly pods: LabelSelector;
}

/** What a rule lets through, in a form in which two rules can be compared, whatever pods there are. */
export interface RuleShape {
  /** Undefined: everyone. */
  readonly peers?: { readonly pods: readonly PodPeer[]; readonly addresses: AddressSet };
  /** Undefined: every port. */
  readonly ports?: { readonly numbers: PortSet; readonly names: readonly { readonly protocol: Protocol; readonly name: string }[] };
  /** Equal for rules that are equal but for the order of their items. */
  readonly text: string;
}

/** @param namespace of the policy, which items without a namespaceSelector are about */
export function shapeOf({ peers, ports }: NetworkPolicyRule, namespace: string): RuleShape {
  const pods = peers?.filter((peer) => peer.ipBlock === undefined).map((peer) => podPeer(peer, namespace));
  const addresses = peers === undefined ? undefined : AddressSet.union(peers.flatMap((peer) => peer.ipBlock?.addresses ?? []));
  return {
    ...(pods === undefined || addresses === undefined ? {} : { peers: { pods, addresses } }),
    ...(ports === undefined ? {} : { ports: { numbers: PortSet.union(ports.flatMap(numbersOf)), names: ports.flatMap(nameOf) } }),
    text: [
      ...(peers === undefined ? ['everyone'] : [...pods!.map(podPeerText), addresses!.toString()].sort()),
      ...(ports?.map(portToken).sort() ?? ['every port']),
    ].join('\n'),
  };
}

/** Whether everything that `narrow` lets through is let through by `wide`, decided by how they are written: true is certain. */
export function covers(wide: RuleShape, narrow: RuleShape): boolean {
  return coversPorts(wide, narrow) && coversPeers(wide, narrow);
}

function coversPeers({ peers: wide }: RuleShape, { peers: narrow }: RuleShape): boolean {
  if (wide === undefined || narrow === undefined) return wide === undefined;
  return wide.addresses.contains(narrow.addresses)
    && narrow.pods.every((peer) => wide.pods.some(({ namespaces, pods }) => implies(peer.namespaces, namespaces) && implies(peer.pods, pods)));
}

function coversPorts({ ports: wide }: RuleShape, { ports: narrow }: RuleShape): boolean {
  if (wide === undefined || narrow === undefined) return wide === undefined;
  return wide.numbers.contains(narrow.numbers) && narrow.names.every(({ protocol, name }) =>
    wide.names.some((other) => other.name === name && other.protocol === protocol) || wide.numbers.contains(PortSet.all(protocol)));
}

/** Whether everything that `narrow` selects is selected by `wide`, because it has all of its conditions. */
function implies(narrow: LabelSelector, wide: LabelSelector): boolean {
  return wide.requirements.every((condition) => narrow.requirements.some((other) => isSame(condition, other)));
}

function isSame(a: SelectorRequirement, b: SelectorRequirement): boolean {
  return a.key === b.key && a.operator === b.operator && a.values.length === b.values.length && a.values.every((value, i) => value === b.values[i]);
}

/** The item without what is left to defaults. */
export function podPeer({ namespaceSelector, podSelector = LabelSelector.EVERYTHING }: NetworkPolicyPeer, namespace: string): PodPeer {
  return { namespaces: namespaceSelector ?? LabelSelector.of({ [NAMESPACE_NAME_LABEL]: namespace }), pods: podSelector };
}

function podPeerText({ namespaces, pods }: PodPeer): string {
  return `pods ${namespaces.canonical} | ${pods.canonical}`;
}

function numbersOf({ protocol, port, endPort }: NetworkPolicyPort): readonly PortSet[] {
  if (port === undefined) return [PortSet.all(protocol)];
  return typeof port === 'number' ? [PortSet.of(protocol, port, endPort ?? port)] : [];
}

function nameOf({ protocol, port }: NetworkPolicyPort): readonly { protocol: Protocol; name: string }[] {
  return typeof port === 'string' ? [{ protocol, name: port }] : [];
}

function portToken({ protocol, port, endPort }: NetworkPolicyPort): string {
  return `${protocol} ${port ?? '*'}${endPort === undefined ? '' : `-${endPort}`}`;
}
