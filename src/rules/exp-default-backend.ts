import { WayIn } from '../exposure/model';
import { isControllerSetting, isPortMap } from './facts/controller-settings';
import { forbiddenWaysIn, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_DEFAULT_BACKEND: Rule = {
  id: 'EXP-DEFAULT-BACKEND',
  severity: 'error',
  title: 'A workload that is not public is the default backend of an Ingress or of a controller.',
  rationale: 'The default backend answers every host and path that no rule matches: whoever reaches the controller reaches it under any name '
    + '(Kubernetes API, IngressSpec.defaultBackend).',
  *evaluate(analysis) {
    const found = forbiddenWaysIn(analysis, (wayIn, { intent }) => isDefaultBackend(wayIn) && isNonPublic(intent));
    for (const forbidden of found) {
      yield wayInFinding(analysis, forbidden, {
        what: `${forbidden.wayIn.object.ref} sends it everything that no rule matches`,
        fix: `Remove the default backend from ${forbidden.wayIn.object.ref}, or point it at a workload that may answer everyone.`,
      });
    }
  },
};

/** Whether the way in is the default backend of an Ingress or of a controller, and not one of its rules. */
export function isDefaultBackend(wayIn: WayIn): boolean {
  if (wayIn.kind === 'ControllerRoute') return isControllerSetting(wayIn.object) && !isPortMap(wayIn.object);
  return wayIn.kind === 'Ingress' && wayIn.field !== undefined && !wayIn.field.startsWith('spec.rules');
}
