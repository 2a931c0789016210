import { NetworkPolicySpec } from '../../src/manifest/kinds/network-policy';
import { mergeParsed, readValues, readYaml } from '../../src/manifest/read';
import { linesOf, plain, problemsOf } from './reading';

const POD = 'spec: {containers: [{name: web, image: web}]}';
const namespace = (metadata: string) => `apiVersion: v1\nkind: Namespace\nmetadata: ${metadata}\n`;
const deployment = (name: string, image = 'web') => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: ${image}}]}}}\n`;

describe('what an object is called', () => {
  test.each([
    [namespace('{name: shop, namespace: other}'), 'Namespace shop'],
    [`apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n${POD}`, 'Pod default/web'],
    [`apiVersion: v1\nkind: Pod\nmetadata: {generateName: web-, namespace: shop}\n${POD}`, 'Pod shop/web-'],
    ['apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge}\nspec: {gatewayClassName: lan, listeners: [{name: http, port: 80, protocol: HTTP}]}', 'Gateway default/edge'],
    ['apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: edge}\nspec: {controllerName: example.com/edge}', 'GatewayClass edge'],
    ['apiVersion: example.com/v1\nkind: Wish\nmetadata: {name: edge}', 'Wish edge'],
    ['apiVersion: example.com/v1\nkind: Wish\nmetadata: {name: edge, namespace: shop}', 'Wish shop/edge'],
    ['apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "system:web"}', 'ClusterRole system:web'],
  ])('%s', (yaml, ref) => {
    const { objects, problems } = readYaml(yaml, 'shop.yaml');
    expect([objects.map((object) => object.ref), problems]).toStrictEqual([[ref], []]);
  });
});

describe('metadata that the API server refuses', () => {
  test.each([
    ['{}', 'refused API-INVALID metadata.name: is required'],
    ['{name: ""}', 'refused API-INVALID metadata.name: is required'],
    ['{name: 5}', 'refused API-INVALID metadata.name: must be a text, not 5; put it in quotes: "5"'],
    ['{name: Shop}', 'tolerated API-INVALID metadata.name: "Shop" must consist of lower case letters, digits and "-"'],
    ['{name: a.b}', 'tolerated API-INVALID metadata.name: "a.b" must consist of lower case letters, digits and "-"'],
    ['{name: "shop\\n-> db"}', 'refused API-INVALID metadata.name: "shop\\n-> db" must consist of lower case letters, digits and "-"'],
    ['{name: "shop | db"}', 'refused API-INVALID metadata.name: "shop | db" must consist of'],
    [`{name: ${'a'.repeat(64)}}`, 'must have 1 to 63 characters'],
    ['{name: shop, labels: {public: true}}', 'refused API-INVALID metadata.labels.public: must be a text, not true; put it in quotes: "true"'],
    ['{name: shop, labels: {public: yes}}', 'refused API-INVALID metadata.labels.public: must be a text, not true'],
    ['{name: shop, labels: {Example.com/app: web}}', 'refused API-INVALID metadata.labels[Example.com/app]: the key "Example.com/app" must have a prefix before "/" that must consist of lower case'],
    ['{name: shop, labels: {/app: web}}', 'metadata.labels[/app]: the key "/app" must have a prefix before "/" that must not be empty'],
    ['{name: shop, labels: {a/b/c: web}}', 'metadata.labels[a/b/c]: the key "a/b/c" must consist of letters'],
    [`{name: shop, labels: {app: ${'a'.repeat(64)}}}`, 'must have at most 63 characters'],
    ['{name: shop, labels: [app]}', 'refused API-INVALID metadata.labels: must be an object, not a list'],
    ['{name: shop, annotations: {note: 1.5}}', 'refused API-INVALID metadata.annotations.note: must be a text, not 1.5; put it in quotes: "1.5"'],
    ['{name: shop, ownerReferences: [{apiVersion: v1, kind: Wish}]}', 'tolerated API-INVALID metadata.ownerReferences[0].name: is required'],
  ])('%s', (metadata, problem) => {
    const problems = problemsOf(namespace(metadata));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test('annotations of a quarter of a megabyte are too long', () => {
    expect(problemsOf(namespace(`{name: shop, annotations: {note: ${'a'.repeat(256 * 1024)}}}`))[0]).toContain('all annotations together must have at most 262144');
  });

  test('annotation values may be any text, and their keys have any case', () => {
    expect(problemsOf(namespace('{name: shop, annotations: {Example.com/Note: "any text: {}"}}'))).toStrictEqual([]);
  });
});

describe('kinds that the API server does not know', () => {
  const kind = (apiVersion: string, name: string) => problemsOf(`apiVersion: ${apiVersion}\nkind: ${name}\nmetadata: {name: web}\n${POD}`)[0];
  test.each([
    ['v1', 'Deployment', 'no kind "Deployment" is served in "v1"; use kind Deployment of apps/v1'],
    ['apps/v1', 'Deployement', 'no kind "Deployement" is served in "apps/v1"'],
    ['apps/v1beta1', 'Deployment', 'no kind "Deployment" is served in "apps/v1beta1"; use kind Deployment of apps/v1'],
    ['extensions/v1beta1', 'Ingress', 'no kind "Ingress" is served in "extensions/v1beta1"; use kind Ingress of networking.k8s.io/v1'],
    ['networking.k8s.io/v1beta1', 'Ingress', 'use kind Ingress of networking.k8s.io/v1'],
    ['networking.k8s.io/v1', 'Networkpolicy', 'use kind NetworkPolicy of networking.k8s.io/v1'],
    ['apps', 'Deployment', 'no kind "Deployment" is served in "apps"'],
    ['a/b/c', 'Deployment', '"a/b/c" must be a version or a group and a version'],
  ])('%s %s', (apiVersion, name, problem) => {
    expect(kind(apiVersion, name)).toContain(problem);
  });

  test('custom kinds pass unread', () => {
    const { objects, problems } = readYaml('apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {ports: 70000}\n', 'shop.yaml');
    expect([objects[0]?.spec, problems]).toStrictEqual([undefined, []]);
  });
});

describe('objects that are given twice', () => {
  const read = (name: string, ...texts: string[]) => readYaml(texts.join('---\n'), name);

  test('a second workload of one name is refused, with both places', () => {
    const { objects, problems } = read('shop.yaml', deployment('web'), deployment('web'));
    expect(objects).toHaveLength(1);
    expect(problems.map(({ kind, message, origin, object }) => [kind, message, origin.line, object?.ref])).toStrictEqual([
      ['refused', '"web" is given twice: Deployment shop/web is also at shop.yaml:1', 8, 'Deployment shop/web'],
    ]);
  });

  test('also in another file, and it is reported once however often results are put together', () => {
    const merged = mergeParsed([mergeParsed([read('a.yaml', deployment('web')), read('b.yaml', deployment('api'), deployment('web', 'other'))])]);
    expect(linesOf(merged)).toStrictEqual(['b.yaml:8 refused API-INVALID metadata.name: "web" is given twice: Deployment shop/web is also at a.yaml:1']);
    expect(linesOf(mergeParsed([read('a.yaml', deployment('web'), deployment('web'))]))).toHaveLength(1);
  });

  test('a second namespace with the same labels is no problem, one with others is', () => {
    expect(read('shop.yaml', namespace('{name: shop}'), namespace('{name: shop}')).objects).toHaveLength(1);
    expect(linesOf(read('shop.yaml', namespace('{name: shop}'), namespace('{name: shop, annotations: {a: b}}')))).toStrictEqual([]);
    expect(linesOf(read('shop.yaml', namespace('{name: shop}'), namespace('{name: shop, labels: {a: b}}')))[0]).toContain('refused');
  });

  test('two different Services of one name both stay, because each may open a way in', () => {
    const service = (port: number) => `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: ${port}}]}\n`;
    const { objects, problems } = read('shop.yaml', service(80), service(81));
    expect([objects.length, problems.map(({ kind }) => kind)]).toStrictEqual([2, ['tolerated']]);
    expect(linesOf(mergeParsed([{ objects, problems }]))).toHaveLength(1);
  });

  test('ten thousand of them are reported once each, also when results are put together', () => {
    const services = Array.from({ length: 10_000 }, (_, i) => ({
      value: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 1 + i }] } }, origin: {},
    }));
    const parsed = readValues(services);
    expect([parsed.problems.length, mergeParsed([parsed]).problems.length]).toStrictEqual([9_999, 9_999]);
  });

  test('one name in two namespaces, or of two kinds, is no problem', () => {
    const { objects, problems } = read('shop.yaml', deployment('web'), deployment('web').replace('shop', 'blog'), deployment('web').replace('Deployment', 'StatefulSet'));
    expect([objects.length, problems]).toStrictEqual([3, []]);
  });

  test('names that the API server completes are two names', () => {
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {generateName: web-}\n${POD}\n`;
    expect(read('shop.yaml', pod, pod).objects).toHaveLength(2);
  });
});

