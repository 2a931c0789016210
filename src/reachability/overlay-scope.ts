import { JsonObject, KubernetesObject } from '../manifest/kubernetes-object';
import { LabelSelector } from '../network/label-selector';
import { Direction } from './model';
import { isObject, lenientSelector } from './overlay-selector';
import { DIRECTIONS } from './policies';

/** What a policy that is not evaluated can have a say in, as far as that is understood: never less than it has. */
export interface OverlayScope {
  readonly parts: readonly OverlayPart[];
}

/** Pods that such a policy is about, and the directions that it has rules for. */
export interface OverlayPart {
  readonly pods: LabelSelector;
  /** Every namespace that the policy is about at all if absent. */
  readonly namespaces?: LabelSelector;
  readonly directions: readonly Direction[];
}

type DirectionKeys = Readonly<Record<Direction, readonly string[]>>;

const PLAIN_KEYS: DirectionKeys = { ingress: ['ingress'], egress: ['egress'] };

/** Directions that a policy has keys for; both if it has none, because then it is of a shape that nobody here knows. */
export function mentionedDirections(spec: JsonObject, keys: DirectionKeys = PLAIN_KEYS): readonly Direction[] {
  const mentioned = DIRECTIONS.filter((direction) => keys[direction].some((key) => spec[key] !== undefined && spec[key] !== null));
  return mentioned.length === 0 ? DIRECTIONS : mentioned;
}

/** Keys of a rule of Cilium by the direction that they are about (Cilium documentation, "Layer 3 Policies" and "Deny Policies"). */
const CILIUM_KEYS: DirectionKeys = {
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
  return {
    parts: ofPods.map((spec) => ({
      pods: lenientSelector(spec.endpointSelector, podLabel),
      directions: mentionedDirections(spec, CILIUM_KEYS),
    })),
  };
}

/** The label of a pod that a key of Cilium means, which may name its source; undefined for labels that Cilium itself adds. */
function podLabel(key: string): string | undefined {
  const plain = key.replace(/^(?:any|k8s):/, '');
  return plain.includes(':') || /^io\.(?:kubernetes|cilium)\./.test(plain) ? undefined : plain;
}
