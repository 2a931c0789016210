import { readYaml } from '../../src/manifest/read';
import { linesOf, problemsOf } from './reading';

const service = (name: string, extra = '') => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  ports:\n    - port: 80\n${extra}`;
const refsOf = (text: string) => readYaml(text, 'shop.yaml').objects.map(({ ref, origin }) => `${ref}:${origin.line}`);

/** What a scalar of a ConfigMap's field means. */
function scalar(text: string): unknown {
  const { objects, problems } = readYaml(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\nvalue: ${text}\n`, 'c.yaml');
  expect(problems).toStrictEqual([]);
  return objects[0]?.raw.value;
}

describe('scalars mean what they mean to kubectl', () => {
  test.each([
    ['yes', true], ['Yes', true], ['on', true], ['ON', true], ['y', true], ['Y', true], ['true', true], ['True', true],
    ['no', false], ['off', false], ['n', false], ['N', false], ['FALSE', false],
    ['tRue', 'tRue'], ['yEs', 'yEs'], ['"yes"', 'yes'], ["'on'", 'on'],
    ['~', null], ['null', null], ['Null', null], ['', null], ['nil', 'nil'],
    ['80', 80], ['-1', -1], ['+5', 5], ['0644', 420], ['0o17', 15], ['0x1F', 31], ['0b101', 5], ['-0x10', -16], ['1_000', 1000], ['08', 8], ['00', 0],
    ['1.5', 1.5], ['.5', 0.5], ['1e3', 1000], ['1.', 1], ['-.inf', -Infinity],
    ['12:30', '12:30'], ['1.2.3', '1.2.3'], ['2024-01-01', '2024-01-01'], ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'], ['10.0.0.0/8', '10.0.0.0/8'],
    ['0x', '0x'], ['1_', 1], ['nginx', 'nginx'], ['!!str 5', '5'], ['!vault secret', 'secret'], ['!!binary aGk=', 'aGk='],
  ])('%s is %j', (text, value) => {
    expect(scalar(text)).toStrictEqual(value);
  });

  test('keys that are no texts become texts', () => {
    const { objects } = readYaml('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\nvalue: {yes: 1, 80: 2}\n', 'c.yaml');
    expect(Object.entries(objects[0]?.raw.value ?? {})).toStrictEqual([['80', 2], ['true', 1]]);
  });
});

describe('documents of a file', () => {
  test('each is found, with the line on which its content starts', () => {
    expect(refsOf(`# shop\n---\n# web\n${service('web')}---\n\n${service('db')}`)).toStrictEqual(['Service shop/web:4', 'Service shop/db:14']);
  });

  test.each([
    ['Windows line ends', service('web').replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\uFEFF${service('web')}`],
    ['a byte-order mark and a marker', `\uFEFF---\n${service('web')}`],
    ['empty documents', `---\n---\n${service('web')}---\n   \n---\n# the end\n---\nnull\n...\n`],
    ['a directive', `%YAML 1.1\n---\n${service('web')}`],
    ['an end marker', `${service('web')}...\n`],
    ['a text of dashes', service('web', '  # ---\n  externalName: "a---b"\n')],
    ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } })],
    ['JSON with tabs and a comment after it', '{\n\t"apiVersion": "v1", "kind": "Service",\n\t"metadata": {"name": "web", "namespace": "shop"}, "spec": {"ports": [{"port": 80}]}} # web'],
  ])('%s make no difference', (_, text) => {
    const { objects, problems } = readYaml(text, 'shop.yaml');
    expect([objects.map(({ ref }) => ref), problems]).toStrictEqual([['Service shop/web'], []]);
  });

  test.each(['', '\n', '# nothing here\n', '---\n', '\uFEFF', '---\n# a\n---\n# b\n', 'null'])('%j has no object and no problem', (text) => {
    expect(readYaml(text, 'shop.yaml')).toStrictEqual({ objects: [], problems: [] });
  });

  test('several documents that end with "..." are all found', () => {
    expect(refsOf(`${service('web')}...\n${service('db')}...\n`)).toStrictEqual(['Service shop/web:1', 'Service shop/db:10']);
  });

  test('one that cannot be read is reported with its place and does not hide the others', () => {
    const text = `${service('web')}---\nkind: [Service\n---\n${service('db')}---\na: 1\na: 2\n`;
    expect(refsOf(text)).toStrictEqual(['Service shop/web:1', 'Service shop/db:12']);
    expect(readYaml(text, 'shop.yaml').problems.map(({ kind, origin }) => [kind, origin.line])).toStrictEqual([['unparsable', 11], ['unparsable', 22]]);
  });
});

