import { load, YAMLException } from 'js-yaml';
import { Json, JsonObject, StringMap } from '../../manifest/kubernetes-object';
import { ExposureContext } from '../way-in-finder';

/** Where the host of a Knative route is known: outside, inside the cluster only, or nobody knows. */
export type KnativeDomain = { readonly kind: 'public'; readonly domain: string } | { readonly kind: 'cluster-local' } | { readonly kind: 'unknown' };

/** A domain, and the labels of the routes that get it. */
interface DomainRule { readonly domain: string; readonly selector: StringMap }

const VISIBILITY = 'networking.knative.dev/visibility';
const NOT_A_DOMAIN = '_example';

/**
 * The domains that Knative gives its routes: ConfigMap `config-domain`, or `spec.config.domain` of the operator's KnativeServing. The
 * most specific selector wins, then the first in the alphabet; what none selects belongs to the cluster's domain, and is
 * not published (Knative, config-domain, "Configuring private Services").
 */
export class KnativeDomains {
  /** Undefined where the manifests do not contain the configuration. */
  private readonly rules: readonly DomainRule[] | undefined;
  private readonly clusterDomain: string;

  public constructor({ cluster, profile }: ExposureContext) {
    this.clusterDomain = profile.cluster.clusterDomain;
    const maps = cluster.objectsOf('', 'ConfigMap').filter(({ metadata }) => metadata.name === 'config-domain');
    const operated = cluster.objectsOf('operator.knative.dev', 'KnativeServing');
    const sources = [...maps.map(({ raw }) => raw.data), ...operated.map(({ raw }) => fieldOf(fieldOf(raw.spec, 'config'), 'domain'))].filter(isObject);
    this.rules = sources.length === 0 ? undefined : sources.flatMap(rulesOf);
  }

  /** The label keeps a route inside; no annotation does, nor a label of its namespace. */
  public of(labels: StringMap): KnativeDomain {
    if (labels[VISIBILITY] === 'cluster-local') return { kind: 'cluster-local' };
    if (this.rules === undefined) return { kind: 'unknown' };
    const matching = this.rules.filter(({ selector }) => Object.entries(selector).every(([key, value]) => labels[key] === value));
    const [best] = matching.sort((a, b) => specificity(b) - specificity(a) || (a.domain < b.domain ? -1 : 1));
    return best === undefined || best.domain.endsWith(this.clusterDomain) ? { kind: 'cluster-local' } : { kind: 'public', domain: best.domain };
  }
}

function specificity({ selector }: DomainRule): number {
  return Object.keys(selector).length;
}

function rulesOf(data: JsonObject): readonly DomainRule[] {
  return Object.entries(data).filter(([domain]) => domain !== NOT_A_DOMAIN).map(([domain, options]) => ({ domain, selector: selectorOf(options) }));
}

/** Options are YAML in a text; what cannot be read selects every route. */
function selectorOf(options: Json | undefined): StringMap {
  const selector = fieldOf(typeof options === 'string' ? parsed(options) : options, 'selector');
  if (!isObject(selector)) return {};
  return Object.fromEntries(Object.entries(selector).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function parsed(text: string): Json | undefined {
  try {
    return text.trim() === '' ? undefined : load(text) as Json;
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

function fieldOf(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