describe('objects of a construct tree', () => {
  const origin = { constructPath: 'shop/web' };

  test('carry the path of their construct', () => {
    const value = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } };
    const { objects } = readValues([{ value, origin }]);
    expect([objects[0]?.ref, objects[0]?.origin, objects[0]?.locate('spec.ports[0]')]).toStrictEqual(['Service shop/web', origin, origin]);
    expect(objects[0]?.raw).toBe(value);
  });

  test('problems carry it too, with the object as far as it was read', () => {
    const value = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { type: 'NodePort', ports: [{ port: 70000 }] } };
    const { objects, problems } = readValues([{ value, origin }]);
    expect(objects).toStrictEqual([]);
    expect(problems.map((p) => [p.origin, p.path, p.ref, (p.object?.spec as { type: string }).type])).toStrictEqual([[origin, 'spec.ports[0].port', 'Service shop/web', 'NodePort']]);
  });

  test('lists are opened, and nothing is an object', () => {
    const item = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    expect(readValues([{ value: { apiVersion: 'v1', kind: 'List', items: [item] }, origin }, { value: null, origin }]).objects.map(({ ref }) => ref)).toStrictEqual(['Namespace shop']);
  });
});

describe('places of fields', () => {
  const yaml = '# head\nkind: Service\napiVersion: v1\nmetadata:\n  name: web\n  labels:\n    app.kubernetes.io/name: web\nspec:\n  ports:\n    - port: 80\n    -\n      name: alt\n      port: 81\n  selector: {app: web}\n';
  const [web] = readYaml(`---\n${yaml}`, 'shop.yaml').objects;

  test.each([
    [undefined, 3], ['', 3], ['metadata', 5], ['metadata.name', 6], ['metadata.labels[app.kubernetes.io/name]', 8], ['spec.ports[0].port', 11],
    ['spec.ports[1]', 13], ['spec.ports[1].port', 14], ['spec.ports[1].nodePort', 13], ['spec.ports[7]', 10], ['spec.selector.app', 15], ['status', 3],
  ])('%s is on line %d', (path, line) => {
    expect(web?.locate(path)).toStrictEqual({ file: 'shop.yaml', line });
  });

  test('JSON has lines too', () => {
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }] }, null, 2);
    const [shop] = readYaml(`\n${text}`, 'shop.json').objects;
    expect([shop?.origin.line, shop?.locate('metadata.name').line]).toStrictEqual([6, 10]);
  });
});

