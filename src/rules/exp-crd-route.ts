import { WayInKind } from '../exposure/model';
import { isControllerSetting } from './facts/controller-settings';
import { ForbiddenWayIn, forbiddenWaysIn, isClosed, isNonPublic, wayInFinding } from './facts/way-in-findings';
import { Analysis, RawFinding, Rule } from './rule';

/** Kinds of way in that are routes of a controller's own API, understood in depth. */
const OWN_ROUTES: ReadonlySet<WayInKind> = new Set<WayInKind>(['ControllerRoute', 'VirtualService']);

export const EXP_CRD_ROUTE: Rule = {
  id: 'EXP-CRD-ROUTE',
  severity: 'error',
  title: 'A route of a controller\'s own kind, or an object that is not understood in depth, lets outside traffic to a workload that does not permit it.',
  rationale: 'Controllers, tunnels and meshes publish Services by kinds, annotations and ConfigMaps of their own. Whether what names a Service lets '
    + 'outside traffic to it is up to the program that serves it: while that is not known, nothing proves that the workload is closed.',
  *evaluate(analysis) {
    const published = forbiddenWaysIn(analysis, ({ kind, scope, object }, { intent }) =>
      OWN_ROUTES.has(kind) && !isControllerSetting(object) && isNonPublic(intent) && (isClosed(intent) || scope !== 'private-network'));
    for (const forbidden of published) yield publication(analysis, forbidden);
    for (const forbidden of forbiddenWaysIn(analysis, ({ kind }) => kind === 'Other')) yield possibility(analysis, forbidden);
  },
};

function publication(analysis: Analysis, forbidden: ForbiddenWayIn): RawFinding {
  const { wayIn: { object, scope }, declaration } = forbidden;
  const reached = scope === 'private-network' ? 'an internal gateway' : scope === 'internet' ? 'a public gateway' : 'a gateway that is public as far as is known';
  return wayInFinding(analysis, forbidden, {
    what: `${object.ref} on ${reached} leads to it`,
    fix: declaration.intent === 'internal'
      ? `Bind ${object.ref} to a gateway that only the private network reaches, or declare the workload public.`
      : `Remove the destination from ${object.ref}, or declare the workload public or internal.`,
  });
}

function possibility(analysis: Analysis, forbidden: ForbiddenWayIn): RawFinding {
  const { wayIn: { object, through }, declaration } = forbidden;
  const other = through.filter((hop) => hop !== object.ref).at(-1);
  const service = other ?? object.ref;
  const itself = other === undefined;
  return {
    ...wayInFinding(analysis, forbidden, {
      what: `${itself ? `an annotation of ${service}` : `${object.ref}, which names ${service},`} may let outside traffic in, in a way that is not understood in depth,`,
      fix: `Remove ${itself ? 'the annotation' : `${service}`} from ${object.ref}. If you know that what serves it lets nobody in from outside, accept the finding with that reason; the intent stays unproven.`,
    }),
    severity: isClosed(declaration.intent) ? 'error' : 'warning',
  };
}