describe('what is no object', () => {
  test.each([
    ['- apiVersion: v1', 'shop.yaml:1 unparsable API-INVALID a list must be a Kubernetes object with apiVersion, kind and metadata'],
    ['just words', 'shop.yaml:1 unparsable API-INVALID "just words" must be a Kubernetes object with apiVersion, kind and metadata'],
    ['a: 1\na: 2\n', 'shop.yaml:2 unparsable API-INVALID duplicated mapping key (column 1)'],
    ['a: b: c', 'shop.yaml:1 unparsable API-INVALID bad indentation of a mapping entry (column 5)'],
    ['a: "\u0000"', 'shop.yaml:1 unparsable API-INVALID null byte is not allowed in input (column 5)'],
    ['{{ if .Values.web }}\nkind: Service\n', 'shop.yaml:2 unparsable API-INVALID end of the stream or a document separator is expected; the text holds {{ … }} of a template'],
  ])('%j is reported in one line', (text, line) => {
    const lines = problemsOf(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(line);
    expect(lines[0]).not.toContain('\n');
  });
});

describe('anchors', () => {
  test('an alias and a merge key repeat what is written once', () => {
    const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n  labels: &labels {app: web}\nspec:\n  selector: *labels\n  ports:\n    - &http {name: http, port: 80}\n    - {<<: *http, name: alt, port: 81}\n';
    const [web] = readYaml(text, 'shop.yaml').objects;
    expect(JSON.parse(JSON.stringify(web?.raw.spec))).toStrictEqual({ selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }, { name: 'alt', port: 81 }] });
    expect(web?.locate('spec.selector.app').line).toBe(6);
    expect(web?.locate('spec.ports[1].port').line).toBe(11);
  });

  test('aliases that multiply are refused', () => {
    const levels = 'abcdefghij'.split('').map((name, i) => `${name}: &${name} [${i === 0 ? 'x' : Array(10).fill(`*${'abcdefghij'[i - 1]}`).join(', ')}]`);
    expect(problemsOf(levels.join('\n'))[0]).toContain('aliases multiply');
  });

  test('an alias of what it stands in is refused', () => {
    expect(problemsOf('kind: &k [*k]')[0]).toContain('an alias stands within the value that it repeats');
    expect(problemsOf('a: *nobody')[0]).toContain('unidentified alias "nobody"');
  });
});

