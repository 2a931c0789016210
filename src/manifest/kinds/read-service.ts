import { AddressError, AddressSet } from '../../network/address-set';
import { Field } from '../field';
import { dnsLabel, dnsSubdomain, qualifiedName } from '../names';
import { quote } from '../quote';
import { readLabels } from '../string-maps';
import { readOptionalPort, readPortOrName, readProtocol, readRequiredPort } from './read-port';
import { ServicePort, ServiceSpec, ServiceType } from './service';

const SVC_SELECTOR = 'SVC-SELECTOR';
const TYPES: readonly ServiceType[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];
const TRAFFIC_POLICIES = ['Cluster', 'Local'] as const;
/** Fields that the API server refuses on any other type (pkg/apis/core/validation). */
const LOAD_BALANCER_FIELDS = ['loadBalancerSourceRanges', 'loadBalancerClass', 'allocateLoadBalancerNodePorts'];
const KUBELET_PORT = 10250;
/** Addresses that no Service can have: unspecified, loopback, link-local and link-local multicast. */
const SPECIAL_ADDRESSES = AddressSet.union(
  ['0.0.0.0/32', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/24', '::/128', '::1/128', 'fe80::/10', 'ff02::/16'].map((block) => AddressSet.parseCidr(block)));

/** Reads a Service of core/v1 (pkg/apis/core/validation). */
export function readService(object: Field): ServiceSpec {
  const spec = object.objectOrEmpty('spec');
  const type = spec.choice('type', TYPES, 'ClusterIP');
  const clusterIPs = readClusterIPs(spec);
  const headless = clusterIPs[0] === 'None';
  const selector = spec.has('selector') ? readLabels(spec, 'selector') : undefined;
  const externalIPs = spec.texts('externalIPs');
  externalIPs.forEach((address, i) => checkAddress(spec, `externalIPs[${i}]`, address));
  checkType(spec, type, headless);
  checkTrafficPolicies(spec, type, externalIPs.length > 0);
  const loadBalancerClass = spec.name('loadBalancerClass', qualifiedName);
  const externalName = spec.text('externalName');
  return {
    type,
    selector,
    ports: readPorts(spec, type, headless),
    headless,
    clusterIPs,
    externalIPs,
    externalName: externalName === '' ? undefined : externalName,
    loadBalancerSourceRanges: readSourceRanges(spec),
    loadBalancerClass,
    allocateLoadBalancerNodePorts: spec.flag('allocateLoadBalancerNodePorts') ?? true,
    externalTrafficPolicy: spec.choice('externalTrafficPolicy', TRAFFIC_POLICIES, 'Cluster'),
    ipFamilies: readFamilies(spec),
  };
}

function readClusterIPs(spec: Field): readonly string[] {
  const first = spec.text('clusterIP');
  const all = spec.texts('clusterIPs').filter((address) => address !== '');
  const addresses = all.length > 0 || first === undefined || first === '' ? all : [first];
  addresses.forEach((address, i) => {
    if (address !== 'None') checkAddress(spec, all.length > 0 ? `clusterIPs[${i}]` : 'clusterIP', address);
  });
  if (all.length > 0 && first !== undefined && first !== '' && first !== all[0]) {
    spec.report('clusterIPs[0]', `${quote(all[0])} must equal clusterIP, which is ${quote(first)}`);
  }
  return addresses;
}

function checkAddress(spec: Field, key: string, text: string): void {
  try {
    if (SPECIAL_ADDRESSES.contains(AddressSet.parseAddress(text))) spec.report(key, `${quote(text)} must not be an unspecified, loopback or link-local address`);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    spec.report(key, error.message);
  }
}

function checkType(spec: Field, type: ServiceType, headless: boolean): void {
  if (headless && (type === 'LoadBalancer' || type === 'NodePort')) spec.report('clusterIP', `"None" must not be given for type ${quote(type)}`);
  if (type === 'ExternalName') checkExternalName(spec);
  if (type === 'LoadBalancer') return;
  for (const key of LOAD_BALANCER_FIELDS) {
    const value = spec.value[key];
    const empty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (!empty) spec.report(key, `must only be given for type "LoadBalancer", not for ${quote(type)}`, SVC_SELECTOR);
  }
}

function checkExternalName(spec: Field): void {
  const name = spec.requiredText('externalName', 'type "ExternalName" names the host that the Service stands for');
  if (name !== '') spec.check('externalName', name.replace(/\.$/, ''), dnsSubdomain);
  if (spec.has('clusterIP') && spec.value.clusterIP !== '') spec.report('clusterIP', 'must not be given for type "ExternalName"');
}

function checkTrafficPolicies(spec: Field, type: ServiceType, hasExternalIPs: boolean): void {
  spec.choice('internalTrafficPolicy', TRAFFIC_POLICIES, 'Cluster');
  const external = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && hasExternalIPs);
  if (!external && spec.has('externalTrafficPolicy') && spec.value.externalTrafficPolicy !== '') {
    spec.report('externalTrafficPolicy', `must only be given for types "NodePort" and "LoadBalancer" or with externalIPs, not for ${quote(type)}`, SVC_SELECTOR);
  }
  const checked = type === 'LoadBalancer' && spec.value.externalTrafficPolicy === 'Local';
  if (!checked && readOptionalPort(spec, 'healthCheckNodePort') !== undefined) {
    spec.report('healthCheckNodePort', 'must only be given for type "LoadBalancer" with externalTrafficPolicy "Local"', SVC_SELECTOR);
  }
}

function readSourceRanges(spec: Field): readonly string[] {
  return spec.texts('loadBalancerSourceRanges').map((text, i) => {
    const range = text.trim();
    try {
      AddressSet.parseCidr(range);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      spec.report(`loadBalancerSourceRanges[${i}]`, error.message);
    }
    return range;
  });
}

function readFamilies(spec: Field): readonly string[] {
  spec.choice('ipFamilyPolicy', ['SingleStack', 'PreferDualStack', 'RequireDualStack'], 'SingleStack');
  const families = spec.texts('ipFamilies');
  families.forEach((family, i) => {
    if (family !== 'IPv4' && family !== 'IPv6') spec.report(`ipFamilies[${i}]`, `${quote(family)} must be "IPv4" or "IPv6"`);
    else if (families.indexOf(family) !== i) spec.report(`ipFamilies[${i}]`, `${quote(family)} must not be given twice`);
  });
  return families;
}

function readPorts(spec: Field, type: ServiceType, headless: boolean): readonly ServicePort[] {
  const fields = spec.objects('ports');
  if (fields.length === 0 && !headless && type !== 'ExternalName') {
    spec.reportMissing('ports', `a Service of type ${quote(type)} has at least one port`);
  }
  const ports = fields.map((field) => readPort(field, type, fields.length > 1));
  reportDuplicates(fields, ports, 'name', (port) => port.name, (port) => `${quote(port.name)} must not be given twice`);
  reportDuplicates(fields, ports, 'port', (port) => `${port.protocol} ${port.port}`, (port) => `${port.protocol} port ${port.port} must not be given twice`);
  reportDuplicates(fields, ports, 'nodePort', (port) => port.nodePort && `${port.protocol} ${port.nodePort}`,
    (port) => `${port.protocol} node port ${port.nodePort} must not be given twice`);
  return ports;
}

function readPort(field: Field, type: ServiceType, nameRequired: boolean): ServicePort {
  const name = field.name('name', dnsLabel, SVC_SELECTOR);
  if (name === undefined && nameRequired) field.tolerate('name', 'is required: a Service with several ports names each of them', SVC_SELECTOR);
  const port = readRequiredPort(field, 'port');
  if (port === KUBELET_PORT && type === 'LoadBalancer') field.report('port', `${port} must not be exposed by type "LoadBalancer": it is the kubelet's port`);
  const nodePort = readOptionalPort(field, 'nodePort');
  if (nodePort !== undefined && type !== 'NodePort' && type !== 'LoadBalancer') {
    field.report('nodePort', `${nodePort} must only be given for types "NodePort" and "LoadBalancer", not for ${quote(type)}`, SVC_SELECTOR);
  }
  const appProtocol = field.name('appProtocol', qualifiedName);
  return {
    name,
    port,
    protocol: readProtocol(field),
    targetPort: readTargetPort(field) ?? port,
    nodePort,
    appProtocol,
    path: field.path,
  };
}

// The API server fills in `port` for an absent target, for 0 and for the empty text.
function readTargetPort(field: Field): number | string | undefined {
  const value = field.value.targetPort;
  return value === 0 || value === '' ? undefined : readPortOrName(field, 'targetPort');
}

function reportDuplicates(
  fields: readonly Field[], ports: readonly ServicePort[], key: string,
  identity: (port: ServicePort) => string | number | undefined, message: (port: ServicePort) => string,
): void {
  if (ports.length < 2) return;
  const seen = new Set<string | number>();
  ports.forEach((port, i) => {
    const id = identity(port);
    if (id === undefined) return;
    if (seen.has(id)) fields[i]?.report(key, message(port), SVC_SELECTOR);
    seen.add(id);
  });
}
