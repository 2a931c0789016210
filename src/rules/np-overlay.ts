import { Cluster } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { Rule } from './rule';

const ADMIN_GROUP = 'policy.networking.k8s.io';
const ADMIN_KINDS = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

export const NP_OVERLAY: Rule = {
  id: 'NP-OVERLAY',
  severity: 'warning',
  title: 'Policies of another kind stand above, beside or below the NetworkPolicies.',
  rationale: 'Policies of the Admin tier decide before NetworkPolicies, those of the Baseline tier where none isolates the pod (Network Policy API); Cilium, Calico, Antrea and clouds '
    + 'have kinds of their own. What NetworkPolicies say alone is then not what the network does.',
  *evaluate({ cluster, reachability: { unevaluated } }) {
    for (const object of unevaluated) {
      yield {
        object,
        message: `${object.ref} may let through what NetworkPolicies block ${scope(object)}, and block what they let through; ${object.kind} of ${object.apiVersion} is not evaluated`,
        fix: 'Read the verdicts as what NetworkPolicies alone decide, and compare them with what this policy says; NetworkPolicies can be checked in full.',
      };
    }
    for (const object of evaluated(cluster, new Set(unevaluated))) {
      yield {
        object,
        severity: 'info',
        message: `${object.ref} has a say over connections beside the NetworkPolicies; verdicts hold where the network enforces ${object.kind} of ${object.version}`,
        fix: 'Make sure that the network plugin implements this version of the kind: one that does not ignores the policy silently.',
      };
    }
  },
};

/** Those kinds of the Network Policy API that count in every verdict. */
function evaluated(cluster: Cluster, unevaluated: ReadonlySet<KubernetesObject>): readonly KubernetesObject[] {
  return ADMIN_KINDS.flatMap((kind) => cluster.objectsOf(ADMIN_GROUP, kind)).filter((object) => !unevaluated.has(object));
}

function scope({ metadata: { namespace } }: KubernetesObject): string {
  return namespace === undefined ? 'anywhere in the cluster' : `in namespace ${namespace}`;
}
