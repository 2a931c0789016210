import { JsonObject, KubernetesObject, StringMap } from '../manifest/kubernetes-object';
import { LabelSelector, SelectorExpression } from '../network/label-selector';
import { Direction } from './model';

/** What a policy that is not evaluated can have a say in, as far as that is understood: never less than it has. */
export interface OverlayScope {
  /** Selectors of the pods that it is about, each with the directions that it has rules for. */
  readonly parts: readonly { readonly pods: LabelSelector; readonly directions: readonly Direction[] }[];
}

/** Keys of a rule of Cilium by the direction that they are about (Cilium documentation, "Layer 3 Policies" and "Deny Policies"). */
const CILIUM_KEYS: Readonly<Record<Direction, readonly string[]>> = {
  ingress: ['ingress', 'ingressDeny', 'enableDefaultDeny'],
  egress: ['egress', 'egressDeny', 'enableDefaultDeny'],
};

/**
 * The pods and directions of a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy: `endpointSelector` says of which pods, and a rule
 * changes nothing about a direction that it does not mention. Conditions other than on labels of pods are left out, which can only
 * select more. With `nodeSelector` it is about nodes.
 */
export function ciliumScope({ raw }: KubernetesObject): OverlayScope {
  const specs = [...(isObject(raw.spec) ? [raw.spec] : []), ...(Array.isArray(raw.specs) ? raw.specs.filter(isObject) : [])];
  if (specs.length === 0) return { parts: [{ pods: LabelSelector.EVERYTHING, directions: DIRECTIONS }] };
  const ofPods = specs.filter((spec) => spec.endpointSelector !== undefined || spec.nodeSelector === undefined);
  return { parts: ofPods.map((spec) => ({ pods: selectorOf(spec.endpointSelector), directions: directionsOf(spec) })) };
}

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** A rule without either is none that Cilium takes. */
function directionsOf(spec: JsonObject): readonly Direction[] {
  const mentioned = DIRECTIONS.filter((direction) => CILIUM_KEYS[direction].some((key) => spec[key] !== undefined && spec[key] !== null));
  return mentioned.length === 0 ? DIRECTIONS : mentioned;
}

function selectorOf(selector: unknown): LabelSelector {
  if (!isObject(selector)) return LabelSelector.EVERYTHING;
  const labels: Record<string, string> = {};
  for (const [key, value] of Object.entries(isObject(selector.matchLabels) ? selector.matchLabels : {})) {
    const label = podLabel(key);
    if (label !== undefined && typeof value === 'string') labels[label] = value;
  }
  const expressions = Array.isArray(selector.matchExpressions) ? selector.matchExpressions.flatMap(expressionOf) : [];
  return LabelSelector.of(labels as StringMap, expressions);
}

function expressionOf(expression: unknown): readonly SelectorExpression[] {
  if (!isObject(expression) || typeof expression.key !== 'string') return [];
  const key = podLabel(expression.key);
  const values = Array.isArray(expression.values) ? expression.values.filter((value): value is string => typeof value === 'string') : [];
  const { operator } = expression;
  if (key === undefined) return [];
  if ((operator === 'In' || operator === 'NotIn') && values.length > 0) return [{ key, operator, values }];
  return operator === 'Exists' || operator === 'DoesNotExist' ? [{ key, operator }] : [];
}

/** The label of a pod that a key of Cilium means, which may name its source; undefined for labels that Cilium itself adds. */
function podLabel(key: string): string | undefined {
  const plain = key.replace(/^(?:any|k8s):/, '');
  return plain.includes(':') || /^io\.(?:kubernetes|cilium)\./.test(plain) ? undefined : plain;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
