import { readYaml } from '../../src/manifest/read';
import { LabelSelector } from '../../src/network/label-selector';
import { calicoScope } from '../../src/reachability/calico-scope';

const text = (selector: LabelSelector | undefined): string => (selector?.isEmpty === true ? 'everything' : `${selector}`);

/** Of the only part: pods, namespaces and directions. */
function scopeOf(spec: string): unknown {
  const [object] = readYaml(`apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: guard}\n${spec}`, 'shop.yaml').objects;
  const parts = calicoScope(object!).parts.map(({ pods, namespaces, directions }) => [text(pods), text(namespaces), directions.join()]);
  expect(parts).toHaveLength(1);
  return parts[0];
}

const select = (selector: string): unknown => (scopeOf(`spec: ${JSON.stringify({ selector, ingress: [] })}`) as string[])[0];

describe('the selector of a policy of Calico', () => {
  test.each([
    ['app == \'db\'', 'app=db'],
    ['app=="db"', 'app=db'],
    ['  app   ==   \'db\'  ', 'app=db'],
    ['app == \'\'', 'app='],
    ['shop.example.com/app-name == \'db\'', 'shop.example.com/app-name=db'],
    ['app in {\'orders\', "db"}', 'app in (db,orders)'],
    ['app  in{\'db\'}', 'app=db'],
    ['has(app)', 'app'],
    ['has(  app  )', 'app'],
    ['!has(app)', '!app'],
    ['!  has(  app  )', '!app'],
    ['has(app) && tier == \'front\'&&!has(legacy)', 'app,!legacy,tier=front'],
  ])('%p selects %p', (selector, expected) => {
    expect(select(selector)).toBe(expected);
  });

  test.each([
    ['', 'nothing is asked for'], ['all()', 'everything is'], ['global()', 'it is about what is in no namespace'],
    ['app == \'db\' || app == \'web\'', 'there are alternatives'], ['!(app == \'db\')', 'there are brackets'], ['(app == \'db\')', 'there are brackets'],
    ['app in {}', 'a list is empty'], ['app != \'db\'', 'a term is another'], ['app not in {\'db\'}', 'a term is another'], ['app contains \'d\'', 'a term is another'],
    ['app == \'db\'s', 'a term has more at its end'], ['app in {\'db\'}s', 'a term has more at its end'], ['has(app)s', 'a term has more at its end'],
    ['!has(app)s', 'a term has more at its end'],
    ['an app == \'db\'', 'a term has more at its start'], ['an app in {\'db\'}', 'a term has more at its start'],
    ['is has(app)', 'a term has more at its start'], ['is !has(app)', 'a term has more at its start'],
    ['projectcalico.org/namespace == \'shop\'', 'the label is one that Calico adds'], ['pcns.team == \'shop\'', 'the label is one that Calico adds'],
    ['has(pcsa.role)', 'the label is one that Calico adds'], ['controller-revision-hash == \'1\'', 'the label is one that controllers add'],
  ])('%p may select everything: %s', (selector) => {
    expect(select(selector)).toBe('everything');
  });

  test('goes by labels whose keys only look like those of Calico', () => {
    expect(select('my-projectcalico.org/team == \'shop\'')).toBe('my-projectcalico.org/team=shop');
    expect(select('mypcns.team == \'shop\' && pcns == \'a\'')).toBe('mypcns.team=shop,pcns=a');
  });

  test('still goes by the terms that are understood, beside others', () => {
    expect(select('app != \'web\' && app == \'db\' && projectcalico.org/orchestrator == \'k8s\'')).toBe('app=db');
  });

  test('of namespaces is read in the same way', () => {
    expect(scopeOf('spec: {selector: has(app), namespaceSelector: "team == \'shop\'", ingress: []}')).toStrictEqual(['app', 'team=shop', 'ingress']);
  });

  test('selects everything where it is no text', () => {
    expect(scopeOf('spec: {selector: {app: db}, ingress: []}')).toStrictEqual(['everything', 'everything', 'ingress']);
  });
});

describe('the directions of a policy of Calico', () => {
  test.each([
    ['are its types', '{types: [Egress], ingress: [{}]}', 'egress'],
    ['are its types in the order of reports, whatever else is in the list', '{types: [Egress, 5, INGRESS]}', 'ingress,egress'],
    ['are those that it has rules for where it has no types', '{egress: [{}]}', 'egress'],
    ['are those that it has rules for where its types are none', '{types: [], ingress: [{}]}', 'ingress'],
    ['are those that it has rules for where its types are no list', '{types: Egress, ingress: [{}]}', 'ingress'],
    ['are both where it says nothing', '{}', 'ingress,egress'],
  ])('%s', (_, spec, directions) => {
    expect(scopeOf(`spec: ${spec}`)).toStrictEqual(['everything', 'everything', directions]);
  });

  test('are both where there is no spec', () => {
    for (const spec of ['', 'spec: null', 'spec: [{ingress: []}]', 'spec: ingress']) expect(scopeOf(spec)).toStrictEqual(['everything', 'everything', 'ingress,egress']);
  });
});
