import { buildCluster } from '../../src/cluster/build';
import { Declarations } from '../../src/intent/model';
import { readDeclarations } from '../../src/intent/read';
import { readYaml } from '../../src/manifest/read';
import { pod, profileOf, service } from '../rules/shop';

function declarationsOf(documents: readonly string[], config?: string): Declarations {
  return readDeclarations(buildCluster(readYaml(documents.join('\n---\n'), 'shop.yaml')), profileOf(config));
}

const messagesOf = (declarations: Declarations): readonly string[] => declarations.problems.map(({ key, message }) => `${key} ${message}`);

test('annotations of a workload become its declaration', () => {
  const { all, problems } = declarationsOf([pod('web', {
    declares: { 'intent': 'public', 'hosts': '[{"host":"shop.example.com"}]', 'gateways': '["traefik"]', 'connect-to': '[]' },
  })]);
  expect(problems).toStrictEqual([]);
  const rows = all.map((d) => [d.workload.id, d.intent, d.hosts, d.gateways, d.declaresEgress, d.waysIn]);
  expect(rows).toStrictEqual([
    ['shop/web[Pod]', 'public', [{ host: 'shop.example.com', path: '/' }], ['traefik'], true, []],
  ]);
});

test('an unknown key is a problem, with the one that was meant', () => {
  expect(messagesOf(declarationsOf([pod('web', { declares: { intend: 'public' } })]))).toStrictEqual([
    'cdk8s-exposure/intend is not known. Did you mean "cdk8s-exposure/intent"?',
  ]);
});

test('what describes a controller belongs on the class, of Ingresses or of Gateways, and is read strictly', () => {
  const annotated = (kind: string, text: string) => `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}
metadata: {name: edge, annotations: {cdk8s-exposure/gateway: '${text}'}}\nspec: {controllerName: example.com/gateway}`;
  expect(messagesOf(declarationsOf([annotated('GatewayClass', '{"preset":"gep1762"}')]))).toStrictEqual([]);
  expect(messagesOf(declarationsOf([annotated('GatewayClass', '{"preset":"nobody"}')]))).toStrictEqual([expect.stringContaining('preset')]);
  expect(messagesOf(declarationsOf([pod('web', { declares: { gateway: '{"preset":"gep1762"}' } })]))).toStrictEqual([
    'cdk8s-exposure/gateway belongs on a kind IngressClass or GatewayClass, not on a Pod',
  ]);
});

test('a problem points at the line of the annotation', () => {
  const { problems } = declarationsOf([service('other'), pod('web', { declares: { intent: 'secret' } })]);
  expect(problems.map((p) => p.origin.line)).toStrictEqual([16]);
});

test('an intent on a Service is a problem: it belongs on the workload', () => {
  const annotated = service('web').replace('namespace: shop}', 'namespace: shop, annotations: {cdk8s-exposure/intent: public}}');
  expect(messagesOf(declarationsOf([annotated]))).toStrictEqual([
    'cdk8s-exposure/intent belongs on a workload (Deployment, StatefulSet, Pod, …), not on a Service',
  ]);
});

