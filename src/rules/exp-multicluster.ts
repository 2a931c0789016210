import { WayIn } from '../exposure/model';
import { forbiddenWaysIn, wayInFinding } from './facts/way-in-findings';
import { Analysis, Rule } from './rule';

export const EXP_MULTICLUSTER: Rule = {
  id: 'EXP-MULTICLUSTER',
  severity: 'warning',
  title: 'A Service is offered to other clusters, and leads to a workload that does not permit it.',
  rationale: 'Whoever runs pods in any cluster of the set uses an exported Service, and labels and namespaces of those pods are given by others '
    + '(KEP-1645, "Namespace sameness").',
  *evaluate(analysis) {
    for (const forbidden of forbiddenWaysIn(analysis, (wayIn) => wayIn.kind === 'MultiCluster' && leadsThere(analysis, wayIn))) {
      const { ref } = forbidden.wayIn.object;
      yield wayInFinding(analysis, forbidden, {
        what: `${ref} offers it to the other clusters`,
        fix: forbidden.wayIn.possible === true ? `Let no policy admit the pods of ${ref}, or declare the workload internal with ways-in ["MultiCluster"].` : `Remove ${ref === forbidden.wayIn.through.at(-1) ? `the mark from ${ref}` : ref}, or declare the workload internal with ways-in ["MultiCluster"].`,
      });
    }
  },
};

/** What leads to every Service of the mesh counts where policies let it. */
function leadsThere({ exposure }: Analysis, wayIn: WayIn): boolean {
  return wayIn.possible !== true || exposure.reachOf(wayIn.workload).some((reach) => reach.wayIn === wayIn);
}
