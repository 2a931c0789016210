import { Ingress } from '../cluster/model';
import { Dialect } from '../controllers/dialects/dialect';
import { isCanary } from './facts/canary-ingress';
import { Serving, servingOf } from './facts/serving';
import { Rule } from './rule';

export const ING_REGEX_BLEED: Rule = {
  id: 'ING-REGEX-BLEED',
  severity: 'warning',
  title: 'One Ingress makes the paths of another one regular expressions.',
  rationale: 'With ingress-nginx a single use-regex or rewrite-target turns every path of the host into a regular expression that ignores case and matches '
    + 'beginnings, whatever Ingress it stands in and whatever its pathType is, also Exact (ingress-nginx, "Ingress Path Matching").',
  *evaluate(analysis) {
    const serving = servingOf(analysis);
    const byHost = ingressesByHost(analysis.cluster.ingresses, serving);
    const said = new Set<string>();
    for (const { host, ingresses } of byHost) {
      for (const { ingress, annotation } of ingresses.flatMap((one) => causeOf(one, serving.dialectOf(one)))) {
        const victim = ingresses.find((other) => other !== ingress && !isCanary(other) && causeOf(other, serving.dialectOf(other)).length === 0);
        const key = `${ingress.ref} ${victim?.ref ?? ''}`;
        if (victim === undefined || said.has(key)) continue;
        said.add(key);
        yield {
          object: ingress,
          field: `metadata.annotations[${annotation}]`,
          message: `${annotation} of ${ingress.ref} makes the paths of ${victim.ref} on ${host ?? 'every host'} regular expressions too`,
          path: [host ?? 'every host', ingress.ref, victim.ref],
          fix: `Give ${ingress.ref} a host of its own.`,
        };
      }
    }
  },
};

interface Host { readonly host: string | undefined; readonly ingresses: readonly Ingress[] }

/** Ingresses that the same proxy serves under the same host; several paths of one Ingress are meant alike. */
function ingressesByHost(ingresses: readonly Ingress[], serving: Serving): readonly Host[] {
  const hosts = new Map<string, { host: string | undefined; ingresses: Ingress[] }>();
  for (const ingress of ingresses) {
    if ((serving.dialectOf(ingress)?.regexOnHost.length ?? 0) === 0) continue;
    for (const host of new Set(ingress.spec.rules.map((rule) => rule.host))) {
      const key = JSON.stringify([serving.entranceOf(ingress), host ?? '']);
      const known = hosts.get(key);
      if (known === undefined) hosts.set(key, { host, ingresses: [ingress] });
      else known.ingresses.push(ingress);
    }
  }
  return [...hosts.values()].filter((host) => host.ingresses.length > 1);
}

function causeOf(ingress: Ingress, dialect: Dialect | undefined): readonly { ingress: Ingress; annotation: string }[] {
  const cause = dialect?.regexOnHost.find(({ annotation, value }) => value.test(ingress.metadata.annotations[annotation] ?? ''));
  return cause === undefined ? [] : [{ ingress, annotation: cause.annotation }];
}
