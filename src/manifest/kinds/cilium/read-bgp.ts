import { Field } from '../../field';
import { readSelector } from '../read-selector';
import { CiliumBgpSpec } from './bgp';

/** Reads a CiliumBGPAdvertisement of cilium.io/v2 (v2alpha1 has the same shape): each Service advertisement names its kinds of address. */
export function readBgpAdvertisement(object: Field): CiliumBgpSpec {
  const advertisements = object.objectOrEmpty('spec').objects('advertisements')
    .filter((item) => item.text('advertisementType') === 'Service' && item.objectOrEmpty('service').texts('addresses').includes('ClusterIP'));
  return { clusterAddressesOf: selectorsAt(advertisements, 'selector') };
}

/** Reads a CiliumBGPPeeringPolicy of cilium.io/v2alpha1: without `serviceAdvertisements` a router advertises load balancer addresses only. */
export function readBgpPeeringPolicy(object: Field): CiliumBgpSpec {
  const routers = object.objectOrEmpty('spec').objects('virtualRouters')
    .filter((router) => router.texts('serviceAdvertisements').includes('ClusterIP'));
  return { clusterAddressesOf: selectorsAt(routers, 'serviceSelector') };
}

function selectorsAt(fields: readonly Field[], key: string): CiliumBgpSpec['clusterAddressesOf'] {
  return fields.flatMap((field) => readSelector(field, key) ?? []);
}
