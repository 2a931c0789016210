import { Service } from '../cluster/model';
import { forbiddenWaysIn, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_EXTERNALNAME_ALIAS: Rule = {
  id: 'EXP-EXTERNALNAME-ALIAS',
  severity: 'error',
  title: 'A published Service of type ExternalName is another name for a workload that does not permit it.',
  rationale: 'A route leads to Services of its own namespace only, and an alias leads out of it: whoever may write a Service of type ExternalName '
    + 'publishes workloads of every namespace, past the review of theirs (CVE-2021-25740; Kubernetes, "Services", type ExternalName).',
  *evaluate(analysis) {
    const aliases = new Map<string, Service>();
    for (const service of analysis.cluster.services) if (service.spec.type === 'ExternalName') aliases.set(service.ref, service);
    if (aliases.size === 0) return;
    const said = new Set<string>();
    for (const forbidden of forbiddenWaysIn(analysis, ({ through }, { intent }) => isNonPublic(intent) && through.some((hop) => aliases.has(hop)))) {
      const { wayIn: { through, object: route, workload } } = forbidden;
      for (const alias of through.flatMap((hop) => aliases.get(hop) ?? [])) {
        const key = `${alias.ref} ${workload.id}`;
        if (said.has(key)) continue;
        said.add(key);
        const { verdict: _, ...finding } = wayInFinding(analysis, forbidden, {
          what: `${alias.ref} is another name for it, and ${route.ref} publishes that name`,
          fix: `Remove ${alias.ref}, or take it out of ${route.ref}.`,
        });
        yield { ...finding, object: alias, field: 'spec.externalName' };
      }
    }
  },
};
