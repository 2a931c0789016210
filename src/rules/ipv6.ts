import { NetworkPolicy, Service, Workload } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { AddressSet } from '../network/address-set';
import { activeRules } from './facts/active-rules';
import { Analysis, RawFinding, Rule } from './rule';

const FAMILIES = [
  { name: 'IPv4', other: 'IPv6', all: AddressSet.ALL_V4, world: '::/0' },
  { name: 'IPv6', other: 'IPv4', all: AddressSet.ALL_V6, world: '0.0.0.0/0' },
];

export const IPV6: Rule = {
  id: 'IPV6',
  severity: 'warning',
  title: 'A Service takes clients over IPv4 and IPv6, but the policies of its pods name addresses of one family only.',
  rationale: '0.0.0.0/0 contains no IPv6 address and ::/0 no IPv4 address (Kubernetes API, IPBlock): clients of the other family find the address of the '
    + 'Service and are then dropped.',
  *evaluate(analysis) {
    const said = new Set<Workload>();
    for (const service of analysis.cluster.services) {
      if (!takesBothFamilies(service)) continue;
      for (const { workload } of serviceTargets(analysis.cluster, service)) {
        if (said.has(workload)) continue;
        said.add(workload);
        const finding = oneFamily(analysis, service, workload);
        if (finding !== undefined) yield finding;
      }
    }
  },
};

/** Whether outside clients may reach the Service over either family. */
function takesBothFamilies({ spec, raw }: Service): boolean {
  if (spec.type !== 'LoadBalancer' && spec.type !== 'NodePort' && spec.externalIPs.length === 0) return false;
  const policy = (raw.spec as { readonly ipFamilyPolicy?: unknown } | undefined)?.ipFamilyPolicy;
  return spec.ipFamilies.length > 1 || policy === 'RequireDualStack' || policy === 'PreferDualStack';
}

function oneFamily({ reachability }: Analysis, service: Service, workload: Workload): RawFinding | undefined {
  const policies = reachability.policiesOf(workload, 'ingress') as readonly NetworkPolicy[];
  const rules = policies.flatMap((policy) => activeRules(policy).filter(({ direction }) => direction === 'ingress').map(({ rule }) => ({ policy, rule })));
  if (rules.some(({ rule }) => rule.peers === undefined)) return undefined;
  const blocks = rules.flatMap(({ policy, rule }) => (rule.peers ?? [])
    .flatMap(({ ipBlock, path }) => (ipBlock === undefined ? [] : [{ policy, path, ipBlock }])));
  const admitted = AddressSet.union(blocks.map(({ ipBlock }) => ipBlock.addresses));
  const family = FAMILIES.find(({ all }) => !admitted.isEmpty && all.contains(admitted));
  if (family === undefined) return undefined;
  const { policy, path } = blocks[0]!;
  // who names a few addresses may mean just those; who names the internet means everybody
  const isWorld = admitted.contains(AddressSet.PUBLIC.intersect(family.all));
  return {
    object: policy,
    field: path,
    workload,
    severity: isWorld ? 'warning' : 'info',
    message: `${service.ref} takes clients over IPv4 and IPv6, but the policies of ${workload.id} admit ${family.name} addresses only: ${family.other} clients stay out`,
    path: [`${family.other} client`, service.ref, `not admitted by ${policy.ref}`],
    fix: isWorld
      ? `Add an ipBlock of ${family.world} to ${policy.ref}, or make ${service.ref} a Service of ${family.name} only.`
      : `Add the ${family.other} addresses of the same clients to ${policy.ref}, or make ${service.ref} a Service of ${family.name} only.`,
  };
}
