import { WayIn } from '../exposure/model';
import { forbiddenWaysIn, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_TGB: Rule = {
  id: 'EXP-TGB',
  severity: 'error',
  title: 'Pods that do not permit it become targets of a load balancer, or of a private endpoint, that is configured in the cloud.',
  rationale: 'A TargetGroupBinding, a standalone network endpoint group, a ServiceAttachment or a private link service needs no Service of type LoadBalancer, or goes past '
    + 'its scope: who gets in is configured where no manifest shows it.',
  *evaluate(analysis) {
    for (const forbidden of forbiddenWaysIn(analysis, ({ kind }) => kind === 'TargetGroup' || kind === 'PrivateLink')) {
      const { wayIn } = forbidden;
      yield wayInFinding(analysis, forbidden, {
        what: opening(wayIn),
        fix: `Remove ${wayIn.field === undefined ? wayIn.object.ref : `${wayIn.field} of ${wayIn.object.ref}`}, or declare the workload internal with ways-in ["${wayIn.kind}"].`,
      });
    }
  },
};

function opening({ kind, object }: WayIn): string {
  if (kind === 'PrivateLink') return `${object.ref} offers it to other networks of the cloud by a private endpoint`;
  return `${object.ref} makes its pods targets that any load balancer of the cloud account can use`;
}
