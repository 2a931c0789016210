import { OwnTraffic } from '../controllers/own-traffic';
import { AddressSet } from '../network/address-set';
import { METADATA_ADDRESSES } from '../network/special-addresses';
import { DnsProfile } from '../profile/profile';
import { LabelSelection } from './labels';
import { AllowedTraffic, networkPolicySpec, PolicyPeer } from './network-policy';
import { PodPort } from './port';

/** The pods of a controller, and everything that they have to do. */
export interface ControllerPolicyIntent {
  readonly namespace: string;
  readonly podLabels: LabelSelection;
  /** Ports of its pods that serve routes. */
  readonly entryPorts: readonly number[];
  readonly own: OwnTraffic;
  /** What it routes to. */
  readonly apps: readonly AllowedTraffic[];
  /** Where its probes come from, where not from the node. */
  readonly probeCidrs: readonly string[];
  /** Addresses of pods: a rule for addresses must leave them out. */
  readonly podAddresses: AddressSet;
  readonly dns: DnsProfile;
}

const METADATA = AddressSet.union(METADATA_ADDRESSES.map((address) => AddressSet.parseCidr(`${address}/${address.includes(':') ? 128 : 32}`)));

/** Ports on which API servers answer: 443 by their Service, 6443 where the network plugin looks behind it. */
const API_SERVER_PORTS = [443, 6443];

/**
 * `spec` of the policy for the controller's own pods: everyone gets to what they serve, and nobody to anything else; the API server,
 * which is no pod, to their webhooks; they get to the apps behind them, to the API server, to their control plane and to DNS.
 */
export function controllerPolicySpec(intent: ControllerPolicyIntent): object {
  const { namespace, own, entryPorts, podAddresses } = intent;
  const outside = { kind: 'addresses', addresses: AddressSet.ALL.minus(podAddresses) } as const;
  // nobody knows its address, but it is none of these
  const apiServer: PolicyPeer = { kind: 'addresses', addresses: outside.addresses.minus(METADATA) };
  const { controlPlane } = own;
  return withEveryone(entryPorts, intent.probeCidrs, networkPolicySpec({
    podLabels: intent.podLabels,
    ingress: own.webhookPorts.length > 0 ? [{ peer: outside, ports: tcp(own.webhookPorts) }] : [],
    egress: [
      ...intent.apps,
      ...(own.watchesApi ? [{ peer: apiServer, ports: tcp(API_SERVER_PORTS) }] : []),
      ...(controlPlane === undefined ? [] : [{ peer: { kind: 'pods', namespace: controlPlane.namespace ?? namespace, labels: controlPlane.labels } as const, ports: tcp(controlPlane.ports) }]),
    ],
    dns: intent.dns,
  }));
}

/**
 * The policy with the entry ports for everyone: nodes that forward connections have addresses of the pod network in some clusters, and those of other
 * pods in some (kube-proxy masquerades, documentation of Services: external traffic policy), so that no list of addresses has them all.
 * Which port the kubelet probes is a matter of the installation.
 */
function withEveryone(entryPorts: readonly number[], probeCidrs: readonly string[], spec: object): object {
  const { ingress = [] } = spec as { readonly ingress?: readonly object[] };
  const probes = probeCidrs.length === 0 ? [] : [{ from: probeCidrs.map((cidr) => ({ ipBlock: { cidr } })) }];
  return { ...spec, ingress: [{ ports: tcp(entryPorts).map(({ protocol, port }) => ({ protocol, port })) }, ...ingress, ...probes] };
}

function tcp(ports: readonly number[]): PodPort[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}
