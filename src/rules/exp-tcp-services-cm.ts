import { isPortMap } from './facts/controller-settings';
import { forbiddenWaysIn, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_TCP_SERVICES_CM: Rule = {
  id: 'EXP-TCP-SERVICES-CM',
  severity: 'error',
  title: 'A ConfigMap of an ingress controller opens a port of the controller for a workload that does not permit it.',
  rationale: 'ingress-nginx and the HAProxy controllers forward whole connections by ConfigMaps that map ports to Services. No Ingress mentions '
    + 'them, and no host or path restricts them (ingress-nginx, "Exposing TCP and UDP services").',
  *evaluate(analysis) {
    const found = forbiddenWaysIn(analysis, ({ kind, object }, { intent }) => kind === 'ControllerRoute' && isPortMap(object) && isNonPublic(intent));
    for (const forbidden of found) {
      const { object, field } = forbidden.wayIn;
      yield wayInFinding(analysis, forbidden, {
        what: `${object.ref} opens a port of an ingress controller for it, by ${field ?? 'data'},`,
        fix: `Remove ${field ?? 'the entry'} from ${object.ref}, and the port from the Service of the controller; callers inside the cluster need neither.`,
      });
    }
  },
};
