import { Workload } from '../cluster/model';
import { Declaration } from '../intent/model';
import { isNonPublic } from './facts/way-in-findings';
import { Rule } from './rule';

export const NP_UNPROTECTED: Rule = {
  id: 'NP-UNPROTECTED',
  severity: 'error',
  title: 'No NetworkPolicy isolates a workload that is not public.',
  rationale: 'A pod that no policy selects for ingress accepts every connection, from every namespace (Kubernetes documentation, Network Policies, '
    + '"The two sorts of pod isolation").',
  *evaluate({ reachability, declarations, profile }) {
    for (const declaration of declarations.all) {
      const { workload, intent } = declaration;
      if (!isNonPublic(intent) || reachability.isolated(workload, 'ingress')) continue;
      // policies never apply to pods on the network of the node: EXP-HOSTNETWORK says it
      if (workload.pods.every((pods) => pods.hostNetwork)) continue;
      const open = opensToCluster(declaration);
      const selected = reachability.policiesOf(workload, 'ingress').length > 0;
      const { cause, fix } = describe(workload, selected ? (profile.cluster.networkPolicies === 'ignored' ? 'ignored' : 'partly') : 'never');
      yield {
        object: workload.objects[0]!,
        workload,
        message: `${workload.id} is declared ${intent}, but ${cause}`,
        path: ['every pod', `no policy isolates ${workload.id} for ingress`, workload.id],
        fix,
        ...(open ? { severity: 'warning' } : { verdict: 'violated' }),
      };
    }
  },
};

/** Why the pods stand open: no policy selects them, only some of them are selected, or nothing enforces the policies. */
function describe({ id, namespace }: Workload, isolated: 'never' | 'partly' | 'ignored'): { readonly cause: string; readonly fix: string } {
  const add = `Add a NetworkPolicy in namespace ${namespace.name} that selects its pods, with policyTypes [Ingress] and a rule for each declared caller.`;
  switch (isolated) {
    case 'never': return { cause: 'no NetworkPolicy isolates it: every pod of the cluster can connect to it', fix: add };
    case 'partly': return {
      cause: 'NetworkPolicies isolate some of its pods only: every pod of the cluster can connect to the others',
      fix: `Select the pods of ${id} by labels that all of them have.`,
    };
    case 'ignored': return {
      cause: 'the cluster does not enforce NetworkPolicies (cluster.networkPolicies: ignored): every pod can connect to it',
      fix: 'Run a network plugin that enforces NetworkPolicies, then set cluster.networkPolicies: enforced.',
    };
  }
}

/** Whether every pod on every port is a declared caller anyway. */
function opensToCluster({ allowFrom }: Declaration): boolean {
  return allowFrom.some((peer) => peer.cluster === true && peer.ports === undefined);
}
