import { KubernetesObject } from '../manifest/kubernetes-object';
import { LabelSelector, SelectorExpression } from '../network/label-selector';
import { mentionedDirections, OverlayScope } from './overlay-scope';
import { isObject, plainLabel } from './overlay-selector';
import { DIRECTIONS } from './policies';

/**
 * The pods and directions of a NetworkPolicy or GlobalNetworkPolicy of Calico (Calico documentation, "Network policy" and "Global network
 * policy"): `selector` and `namespaceSelector` are expressions; without `types`, the directions are those that have rules.
 */
export function calicoScope({ raw }: KubernetesObject): OverlayScope {
  const spec = isObject(raw.spec) ? raw.spec : {};
  const types = Array.isArray(spec.types) && spec.types.length > 0 ? spec.types.filter((type): type is string => typeof type === 'string').map((type) => type.toLowerCase()) : undefined;
  const directions = types === undefined ? mentionedDirections(spec) : DIRECTIONS.filter((direction) => types.includes(direction));
  return { parts: [{ pods: selectorOf(spec.selector), namespaces: selectorOf(spec.namespaceSelector), directions }] };
}

/** Terms of an expression that are understood; all of them must hold, so that one more can only select less. */
const TERMS: readonly { readonly term: RegExp; readonly read: (key: string, rest: string) => SelectorExpression }[] = [
  { term: /^([\w./-]+)\s*==\s*['"]([^'"]*)['"]$/, read: (key, value) => ({ key, operator: 'In', values: [value] }) },
  { term: /^([\w./-]+)\s+in\s*\{([^{}]*)\}$/, read: (key, list) => ({ key, operator: 'In', values: quoted(list) }) },
  { term: /^has\(\s*([\w./-]+)\s*\)$/, read: (key) => ({ key, operator: 'Exists' }) },
  { term: /^!\s*has\(\s*([\w./-]+)\s*\)$/, read: (key) => ({ key, operator: 'DoesNotExist' }) },
];
/** Labels that Calico itself adds to pods. */
const OF_CALICO = /^(?:projectcalico\.org\/|pcns\.|pcsa\.)/;

/** What is between quotation marks. */
function quoted(list: string): readonly string[] {
  return Array.from(list.matchAll(/['"]([^'"]*)['"]/g), ([, value]) => value as string);
}

/** Alternatives and brackets are not read: what they select may be everything. */
function selectorOf(text: unknown): LabelSelector {
  if (typeof text !== 'string' || text.includes('||') || /(?<!has|all|global)\(/.test(text)) return LabelSelector.EVERYTHING;
  return LabelSelector.of({}, text.split('&&').flatMap((part) => readTerm(part.trim())));
}

function readTerm(text: string): readonly SelectorExpression[] {
  for (const { term, read } of TERMS) {
    const found = term.exec(text);
    if (found === null) continue;
    const [, key, rest] = found as unknown as readonly [string, string, string];
    if (OF_CALICO.test(key) || plainLabel(key) === undefined) return [];
    const expression = read(key, rest);
    return expression.values?.length === 0 ? [] : [expression];
  }
  return [];
}
