import { readYaml } from '../../src/manifest/read';

const NAME = 'metadata: {name: db, namespace: shop}';
const policy = (spec: string): string => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${NAME}\nspec: ${spec}\n`;
const from = (cidr: string): string => policy(`{ingress: [{from: [{ipBlock: {cidr: "${cidr}"}}]}]}`);
const admin = (domain: string): string => 'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: db}\n'
  + `spec: {priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{domainNames: ["${domain}"]}]}]}\n`;
const ingress = (host: string): string => `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${NAME}\nspec: {rules: [{host: "${host}"}]}\n`;
const service = (spec: string): string => `apiVersion: v1\nkind: Service\n${NAME}\nspec: {${spec}}\n`;
const pod = (container: string): string => `apiVersion: v1\nkind: Pod\n${NAME}\nspec: {containers: [${container}]}\n`;
const config = (data: string): string => `apiVersion: v1\nkind: ConfigMap\n${NAME}\ndata: ${data}\n`;
const times = (n: number, item: string | ((i: number) => string)): string => Array.from({ length: n }, (_, i) => (typeof item === 'string' ? item : item(i))).join(', ');

/** Messages are for people, whatever they are about. */
function expectShortMessages(text: string, problems: number): void {
  const read = readYaml(text, 'shop.yaml');
  expect(read.problems).toHaveLength(problems);
  for (const { path, message } of read.problems.slice(0, 100)) expect(`${path}: ${message}`.length).toBeLessThan(400);
}

describe('a megabyte in one place is refused in a short message', () => {
  const MEGABYTE = 1e6;
  test.each([
    ['a value of a label', policy(`{podSelector: {matchLabels: {app: ${'a'.repeat(MEGABYTE)}}}}`)],
    ['a CIDR of digits', from(`${'1'.repeat(MEGABYTE)}/8`)],
    ['a CIDR of IPv4 parts', from(`${'1.'.repeat(MEGABYTE / 2)}/8`)],
    ['a CIDR of IPv6 parts', from(`${'f:'.repeat(MEGABYTE / 2)}/8`)],
    ['a CIDR of colons', from(`${':'.repeat(MEGABYTE)}/8`)],
    ['a prefix length', from(`10.0.0.0/${'9'.repeat(MEGABYTE)}`)],
    ['a port name', policy(`{ingress: [{ports: [{port: ${'a'.repeat(MEGABYTE)}}]}]}`)],
    ['a port number', policy(`{ingress: [{ports: [{port: ${'9'.repeat(MEGABYTE)}}]}]}`)],
    ['a hexadecimal port number', policy(`{ingress: [{ports: [{port: 0x${'f'.repeat(MEGABYTE)}}]}]}`)],
    ['a host of zeros', ingress(`${'0'.repeat(MEGABYTE)}.a`)],
    ['a host of ports', ingress(`${':1'.repeat(MEGABYTE / 2)}x`)],
    ['a host of brackets', ingress('[:'.repeat(MEGABYTE / 2))],
    ['a host of labels', ingress('a-.'.repeat(MEGABYTE / 3))],
    ['a domain name without a dot', admin(`${'a'.repeat(MEGABYTE)}!`)],
    ['a domain name of dashes', admin(`${'a-'.repeat(MEGABYTE / 2)}!`)],
    ['a domain name of dots', admin(`${'a.'.repeat(MEGABYTE / 2)}!`)],
    ['a name of a container', pod(`{image: db, name: ${'a'.repeat(MEGABYTE)}}`)],
    ['a name of an anchor', `a: *${'a'.repeat(MEGABYTE)}`],
    ['a kind', `apiVersion: apps/v1\nkind: ${'A'.repeat(MEGABYTE)}\n${NAME}\n`],
  ])('%s', (_, text) => {
    expectShortMessages(text, 1);
  });
});

describe('very many of one thing are read in time that grows with their number', () => {
  test.each([
    ['exceptions of a block', policy(`{ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [${times(5000, (i) => `10.${Math.floor(i / 256)}.${i % 256}.0/28`)}]}}]}]}`), 0],
    ['peers of a rule', policy(`{ingress: [{from: [${times(5000, '{ipBlock: {cidr: 10.0.0.0/8}}')}]}]}`), 0],
    ['conditions of a selector', policy(`{podSelector: {matchExpressions: [${times(5000, '{key: app, operator: Exists}')}]}}`), 0],
    ['refused labels', `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {${times(5000, (i) => `k${i}: "not ok"`)}}}\n`, 5000],
    ['ports of a Service', service(`ports: [${times(5000, (i) => `{name: p${i}, port: ${i + 1}}`)}]`), 0],
    ['addresses of a Service', service(`clusterIP: 10.96.0.1, clusterIPs: [${times(5000, '10.96.0.1')}], ports: [{port: 80}]`), 1],
    ['families of a Service', service(`ipFamilies: [${times(5000, 'IPv4')}], ports: [{port: 80}]`), 4999],
    ['containers of a pod', pod(times(2000, '{name: db, image: db}')), 1999],
    ['keys of a map', config(`{${times(20_000, (i) => `k${i}: v`)}}`), 0],
    ['anchors', config(`{${times(5000, (i) => `k${i}: &a${i} v`)}}`), 0],
    ['lines of a text', config(`{a: "${'x\\n'.repeat(100_000)}"}`), 0],
    ['characters of a line', config(`{a: "${'x'.repeat(3e6)}"}`), 0],
    ['objects of a list', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: Array.from({ length: 5000 }, (_, i) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `n${i}` } })) }), 0],
  ])('%s', (_, text, problems) => {
    expectShortMessages(text, problems);
  });
});

describe('texts that are no manifest end in a message', () => {
  test.each([
    ['bytes', Buffer.from(Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 256)).toString('latin1')],
    ['half of a surrogate pair in a label', policy('{podSelector: {matchLabels: {app: "\uD800"}}}')],
    ['an escaped half of a surrogate pair', '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop","labels":{"app":"\\udc00"}}}'],
    ['a list of a list of nothing', '[[[[]]]]'],
    ['a text that never ends', `a: "${'x '.repeat(100_000)}`],
    ['maps that never end', `a: {${'b: {'.repeat(400)}`],
    ['stairs', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['keys within keys', '? '.repeat(10_000)],
    ['directives', `${'%YAML 1.2\n'.repeat(10_000)}---\na: b`],
    ['tags', `a: ${'!!map '.repeat(1000)}{}`],
    ['merge keys that multiply', `a: &a {${times(500, (i) => `k${i}: v`)}}\nb: [${times(2000, '{<<: *a}')}]`],
    ['a mapping that merges itself', 'a: &a\n  <<: *a\n  b: c\n'],
    ['not a number', policy('{ingress: [{ports: [{port: .nan}]}]}')],
    ['infinity', policy('{ingress: [{ports: [{port: 1e400}]}]}')],
  ])('%s', (_, text) => {
    const { problems } = readYaml(text, 'shop.yaml');
    expect(problems.length).toBeGreaterThan(0);
    for (const { path, message } of problems) expect(`${path}: ${message}`.length).toBeLessThan(400);
  });

  test('keys that reach into prototypes are fields like others', () => {
    const { objects, problems } = readYaml(pod('{name: db, image: db, __proto__: {ports: [{containerPort: 80}]}, constructor: {}}').replace('spec: {', 'spec: {__proto__: {hostNetwork: true}, '), 'shop.yaml');
    expect(problems).toStrictEqual([]);
    expect(objects[0]?.spec).toMatchObject({ template: { hostNetwork: false, containers: [{ ports: [] }] } });
    for (const kind of ['__proto__', 'constructor', 'toString']) {
      expect(readYaml(`apiVersion: v1\nkind: ${kind}\n${NAME}\n`, 'shop.yaml').problems.map(({ path }) => path)).toStrictEqual(['kind']);
      expect(readYaml(`apiVersion: ${kind}/v1\nkind: ${kind}\n${NAME}\n`, 'shop.yaml').problems).toStrictEqual([]);
    }
  });
});
