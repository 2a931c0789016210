import { Field } from '../field';
import { ObjectMetadata } from '../kubernetes-object';
import { dnsSubdomain, qualifiedName } from '../names';
import { quote } from '../quote';
import { readLabels } from '../string-maps';
import { readOptionalPort } from './read-port';
import { readClusterIPs, readExternalIPs, readFamilies, readSourceRanges } from './read-service-addresses';
import { readServicePorts } from './read-service-ports';
import { ServiceSpec, ServiceType } from './service';
import { tolerateChoice } from './tolerate-choice';

const SVC_SELECTOR = 'SVC-SELECTOR';
const TYPES: readonly ServiceType[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];
const TRAFFIC_POLICIES = ['Cluster', 'Local'] as const;
const TRAFFIC_DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
const SESSION_AFFINITIES = ['ClientIP', 'None'];
/** Seconds for which a client keeps its pod. */
const LONGEST_SESSION = 86400;
/** Fields that the API server refuses on any other type (pkg/apis/core/validation). */
const LOAD_BALANCER_FIELDS = ['loadBalancerSourceRanges', 'loadBalancerClass', 'allocateLoadBalancerNodePorts'];
/** Fields that the API server refuses on type ExternalName. */
const ADDRESS_FIELDS = ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy'];

/** Reads a Service of core/v1 (pkg/apis/core/validation). */
export function readService(object: Field, { annotations }: ObjectMetadata): ServiceSpec {
  const spec = object.objectOrEmpty('spec');
  const type = spec.choice('type', TYPES, 'ClusterIP');
  const clusterIPs = readClusterIPs(spec);
  const headless = clusterIPs[0] === 'None';
  const selector = spec.has('selector') ? readLabels(spec, 'selector') : undefined;
  const externalIPs = readExternalIPs(spec);
  checkType(spec, type, headless);
  checkTrafficPolicies(spec, type, externalIPs.length > 0);
  checkSessionAffinity(spec);
  const loadBalancerClass = spec.text('loadBalancerClass');
  if (loadBalancerClass !== undefined && type === 'LoadBalancer') spec.check('loadBalancerClass', loadBalancerClass, qualifiedName);
  const externalName = spec.text('externalName');
  const loadBalancerIP = spec.text('loadBalancerIP');
  return {
    type,
    selector,
    ports: readServicePorts(spec, type, headless),
    headless,
    clusterIPs,
    externalIPs,
    externalName: externalName === '' ? undefined : externalName,
    loadBalancerSourceRanges: readSourceRanges(spec, type, object, annotations),
    loadBalancerClass,
    loadBalancerIP: loadBalancerIP === '' ? undefined : loadBalancerIP,
    allocateLoadBalancerNodePorts: spec.flag('allocateLoadBalancerNodePorts') ?? true,
    externalTrafficPolicy: spec.choice('externalTrafficPolicy', TRAFFIC_POLICIES, 'Cluster'),
    ipFamilies: readFamilies(spec, clusterIPs),
  };
}

function checkType(spec: Field, type: ServiceType, headless: boolean): void {
  if (headless && (type === 'LoadBalancer' || type === 'NodePort')) spec.report('clusterIPs[0]', `"None" must not be given for type ${quote(type)}`);
  if (type === 'ExternalName') checkExternalName(spec);
  if (type === 'LoadBalancer') return;
  for (const key of LOAD_BALANCER_FIELDS) {
    if (isGiven(spec, key)) spec.report(key, `must only be given for type "LoadBalancer", not for ${quote(type)}`, SVC_SELECTOR);
  }
}

function checkExternalName(spec: Field): void {
  const name = spec.requiredText('externalName', 'type "ExternalName" names the host that the Service stands for');
  if (name !== '') spec.check('externalName', name.replace(/\.$/, ''), dnsSubdomain);
  for (const key of ADDRESS_FIELDS) {
    const given = isGiven(spec, key) || (key === 'clusterIPs' && spec.has('clusterIP') && spec.value.clusterIP !== '');
    if (given) spec.report(key, 'must not be given for type "ExternalName"');
  }
}

function isGiven(spec: Field, key: string): boolean {
  const value = spec.value[key];
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function checkTrafficPolicies(spec: Field, type: ServiceType, hasExternalIPs: boolean): void {
  tolerateChoice(spec, 'internalTrafficPolicy', TRAFFIC_POLICIES);
  if (spec.value.internalTrafficPolicy === '') spec.tolerate('internalTrafficPolicy', '"" must be "Cluster" or "Local"');
  tolerateChoice(spec, 'trafficDistribution', TRAFFIC_DISTRIBUTIONS);
  const external = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && hasExternalIPs);
  if (!external && spec.has('externalTrafficPolicy') && spec.value.externalTrafficPolicy !== '') {
    spec.report('externalTrafficPolicy', `must only be given for types "NodePort" and "LoadBalancer" or with externalIPs, not for ${quote(type)}`, SVC_SELECTOR);
  }
  const healthCheckNodePort = readOptionalPort(spec, 'healthCheckNodePort');
  const checked = type === 'LoadBalancer' && spec.value.externalTrafficPolicy === 'Local';
  if (!checked && healthCheckNodePort !== undefined) {
    spec.report('healthCheckNodePort', 'must only be given for type "LoadBalancer" with externalTrafficPolicy "Local"', SVC_SELECTOR);
  }
}

// Sessions decide which pod answers a client, never whether one does.
function checkSessionAffinity(spec: Field): void {
  tolerateChoice(spec, 'sessionAffinity', SESSION_AFFINITIES);
  const config = spec.object('sessionAffinityConfig');
  if (config === undefined) return;
  if (spec.value.sessionAffinity !== 'ClientIP') {
    spec.tolerate('sessionAffinityConfig', 'must only be given with sessionAffinity "ClientIP"');
    return;
  }
  const seconds = config.object('clientIP')?.value.timeoutSeconds ?? undefined;
  const valid = seconds === undefined || (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_SESSION);
  if (!valid) spec.tolerate('sessionAffinityConfig.clientIP.timeoutSeconds', `${quote(seconds)} must be a whole number, 1 to ${LONGEST_SESSION}`);
}
