import { selectedWorkloads } from '../cluster/service-targets';
import { INTENTS } from '../intent/model';
import { Rule } from './rule';

export const EXP_SELECTOR_OVERLAP: Rule = {
  id: 'EXP-SELECTOR-OVERLAP',
  severity: 'error',
  title: 'One Service selects workloads of different intent.',
  rationale: 'Traffic meant for the more open workload is spread over the pods of the more closed one: whoever may use the one gets the other.',
  *evaluate({ cluster, declarations }) {
    for (const service of cluster.services) {
      const declared = selectedWorkloads(cluster, service).flatMap((workload) => declarations.of(workload) ?? []);
      if (new Set(declared.map((d) => d.intent)).size < 2) continue;
      const sorted = [...declared].sort((a, b) => INTENTS.indexOf(a.intent) - INTENTS.indexOf(b.intent));
      const closest = sorted.at(-1)!;
      yield {
        object: service,
        field: 'spec.selector',
        workload: closest.workload,
        message: `The selector of ${service.ref} matches pods of different intent: ${sorted.map((d) => `${d.workload.id} (${d.intent})`).join(', ')}`,
        fix: `Add a label to the selector of ${service.ref} that only the pods of one workload carry.`,
      };
    }
  },
};
