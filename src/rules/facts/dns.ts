import { NetworkPolicy, Workload } from '../../cluster/model';
import { PRESETS } from '../../controllers/presets';
import { AddressSet } from '../../network/address-set';
import { PortSet } from '../../network/port-set';
import { DEFAULT_PROFILE, DnsProfile, Profile } from '../../profile/profile';
import { Peer } from '../../reachability/model';
import { Analysis } from '../rule';
import { ciliumEgressBlocks } from './cilium-rules';

/** DNS of OpenShift, whose pods listen on 5353 (OpenShift documentation, DNS Operator). */
const OPENSHIFT_DNS: DnsProfile = { namespace: 'openshift-dns', podLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' }, port: 5353 };

/** Where names are resolved: what the profile says, else what the platform of its controllers has. */
export function dnsOf({ cluster, controllers }: Profile): DnsProfile {
  const openshift = controllers.some((c) => PRESETS.get(c.preset)?.controller === 'openshift.io/ingress-to-route');
  return openshift && JSON.stringify(cluster.dns) === JSON.stringify(DEFAULT_PROFILE.cluster.dns) ? OPENSHIFT_DNS : cluster.dns;
}

/** What policies make of name resolution. */
export interface DnsState {
  /** Protocols on which no DNS server can be asked. */
  readonly blocked: PortSet;
  /** Protocols of which nobody can say. */
  readonly undecided: PortSet;
  /** The port that was looked at. */
  readonly port: number;
}

/**
 * Whether the workload can resolve names, over UDP and TCP.
 *
 * A rule counts that admits the DNS pods, or private addresses: node-local caches and DNS services of the node
 * (EKS Auto Mode, GKE Cloud DNS) have no pods that a policy could select. Names of the cluster are not known on the internet.
 */
export function dnsState({ cluster, reachability, profile }: Analysis, workload: Workload): DnsState {
  const dns = dnsOf(profile);
  const pods: Peer = { kind: 'described', pod: { namespace: dns.namespace, labels: dns.podLabels } };
  const needed = PortSet.of('UDP', dns.port).union(PortSet.of('TCP', dns.port));
  const toPods = reachability.half(workload, 'egress', pods);
  const blocks = [...blocksOf(reachability.policiesOf(workload, 'egress') as readonly NetworkPolicy[]), ...ciliumEgressBlocks(cluster, workload)];
  const toAny = (within: AddressSet): PortSet => PortSet.union(blocks
    .map((block) => block.intersect(within))
    .filter((addresses) => !addresses.isEmpty)
    .map((addresses) => reachability.half(workload, 'egress', { kind: 'addresses', addresses }).some));
  const missing = needed.minus(toPods.allowed).minus(toAny(AddressSet.PRIVATE.minus(LINK_LOCAL)));
  const possible = toPods.unknown.union(toAny(LINK_LOCAL));
  return { blocked: missing.minus(possible), undecided: missing.intersect(possible), port: dns.port };
}

/** Of the node: something answers there only where a node-local cache or the cloud's DNS runs, which no manifest says. */
const LINK_LOCAL = AddressSet.parseCidr('169.254.0.0/16').union(AddressSet.parseCidr('fe80::/10'));

function blocksOf(policies: readonly NetworkPolicy[]): readonly AddressSet[] {
  return policies.flatMap((policy) => policy.spec.egress.flatMap((rule) => rule.peers ?? [])
    .flatMap((peer) => (peer.ipBlock === undefined ? [] : [peer.ipBlock.addresses])));
}
