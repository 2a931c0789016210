import { Cluster } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { Profile } from '../profile/profile';
import { isCiliumPolicy } from '../reachability/cilium-policies';
import { isCiliumThePlugin } from './facts/network-plugin';
import { Rule } from './rule';

const ADMIN_GROUP = 'policy.networking.k8s.io';
const ADMIN_KINDS = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

export const NP_OVERLAY: Rule = {
  id: 'NP-OVERLAY',
  severity: 'warning',
  title: 'Policies of another kind stand above, beside or below the NetworkPolicies.',
  rationale: 'Policies of the Admin tier decide before NetworkPolicies, those of the Baseline tier where none isolates the pod (Network Policy API); Cilium, Calico, Antrea and clouds '
    + 'have kinds of their own. What NetworkPolicies say alone is then not what the network does.',
  *evaluate({ cluster, profile, reachability: { unevaluated } }) {
    for (const { object, why } of unevaluated) {
      const reason = object.spec === undefined ? `${object.kind} of ${object.apiVersion} is not evaluated` : why;
      yield {
        object,
        message: `${object.ref} may let through what NetworkPolicies block ${scope(object)}, and block what they let through; ${reason}`,
        fix: 'Read the verdicts as what NetworkPolicies alone decide, and compare them with what this policy says; NetworkPolicies can be checked in full.',
      };
    }
    for (const object of evaluated(cluster, profile, new Set(unevaluated.map((policy) => policy.object)))) {
      yield {
        object,
        severity: 'info',
        message: `${object.ref} has a say over connections beside the NetworkPolicies; verdicts hold where the network enforces ${object.kind} of ${object.version}`,
        fix: isCiliumPolicy(object)
          ? 'Make sure that Cilium is the network plugin, in its default enforcement mode: any other plugin ignores the policy silently.'
          : 'Make sure that the network plugin implements this version of the kind: one that does not ignores the policy silently.',
      };
    }
  },
};

/** Policies of other kinds that count in every verdict, unless the network plugin is known to be the one that enforces them. */
function evaluated(cluster: Cluster, profile: Profile, unevaluated: ReadonlySet<KubernetesObject>): readonly KubernetesObject[] {
  const ofApi = ADMIN_KINDS.flatMap((kind) => cluster.objectsOf(ADMIN_GROUP, kind));
  const ofCilium = isCiliumThePlugin(cluster, profile) ? [] : cluster.ciliumPolicies;
  return [...ofApi, ...ofCilium].filter((object) => !unevaluated.has(object));
}

function scope({ metadata: { namespace } }: KubernetesObject): string {
  return namespace === undefined ? 'anywhere in the cluster' : `in namespace ${namespace}`;
}
