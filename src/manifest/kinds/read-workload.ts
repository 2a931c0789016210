import { LabelSelector } from '../../network/label-selector';
import { Field } from '../field';
import { ObjectMetadata } from '../kubernetes-object';
import { quote } from '../quote';
import { NO_STRINGS, readLabels } from '../string-maps';
import { PodTemplate, WorkloadSpec } from './pod-template';
import { readPodSpec, readTemplate, RestartPolicy } from './read-pod-template';
import { readSelector } from './read-selector';

const MAX_INT32 = 2 ** 31 - 1;

/** What tells the kinds with a pod template apart (pkg/apis/apps/validation, pkg/apis/batch/validation). */
interface TemplateRules {
  /** Keys that lead from the object to what holds `template`. */
  readonly owner: readonly string[];
  /** Field that says how many pods there are. */
  readonly replicas?: 'replicas' | 'parallelism';
  /** How the pods are selected: `required` by a selector that is not empty, `defaulted` from the labels, or by `nothing` the author writes. */
  readonly selector: 'required' | 'map' | 'nothing';
  /** What the pods may do when they end; anything where it is absent. */
  readonly restartPolicies?: readonly RestartPolicy[];
}

const SERVICE_RULES: TemplateRules = { owner: ['spec'], replicas: 'replicas', selector: 'required', restartPolicies: ['Always'] };
const JOB_RESTARTS: readonly RestartPolicy[] = ['OnFailure', 'Never'];

/** Deployment and ReplicaSet. */
export const readReplicated = templateReader(SERVICE_RULES);
export const readDaemonSet = templateReader({ owner: ['spec'], selector: 'required', restartPolicies: ['Always'] });
export const readReplicationController = templateReader({ owner: ['spec'], replicas: 'replicas', selector: 'map', restartPolicies: ['Always'] });
export const readJob = templateReader({ owner: ['spec'], replicas: 'parallelism', selector: 'nothing', restartPolicies: JOB_RESTARTS });
export const readCronJob = templateReader({ owner: ['spec', 'jobTemplate', 'spec'], selector: 'nothing', restartPolicies: JOB_RESTARTS });

/** A StatefulSet may name the headless Service that gives its pods their names. */
export function readStatefulSet(object: Field): WorkloadSpec {
  const serviceName = object.objectOrEmpty('spec').text('serviceName');
  return { ...readReplicated(object), serviceName: serviceName === '' ? undefined : serviceName };
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
  const spec = template.objectOrEmpty('spec');
  const written = spec.value.restartPolicy;
  const policy = written === undefined || written === null || written === '' ? 'Always' : written;
  const known = policy === 'Always' || policy === 'OnFailure' || policy === 'Never';
  if (!known || restartPolicies.includes(policy)) return;
  spec.tolerate('restartPolicy', `${quote(policy)} must be ${restartPolicies.map(quote).join(' or ')} for this kind`);
}

function checkSelector(owner: Field, template: PodTemplate, rules: TemplateRules): void {
  if (rules.selector === 'nothing') return;
  const selector = rules.selector === 'map' ? readMapSelector(owner) : readSelector(owner, 'selector');
  if (rules.selector === 'required' && (selector === undefined || selector.isEmpty)) {
    owner.tolerate('selector', 'is required: it selects the pods of the workload and must not be empty');
  } else if (selector !== undefined && owner.has('template') && !selector.matches(template.labels)) {
    const labels = Object.entries(template.labels).map(([key, value]) => `${key}=${value}`).join(',');
    owner.child('template', {}).child('metadata', {}).tolerate('labels', `${quote(labels)} must match the selector of the workload, which is ${quote(selector.toString())}`);
  }
}

function readMapSelector(owner: Field): LabelSelector | undefined {
  return owner.has('selector') ? LabelSelector.of(readLabels(owner, 'selector')) : undefined;
}
