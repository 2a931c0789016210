import { LabelMap, managedBy } from './labels';

/** Levels of the Pod Security Standards. */
export type PodSecurity = 'privileged' | 'baseline' | 'restricted';

/** Labels of a Namespace. Below `privileged`, admission refuses pods with host network or host ports. */
export function namespaceLabels(podSecurity: PodSecurity): LabelMap {
  return { ...managedBy(), 'pod-security.kubernetes.io/enforce': podSecurity };
}
