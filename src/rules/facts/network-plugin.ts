import { GatewayApi } from '../../cluster/gateway-api/objects';
import { Cluster } from '../../cluster/model';
import { dataPlaneNamed } from '../../controllers/presets';
import { productOf } from '../../exposure/gateway-api/gateway-product';
import { Profile } from '../../profile/profile';
import { presetOfClass } from './ingress-class';

/**
 * Whether Cilium is the network plugin for certain: something is served by proxies of its own, which have the identity `ingress` and are part of the
 * plugin (docs.cilium.io, ingress-reference).
 */
export function isCiliumThePlugin(cluster: Cluster, profile: Profile): boolean {
  const serving = [
    ...cluster.ingressClasses.map(({ metadata }) => presetOfClass(cluster, profile, metadata.name)),
    ...GatewayApi.of(cluster).gateways.map((gateway) => productOf(cluster, profile, gateway).preset),
    ...profile.controllers.map(({ preset }) => dataPlaneNamed(preset)),
  ];
  return serving.some((product) => product?.entity !== undefined);
}
