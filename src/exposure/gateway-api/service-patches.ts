import { GatewayParameters } from '../../controllers/gateway-parameters';
import { ServicePort } from '../../manifest/kinds/service';
import { Json, JsonObject } from '../../manifest/kubernetes-object';
import { isMap, mapIn } from '../tunnels/config-document';
import { FoundParameters } from './gateway-parameters';
import { at, united } from './json-paths';

/** What a product makes a Service of, before it is patched. */
export interface ServiceDraft {
  readonly annotations: JsonObject;
  readonly spec: JsonObject;
}

/** Fields of a Service that say who gets to it, as far as they are read. */
const READ: ReadonlySet<string> = new Set([
  'type', 'externalIPs', 'loadBalancerClass', 'loadBalancerSourceRanges', 'externalTrafficPolicy', 'allocateLoadBalancerNodePorts',
]);
/** Fields of a Service that let nobody in and keep nobody out. */
const NEUTRAL: ReadonlySet<string> = new Set([
  'sessionAffinity', 'sessionAffinityConfig', 'internalTrafficPolicy', 'ipFamilies', 'ipFamilyPolicy', 'trafficDistribution', 'healthCheckNodePort',
  'publishNotReadyAddresses', 'loadBalancerIP', 'clusterIP', 'clusterIPs',
]);
const NEUTRAL_METADATA: ReadonlySet<string> = new Set(['labels', 'finalizers', 'ownerReferences']);
/** What a patch may say of a port that is there already. */
const NEUTRAL_PORT: ReadonlySet<string> = new Set(['name', 'port', 'protocol', 'appProtocol', 'nodePort']);

/**
 * The Service with its patches: merges of what is read are applied, what makes no difference is passed over. Undefined where a patch says
 * anything else, so that nobody knows what is left.
 */
export function patchedService(
  draft: ServiceDraft, found: FoundParameters, parameters: GatewayParameters | undefined, ports: readonly ServicePort[],
): ServiceDraft | undefined {
  const { path, each } = parameters?.servicePatch ?? {};
  if (path === undefined) return draft;
  const patches = [...found.objects].reverse().map((object) => at(object, path) ?? undefined).filter((value) => value !== undefined);
  if (patches.length > 1 && each !== true) return patches.every((value) => apply(value, draft, ports) === draft) ? draft : undefined;
  return patches.reduce<ServiceDraft | undefined>((patched, value) => (patched === undefined ? undefined : apply(value, patched, ports)), draft);
}

/** One patch or a list of them. */
function apply(value: Json, draft: ServiceDraft, ports: readonly ServicePort[]): ServiceDraft | undefined {
  if (typeof value === 'string') return value.trim() === '' ? draft : merged(mapIn(value), draft, ports);
  if (!isList(value)) {
    if (!isMap(value) || !Object.hasOwn(value, 'value')) return merged(value, draft, ports);
    return isList(value.value) ? operated(value.value, draft) : merged(value.value, draft, ports);
  }
  return value.reduce<ServiceDraft | undefined>((patched, one) => (patched === undefined ? undefined : apply(one, patched, ports)), draft);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** JSON patches (RFC 6902) are looked at, but not applied. */
function operated(operations: readonly Json[], draft: ServiceDraft): ServiceDraft | undefined {
  const isNeutral = (operation: Json): boolean => {
    const [, top, field] = String(at(operation, 'path') ?? '').split('/');
    return field !== undefined && ((top === 'metadata' && NEUTRAL_METADATA.has(field)) || (top === 'spec' && NEUTRAL.has(field)));
  };
  return operations.every(isNeutral) ? draft : undefined;
}

function merged(patch: Json | undefined, draft: ServiceDraft, ports: readonly ServicePort[]): ServiceDraft | undefined {
  if (!isMap(patch)) return undefined;
  const { apiVersion: _, kind: __, metadata = {}, spec = {}, ...others } = patch;
  if (Object.keys(others).length > 0 || !isMap(metadata) || !isMap(spec)) return undefined;
  const annotations = mergedMetadata(metadata, draft);
  const fields = mergedSpec(spec, draft, ports);
  if (annotations === undefined || fields === undefined) return undefined;
  return annotations === draft.annotations && fields === draft.spec ? draft : { annotations, spec: fields };
}

function mergedMetadata({ annotations, ...others }: JsonObject, draft: ServiceDraft): JsonObject | undefined {
  if (!Object.keys(others).every((key) => NEUTRAL_METADATA.has(key))) return undefined;
  if (annotations === undefined) return draft.annotations;
  // null takes an annotation away, a directive such as `$patch` more than that
  if (!isMap(annotations) || Object.keys(annotations).some((key) => key.startsWith('$'))) return undefined;
  return Object.fromEntries(Object.entries({ ...draft.annotations, ...annotations }).filter(([, value]) => value !== null));
}

function mergedSpec({ ports: patchedPorts, ...fields }: JsonObject, draft: ServiceDraft, ports: readonly ServicePort[]): JsonObject | undefined {
  const read = Object.entries(fields).filter(([key]) => !NEUTRAL.has(key));
  if (!read.every(([key, value]) => READ.has(key) && value !== null && value !== undefined)) return undefined;
  const spec = read.length === 0 ? draft.spec : united(draft.spec, Object.fromEntries(read));
  return patchedPorts === undefined || areKnown(patchedPorts, spec, ports) ? spec : undefined;
}

/** Whether a patch only names ports that are there, or takes ports away, so that nobody gets to others: a node port counts where there are node ports anyway. */
function areKnown(patched: Json, spec: JsonObject, ports: readonly ServicePort[]): boolean {
  const hasNodePorts = spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
  return isList(patched) && patched.every((one) => isMap(one) && (one.$patch === 'delete' || (Object.keys(one).every((key) => NEUTRAL_PORT.has(key) && (key !== 'nodePort' || hasNodePorts))
    && ports.some(({ port }) => port === one.port))));
}
