import { Declaration } from '../intent/model';
import { isNonPublic } from './facts/way-in-findings';
import { Rule } from './rule';

export const NP_UNPROTECTED: Rule = {
  id: 'NP-UNPROTECTED',
  severity: 'error',
  title: 'No NetworkPolicy isolates a workload that is not public.',
  rationale: 'A pod that no policy selects for ingress accepts every connection, from every namespace (Kubernetes documentation, Network Policies, '
    + '"The two sorts of pod isolation").',
  *evaluate({ reachability, declarations }) {
    for (const declaration of declarations.all) {
      const { workload, intent } = declaration;
      if (!isNonPublic(intent) || reachability.isolated(workload, 'ingress')) continue;
      // policies never apply to pods on the network of the node: EXP-HOSTNETWORK says it
      if (workload.pods.every((pods) => pods.hostNetwork)) continue;
      const open = opensToCluster(declaration);
      const ignored = reachability.policiesOf(workload, 'ingress').length > 0;
      yield {
        object: workload.objects[0]!,
        workload,
        message: ignored
          ? `${workload.id} is declared ${intent}, but the cluster does not enforce NetworkPolicies (cluster.networkPolicies: ignored): every pod can connect to it`
          : `${workload.id} is declared ${intent}, but no NetworkPolicy isolates it: every pod of the cluster can connect to it`,
        path: ['every pod', `no policy isolates ${workload.id} for ingress`, workload.id],
        fix: ignored
          ? 'Run a network plugin that enforces NetworkPolicies, then set cluster.networkPolicies: enforced.'
          : `Add a NetworkPolicy in namespace ${workload.namespace.name} that selects its pods, with policyTypes [Ingress] and a rule for each declared caller.`,
        ...(open ? { severity: 'warning' } : { verdict: 'violated' }),
      };
    }
  },
};

/** Whether every pod on every port is a declared caller anyway. */
function opensToCluster({ allowFrom }: Declaration): boolean {
  return allowFrom.some((peer) => peer.cluster === true && peer.ports === undefined);
}