test('an intent on the pod template is a problem: nobody reads it there', () => {
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}, annotations: {cdk8s-exposure/intent: private}}
    spec: {containers: [{name: web, image: registry.example/web}]}`;
  const declarations = declarationsOf([deployment]);
  expect(declarations.all).toStrictEqual([]);
  expect(messagesOf(declarations)).toHaveLength(1);
  expect(messagesOf(declarations)[0]).toMatch(/^cdk8s-exposure\/intent stands on the pod template/);
});

test.each([
  [{ 'allow-from': '[]' }, 'cdk8s-exposure/allow-from stands on a workload without an intent, so that nothing would check it'],
  [{ 'intent': 'private', 'ways-in': '["LoadBalancer"]' }, 'cdk8s-exposure/ways-in is for public and internal workloads; this one is private'],
  [{ intent: 'isolated', hosts: '[{"host":"a.example.com"}]' }, 'cdk8s-exposure/hosts is for public and internal workloads; this one is isolated'],
  [{ 'intent': 'isolated', 'allow-from': '[{"cluster":true}]' }, 'cdk8s-exposure/allow-from names callers of an isolated workload, to which nothing connects'],
])('%j contradicts itself', (declares, message) => {
  expect(messagesOf(declarationsOf([pod('web', { declares })]))).toStrictEqual([message]);
});

describe('intents of exposure.yaml', () => {
  test('declare workloads that nobody can edit', () => {
    const { all, problems } = declarationsOf([pod('grafana')], 'intents: [{workload: shop/grafana, intent: internal, allowFrom: [{namespace: ops}]}]');
    expect(problems).toStrictEqual([]);
    expect(all.map((d) => [d.workload.id, d.intent, d.allowFrom.map((p) => p.namespace)])).toStrictEqual([['shop/grafana[Pod]', 'internal', ['ops']]]);
  });

  test('name gateways, hosts and kinds of way in as annotations do', () => {
    const written = 'gateways: [traefik], hosts: [{host: shop.example.com}, {host: shop.example.com, path: /api}], waysIn: [LoadBalancer]';
    const { all, problems } = declarationsOf([pod('web')], `intents: [{workload: shop/web, intent: public, ${written}}]`);
    expect(problems).toStrictEqual([]);
    expect(all).toMatchObject([{ gateways: ['traefik'], hosts: [{ host: 'shop.example.com', path: '/' }, { host: 'shop.example.com', path: '/api' }], waysIn: ['LoadBalancer'] }]);
  });

  test.each([
    ['hosts: [{host: "shop.example.com", path: "api"}]', /hosts\[0\]\.path: must start with "\/", not "api"/],
    ['hosts: [{host: "not a host"}]', /hosts\[0\]\.host: must be a lower-case DNS name/],
    ['waysIn: [Nodeport]', /waysIn\[0\]: must be one of .*Did you mean "NodePort"/],
  ])('with %s are a problem', (written, message) => {
    expect(messagesOf(declarationsOf([pod('web')], `intents: [{workload: shop/web, intent: public, ${written}}]`))).toStrictEqual([expect.stringMatching(message) as unknown]);
  });

  test('that do not fit the intent are a problem', () => {
    expect(messagesOf(declarationsOf([pod('web')], 'intents: [{workload: shop/web, intent: private, hosts: [{host: shop.example.com}]}]'))).toHaveLength(1);
  });

  test('of a workload that does not exist are a problem', () => {
    expect(messagesOf(declarationsOf([pod('grafana')], 'intents: [{workload: shop/grafena, intent: internal}]'))).toStrictEqual([
      'intents[0] names workload "shop/grafena", which the manifests do not contain. Did you mean "shop/grafana"?',
    ]);
  });

  test('beside annotations that say something else are a problem, and the annotations count', () => {
    const declarations = declarationsOf([pod('web', { declares: { intent: 'public' } })], 'intents: [{workload: shop/web, intent: private}]');
    expect(declarations.all.map((d) => d.intent)).toStrictEqual(['public']);
    expect(messagesOf(declarations)).toStrictEqual([
      'cdk8s-exposure/intent says something else of shop/web[Pod] (private) than its annotation does (public); the first counts',
    ]);
  });

  test('beside annotations that say the same are none', () => {
    expect(messagesOf(declarationsOf([pod('web', { declares: { intent: 'public' } })], 'intents: [{workload: "shop/web[Pod]", intent: public}]'))).toStrictEqual([]);
  });
});

describe('a Namespace', () => {
  const namespace = (intent: string): string => `apiVersion: v1
kind: Namespace
metadata: {name: shop, annotations: {cdk8s-exposure/intent: ${intent}}}`;

  test('can be declared isolated', () => {
    const { namespaces, problems } = declarationsOf([namespace('isolated')]);
    expect([namespaces.map((n) => n.object.ref), problems]).toStrictEqual([['Namespace shop'], []]);
  });

  test('can be declared nothing else', () => {
    const declarations = declarationsOf([namespace('private')]);
    expect(declarations.namespaces).toStrictEqual([]);
    expect(messagesOf(declarations)).toStrictEqual(['cdk8s-exposure/intent of a Namespace can only be isolated, not "private"; other intents belong on its workloads']);
  });
});
