import { Workload } from '../cluster/model';
import { ZONES } from '../exposure/model';
import { Reachability } from '../reachability/model';
import { Analysis, Rule } from './rule';

export const INTENT_MISSING: Rule = {
  id: 'INTENT-MISSING',
  severity: 'info',
  title: 'A workload declares no intent, so that nothing says who may reach it.',
  rationale: 'Without a declaration there is nothing to prove; the finding says what is true of the workload instead.',
  *evaluate(analysis) {
    for (const workload of analysis.cluster.workloads) {
      if (analysis.declarations.of(workload) !== undefined) continue;
      yield {
        object: workload.objects[0]!,
        workload,
        message: `${workload.id} declares no intent; ${exposureOf(analysis, workload)}`,
        fix: 'Annotate its metadata with cdk8s-exposure/intent: public, internal, private or isolated, or list it under intents of exposure.yaml.',
      };
    }
  },
};

/** What is true of the workload, in words. */
function exposureOf({ exposure, reachability }: Analysis, workload: Workload): string {
  const rows = ZONES.flatMap((zone) => {
    const reach = exposure.reachOf(workload).filter((row) => row.from === zone);
    const certain = reach.filter((row) => row.verdict === 'reachable');
    const shown = certain[0] ?? reach[0];
    if (shown === undefined) return [];
    return [`the ${zone} ${certain.length > 0 ? 'reaches' : 'may reach'} it on ${shown.ports.toString()} through ${shown.through.join(' → ')}`];
  });
  const outside = rows.length === 0 ? 'nothing outside the cluster reaches it' : rows.join(', ');
  return `${outside}, and ${isolationOf(reachability, workload)}`;
}

function isolationOf(reachability: Reachability, workload: Workload): string {
  if (!reachability.isolated(workload, 'ingress')) return 'no policy isolates it: every pod can connect to it';
  const { some } = reachability.half(workload, 'ingress', { kind: 'unknown' });
  return some.isEmpty ? 'policies choose who connects to it' : `its policies admit every pod on ${some.toString()}`;
}
