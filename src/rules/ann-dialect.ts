import { Ingress } from '../cluster/model';
import { Dialect, Protection } from '../controllers/dialects/dialect';
import { dialectsOf, protectionOf } from '../controllers/dialects/dialects';
import { Serving, servingOf } from './facts/serving';
import { RawFinding, Rule } from './rule';

/** An annotation that nobody who serves the Ingress reads. */
interface Ignored {
  readonly annotation: string;
  readonly title: string;
  /** What it was to keep out, unless an annotation that is read keeps out the same. */
  readonly lost: Protection | undefined;
}

export const ANN_DIALECT: Rule = {
  id: 'ANN-DIALECT',
  severity: 'error',
  title: 'An annotation of an Ingress belongs to another controller than the one that serves it.',
  rationale: 'Each controller reads annotations of its own prefix and passes over all others in silence: an allow list or an authentication that is written in '
    + 'another dialect protects nothing.',
  *evaluate(analysis) {
    const serving = servingOf(analysis);
    for (const ingress of analysis.cluster.ingresses) {
      const dialect = serving.dialectOf(ingress);
      if (dialect === undefined) continue;
      const ignored = ignoredOn(ingress, dialect, serving);
      const lost = ignored.filter((one) => one.lost !== undefined && one.lost !== 'rate limit');
      const others = ignored.filter((one) => !lost.includes(one));
      if (lost.length > 0) yield finding(ingress, dialect, lost, 'error');
      if (others.length > 0) yield finding(ingress, dialect, others, 'warning');
    }
  },
};

function ignoredOn(ingress: Ingress, dialect: Dialect, serving: Serving): readonly Ignored[] {
  const annotations = Object.keys(ingress.metadata.annotations);
  const kept = new Set(annotations.map((annotation) => protectionOf(dialect, annotation)));
  const read = new Set(serving.productsOf(ingress).map((product) => product.dialect));
  return annotations.flatMap((annotation): readonly Ignored[] => {
    const owners = dialectsOf(annotation);
    if (owners.length === 0 || owners.some((owner) => read.has(owner.name))) return [];
    const protection = owners.map((owner) => protectionOf(owner, annotation)).find((found) => found !== undefined);
    return [{ annotation, title: owners.map((owner) => owner.title).join(' or '), lost: kept.has(protection) ? undefined : protection }];
  });
}

function finding(ingress: Ingress, dialect: Dialect, ignored: readonly Ignored[], severity: 'error' | 'warning'): RawFinding {
  const first = ignored[0] as Ignored;
  const losses = [...new Set(ignored.flatMap(({ lost }) => lost ?? []))];
  const names = ignored.map(({ annotation }) => annotation).join(', ');
  return {
    object: ingress,
    field: `metadata.annotations[${first.annotation}]`,
    severity,
    message: `${ingress.ref} is served by ${dialect.title}, which does not read ${names} (${first.title})${losses.length === 0 ? '' : `: ${losses.join(' and ')} protects nothing`}`,
    fix: `Write it in the annotations of ${dialect.title}${dialect.prefixes.length === 0 ? '' : ` (${dialect.prefixes[0]}…)`}, or remove it.`,
  };
}
