import { formatFindings } from './finding-text';
import { CheckReport, Finding, ReportedReach, ReportedWorkload } from './model';
import { NEVER_SHOWN } from './never-shown';
import { routesText } from './routes-text';

/** The report for people: each workload with what reaches it and its findings, then the findings on other objects. */
export function renderCheckText(report: CheckReport): string {
  const known = new Set(report.workloads.map((w) => w.workload));
  const reach = groupedBy(report.reach, (row) => row.workload);
  const findings = groupedBy(report.findings, (finding) => (finding.workload !== undefined && known.has(finding.workload) ? finding.workload : ''));
  const sections = report.workloads.map((workload) => section(workload, reach.get(workload.workload) ?? [], findings.get(workload.workload) ?? []));
  sections.push(...report.namespaces.map(({ namespace, verdict }) => `Namespace ${namespace}  isolated: ${verdict}`));
  const others = findings.get('') ?? [];
  if (others.length > 0) sections.push(`Other objects\n${indented(formatFindings(others))}`);
  return `${[...sections, summary(report), neverShown()].join('\n\n')}\n`;
}

function section({ workload, intent, verdict }: ReportedWorkload, reach: readonly ReportedReach[], findings: readonly Finding[]): string {
  const lines = [`${workload}  ${intent === null ? 'no intent declared' : `${intent}: ${verdict ?? ''}`}`];
  if (reach.length === 0) lines.push('  reached by nothing outside the cluster');
  for (const row of reach) lines.push(`  ${reachText(row)}`);
  if (findings.length > 0) lines.push(indented(formatFindings(findings)));
  return lines.join('\n');
}

function reachText({ from, protocol, ports, verdict, through, assuming, routes }: ReportedReach): string {
  const ranges = ports.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
  const doubt = verdict === 'unknown' ? ` (unknown${assuming.length === 0 ? '' : `: ${assuming.join('; ')}`})` : '';
  return `${verdict === 'unknown' ? 'perhaps reached' : 'reached'} from ${from} on ${protocol} ${ranges} through ${through.join(' → ')}${routes === undefined ? '' : `, as ${routesText(routes)}`}${doubt}`;
}

function summary({ workloads, namespaces, findings, examined }: CheckReport): string {
  const counted = (what: (finding: Finding) => boolean): number => findings.filter(what).length;
  const live = (severity: Finding['severity']): number => counted((f) => f.severity === severity && f.accepted === undefined);
  const verdicts = (['honored', 'violated', 'unproven'] as const).map((verdict) => `${[...workloads, ...namespaces].filter((item) => item.verdict === verdict).length} ${verdict}`);
  return [
    `Examined ${number(examined.objects, 'object')}: ${number(examined.workloads, 'workload')}, ${number(examined.policies, 'policy', 'policies')}, ${number(examined.waysIn, 'way in', 'ways in')}.`,
    `Intents: ${verdicts.join(', ')}, ${workloads.filter((w) => w.intent === null).length} not declared.`,
    `Findings: ${number(live('error'), 'error')}, ${number(live('warning'), 'warning')}, ${number(live('info'), 'note')}, ${counted((f) => f.accepted !== undefined)} accepted.`,
  ].join('\n');
}

function number(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function neverShown(): string {
  return ['Manifests never show:', ...NEVER_SHOWN.map((item) => `  - ${item}`)].join('\n');
}

function indented(text: string): string {
  return text.split('\n').map((line) => (line === '' ? line : `  ${line}`)).join('\n');
}

function groupedBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
