import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { LabelMap } from '../emit/labels';
import { BuildWorkload } from './workload-parts';

/** Id of the object inside its construct: cdk8s takes a child of this name for the construct itself (`ApiObject.of`). */
const RESOURCE = 'Resource';

function template(labels: LabelMap, spec: k8s.PodSpec): k8s.PodTemplateSpec {
  return { metadata: { labels: { ...labels } }, spec };
}

/** A Deployment. */
export function deployment(scope: Construct, replicas: number | undefined, spec: () => k8s.PodSpec): BuildWorkload {
  return (metadata, podLabels, selector): ApiObject => new k8s.KubeDeployment(scope, RESOURCE, {
    metadata,
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      selector: { matchLabels: { ...selector } },
      template: template(podLabels, spec()),
    },
  });
}

/** What a StatefulSet has beside its pods. */
export interface StatefulSetSettings {
  readonly replicas: number | undefined;
  readonly serviceName: string;
  readonly claims: k8s.KubePersistentVolumeClaimProps[];
}

/** A StatefulSet. */
export function statefulSet(scope: Construct, settings: StatefulSetSettings, spec: () => k8s.PodSpec): BuildWorkload {
  return (metadata, podLabels, selector): ApiObject => new k8s.KubeStatefulSet(scope, RESOURCE, {
    metadata,
    spec: {
      ...(settings.replicas === undefined ? {} : { replicas: settings.replicas }),
      serviceName: settings.serviceName,
      selector: { matchLabels: { ...selector } },
      template: template(podLabels, spec()),
      ...(settings.claims.length > 0 ? { volumeClaimTemplates: settings.claims } : {}),
    },
  });
}

/** How a Job ends, and what happens then. */
export interface JobSettings {
  readonly backoffLimit?: number;
  readonly activeDeadlineSeconds?: number;
  readonly ttlSecondsAfterFinished?: number;
}

function jobSpec(settings: JobSettings, podLabels: LabelMap, spec: k8s.PodSpec): k8s.JobSpec {
  return { ...settings, template: template(podLabels, spec) };
}

/** A Job. Its selector is made by the API server. */
export function job(scope: Construct, settings: JobSettings, spec: () => k8s.PodSpec): BuildWorkload {
  return (metadata, podLabels): ApiObject => new k8s.KubeJob(scope, RESOURCE, { metadata, spec: jobSpec(settings, podLabels, spec()) });
}

/** When a CronJob runs. */
export interface CronJobSettings {
  readonly schedule: string;
  readonly timeZone?: string;
  readonly suspend?: boolean;
  readonly concurrencyPolicy: string;
}

/** A CronJob. */
export function cronJob(scope: Construct, settings: CronJobSettings, jobSettings: JobSettings, spec: () => k8s.PodSpec): BuildWorkload {
  return (metadata, podLabels): ApiObject => new k8s.KubeCronJob(scope, RESOURCE, {
    metadata,
    spec: { ...settings, jobTemplate: { spec: jobSpec(jobSettings, podLabels, spec()) } },
  });
}
