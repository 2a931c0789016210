import { Field } from '../../field';
import { BgpConfigurationSpec } from './bgp-configuration';

/** Reads a BGPConfiguration of projectcalico.org/v3 or of crd.projectcalico.org/v1, which have one shape. */
export function readBgpConfiguration(object: Field): BgpConfigurationSpec {
  const ranges = object.objectOrEmpty('spec').objects('serviceClusterIPs');
  return { serviceClusterIPs: ranges.map((range) => range.text('cidr') ?? '') };
}
