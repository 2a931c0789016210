import { NetworkPolicy } from '../cluster/model';
import { AddressSet } from '../network/address-set';
import { declaredSubjects } from './facts/policy-subjects';
import { isNonPublic } from './facts/way-in-findings';
import { Rule } from './rule';

/** The public addresses of each family: who covers one of them covers the internet. */
const WORLDS = [AddressSet.PUBLIC.intersect(AddressSet.ALL_V4), AddressSet.PUBLIC.intersect(AddressSet.ALL_V6)];

export const NP_IPBLOCK_WORLD: Rule = {
  id: 'NP-IPBLOCK-WORLD',
  severity: 'error',
  title: 'The address blocks of a policy of a workload that is not public cover the internet.',
  rationale: '0.0.0.0/0 and ::/0 are every address of their family; blocks add up, and what one item excepts another admits again '
    + '(Kubernetes API, IPBlock).',
  *evaluate(analysis) {
    for (const policy of analysis.cluster.networkPolicies) {
      const world = worldwide(policy);
      if (world === undefined) continue;
      for (const { workload, intent } of declaredSubjects(analysis, policy, isNonPublic)) {
        yield {
          object: policy,
          field: world.path,
          workload,
          message: `${policy.ref} admits ${world.blocks.join(' and ')} to ${workload.id}, which is declared ${intent}: together that is the internet`,
          path: ['internet', `admitted by ${policy.ref} ${world.path}`, workload.id],
          fix: 'Name the pods that call it with selectors, or the few addresses that do.',
          verdict: 'violated',
        };
      }
    }
  },
};

/** Whether the address blocks of the policy cover the internet, which the rule reports. */
export function admitsInternet(policy: NetworkPolicy): boolean {
  return worldwide(policy) !== undefined;
}

/** The blocks by which ingress rules of the policy admit the internet, and the first of them. */
function worldwide(policy: NetworkPolicy): { readonly blocks: readonly string[]; readonly path: string } | undefined {
  if (!policy.spec.isolates.ingress) return undefined;
  const peers = policy.spec.ingress.flatMap((rule) => rule.peers ?? []).filter((peer) => peer.ipBlock !== undefined);
  const admitted = AddressSet.union(peers.map((peer) => peer.ipBlock!.addresses));
  if (!WORLDS.some((world) => admitted.contains(world))) return undefined;
  return { blocks: peers.map(({ ipBlock }) => describeBlock(ipBlock!.cidr, ipBlock!.except)), path: peers[0]!.path };
}

function describeBlock(cidr: string, except: readonly string[]): string {
  return except.length === 0 ? cidr : `${cidr} without ${except.join(', ')}`;
}
