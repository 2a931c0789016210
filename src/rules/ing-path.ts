import { Dialect } from '../controllers/dialects/dialect';
import { IngressPath } from '../manifest/kinds/ingress';
import { servingOf } from './facts/serving';
import { Rule } from './rule';

/** What nobody writes into a plain path: classes, groups, anchors, alternatives, wildcards. */
const REGULAR_EXPRESSION = /[[\]{}^\\|*]|\.\+|\([^)]*\)|\$$/;
/** A dot that stands for any character; with a quantifier behind it somebody meant that. */
const ACCIDENTAL_DOT = /\.(?![*+?{])/;

export const ING_PATH: Rule = {
  id: 'ING-PATH',
  severity: 'error',
  title: 'A path of an Ingress is not one that the API server takes, or means something else than it seems to.',
  rationale: 'Exact and Prefix paths are absolute and contain none of //, /./, /../, %2f; pathType is required; neither type is a regular expression '
    + '(Kubernetes API, HTTPIngressPath). What ImplementationSpecific is, each controller decides: with Cilium a regular expression.',
  *evaluate(analysis) {
    const serving = servingOf(analysis);
    for (const ingress of analysis.cluster.ingresses) {
      const dialect = serving.dialectOf(ingress);
      for (const { paths, field } of ingress.spec.rules) {
        for (const [index, item] of paths.entries()) {
          const fault = faultOf(item, dialect);
          if (fault !== undefined) yield { object: ingress, field: `${field}.http.paths[${index}].path`, ...fault };
        }
      }
    }
  },
};

function faultOf({ path = '/', pathType }: IngressPath, dialect: Dialect | undefined): { message: string; fix: string; severity?: 'warning' } | undefined {
  const isExpression = REGULAR_EXPRESSION.test(path);
  if (pathType !== 'ImplementationSpecific') {
    if (!isExpression) return undefined;
    return {
      message: `The path ${JSON.stringify(path)} looks like a regular expression, but pathType ${pathType} takes it literally, or the controller refuses it`,
      fix: 'Write a plain path; for a regular expression pathType ImplementationSpecific, and what the controller asks for beside it.',
    };
  }
  if (dialect?.implementationSpecific !== 'regex' || isExpression || !ACCIDENTAL_DOT.test(path)) return undefined;
  return {
    severity: 'warning',
    message: `${dialect.title} takes the path ${JSON.stringify(path)} of type ImplementationSpecific for a regular expression, in which a dot is any character`,
    fix: 'Use pathType Prefix or Exact, or escape the dot.',
  };
}
