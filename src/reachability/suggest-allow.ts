import { NetworkPolicy, Workload } from '../cluster/model';
import { JsonObject, KubernetesObject } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { LabelSelector } from '../network/label-selector';
import { PortSet } from '../network/port-set';
import { isCiliumPolicy } from './cilium-policies';
import { EditSearch, needed, ruleIndex } from './edit-search';
import { ExplainedEnd } from './explanation';
import { DecidingRule, Direction } from './model';
import { PolicyChange, PolicyEdit, writtenRules } from './policy-edit';
import { clusterPolicyRule, lastingLabels, networkPolicy, networkPolicyRule, peersKey, WrittenPeer } from './written-rule';

/** The smallest edit that lets all of `ports` pass on both sides; undefined if none of those that were tried does. */
export function suggestAllow(search: EditSearch, ports: PortSet): PolicyEdit | undefined {
  const edit: PolicyChange[] = [];
  for (const direction of ['egress', 'ingress'] as const) {
    const missing = ports.minus(search.now.half(direction).allowed);
    if (missing.isEmpty) continue;
    const allows = (candidate: PolicyEdit): boolean => search.allows(direction, candidate, ports);
    const found = candidates(search, direction, missing).find(allows);
    if (found === undefined) return undefined;
    edit.push(...needed(found, allows));
  }
  return edit;
}

/** Edits of one side, those with the fewest changes first; among equals, those that concern the fewest other pods. */
function candidates(search: EditSearch, direction: Direction, ports: PortSet): readonly PolicyEdit[] {
  const peers = writtenPeers(search.now.other(direction), search);
  const denied = search.now.why(direction).filter(({ effect, ports: of }) => effect === 'deny' && !of.intersect(ports).isEmpty);
  const above = clusterOptions(denied, direction, peers, ports);
  const below = networkOptions(search, direction, peers, ports);
  return above.flatMap((a) => below.map((b) => [...a, ...b])).sort((a, b) => a.length - b.length);
}

/** How rules name an end; nothing where they cannot. */
function writtenPeers({ peer }: ExplainedEnd, search: EditSearch): readonly WrittenPeer[] {
  if (peer.kind === 'addresses') return [peer];
  const { workload } = peer;
  const pods: WrittenPeer = { kind: 'pods', namespace: workload.namespace.name, labels: lastingLabels(workload) };
  const onNodes = workload.pods.filter(({ hostNetwork }) => hostNetwork);
  if (onNodes.length === 0) return [pods];
  const addresses = nodeAddresses(onNodes, search.now.profile.cluster.nodeCidrs);
  if (addresses.isEmpty) return [];
  return [...(onNodes.length === workload.pods.length ? [] : [pods]), { kind: 'addresses', addresses }];
}

/** Pods on the network of their node have its address: that which the manifests give, else any that nodes have. */
function nodeAddresses(pods: Workload['pods'], nodeCidrs: readonly string[]): AddressSet {
  const known = pods.every(({ podIPs }) => podIPs.length > 0);
  if (known) return AddressSet.union(pods.flatMap(({ podIPs }) => podIPs).map((podIP) => AddressSet.parseAddress(podIP)));
  return AddressSet.union(nodeCidrs.map((cidr) => AddressSet.parseCidr(cidr)));
}

/** What can be done about rules that deny: in the Admin and Baseline tiers allow first, or remove them. Begins with nothing. */
function clusterOptions(denied: readonly DecidingRule[], direction: Direction, peers: readonly WrittenPeer[], ports: PortSet): readonly PolicyEdit[] {
  const rules = denied.filter(isWritten);
  const policies = [...new Set(rules.map(({ policy }) => policy))];
  const exceptions = policies.filter((policy) => !isCiliumPolicy(policy)).map((policy): PolicyEdit => {
    const index = Math.min(...rules.filter((rule) => rule.policy === policy).map(({ rule }) => ruleIndex(rule)));
    return peers.flatMap((peer): PolicyEdit => {
      const rule = clusterPolicyRule(policy, direction, peer, ports);
      return rule === undefined ? [] : [{ kind: 'insert-rule', policy, direction, index, rule }];
    });
  });
  const removals = rules.flatMap(({ policy, rule }): readonly PolicyChange[] => {
    if (!isCiliumPolicy(policy)) return [{ kind: 'remove-rule', policy, direction, index: ruleIndex(rule) }];
    // What stands below `specs` has no place that an edit could name.
    return rule.startsWith('spec.') ? [{ kind: 'remove-rule', policy, direction, index: ruleIndex(rule), section: `${direction}Deny` }] : [];
  });
  const single = removals.map((change) => [change]);
  return [[], ...exceptions, ...together(exceptions), ...single, ...together(single)];
}

/** Several edits as one. */
function together(edits: readonly PolicyEdit[]): readonly PolicyEdit[] {
  return edits.length > 1 ? [edits.flat()] : [];
}

/** A rule, not the absence of one. */
type WrittenRule = DecidingRule & { readonly policy: KubernetesObject; readonly rule: string };

function isWritten(rule: DecidingRule): rule is WrittenRule {
  return rule.rule !== undefined;
}

/** What can be done where NetworkPolicies isolate: a rule in one of them, or a policy beside them. Begins with nothing. */
function networkOptions(search: EditSearch, direction: Direction, peers: readonly WrittenPeer[], ports: PortSet): readonly PolicyEdit[] {
  if (peers.length === 0) return [[]];
  const workload = search.now.own(direction).workload as Workload;
  const rules = [networkRule(direction, peers, ports)];
  const isolating = search.now.reachability.policiesOf(workload, direction) as readonly NetworkPolicy[];
  const policies = [...isolating].sort((a, b) => search.selectedBy(a).length - search.selectedBy(b).length);
  const inseparable = search.selected(workload.namespace.name, LabelSelector.of(lastingLabels(workload))).map(({ id }) => id);
  const ownOnly = policies.filter((policy) => search.selectedBy(policy).every(({ id }) => inseparable.includes(id)));
  const others = policies.filter((policy) => !ownOnly.includes(policy));
  const added = (policy: NetworkPolicy): PolicyEdit =>
    rules.map((rule) => ({ kind: 'insert-rule', policy, direction, index: writtenRules(policy, direction).length, rule }));
  return [
    [],
    ...ownOnly.map(added),
    ...policyBeside(search, workload, direction, rules),
    ...others.map(added),
    ...together(policies.map(added)),
  ];
}

/** One rule with every peer. */
function networkRule(direction: Direction, peers: readonly WrittenPeer[], ports: PortSet): JsonObject {
  const key = peersKey(direction);
  const written = peers.map((peer) => networkPolicyRule(direction, peer, ports));
  return { ...written[0], [key]: written.flatMap((rule) => rule[key] as readonly JsonObject[]) };
}

/** A new policy is safe only where it isolates nobody who was not isolated before. */
function policyBeside(search: EditSearch, workload: Workload, direction: Direction, rules: readonly JsonObject[]): readonly PolicyEdit[] {
  const labels = lastingLabels(workload);
  const namespace = workload.namespace.name;
  if (Object.keys(labels).length === 0 || !search.now.reachability.isolated(workload, direction)) return [];
  if (!search.allIsolated(namespace, LabelSelector.of(labels), direction)) return [];
  const other = search.now.other(direction);
  const name = search.freeName(namespace, `${workload.name}-allow-${direction === 'ingress' ? 'from' : 'to'}-${other.workload?.name ?? other.asked}`);
  return [[{ kind: 'add-policy', direction, object: networkPolicy(name, namespace, labels, direction, rules) }]];
}
