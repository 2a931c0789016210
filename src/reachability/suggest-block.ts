import { Workload } from '../cluster/model';
import { JsonObject } from '../manifest/kubernetes-object';
import { PortSet } from '../network/port-set';
import { EditSearch, needed, ruleIndex } from './edit-search';
import { Direction } from './model';
import { PolicyChange, PolicyEdit, RuleChange, writtenRules } from './policy-edit';
import { lastingLabels, networkPolicy, peersKey } from './written-rule';

/** Each round takes away at least one rule or adds the one policy; no sane set of policies has as many layers. */
const MAX_ROUNDS = 50;

/** The smallest edit of one side that keeps all of `ports` from passing; undefined if there is none. */
export function suggestBlock(search: EditSearch, ports: PortSet): PolicyEdit | undefined {
  const edits = (['ingress', 'egress'] as const).flatMap((direction) => {
    const edit = blockOnSide(search, direction, ports);
    return edit === undefined ? [] : [edit];
  });
  // An isolating policy stops what nobody asked about, and comes last.
  return edits.sort((a, b) => Number(addsPolicy(a)) - Number(addsPolicy(b)) || a.length - b.length)[0];
}

function addsPolicy(edit: PolicyEdit): boolean {
  return edit.some(({ kind }) => kind === 'add-policy');
}

/** Takes away what allows, layer by layer, until nothing does; then gives back what was not needed. */
function blockOnSide(search: EditSearch, direction: Direction, ports: PortSet): PolicyEdit | undefined {
  let edit: PolicyEdit = [];
  for (let round = 0; round < MAX_ROUNDS && !search.blocks(edit, ports); round++) {
    const more = nextChanges(search, direction, edit, ports);
    if (more.length === 0) return undefined;
    edit = [...edit, ...more];
  }
  return search.blocks(edit, ports) ? shrink(search, direction, edit, ports) : undefined;
}

function nextChanges(search: EditSearch, direction: Direction, edit: PolicyEdit, ports: PortSet): PolicyEdit {
  const allowing = search.after(edit).why(direction).filter(({ effect, ports: of }) => effect !== 'deny' && !of.intersect(ports).isEmpty);
  const removals = new Map<string, PolicyChange>();
  for (const { policy, rule, effect } of allowing) {
    const original = policy && search.original(policy);
    if (original === undefined || rule === undefined || effect === 'pass' || !rule.startsWith('spec.')) continue;
    const removed = edit.flatMap((change) => (change.kind === 'remove-rule' && change.policy === original ? [change.index] : []));
    const index = writtenRules(original, direction).map((_, i) => i).filter((i) => !removed.includes(i))[ruleIndex(rule)];
    if (index !== undefined) removals.set(`${original.ref} ${index}`, { kind: 'remove-rule', policy: original, direction, index });
  }
  if (removals.size > 0) return [...removals.values()];
  return addsPolicy(edit) || !allowing.some(({ policy }) => policy === undefined) ? [] : isolate(search, direction);
}

/** The policy that isolates a workload that none isolates; it has no rule, so that nothing gets through. */
function isolate(search: EditSearch, direction: Direction): PolicyEdit {
  const workload = search.now.own(direction).workload as Workload;
  const namespace = workload.namespace.name;
  const name = search.freeName(namespace, `${workload.name}-isolate-${direction}`);
  return [{ kind: 'add-policy', direction, object: networkPolicy(name, namespace, lastingLabels(workload), direction, []) }];
}

function shrink(search: EditSearch, direction: Direction, edit: PolicyEdit, ports: PortSet): PolicyEdit {
  let kept = needed(edit, (part) => search.blocks(part, ports));
  for (const change of kept) {
    if (change.kind === 'remove-rule') kept = narrowed(search, direction, kept, change, ports);
  }
  return kept;
}

/** Takes away items of a rule instead of the rule: its peers, or else its ports, that matter. */
function narrowed(search: EditSearch, direction: Direction, edit: PolicyEdit, change: RuleChange, ports: PortSet): PolicyEdit {
  const rule = writtenRules(change.policy, direction)[change.index] as JsonObject;
  for (const key of [peersKey(direction), 'ports', 'protocols']) {
    const items = rule[key];
    if (!Array.isArray(items)) continue;
    const withItems = (kept: readonly JsonObject[]): PolicyEdit =>
      edit.map((other) => (other === change ? { kind: 'replace-rule', policy: change.policy, direction, index: change.index, rule: { ...rule, [key]: kept } } : other));
    const left = (items as readonly JsonObject[]).reduce<readonly JsonObject[]>((kept, item) => {
      const more = [...kept, item];
      return search.blocks(withItems(more), ports) ? more : kept;
    }, []);
    if (left.length > 0) return withItems(left);
  }
  return edit;
}
