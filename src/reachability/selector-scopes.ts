import { JsonObject, KubernetesObject } from '../manifest/kubernetes-object';
import { LabelSelector } from '../network/label-selector';
import { Direction } from './model';
import { mentionedDirections, OverlayPart, OverlayScope } from './overlay-scope';
import { isObject, lenientSelector } from './overlay-selector';
import { DIRECTIONS } from './policies';

/** A ClusterNetworkPolicy or one of its forerunners, of whatever group and version: `subject` has `namespaces`, or `pods` with two selectors. */
export function subjectScope({ raw }: KubernetesObject): OverlayScope {
  const spec = specOf(raw);
  const subject = isObject(spec.subject) ? spec.subject : {};
  const directions = mentionedDirections(spec);
  if (!isObject(subject.pods)) return { parts: [{ pods: LabelSelector.EVERYTHING, namespaces: lenientSelector(subject.namespaces), directions }] };
  const { namespaceSelector, podSelector } = subject.pods;
  return { parts: [{ pods: lenientSelector(podSelector), namespaces: lenientSelector(namespaceSelector), directions }] };
}

/** Kinds made after the NetworkPolicy of Kubernetes: `podSelector` and `policyTypes` (ApplicationNetworkPolicy of EKS, FQDNNetworkPolicy of GKE). */
export function podSelectorScope({ raw }: KubernetesObject): OverlayScope {
  const spec = specOf(raw);
  const { policyTypes } = spec;
  const directions = Array.isArray(policyTypes) && policyTypes.length > 0
    ? DIRECTIONS.filter((direction) => policyTypes.some((type) => typeof type === 'string' && type.toLowerCase() === direction)) : DIRECTIONS;
  return { parts: [{ pods: lenientSelector(spec.podSelector), directions }] };
}

/**
 * A NetworkPolicy or ClusterNetworkPolicy of Antrea (Antrea documentation, "Antrea Network Policy CRDs"): `appliedTo` of the policy, else of
 * each of its rules. Groups, Services and service accounts in it are not looked up: they may be every pod.
 */
export function antreaScope({ raw }: KubernetesObject): OverlayScope {
  const spec = specOf(raw);
  const ofPolicy = listOf(spec.appliedTo);
  if (ofPolicy.length > 0) return { parts: ofPolicy.map((item) => antreaPart(item, mentionedDirections(spec))) };
  const ofRules = DIRECTIONS.flatMap((direction) => listOf(spec[direction]).flatMap((rule) =>
    listOf(isObject(rule) ? rule.appliedTo : undefined).map((item) => antreaPart(item, [direction]))));
  return { parts: ofRules.length === 0 ? [antreaPart({}, mentionedDirections(spec))] : ofRules };
}

function antreaPart(item: unknown, directions: readonly Direction[]): OverlayPart {
  const isPlain = isObject(item) && Object.keys(item).every((key) => key === 'podSelector' || key === 'namespaceSelector');
  return isPlain
    ? { pods: lenientSelector(item.podSelector), namespaces: lenientSelector(item.namespaceSelector), directions }
    : { pods: LabelSelector.EVERYTHING, directions };
}

function specOf(raw: JsonObject): JsonObject {
  return isObject(raw.spec) ? raw.spec : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
