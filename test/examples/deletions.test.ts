import { EXAMPLES, Manifest, copy, manifestsOf, reportOn, turned, verdicts } from './manifests';

interface Deletion { readonly title: string; apply(manifests: Manifest[]): Manifest[] }

/** A cache that only some clusters have: no manifest says whether somebody needs it. */
const NODE_LOCAL_DNS = '169.254.20.10/32';

/** Every peer of a rule that has several. */
function peerDeletions(rule: Manifest, side: 'from' | 'to', title: string, ruleOf: (manifests: Manifest[]) => Manifest): Deletion[] {
  const peers: Manifest[] = rule[side] ?? [];
  if (peers.length < 2) return [];
  return peers.flatMap((peer, i): Deletion[] => (peer.ipBlock?.cidr === NODE_LOCAL_DNS ? [] : [{
    title: `${side}[${i}] of ${title}`,
    apply: (all) => { ruleOf(all)[side].splice(i, 1); return all; },
  }]));
}

/** Every policy, every rule of every policy, and every peer of a rule that has several. */
function deletions(manifests: readonly Manifest[]): Deletion[] {
  return manifests.flatMap((policy, index) => {
    if (policy.kind !== 'NetworkPolicy') return [];
    const name = `${policy.metadata.namespace}/${policy.metadata.name}`;
    const whole: Deletion = { title: `NetworkPolicy ${name}`, apply: (all) => all.filter((_, i) => i !== index) };
    const rules = (['ingress', 'egress'] as const).flatMap((direction) => (policy.spec[direction] ?? []).flatMap((rule: Manifest, i: number): Deletion[] => {
      const title = `spec.${direction}[${i}] of NetworkPolicy ${name}`;
      const deletion: Deletion = { title, apply: (all) => { all[index]!.spec[direction].splice(i, 1); return all; } };
      return [deletion, ...peerDeletions(rule, direction === 'ingress' ? 'from' : 'to', title, (all) => all[index]!.spec[direction][i])];
    }));
    return [whole, ...rules];
  });
}

describe.each(Object.keys(EXAMPLES))('deleting anything that the library emitted for %s', (example) => {
  const manifests = manifestsOf(example);
  const before = reportOn(manifests);

  test('starts from verdicts that are all honored', () => {
    expect(before.findings.filter((f) => f.severity === 'error')).toStrictEqual([]);
    expect(Object.values(verdicts(before)).filter((v) => v !== null && v !== 'honored')).toStrictEqual([]);
    expect(Object.values(verdicts(before)).filter((v) => v === 'honored').length).toBeGreaterThan(3);
  });

  test.each(deletions(manifests).map((d) => [d.title, d] as const))('%s turns a verdict', (_title, deletion) => {
    const after = reportOn(deletion.apply(copy(manifests)));
    expect(turned(before, after)).not.toStrictEqual([]);
    expect(after.findings.filter((f) => f.severity !== 'info').length).toBeGreaterThan(0);
  });
});
