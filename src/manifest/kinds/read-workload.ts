import { LabelSelector } from '../../network/label-selector';
import { Field } from '../field';
import { ObjectMetadata } from '../kubernetes-object';
import { quote } from '../quote';
import { NO_STRINGS, readLabels } from '../string-maps';
import { PodTemplate, WorkloadSpec } from './pod-template';
import { readPodSpec, readTemplate, RestartPolicy } from './read-pod-template';
import { readSelector } from './read-selector';
import { tolerateChoice } from './tolerate-choice';

const MAX_INT32 = 2 ** 31 - 1;

/** What tells the kinds with a pod template apart (pkg/apis/apps/validation, pkg/apis/batch/validation). */
interface TemplateRules {
  /** Keys that lead from the object to what holds `template`. */
  readonly owner: readonly string[];
  /** Field that says how many pods there are. */
  readonly replicas?: 'replicas' | 'parallelism';
  /**
   * How the pods are selected: by a `LabelSelector` that must not be empty, by a `map` that is the labels of the template unless it is
   * given, or by what is `generated` unless the author asks to write it.
   */
  readonly selector: 'LabelSelector' | 'map' | 'generated';
  /** What the pods may do when they end; anything where it is absent. */
  readonly restartPolicies?: readonly RestartPolicy[];
  /** How pods are replaced: `rollingUpdate` may only be given for that type. */
  readonly strategy?: { readonly key: 'strategy' | 'updateStrategy'; readonly types: readonly string[] };
}

const REPLICATED: TemplateRules = { owner: ['spec'], replicas: 'replicas', selector: 'LabelSelector', restartPolicies: ['Always'] };
const JOB_RESTARTS: readonly RestartPolicy[] = ['OnFailure', 'Never'];
const UPDATE_STRATEGY = { key: 'updateStrategy', types: ['RollingUpdate', 'OnDelete'] } as const;
/** Labels by which a Job finds its pods unless `manualSelector` is set. */
const GENERATED_SELECTOR = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
/** A CronJob gives its Jobs names of 11 characters more, which must fit a label. */
const LONGEST_CRON_JOB_NAME = 52;
const CONCURRENCY_POLICIES = ['Allow', 'Forbid', 'Replace'];

/** ReplicaSet, and Rollout with a template of its own. */
export const readReplicated = templateReader(REPLICATED);
export const readDeployment = templateReader({ ...REPLICATED, strategy: { key: 'strategy', types: ['RollingUpdate', 'Recreate'] } });
export const readDaemonSet = templateReader({ owner: ['spec'], selector: 'LabelSelector', restartPolicies: ['Always'], strategy: UPDATE_STRATEGY });
export const readReplicationController = templateReader({ owner: ['spec'], replicas: 'replicas', selector: 'map', restartPolicies: ['Always'] });
export const readJob = templateReader({ owner: ['spec'], replicas: 'parallelism', selector: 'generated', restartPolicies: JOB_RESTARTS });
const readCronTemplate = templateReader({ owner: ['spec', 'jobTemplate', 'spec'], selector: 'generated', restartPolicies: JOB_RESTARTS });
const readReplicatedSet = templateReader({ ...REPLICATED, strategy: UPDATE_STRATEGY });

/** A StatefulSet may name the headless Service that gives its pods their names. */
export function readStatefulSet(object: Field): WorkloadSpec {
  const spec = object.objectOrEmpty('spec');
  tolerateChoice(spec, 'podManagementPolicy', ['OrderedReady', 'Parallel']);
  const serviceName = spec.text('serviceName');
  const firstOrdinal = spec.object('ordinals')?.integer('start', 0, MAX_INT32);
  return { ...readReplicatedSet(object), serviceName: serviceName === '' ? undefined : serviceName, ...(firstOrdinal !== undefined && { firstOrdinal }) };
}

export function readCronJob(object: Field, { name }: ObjectMetadata): WorkloadSpec {
  const spec = object.objectOrEmpty('spec');
  if (name.length > LONGEST_CRON_JOB_NAME) {
    object.tolerate('metadata.name', `has ${name.length} characters; a CronJob must have at most ${LONGEST_CRON_JOB_NAME}, because its Jobs have longer names`);
  }
  if (!spec.has('schedule') || spec.value.schedule === '') spec.tolerate('schedule', 'is required: when the Jobs run, such as "0 3 * * *"');
  tolerateChoice(spec, 'concurrencyPolicy', CONCURRENCY_POLICIES);
  return readCronTemplate(object);
}

/** An Argo Rollout; undefined where it refers to the template of a Deployment (`workloadRef`). */
export function readRollout(object: Field): WorkloadSpec | undefined {
  return object.object('spec')?.has('workloadRef') === true ? undefined : readReplicated(object);
}

