import { probeAddresses } from '../../cluster/mesh';
import { Workload } from '../../cluster/model';
import { dataPlaneNamed } from '../../controllers/presets';
import { Declaration } from '../../intent/model';
import { AddressSet } from '../../network/address-set';
import { Analysis } from '../rule';
import { isClosed } from './way-in-findings';

/** Who speaks for the ways into a workload: their proxies connect to it by design. The rules on ways in judge them. */
export interface GatewayPeers {
  readonly workloads: ReadonlySet<Workload>;
  /** Namespaces in which a proxy lives that the manifests do not contain, or contain. */
  readonly namespaces: ReadonlySet<string>;
  /** Labels that installations of controllers set on the namespaces of their proxies, by which policies are meant to let them in. */
  readonly namespaceLabels: readonly Labels[];
  /** Addresses that proxies, nodes and clients of the ways in connect from. */
  readonly addresses: AddressSet;
}

type Labels = Readonly<Record<string, string>>;

/**
 * The peers of every way into the workload and, unless the workload is closed to all of them, the controllers that the
 * profile describes: their routes may be of kinds that the manifests do not show.
 */
export function gatewayPeers({ exposure, profile }: Analysis, { workload, intent }: Declaration): GatewayPeers {
  const waysIn = exposure.waysInto(workload);
  const workloads = new Set<Workload>();
  const described = isClosed(intent) ? [] : profile.controllers;
  const namespaces = new Set(described.flatMap(({ preset, namespace }) => namespace ?? dataPlaneNamed(preset)?.pods?.namespace ?? []));
  const namespaceLabels = described.map(({ preset }) => dataPlaneNamed(preset)?.namespaceLabels)
    .filter((labels): labels is Labels => labels !== undefined);
  const pods = AddressSet.union(profile.cluster.podCidrs.map((cidr) => AddressSet.parseCidr(cidr)));
  const nodes = AddressSet.union(profile.cluster.nodeCidrs.map((cidr) => AddressSet.parseCidr(cidr)));
  // what comes from host-local addresses, or as a probe, comes from the pod itself or its own node, which always gets in
  let addresses = nodes.union(AddressSet.HOST_LOCAL).union(probeAddresses(workload));
  for (const { seenAs, entries } of waysIn) {
    // behind a node a policy has to admit nodes, and may as well admit the clients, who come by this way in anyhow
    if (seenAs.kind === 'client' || seenAs.kind === 'node') {
      addresses = addresses.union(AddressSet.union(entries.map((e) => e.clients ?? (e.zone === 'internet' ? AddressSet.ALL : AddressSet.PRIVATE))));
    }
    if (seenAs.kind === 'node' && profile.cluster.nodeCidrs.length === 0) addresses = addresses.union(AddressSet.PRIVATE.minus(pods));
    if (seenAs.kind === 'address') addresses = addresses.union(seenAs.within);
    if (seenAs.kind !== 'peer') continue;
    for (const peer of seenAs.peers) {
      if (peer.kind === 'workload') {
        workloads.add(peer.workload);
        namespaces.add(peer.workload.namespace.name);
      }
      if (peer.kind === 'described') {
        namespaces.add(peer.pod.namespace);
        if (peer.pod.namespaceLabels !== undefined) namespaceLabels.push(peer.pod.namespaceLabels);
      }
      // subnets of cloud load balancers are private, and no manifest names them all; those of pods are known or they are among them
      if (peer.kind === 'addresses') addresses = addresses.union(peer.addresses).union(AddressSet.PRIVATE.minus(pods));
    }
  }
  return { workloads, namespaces, namespaceLabels, addresses };
}
