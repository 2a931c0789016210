import { LabelSelector } from '../../../network/label-selector';
import { Field } from '../../field';
import { readSelector } from '../read-selector';
import { AddressPoolSpec } from './address-pool';

/** Reads an IPAddressPool of metallb.io/v1beta1 (metallb v0.16, api/v1beta1/ipaddresspool_types.go). */
export function readIpAddressPool(object: Field): AddressPoolSpec {
  const spec = object.objectOrEmpty('spec');
  const allocation = spec.object('serviceAllocation');
  return {
    addresses: spec.texts('addresses'),
    automatic: spec.flag('autoAssign') ?? true,
    ...(allocation === undefined ? {} : reservation(allocation.texts('namespaces'), selectors(allocation, 'namespaceSelectors'), selectors(allocation, 'serviceSelectors'))),
  };
}

/** Reads a CiliumLoadBalancerIPPool of cilium.io/v2 (v2alpha1 called the blocks `cidrs` at first). */
export function readCiliumPool(object: Field): AddressPoolSpec {
  const spec = object.objectOrEmpty('spec');
  const blocks = [...spec.objects('blocks'), ...spec.objects('cidrs')];
  const selector = readSelector(spec, 'serviceSelector');
  return {
    addresses: blocks.map((block) => block.text('cidr') ?? `${block.text('start') ?? ''}-${block.text('stop') ?? block.text('start') ?? ''}`),
    automatic: spec.flag('disabled') !== true,
    ...(selector === undefined || selector.isEmpty ? {} : reservation([], [], [selector])),
  };
}

function reservation(
  namespaces: readonly string[], namespaceSelectors: readonly LabelSelector[], serviceSelectors: readonly LabelSelector[],
): Pick<AddressPoolSpec, 'reservedFor'> {
  if (namespaces.length + namespaceSelectors.length + serviceSelectors.length === 0) return {};
  return { reservedFor: { namespaces, namespaceSelectors, serviceSelectors } };
}

/** The selectors of a list: items are selectors themselves. */
function selectors(owner: Field, key: string): readonly LabelSelector[] {
  return owner.objects(key).flatMap((_, i) => readSelector(owner.child(key, (owner.list(key) ?? []) as object), String(i)) ?? []);
}
