import { ApiObject, Lazy } from 'cdk8s';
import { ownTrafficOf } from '../controllers/own-traffic';
import { acmeSolverTraffic } from '../emit/acme-solver';
import { controllerPolicySpec } from '../emit/controller-policy';
import { managedBy } from '../emit/labels';
import { AllowedTraffic, PolicyPeer } from '../emit/network-policy';
import { ownedName } from '../emit/owned-name';
import { AddressSet } from '../network/address-set';
import { ControllerInstallation } from './controller-installation';
import { refuse } from './declaration-error';
import { ExposureRegistry } from './exposure-registry';
import { GatewayOwner, PublishedHosts } from './listening-gateway';
import { GatewayInMesh } from './meshes/gateway-in-mesh';

/** The gateway whose controller's pods are to be isolated. */
interface IsolatedOwner extends GatewayOwner {
  readonly _installation: ControllerInstallation;
  _proxies(): readonly AllowedTraffic['peer'][];
  _peers(): PolicyPeer[];
}

/**
 * Writes the policy for the pods of a gateway's controller.
 *
 * @param published by whatever gateway these pods serve, when everything was said
 * @param solversIn namespaces in which ACME challenges are answered, when everything was said
 * @throws DeclarationError where it is not known what these pods need, or no policy can select them
 */
export function isolateController(owner: IsolatedOwner, published: () => readonly PublishedHosts[], solversIn: () => readonly string[]): void {
  const { presetName, title } = owner._installation;
  const own = ownTrafficOf(presetName);
  const pods = owner._proxies().find((peer) => peer.kind === 'pods');
  refuse('INVALID_PROPS', owner.node.path, [
    ...(own === undefined ? [`isolateController: it is not known what the pods of ${title} need for themselves; write their policy yourself`] : []),
    ...(pods === undefined ? [`isolateController: no policy selects the pods of ${title}`] : []),
  ]);
  if (own === undefined || pods?.kind !== 'pods') return;
  const registry = ExposureRegistry.of(owner);
  const gateway = new GatewayInMesh(owner, registry.meshes);
  new ApiObject(owner, 'policy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: ownedName(owner._identity, '-controller'), namespace: pods.namespace, labels: { ...managedBy() } },
    spec: Lazy.any({
      produce: () => {
        const { dns, podCidrs } = registry.profile.cluster;
        return controllerPolicySpec({
          namespace: pods.namespace,
          podLabels: pods.labels,
          entryPorts: owner._installation.entryPorts(),
          own,
          apps: [
            ...[...published().map(({ traffic }) => traffic()), ...solversIn().map(acmeSolverTraffic)].map((traffic) => gateway.carried(traffic)),
            ...gateway.controlPlane,
          ],
          probeCidrs: gateway.probeCidrs,
          podAddresses: AddressSet.union(podCidrs.map((cidr) => AddressSet.parseCidr(cidr))),
          dns,
        });
      },
    }),
  });
  owner.node.addValidation({
    validate: () => (registry.profile.cluster.podCidrs.length > 0 ? []
      : [`${owner.node.path}: isolateController: the policy lets in addresses, and must leave out those of pods: name podCidrs with Exposure.of(app).configure`]),
  });
}