describe('hostile input ends in a message or a result', () => {
  const labels = (text: string) => readYaml(`apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: ${text}\n`, 'shop.yaml');

  test('keys that name members of every object are keys like others', () => {
    const { objects } = labels('{constructor: a, toString: b, hasOwnProperty: c}');
    expect({ ...objects[0]?.metadata.labels }).toStrictEqual({ constructor: 'a', toString: 'b', hasOwnProperty: 'c' });
    expect(objects[0]?.metadata.labels.valueOf).toBeUndefined();
    expect(labels('{__proto__: {polluted: "yes"}}').problems).toHaveLength(1);
    expect(readYaml('{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"},"__proto__":{"kind":"Pod"}}', 'a.json').objects[0]?.kind).toBe('Namespace');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('a key of a megabyte is refused in a short message', () => {
    const { problems } = labels(`{${'a'.repeat(1e6)}: web}`);
    expect(problems).toHaveLength(1);
    expect(`${problems[0]?.path}${problems[0]?.message}`.length).toBeLessThan(400);
  });

  test.each([
    ['flow sequences', `a: ${'['.repeat(1e5)}`],
    ['closed flow sequences', `a: ${'['.repeat(1e5)}${']'.repeat(1e5)}`],
    ['block sequences', '- '.repeat(5e4)],
    ['JSON', `{"a": ${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
    ['lists', `${'{"kind":"List","apiVersion":"v1","items":['.repeat(5000)}${']}'.repeat(5000)}`],
    ['aliases', Array.from({ length: 20000 }, (_, i) => `k${i}: &a${i} [${i === 0 ? '' : `*a${i - 1}`}]`).join('\n')],
  ])('deeply nested %s', (_, text) => {
    expect(readYaml(text, 'shop.yaml').problems.length).toBeGreaterThan(0);
  });

  test('hundreds of thousands of documents', () => {
    expect(readYaml('---\n'.repeat(300_000), 'shop.yaml')).toStrictEqual({ objects: [], problems: [] });
    expect(readYaml('...\n'.repeat(100_000), 'shop.yaml').objects).toStrictEqual([]);
    expect(readYaml('a: 1\n...\n'.repeat(3000), 'shop.yaml').problems.length).toBeGreaterThanOrEqual(3000);
  });
});

describe('lists', () => {
  const item = '{metadata: {name: web, namespace: shop}, spec: {ports: [{port: 80}]}}';

  test('items of a typed list need not say what they are', () => {
    const text = `apiVersion: v1\nkind: ServiceList\nitems:\n  - ${item}\n`;
    expect(readYaml(text, 'shop.yaml').objects.map(({ ref, apiVersion, origin }) => [ref, apiVersion, origin.line])).toStrictEqual([['Service shop/web', 'v1', 4]]);
  });

  test('a list of kind List may hold anything, also lists', () => {
    const text = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: List\n    items:\n      - {apiVersion: v1, kind: Service, ${item.slice(1)}\n  - {apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n`;
    expect(refsOf(text)).toStrictEqual(['Service shop/web:7', 'Namespace shop:8']);
  });

  test('items of kind List must say what they are', () => {
    expect(problemsOf(`apiVersion: v1\nkind: List\nitems:\n  - ${item}\n`)).toStrictEqual([
      'shop.yaml:4 refused API-INVALID apiVersion: is required: the API that the object belongs to, such as "v1" or "apps/v1"',
      'shop.yaml:4 refused API-INVALID kind: is required: what the object is, such as "Service"',
    ]);
  });

  test('an empty list has nothing', () => {
    expect(readYaml('{"apiVersion": "v1", "kind": "List", "items": []}', 'a.json')).toStrictEqual({ objects: [], problems: [] });
    expect(readYaml('apiVersion: v1\nkind: PodList\nitems: []\n', 'a.yaml').objects).toStrictEqual([]);
  });

  test('an item that is no object is reported at its line', () => {
    expect(linesOf(readYaml('apiVersion: v1\nkind: List\nitems:\n  - web\n', 'shop.yaml'))[0]).toContain('shop.yaml:4 unparsable');
  });
});

describe('files for other programs', () => {
  const compose = 'services:\n  web:\n    image: web\n';
  const chart = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n';

  test('one that the user names is refused', () => {
    expect(problemsOf(compose)[0]).toContain('refused API-INVALID apiVersion: is required');
    expect(problemsOf(chart)[0]).toContain('refused API-INVALID kind: is required');
  });

  test.each([compose, chart, '- hosts: all\n', 'words', '{"name": "shop", // comment\n}', `${chart}kind: 5\n`.replace('apiVersion: v2\n', '')])('%j in a folder is left out', (text) => {
    expect(readYaml(text, 'a.yaml', { foreign: 'skip' })).toEqual({ objects: [], problems: [] });
  });

  test('a manifest with a mistake is not taken for one', () => {
    expect(readYaml('apiVersion: v1\nKind: Service\nmetadata: {name: web}\n# kind', 'a.yaml', { foreign: 'skip' }).problems).toHaveLength(1);
    expect(readYaml('- apiVersion: v1\n  kind: Service\n', 'a.yaml', { foreign: 'skip' }).problems).toHaveLength(1);
    expect(readYaml('apiVersion: v1\nkind: [Service\n', 'a.yaml', { foreign: 'skip' }).problems).toHaveLength(1);
  });

  test.each([
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n  labels: {{ .Values.labels }}: shop\n',
    '{{ if .Values.web }}\napiVersion: v1\nkind: Service\n{{ end }}\n',
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels:\n    {{ .Values.label }}: shop\n',
  ])('the template of a chart is refused, with advice to render it: %j', (text) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^shop\.yaml:\d+ unparsable .*render it first, for instance with `helm template`/);
  });

  test('a mapping or a list as a key is refused where it stands', () => {
    expect(problemsOf('apiVersion: v1\nkind: Service\nmetadata:\n  {name: web}: shop\n')).toStrictEqual([
      expect.stringMatching(/^shop\.yaml:\d unparsable .*a key must be a text, a number or a boolean \(column \d+\)$/),
    ]);
  });

  test('instructions to kustomize are never objects', () => {
    const text = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n';
    expect(readYaml(text, 'kustomization.yaml')).toStrictEqual({ objects: [], problems: [] });
  });

  test.each([
    'apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: shop}\n',
    'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n',
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n',
    'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: {profile: demo}\n',
  ])('settings of a program that never get to the API server are no objects: %j', (text) => {
    expect(readYaml(text, 'shop.yaml')).toStrictEqual({ objects: [], problems: [] });
  });
});
