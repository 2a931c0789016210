import { forbiddenWaysIn, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_MULTICLUSTER: Rule = {
  id: 'EXP-MULTICLUSTER',
  severity: 'warning',
  title: 'A Service is offered to other clusters, and leads to a workload that does not permit it.',
  rationale: 'Whoever runs pods in any cluster of the set uses an exported Service, and labels and namespaces of those pods are given by others '
    + '(KEP-1645, "Namespace sameness").',
  *evaluate(analysis) {
    for (const forbidden of forbiddenWaysIn(analysis, ({ kind }) => kind === 'MultiCluster')) {
      const { ref } = forbidden.wayIn.object;
      yield wayInFinding(analysis, forbidden, {
        what: `${ref} offers it to the other clusters`,
        fix: `Remove ${ref === forbidden.wayIn.through.at(-1) ? `the mark from ${ref}` : ref}, or declare the workload internal with ways-in ["MultiCluster"].`,
      });
    }
  },
};
