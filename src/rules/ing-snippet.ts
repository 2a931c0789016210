import { Ingress } from '../cluster/model';
import { Dialect } from '../controllers/dialects/dialect';
import { dialectsOf, keyIn } from '../controllers/dialects/dialects';
import { servingOf } from './facts/serving';
import { RawFinding, Rule } from './rule';

/** Characters by which a path ends the directive that it stands in; braces only where they are no count of a regular expression. */
const INJECTING = /[;"'\n#]|\{(?!\d+(?:,\d*)?\})|(?<!\{\d+(?:,\d*)?)\}/;

export const ING_SNIPPET: Rule = {
  id: 'ING-SNIPPET',
  severity: 'error',
  title: 'An Ingress writes into the configuration of the proxy that all share.',
  rationale: 'Whoever may write such an annotation, or such a path, runs directives in the proxy of everybody and reads its Secrets (CVE-2021-25742, CVE-2026-24512; '
    + 'ingress-nginx, "Annotation risks").',
  *evaluate(analysis) {
    const serving = servingOf(analysis);
    for (const ingress of analysis.cluster.ingresses) {
      const served = serving.dialectOf(ingress);
      yield* annotationsIn(ingress, served);
      if (served?.pathsAreConfiguration === true) yield* pathsIn(ingress, served);
    }
  },
};

/** What another controller serves for certain does not read it: ANN-DIALECT says so. */
function* annotationsIn(ingress: Ingress, served: Dialect | undefined): Iterable<RawFinding> {
  for (const annotation of Object.keys(ingress.metadata.annotations)) {
    for (const dialect of served === undefined ? dialectsOf(annotation) : [served]) {
      const key = keyIn(dialect, annotation);
      if (key === undefined) continue;
      const isSnippet = dialect.snippets.test(key);
      if (!isSnippet && !dialect.risky.includes(key)) continue;
      yield {
        object: ingress,
        field: `metadata.annotations[${annotation}]`,
        ...(isSnippet ? {} : { severity: 'info' }),
        message: isSnippet
          ? `${annotation} of ${ingress.ref} is configuration of the proxy that all Ingresses of its class share`
          : `${annotation} of ${ingress.ref} is of high risk: its value becomes part of the configuration of the proxy that all share`,
        fix: isSnippet
          ? `Remove it; say what it does with an annotation of ${dialect.title} for that purpose, or in the configuration of the controller.`
          : 'Let only those write it who may change the proxy, or do without it.',
      };
      break;
    }
  }
}

function* pathsIn(ingress: Ingress, dialect: Dialect): Iterable<RawFinding> {
  for (const { paths, field } of ingress.spec.rules) {
    for (const { path = '/' } of paths) {
      if (!INJECTING.test(path)) continue;
      yield {
        object: ingress,
        field,
        message: `The path ${JSON.stringify(path)} of ${ingress.ref} has characters that end a directive of ${dialect.title}`,
        fix: 'Write a path without ; { } quotes, # and line breaks.',
      };
    }
  }
}
