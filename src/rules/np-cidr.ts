import { NetworkPolicy } from '../cluster/model';
import { AddressSet } from '../network/address-set';
import { RawFinding, Rule } from './rule';

export const NP_CIDR: Rule = {
  id: 'NP-CIDR',
  severity: 'error',
  title: 'An address block of a policy is not what it looks like.',
  rationale: 'A CIDR with host bits (10.0.0.5/24) means the whole block and is refused by Kubernetes 1.36 and later (StrictIPCIDRValidation); '
    + 'except must lie within cidr (Kubernetes API, IPBlock).',
  *evaluate({ cluster }) {
    for (const policy of cluster.networkPolicies) yield* hostBits(policy);
  },
};

function* hostBits(policy: NetworkPolicy): Iterable<RawFinding> {
  for (const peer of [...policy.spec.ingress, ...policy.spec.egress].flatMap((rule) => rule.peers ?? [])) {
    if (peer.ipBlock === undefined) continue;
    const texts = [[`${peer.path}.ipBlock.cidr`, peer.ipBlock.cidr] as const, ...peer.ipBlock.except.map((text, i) => [`${peer.path}.ipBlock.except[${i}]`, text] as const)];
    for (const [field, text] of texts) {
      const canonical = AddressSet.parseCidr(text).toCidrs()[0]!;
      if (isFirst(text, canonical)) continue;
      yield {
        object: policy,
        field,
        message: `${policy.ref} ${field}: ${text} has bits beyond its prefix; it means ${canonical}`,
        fix: `Write ${canonical}, or the single address ${text.split('/')[0]}/${text.includes(':') ? 128 : 32}.`,
      };
    }
  }
}

/** Whether the address of the block is its first one. */
function isFirst(text: string, canonical: string): boolean {
  return AddressSet.parseAddress(text.split('/')[0]!).equals(AddressSet.parseAddress(canonical.split('/')[0]!));
}
