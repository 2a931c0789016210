import { forbiddenWaysIn, isClosed, wayInFinding } from './facts/way-in-findings';
import { Rule } from './rule';

export const EXP_CRD_ROUTE: Rule = {
  id: 'EXP-CRD-ROUTE',
  severity: 'error',
  title: 'An object that is not understood in depth may let outside traffic to a workload that does not permit it.',
  rationale: 'Controllers, tunnels and meshes publish Services by kinds, annotations and ConfigMaps of their own. Whether what names a Service lets '
    + 'outside traffic to it is up to the program that serves it: while that is not known, nothing proves that the workload is closed.',
  *evaluate(analysis) {
    for (const forbidden of forbiddenWaysIn(analysis, ({ kind }) => kind === 'Other')) {
      const { wayIn: { object, through }, declaration } = forbidden;
      const other = through.filter((hop) => hop !== object.ref).at(-1);
      const service = other ?? object.ref;
      const itself = other === undefined;
      yield {
        ...wayInFinding(analysis, forbidden, {
          what: `${itself ? `an annotation of ${service}` : `${object.ref}, which names ${service},`} may let outside traffic in, in a way that is not understood in depth,`,
          fix: `Remove ${itself ? 'the annotation' : `${service}`} from ${object.ref}. If you know that what serves it lets nobody in from outside, accept the finding with that reason; the intent stays unproven.`,
        }),
        severity: isClosed(declaration.intent) ? 'error' : 'warning',
      };
    }
  },
};
