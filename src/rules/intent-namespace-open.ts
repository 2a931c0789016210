import { probeAddresses } from '../cluster/mesh';
import { Workload } from '../cluster/model';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Direction, Peer } from '../reachability/model';
import { ciliumSetsOfEveryPod } from './facts/cilium-rules';
import { dnsOf, dnsState } from './facts/dns';
import { describeRules } from './facts/hops';
import { hypotheticalPod } from './facts/hypothetical-pod';
import { Analysis, RawFinding, Rule } from './rule';

export const INTENT_NAMESPACE_OPEN: Rule = {
  id: 'INTENT-NAMESPACE-OPEN',
  severity: 'error',
  title: 'A namespace that is declared isolated does not deny by default, or a new pod in it cannot resolve names.',
  rationale: 'In an isolated namespace a pod that nobody thought of connects to nothing and nothing to it, except to resolve names. That takes a policy that '
    + 'selects every pod, in both directions (Kubernetes documentation, Network Policies, "Default policies").',
  *evaluate(analysis) {
    for (const { object } of analysis.declarations.namespaces) {
      const { name } = object.metadata;
      const fault = undenied(analysis, name) ?? opened(analysis, name) ?? unresolved(analysis, name);
      if (fault !== undefined) yield { object, field: 'metadata.annotations', verdict: 'violated', ...fault };
    }
  },
};

type Fault = Pick<RawFinding, 'message' | 'path' | 'fix' | 'verdict'>;

/** Every pod, whatever its labels: only an empty selector is sure to select it. */
function undenied({ cluster }: Analysis, namespace: string): Fault | undefined {
  const policies = cluster.networkPolicies.filter(({ metadata, spec }) => metadata.namespace === namespace && spec.podSelector.isEmpty);
  const isolating = [...policies.map(({ spec }) => spec.isolates), ...ciliumSetsOfEveryPod(cluster, namespace).map(({ isolates }) => isolates)];
  const open = (['ingress', 'egress'] as const).filter((direction) => !isolating.some((isolates) => isolates[direction]));
  if (open.length === 0) return undefined;
  return {
    message: `Namespace ${namespace} is declared isolated, but no policy denies every pod ${open.join(' and ')} by default`,
    path: ['a pod that no policy selects', `no policy of namespace ${namespace} has an empty podSelector for ${open.join(' and ')}`],
    fix: `Add a NetworkPolicy to namespace ${namespace} with podSelector {} and policyTypes [Ingress, Egress].`,
  };
}

/** Policies only add: another one for every pod, or for pods without a label, may open what the first one closes. */
function opened(analysis: Analysis, namespace: string): Fault | undefined {
  const pod = hypotheticalPod(analysis, namespace, {});
  const { reachability } = pod.analysis;
  const { port } = dnsOf(analysis.profile);
  const names = PortSet.of('UDP', port).union(PortSet.of('TCP', port));
  for (const { direction, expected } of [{ direction: 'ingress', expected: PortSet.NONE }, { direction: 'egress', expected: names }] as const) {
    for (const { name, peer } of others(pod.workload, direction)) {
      const { some, unknown } = reachability.half(pod.workload, direction, peer);
      const ports = some.union(unknown).minus(expected);
      if (ports.isEmpty) continue;
      return {
        message: `Namespace ${namespace} is declared isolated, but ${direction === 'ingress' ? `${name} can connect to a new pod in it` : `a new pod in it can connect to ${name}`} on ${ports.toString()}`,
        path: describeRules(reachability.why(pod.workload, direction, peer)),
        fix: 'Give the policy that admits it a podSelector for the pods that it is meant for.',
      };
    }
  }
  return undefined;
}

/** From the widest to the narrowest; one of them says enough. */
function others(pod: Workload, direction: Direction): readonly { readonly name: string; readonly peer: Peer }[] {
  // the node always gets in, also where a mesh gives its probes an address of their own
  const addresses = direction === 'ingress' ? AddressSet.ALL.minus(AddressSet.HOST_LOCAL).minus(probeAddresses(pod)) : AddressSet.ALL;
  return [
    { name: 'every pod', peer: { kind: 'unknown' } },
    { name: `every pod of namespace ${pod.namespace.name}`, peer: { kind: 'workload', workload: pod } },
    { name: 'outside addresses', peer: { kind: 'addresses', addresses } },
  ];
}

/** A pod that brings no labels and no policy of its own. */
function unresolved(analysis: Analysis, namespace: string): Fault | undefined {
  const pod = hypotheticalPod(analysis, namespace, {});
  const { blocked, undecided, port } = dnsState(pod.analysis, pod.workload);
  if (blocked.isEmpty && undecided.isEmpty) return undefined;
  const certain = !blocked.isEmpty;
  const dns = dnsOf(analysis.profile);
  const labels = Object.entries(dns.podLabels).map((label) => label.join('=')).join(',');
  return {
    message: `Namespace ${namespace} is declared isolated, which leaves DNS open, but a new pod in it ${certain ? 'cannot' : 'may be unable to'} resolve names on ${(certain ? blocked : undecided).toString()}`,
    path: [`a new pod of ${namespace}`, certain ? 'no policy allows it' : 'allowed at an address of the node only', `DNS in namespace ${dns.namespace}`],
    fix: `Allow egress on UDP and TCP ${port} to pods ${labels} of namespace ${dns.namespace} for pods without a policy of their own.`,
    ...(certain ? {} : { verdict: 'unproven' as const }),
  };
}