describe('a list with holes, such as `delete rules[0]` leaves in a construct tree', () => {
  /** `null` where there is a hole, as the YAML that is written has it. */
  const withHole = <T>(...items: readonly T[]): T[] => {
    const list = [...items];
    list.length += 1;
    return list.reverse();
  };
  const policyOf = (spec: object): object => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'db', namespace: 'shop' }, spec: { podSelector: {}, ...spec } });
  const podOf = (container: object): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec: { containers: [{ name: 'web', image: 'web:1', ...container }] } });
  const read = (value: object) => readValues([{ value, origin: {} }]);
  const asJson = (value: object) => read(JSON.parse(JSON.stringify(value)) as object);

  test.each<readonly [string, object]>([
    ['rules', policyOf({ ingress: withHole({ from: [{ podSelector: {} }] }) })],
    ['rules of a direction that only they isolate', policyOf({ egress: withHole() })],
    ['peers', policyOf({ ingress: [{ from: withHole({ podSelector: {} }) }] })],
    ['ports', policyOf({ ingress: [{ ports: withHole({ port: 80 }) }] })],
    ['exceptions', policyOf({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: withHole('10.1.0.0/16') } }] }] })],
    ['ports of a container', podOf({ ports: withHole({ containerPort: 80 }) })],
    ['variables', podOf({ env: withHole({ name: 'SECRET', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }) })],
    ['mounts', podOf({ volumeMounts: withHole({ name: 'data', mountPath: '/data' }) })],
    ['arguments', podOf({ args: withHole('--port=80') })],
  ])('is read as the list that is written: %s', (_, value) => {
    expect(linesOf(read(value))).toStrictEqual(linesOf(asJson(value)));
    expect(plain(read(value).objects.map(({ spec }) => spec))).toStrictEqual(plain(asJson(value).objects.map(({ spec }) => spec)));
  });

  test('has a rule that admits everyone where a rule was taken out', () => {
    const [policy] = read(policyOf({ ingress: withHole({ from: [{ podSelector: {} }] }) })).objects;
    expect((policy?.spec as NetworkPolicySpec).ingress.map(({ peers }) => peers?.length)).toStrictEqual([undefined, 1]);
  });
});
