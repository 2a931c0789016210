import { NetworkPolicy } from '../cluster/model';
import { CiliumRuleSet } from '../manifest/kinds/cilium/cilium-policy';
import { ciliumSetsOf } from './facts/cilium-rules';
import { dnsOf, dnsState } from './facts/dns';
import { Rule } from './rule';

export const NP_DNS_EGRESS: Rule = {
  id: 'NP-DNS-EGRESS',
  severity: 'error',
  title: 'A workload whose egress is restricted cannot resolve names.',
  rationale: 'Once egress is isolated, DNS needs a rule of its own, over UDP and TCP, to the port of the DNS pods (53, on OpenShift 5353); '
    + 'without it every connection to a Service name fails.',
  *evaluate(analysis) {
    const { cluster, reachability, declarations, profile } = analysis;
    for (const workload of cluster.workloads) {
      if (!reachability.isolated(workload, 'egress')) continue;
      const policies = reachability.policiesOf(workload, 'egress') as readonly NetworkPolicy[];
      const promised = declarations.of(workload)?.declaresEgress === true;
      // a workload that may connect to nothing at all need not resolve names, unless it says that it does
      const ofCilium = ciliumSetsOf(cluster, workload).filter(({ set }) => set.isolates.egress);
      if (!promised && policies.every((policy) => policy.spec.egress.length === 0) && ofCilium.every(({ set }) => allowsNothing(set))) continue;
      const { blocked } = dnsState(analysis, workload);
      if (blocked.isEmpty) continue;
      const dns = dnsOf(profile);
      yield {
        object: workload.objects[0]!,
        workload,
        message: `${workload.id} may connect to chosen destinations only, and DNS is not among them on ${blocked.toString()}`,
        path: [workload.id, ...[...policies, ...ofCilium.map(({ policy }) => policy)].map(({ ref }) => `${ref} has no rule for it`), `DNS in namespace ${dns.namespace}`],
        fix: `Allow egress on UDP and TCP ${dns.port} to pods ${labels(dns.podLabels)} of namespace ${dns.namespace}, and to 169.254.20.10/32 where a node-local cache runs.`,
        ...(promised ? { verdict: 'violated' } : {}),
      };
    }
  },
};

function allowsNothing({ egress }: CiliumRuleSet): boolean {
  return egress.every(({ action, peers }) => action === 'deny' || peers?.length === 0);
}

function labels(podLabels: Readonly<Record<string, string>>): string {
  return Object.entries(podLabels).map(([key, value]) => `${key}=${value}`).join(',');
}
