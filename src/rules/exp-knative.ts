import { forbiddenWaysIn, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_KNATIVE: Rule = {
  id: 'EXP-KNATIVE',
  severity: 'error',
  title: 'Knative publishes a workload that is not public.',
  rationale: 'Knative publishes every Service and Route on the domain that is configured for the cluster, unless its label networking.knative.dev/visibility says '
    + 'cluster-local. A DomainMapping publishes what it names even then (Knative documentation, "Configuring private Services", "Configuring custom domains").',
  *evaluate(analysis) {
    for (const forbidden of forbiddenWaysIn(analysis, (wayIn, { intent }) => wayIn.kind === 'Knative' && isNonPublic(intent))) {
      const { object, entries, routes } = forbidden.wayIn;
      const isMapping = object.kind === 'DomainMapping';
      const isSure = entries.some(({ verdict }) => verdict === 'reachable');
      const host = routes?.[0]?.host;
      yield {
        ...wayInFinding(analysis, forbidden, {
          what: `${object.ref} ${isSure ? 'publishes' : 'lets Knative publish'} it${host === undefined ? ' on the domain that is configured for the cluster' : ` as ${host}`},`,
          fix: isMapping ? `Remove ${object.ref}.` : `Label ${object.ref} networking.knative.dev/visibility: cluster-local.`,
        }),
        severity: 'error',
      };
    }
  },
};
