import * as apps from 'kubernetes-models/apps/v1';
import * as autoscaling from 'kubernetes-models/autoscaling/v2';
import * as batch from 'kubernetes-models/batch/v1';
import * as discovery from 'kubernetes-models/discovery.k8s.io/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as rbac from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import * as core from 'kubernetes-models/v1';
import { ModelClass, schemaProblems } from './model-problems';


const KINDS: Readonly<Record<string, object>> = {
  'v1': core,
  'apps/v1': apps,
  'autoscaling/v2': autoscaling,
  'batch/v1': batch,
  'discovery.k8s.io/v1': discovery,
  'networking.k8s.io/v1': networking,
  'policy/v1': policy,
  'rbac.authorization.k8s.io/v1': rbac,
};

/**
 * What the official Kubernetes OpenAPI schemas say against the objects; an empty list where they are all valid.
 * Kinds outside Kubernetes are a problem too, unless `customKinds` lists them as `apiVersion Kind`.
 */
export function validateAgainstKubernetes(objects: readonly unknown[], customKinds: readonly string[] = []): string[] {
  return objects.flatMap(object => problemsOf(object, customKinds));
}

function problemsOf(object: unknown, customKinds: readonly string[]): string[] {
  if (!isRecord(object) || typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') {
    return [`not an object with apiVersion and kind: ${JSON.stringify(object)}`];
  }
  const { apiVersion, kind } = object;
  if (customKinds.includes(`${apiVersion} ${kind}`)) {
    return [];
  }
  const model = (KINDS[apiVersion] as Record<string, ModelClass> | undefined)?.[kind];
  if (!model) {
    return [`${apiVersion} ${kind} is no kind of Kubernetes`];
  }
  const metadata = isRecord(object.metadata) ? object.metadata : {};
  const name = [metadata.namespace, metadata.name].filter(part => part !== undefined).join('/');
  const problems = typeof metadata.name === 'string' ? [] : ['metadata.name is missing'];
  return [...problems, ...schemaProblems(model, object)].map(problem => `${kind} ${name}: ${problem}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
