import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { job, JobSettings } from './built-workloads';
import { DNS_LABEL } from './names';
import { podSpec } from './pod-spec';
import { DURATION, NUMBER, Shape, typedProps } from './prop-types';
import { Problems } from './validation';
import { Workload } from './workload';
import { checkWorkloadProps } from './workload-checks';
import { WORKLOAD_SHAPE, WorkloadProps } from './workload-props';

/** Settings of workloads that end. */
export interface JobProps extends WorkloadProps {
  /**
   * How often a failed pod is tried again.
   * @default 6
   */
  readonly retries?: number;
  /**
   * How long the job may take, with all retries.
   * @default - without limit
   */
  readonly timeLimit?: Duration;
  /**
   * How long a finished job is kept.
   * @default - until somebody deletes it
   */
  readonly keepFor?: Duration;
}

export const JOB_SHAPE: Shape<JobProps> = { ...WORKLOAD_SHAPE, retries: NUMBER, timeLimit: DURATION, keepFor: DURATION };

/** Settings of a BatchJob. */
export interface BatchJobProps extends JobProps {
}

/**
 * A workload that runs once and ends: a migration, an import. Nothing connects to it; it connects out to what is
 * declared.
 *
 * Built from `image` it is a Job. Kubernetes lets nobody change the pod template of a Job: give each release its own
 * name, or delete the old Job first.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const migration = new BatchJob(shop, 'migration', { image: 'registry.example.com/migration:1.4' });
 * migration.connectTo(db, { env: 'DATABASE_URL' });
 */
export class BatchJob extends Workload {
  /** @throws when the props cannot become correct manifests; the message names all problems at once */
  public constructor(scope: Construct, id: string, props: BatchJobProps) {
    props = typedProps(scope, id, props, JOB_SHAPE);
    super(scope, id, props);
    const problems = new Problems();
    checkJobProps(props, problems);
    this._become(props, {
      declared: { intent: 'isolated' },
      nameRule: DNS_LABEL,
      problems,
      build: job(this, jobSettings(props), () => podSpec(props, { containerName: this.name, ports: [], restartPolicy: 'Never' })),
    });
  }
}

/** What is wrong with the props of a workload that ends. */
export function checkJobProps(props: JobProps, problems: Problems, more: readonly string[] = []): void {
  checkWorkloadProps(props, undefined, problems, ['retries', 'timeLimit', 'keepFor', ...more]);
  problems.count('retries', props.retries, 0);
  problems.seconds('timeLimit', props.timeLimit, 1);
  problems.seconds('keepFor', props.keepFor, 0);
}

/** The fields of a Job that the props ask for. */
export function jobSettings(props: JobProps): JobSettings {
  return {
    ...(props.retries === undefined ? {} : { backoffLimit: props.retries }),
    ...(props.timeLimit ? { activeDeadlineSeconds: props.timeLimit.toSeconds() } : {}),
    ...(props.keepFor ? { ttlSecondsAfterFinished: props.keepFor.toSeconds() } : {}),
  };
}
