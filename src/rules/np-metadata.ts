import { IpBlock, NetworkPolicyRule } from '../manifest/kinds/network-policy';
import { AddressSet } from '../network/address-set';
import { METADATA_ADDRESSES } from '../network/special-addresses';
import { activePeers } from './facts/active-rules';
import { Rule } from './rule';

/** They answer over plain HTTP. */
const METADATA_ADDRESSES_PORT = 80;

export const NP_METADATA: Rule = {
  id: 'NP-METADATA',
  severity: 'warning',
  title: 'An egress block of a policy contains the address of the metadata service.',
  rationale: '169.254.169.254 hands out the credentials of the node to whoever asks from it (documentation of AWS, Google Cloud and Azure on instance metadata): '
    + 'one forged request of a web application is enough.',
  *evaluate({ cluster }) {
    for (const policy of cluster.networkPolicies) {
      for (const { direction, rule, peer } of activePeers(policy)) {
        if (direction !== 'egress' || peer.ipBlock === undefined) continue;
        const address = containedIn(peer.ipBlock);
        if (address === undefined) continue;
        const answers = opensMetadataPort(rule);
        yield {
          object: policy,
          field: `${peer.path}.ipBlock.cidr`,
          severity: answers ? 'warning' : 'info',
          message: `${policy.ref} ${peer.path} lets pods connect to ${peer.ipBlock.cidr}, and so to ${address}, the metadata service with the credentials of the node`
            + (answers ? '' : `; it answers on TCP ${METADATA_ADDRESSES_PORT}, which ${rule.path} does not open`),
          fix: `Add ${hostBlock(address)} to ${peer.path}.ipBlock.except.`,
        };
      }
    }
  },
};

/** A metadata address in the block; undefined where there is none, or where the block names it and nothing else. */
function containedIn({ cidr, addresses }: IpBlock): string | undefined {
  return METADATA_ADDRESSES.find((address) => addresses.has(address) && !AddressSet.parseCidr(cidr).equals(AddressSet.parseAddress(address)));
}

function opensMetadataPort({ ports }: NetworkPolicyRule): boolean {
  return ports === undefined || ports.some(({ protocol, port, endPort }) => protocol === 'TCP'
    && (port === undefined || (typeof port === 'number' && port <= METADATA_ADDRESSES_PORT && METADATA_ADDRESSES_PORT <= (endPort ?? port))));
}

function hostBlock(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`;
}
