import { WayIn } from '../exposure/model';
import { forbiddenWaysIn, isClosed, wayInFinding } from './facts/way-in-findings';
import { Analysis, Rule } from './rule';

export const EXP_TUNNEL: Rule = {
  id: 'EXP-TUNNEL',
  severity: 'error',
  title: 'A tunnel leads to a workload that does not permit it.',
  rationale: 'A tunnel dials out, so that no load balancer, no open port and often no Ingress shows it, and firewalls in front of the cluster do not '
    + 'see what comes back through it.',
  *evaluate(analysis) {
    for (const forbidden of forbiddenWaysIn(analysis, (wayIn) => wayIn.kind === 'Tunnel' && leadsThere(analysis, wayIn))) {
      const { wayIn, declaration } = forbidden;
      yield {
        ...wayInFinding(analysis, forbidden, { what: `${opening(wayIn)}`, fix: fixFor(wayIn) }),
        severity: isClosed(declaration.intent) || forbidden.permission === 'forbidden' ? 'error' : 'warning',
      };
    }
  },
};

/** A tunnel that is configured elsewhere may lead to every workload; it counts where policies let its pods connect. */
function leadsThere({ exposure }: Analysis, wayIn: WayIn): boolean {
  return wayIn.possible !== true || exposure.reachOf(wayIn.workload).some((reach) => reach.wayIn === wayIn);
}

function opening({ object, scope, possible }: WayIn): string {
  if (possible === true) return `${object.ref} runs a tunnel whose targets are configured elsewhere, and policies let it connect to it`;
  const visitors = scope === 'internet' ? 'the internet' : scope === 'private-network' ? 'a private network (a tailnet, other sites)' : 'whoever it is configured for elsewhere';
  return `the tunnel of ${object.ref} opens it to ${visitors}`;
}

function fixFor({ object, field, possible, workload }: WayIn): string {
  if (possible === true) return `Let no policy admit the pods of ${object.ref} to ${workload.id}, or put the targets of the tunnel into the manifests.`;
  const place = field === undefined ? object.ref : `${object.ref} (${field})`;
  return `Remove the target from ${place}, or declare the workload public, or internal with ways-in ["Tunnel"] where only a private network comes through.`;
}
