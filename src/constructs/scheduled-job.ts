import { Construct } from 'constructs';
import { checkJobProps, jobSettings, JOB_SHAPE, JobProps } from './batch-job';
import { cronJob } from './built-workloads';
import { scheduleProblem } from './cron-schedule';
import { CRON_JOB_NAME } from './names';
import { podSpec } from './pod-spec';
import { FLAG, oneOf, Shape, TEXT, typedProps } from './prop-types';
import { Problems, quoted } from './validation';
import { Workload } from './workload';

/** What happens when a run is due while the one before is still going. */
export enum ConcurrentRuns {
  /** The new run is left out. */
  FORBID = 'Forbid',
  /** Both run. */
  ALLOW = 'Allow',
  /** The old run is stopped. */
  REPLACE = 'Replace',
}

/** Settings of a ScheduledJob. */
export interface ScheduledJobProps extends JobProps {
  /**
   * When it runs, as a cron expression such as `0 3 * * *`, or `@daily`. Required, except for a CronJob that is handed
   * over.
   * @default - the workload is handed over
   */
  readonly schedule?: string;
  /**
   * Time zone of the schedule, such as `Europe/Berlin`.
   * @default - that of the control plane, usually UTC
   */
  readonly timeZone?: string;
  /**
   * What happens when a run is due while the one before is still going.
   * @default ConcurrentRuns.FORBID
   */
  readonly concurrentRuns?: ConcurrentRuns;
  /**
   * Whether no new runs start.
   * @default false
   */
  readonly suspended?: boolean;
}

const SHAPE: Shape<ScheduledJobProps> = { ...JOB_SHAPE, schedule: TEXT, timeZone: TEXT, concurrentRuns: oneOf(ConcurrentRuns), suspended: FLAG };

/**
 * A workload that runs again and again at set times. Nothing connects to it; it connects out to what is declared.
 *
 * Built from `image` it is a CronJob.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const report = new ScheduledJob(shop, 'report', { image: 'registry.example.com/report:2.0', schedule: '0 3 * * *' });
 * report.connectTo(db, { env: 'DATABASE_URL' });
 */
export class ScheduledJob extends Workload {
  /** @throws when the props cannot become correct manifests; the message names all problems at once */
  public constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    props = typedProps(scope, id, props, SHAPE);
    super(scope, id, props);
    const problems = new Problems();
    checkJobProps(props, problems, ['schedule', 'timeZone', 'concurrentRuns', 'suspended']);
    if (props.workload === undefined) checkSchedule(props.schedule, problems);
    problems.check(props.timeZone === undefined || isTimeZone(props.timeZone), () => `timeZone: ${quoted(props.timeZone)} is no time zone; write it as Europe/Berlin`);
    const settings = {
      schedule: props.schedule ?? '',
      concurrencyPolicy: props.concurrentRuns ?? ConcurrentRuns.FORBID,
      ...(props.timeZone === undefined ? {} : { timeZone: props.timeZone }),
      ...(props.suspended === undefined ? {} : { suspend: props.suspended }),
    };
    this._become(props, {
      declared: { intent: 'isolated' },
      nameRule: CRON_JOB_NAME,
      problems,
      build: cronJob(this, settings, jobSettings(props), () => podSpec(props, { containerName: this.name, ports: [], restartPolicy: 'Never' })),
    });
  }
}

function checkSchedule(schedule: string | undefined, problems: Problems): void {
  const problem = schedule === undefined ? 'is missing' : scheduleProblem(schedule);
  problems.check(problem === undefined,
    () => `schedule: ${schedule === undefined ? '' : `${quoted(schedule)} `}${problem}; write five fields such as "0 3 * * *", or @daily`);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
