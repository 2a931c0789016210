import { AddressError, AddressSet } from '../../network/address-set';
import { Field } from '../field';
import { StringMap } from '../kubernetes-object';
import { listChoices, quote } from '../quote';
import { ServiceType } from './service';

const SVC_SELECTOR = 'SVC-SELECTOR';
const SOURCE_RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const FAMILIES: readonly string[] = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['SingleStack', 'PreferDualStack', 'RequireDualStack'] as const;
/** Addresses that no Service can be given from outside: unspecified, loopback, link-local and link-local multicast. */
const SPECIAL_ADDRESSES = AddressSet.union(
  ['0.0.0.0/32', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/24', '::/128', '::1/128', 'fe80::/10', 'ff02::/16'].map((block) => AddressSet.parseCidr(block)));

/** `externalIPs`, of which none may be special. */
export function readExternalIPs(spec: Field): readonly string[] {
  if (!spec.has('externalIPs')) return [];
  const addresses = spec.texts('externalIPs');
  addresses.forEach((text, i) => {
    const address = readAddress(spec, `externalIPs[${i}]`, text);
    if (address !== undefined && SPECIAL_ADDRESSES.contains(address)) {
      spec.report(`externalIPs[${i}]`, `${quote(text)} must not be an unspecified, loopback or link-local address`);
    }
  });
  return addresses;
}

/** `clusterIPs`, or `clusterIP`, which the API server makes a list of one of. Problems are on the list, as it reports them. */
export function readClusterIPs(spec: Field): readonly string[] {
  if (!spec.has('clusterIP') && !spec.has('clusterIPs')) return [];
  const first = spec.text('clusterIP') ?? '';
  const written = spec.texts('clusterIPs');
  if (written.length === 0) return first === '' ? [] : checkClusterIPs(spec, [first]);
  if (first === '') spec.tolerate('clusterIPs', 'must be empty without clusterIP, which must be its first item');
  else if (first !== written[0]) spec.report('clusterIPs', `has ${quote(written[0])} as its first item; it must be clusterIP, which is ${quote(first)}`);
  return checkClusterIPs(spec, written);
}

function checkClusterIPs(spec: Field, addresses: readonly string[]): readonly string[] {
  if (addresses[0] === 'None') {
    if (addresses.length > 1) spec.report('clusterIPs', 'has more than "None"; it must be the only item');
    return addresses;
  }
  const read = addresses.map((text, i) => readAddress(spec, `clusterIPs[${i}]`, text));
  if (addresses.length > 2) {spec.report('clusterIPs', `has ${addresses.length} items; must have at most 2`);} else if (read.length === 2 && read[0] !== undefined && read[1] !== undefined && isIPv4(read[0]) === isIPv4(read[1])) {
    spec.report('clusterIPs', 'has two addresses of one family; must have at most one of each');
  }
  return addresses;
}

/** `ipFamilies` and what depends on them. */
export function readFamilies(spec: Field, clusterIPs: readonly string[]): readonly string[] {
  if (!spec.has('ipFamilies') && !spec.has('ipFamilyPolicy')) return [];
  const families = spec.texts('ipFamilies');
  families.forEach((family, i) => {
    if (!FAMILIES.includes(family)) spec.report(`ipFamilies[${i}]`, `${quote(family)} must be ${listChoices(FAMILIES)}`);
    else if (families.indexOf(family) !== i) spec.report(`ipFamilies[${i}]`, `${quote(family)} must not be given twice`);
    else if (!isOfFamily(clusterIPs[i], family)) spec.report(`clusterIPs[${i}]`, `${quote(clusterIPs[i])} must be an address of the family at ipFamilies[${i}], which is ${quote(family)}`);
  });
  const policy = spec.choice('ipFamilyPolicy', FAMILY_POLICIES, 'PreferDualStack');
  if (policy === 'SingleStack' && (families.length > 1 || clusterIPs.length > 1)) {
    spec.tolerate('ipFamilyPolicy', '"SingleStack" must be "RequireDualStack" or "PreferDualStack" for two families');
  }
  return families;
}

/** What a load balancer admits: the field, or the annotation that it replaced. Spaces around a range are ignored. */
export function readSourceRanges(spec: Field, type: ServiceType, object: Field, annotations: StringMap): readonly string[] {
  const ranges = spec.texts('loadBalancerSourceRanges').map((text) => text.trim());
  ranges.forEach((range, i) => checkCidr(spec, `loadBalancerSourceRanges[${i}]`, range));
  const annotation = annotations[SOURCE_RANGES_ANNOTATION];
  if (annotation !== undefined && ranges.length === 0) checkAnnotation(object, type, annotation);
  return ranges;
}

function checkAnnotation(object: Field, type: ServiceType, annotation: string): void {
  const key = `metadata.annotations[${SOURCE_RANGES_ANNOTATION}]`;
  if (type !== 'LoadBalancer') object.report(key, `must only be given for type "LoadBalancer", not for ${quote(type)}`, SVC_SELECTOR);
  if (annotation.trim() === '') return;
  annotation.split(',').forEach((range) => checkCidr(object, key, range.trim()));
}

function checkCidr(field: Field, key: string, text: string): void {
  try {
    AddressSet.parseCidr(text);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    field.report(key, error.message);
  }
}

function readAddress(spec: Field, key: string, text: string): AddressSet | undefined {
  try {
    return AddressSet.parseAddress(text);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    spec.report(key, error.message);
    return undefined;
  }
}

function isOfFamily(address: string | undefined, family: string): boolean {
  if (address === undefined || address === 'None') return true;
  return address.includes(':') === (family === 'IPv6');
}

function isIPv4(address: AddressSet): boolean {
  return AddressSet.ALL_V4.contains(address);
}
