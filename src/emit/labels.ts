/** Labels as plain data. */
export interface LabelMap { readonly [key: string]: string }

/** Which pods are meant: each label has the value, or one of the values. */
export interface LabelSelection { readonly [key: string]: string | readonly string[] }

/** The selection as a label selector of the API. */
export function labelSelector(selection: LabelSelection): object {
  const single = Object.entries(selection).filter(([, value]) => typeof value === 'string');
  const several = Object.entries(selection).filter(([, value]) => typeof value !== 'string');
  return {
    ...(single.length > 0 && { matchLabels: Object.fromEntries(single) }),
    ...(several.length > 0 && { matchExpressions: several.map(([key, values]) => ({ key, operator: 'In', values: [...values].sort() })) }),
  };
}

/** The label that has the name of the workload. */
export const NAME_LABEL = 'app.kubernetes.io/name';

const MANAGED_BY = 'cdk8s-exposure';

/**
 * Labels by which a workload is selected: the whole selector of its Service and of its policy.
 *
 * No version in it: it must match both versions during a canary or a rolling update.
 */
export function selectorLabels(name: string, instance: string): LabelMap {
  return { [NAME_LABEL]: name, 'app.kubernetes.io/instance': instance };
}

/** Labels of every object that belongs to a workload, and of its pods. */
export function objectLabels(name: string, instance: string): LabelMap {
  return { ...selectorLabels(name, instance), ...managedBy() };
}

/** Label of objects that belong to no workload. */
export function managedBy(): LabelMap {
  return { 'app.kubernetes.io/managed-by': MANAGED_BY };
}

/** Labels that change with the version or the revision of a workload; no selector may name them. */
const CHANGING_LABELS: readonly string[] = [
  'version',
  'app.kubernetes.io/version',
  'helm.sh/chart',
  'pod-template-hash',
  'controller-revision-hash',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'job-name',
  'batch.kubernetes.io/job-name',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
];

/** `labels` without those that change with the version or the revision. */
export function stableLabels(labels: LabelMap): LabelMap {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !CHANGING_LABELS.includes(key)));
}
