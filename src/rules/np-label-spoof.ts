import { LabelSelector } from '../network/label-selector';
import { namespacePhrase } from '../reachability/pod-phrase';
import { activePeers } from './facts/active-rules';
import { Rule } from './rule';

export const NP_LABEL_SPOOF: Rule = {
  id: 'NP-LABEL-SPOOF',
  severity: 'warning',
  title: 'A policy trusts labels of pods in any namespace.',
  rationale: 'Whoever may create pods anywhere chooses their labels, and so passes for the caller that is meant; the namespace is what access control decides '
    + '(Kubernetes documentation, Network Policies, "Targeting a Namespace by its name").',
  *evaluate({ cluster }) {
    for (const policy of cluster.networkPolicies) {
      for (const { direction, peer } of activePeers(policy)) {
        const { namespaceSelector, podSelector } = peer;
        if (namespaceSelector === undefined || podSelector === undefined || podSelector.isEmpty || isPinned(namespaceSelector)) continue;
        yield {
          object: policy,
          field: peer.path,
          // who is connected to by mistake learns what is sent; who gets in by mistake can do harm
          severity: direction === 'ingress' ? 'warning' : 'info',
          message: `${policy.ref} ${peer.path} ${direction === 'ingress' ? 'admits' : 'lets pods connect to'} whoever calls itself ${podSelector.toString()} ${namespacePhrase(namespaceSelector)}`,
          fix: `Pin the namespace in the same item: namespaceSelector on kubernetes.io/metadata.name in ${peer.path}.`,
        };
      }
    }
  },
};

/** Whether the selector asks for some label: what only rules namespaces out matches every new one. */
function isPinned({ requirements }: LabelSelector): boolean {
  return requirements.some(({ operator }) => operator === 'In' || operator === 'Exists');
}