/** A Pod carries its labels itself, and its addresses once it runs. */
export function readPod(object: Field, metadata: ObjectMetadata): WorkloadSpec {
  const template = readPodSpec(object, metadata.labels, metadata.annotations);
  const status = object.object('status');
  const hostIP = status?.text('hostIP');
  return {
    template: { ...template, podIPs: status === undefined ? [] : readPodIPs(status), hostIP: hostIP === '' ? undefined : hostIP },
    podSpecPath: 'spec',
    replicas: 1,
  };
}

function readPodIPs(status: Field): readonly string[] {
  const addresses = status.objects('podIPs').map((item) => item.text('ip') ?? '');
  return [...new Set([status.text('podIP') ?? '', ...addresses])].filter((address) => address !== '');
}

function templateReader(rules: TemplateRules): (object: Field) => WorkloadSpec {
  return (object) => {
    const owner = rules.owner.reduce((field, key) => field.objectOrEmpty(key), object);
    if (!owner.has('template')) owner.reportMissing('template', 'the pods of the workload');
    const templateField = owner.objectOrEmpty('template');
    const template = owner.has('template') ? readTemplate(templateField) : NO_TEMPLATE;
    if (owner.has('template')) checkRestartPolicy(templateField, rules);
    checkSelector(owner, template, rules);
    if (rules.strategy !== undefined) checkStrategy(owner, rules.strategy);
    const replicas = rules.replicas === undefined ? undefined : owner.integer(rules.replicas, 0, MAX_INT32);
    return { template, podSpecPath: `${templateField.path}.spec`, replicas: replicas ?? 1 };
  };
}

const NO_TEMPLATE: PodTemplate = {
  labels: NO_STRINGS,
  annotations: NO_STRINGS,
  hostNetwork: false,
  containers: [],
  podIPs: [],
};

function checkRestartPolicy(template: Field, { restartPolicies }: TemplateRules): void {
  if (restartPolicies === undefined) return;
  const spec = template.value.spec ?? {};
  // reported when the pod was read
  if (typeof spec !== 'object' || Array.isArray(spec)) return;
  const { restartPolicy: written } = spec as Readonly<Record<string, unknown>>;
  const policy = written === undefined || written === null || written === '' ? 'Always' : written;
  const known = policy === 'Always' || policy === 'OnFailure' || policy === 'Never';
  if (!known || restartPolicies.includes(policy)) return;
  template.objectOrEmpty('spec').tolerate('restartPolicy', `${quote(policy)} must be ${restartPolicies.map(quote).join(' or ')} for this kind`);
}

function checkStrategy(owner: Field, { key, types }: NonNullable<TemplateRules['strategy']>): void {
  if (!owner.has(key)) return;
  const strategy = owner.objectOrEmpty(key);
  tolerateChoice(strategy, 'type', types);
  const unused = strategy.value.type === 'Recreate' && strategy.has('rollingUpdate');
  if (unused) strategy.tolerate('rollingUpdate', 'must only be given with type "RollingUpdate", not with "Recreate"');
}

function checkSelector(owner: Field, template: PodTemplate, rules: TemplateRules): void {
  switch (rules.selector) {
    case 'LabelSelector': return checkLabelSelector(owner, template, readSelector(owner, 'selector'));
    case 'map': return checkLabelSelector(owner, template, readMapSelector(owner, template));
    case 'generated': return checkGeneratedSelector(owner, template);
  }
}

function checkLabelSelector(owner: Field, template: PodTemplate, selector: LabelSelector | undefined): void {
  if (selector === undefined || (selector.isEmpty && !hasExpressions(owner))) {
    owner.tolerate('selector', 'is required: it selects the pods of the workload and must not be empty');
  } else if (owner.has('template') && !selector.matches(template.labels)) {
    const labels = Object.entries(template.labels).map(([key, value]) => `${key}=${value}`).join(',');
    owner.child('template', {}).child('metadata', {}).tolerate('labels', `${quote(labels)} must match the selector of the workload, which is ${quote(selector.toString())}`);
  }
}

/** Whether the selector has conditions, be it that all of them are refused. */
function hasExpressions(owner: Field): boolean {
  const expressions = owner.object('selector')?.value.matchExpressions;
  return Array.isArray(expressions) && expressions.length > 0;
}

// The labels of the template stand in for a selector that is absent or empty.
function readMapSelector(owner: Field, template: PodTemplate): LabelSelector {
  const written = owner.has('selector') ? readLabels(owner, 'selector') : NO_STRINGS;
  return LabelSelector.of(Object.keys(written).length > 0 ? written : template.labels);
}

function checkGeneratedSelector(owner: Field, template: PodTemplate): void {
  if (!owner.has('selector') && owner.value.manualSelector !== true) return;
  const selector = readSelector(owner, 'selector');
  if (owner.value.manualSelector === true) return checkLabelSelector(owner, template, selector);
  const written = selector?.keys.filter((key) => !GENERATED_SELECTOR.includes(key)) ?? [];
  if (written.length > 0) owner.tolerate('selector', `has ${written.map(quote).join(' and ')}; must only be given with manualSelector: true`);
}
