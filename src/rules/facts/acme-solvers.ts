import { Json, JsonObject, StringMap } from '../../manifest/kubernetes-object';
import { jsonField, jsonList } from './json-field';

/** How well a solver suits a name; compared from left to right. */
type Match = readonly [name: number, zone: number, labels: number];

/**
 * The solver that cert-manager takes for the certificate of a host: one that names the host before one that names a zone it is in, the longest zone
 * before shorter ones, more labels before fewer, the first before later ones; one without a selector suits every host, worst (cert-manager API,
 * CertificateDNSNameSelector). Wildcards are not for HTTP-01: one of DNS-01 answers where there is any.
 *
 * @param labels of the certificate
 */
export function solverFor(solvers: readonly Json[], host: string, labels: StringMap): Json | undefined {
  const byDns = solvers.filter((solver) => jsonField(solver, 'dns01') !== undefined);
  if (!host.startsWith('*.')) return bestOf(solvers, host, labels);
  return bestOf(byDns, host, labels) ?? bestOf(solvers, host, labels);
}

function bestOf(solvers: readonly Json[], host: string, labels: StringMap): Json | undefined {
  let best: { readonly solver: Json; readonly match: Match } | undefined;
  for (const solver of solvers) {
    const match = matchOf(jsonField(solver, 'selector'), host, labels);
    if (match !== undefined && (best === undefined || isBetter(match, best.match))) best = { solver, match };
  }
  return best?.solver;
}

/** Undefined where the solver is for others. */
function matchOf(selector: Json | undefined, host: string, labels: StringMap): Match | undefined {
  const wanted = Object.entries((jsonField(selector, 'matchLabels') ?? {}) as JsonObject);
  if (wanted.some(([key, value]) => labels[key] !== value)) return undefined;
  const names = jsonList(jsonField(selector, 'dnsNames'));
  const zones = jsonList(jsonField(selector, 'dnsZones')).filter((zone): zone is string => typeof zone === 'string');
  const around = zones.filter((zone) => host === zone || host.endsWith(`.${zone}`));
  if ((names.length > 0 && !names.includes(host)) || (zones.length > 0 && around.length === 0)) return undefined;
  return [names.length > 0 ? 1 : 0, Math.max(0, ...around.map((zone) => zone.split('.').length)), wanted.length];
}

function isBetter(a: Match, b: Match): boolean {
  const [left, right] = [0, 1, 2].map((i) => [a[i]!, b[i]!] as const).find(([one, other]) => one !== other) ?? [0, 0];
  return left > right;
}
