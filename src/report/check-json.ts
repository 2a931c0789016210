import { CheckReport, Finding } from './model';
import { NEVER_SHOWN } from './never-shown';

/** The report as JSON, with its keys in a fixed order and a newline at the end. */
export function renderCheckJson({ workloads, namespaces, reach, findings }: CheckReport): string {
  const report = {
    version: 1,
    workloads: workloads.map(({ workload, intent, verdict }) => ({ workload, intent, verdict })),
    // only where a namespace declares an intent
    ...(namespaces.length === 0 ? {} : { namespaces: namespaces.map(({ namespace, verdict }) => ({ namespace, intent: 'isolated', verdict })) }),
    reach: reach.map(({ workload, from, protocol, ports, verdict, through, assuming, routes }) =>
      ({ workload, from, protocol, ports, verdict, through, assuming, routes })),
    findings: findings.map(finding),
    neverShown: NEVER_SHOWN,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function finding({ rule, severity, object, workload, message, path, fix, location, accepted }: Finding): object {
  const { file, line, constructPath } = location;
  return { rule, severity, object, workload, message, path, fix, location: { file, line, constructPath }, accepted };
}
