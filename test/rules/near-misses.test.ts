import { findingsOf, firedBy, from, FROM_TRAEFIK, ingress, pod, policy, reportOn, rule, service, TRAEFIK, verdictOn } from './shop';

const PRIVATE = { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' };
const DB = pod('db', { port: 5432, declares: PRIVATE });
const TLS = 'tls: [{hosts: [shop.example.com], secretName: web-tls}]';
const HOSTS = { intent: 'public', hosts: '[{"host":"shop.example.com"}]', gateways: '["traefik"]' };
const SECURE = '{traefik.ingress.kubernetes.io/router.entrypoints: websecure, traefik.ingress.kubernetes.io/router.tls: "true"}';
const PUBLISHED = [service('web'), policy('web', FROM_TRAEFIK), ingress(`ingressClassName: traefik\n  ${TLS}\n  ${rule('shop.example.com')}`, SECURE)];
const WEB = pod('web', { declares: HOSTS });

describe('a private database', () => {
  test('without any policy is violated once, not once for each caller', () => {
    const report = reportOn([DB, pod('orders'), pod('report')]);
    expect([firedBy(report), verdictOn(report, 'shop/db[Pod]')]).toStrictEqual([['NP-UNPROTECTED'], 'violated']);
  });

  test('lets its replicas talk to each other only if it names itself', () => {
    const self = policy('db', from('orders', 'db'));
    const silent = reportOn([DB, pod('orders'), self]);
    expect(findingsOf(silent, 'INTENT-UNDECLARED-CALLER').map((f) => f.path[0])).toStrictEqual(['shop/db[Pod], another replica of itself,']);
    const clustered = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"},{"workload":"shop/db"}]' } });
    expect(verdictOn(reportOn([clustered, pod('orders'), self]), 'shop/db[Pod]')).toBe('honored');
  });

  test('is violated by a caller on a port that was not declared for it', () => {
    const onPort = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders","ports":[{"port":5432}]}]' } });
    const report = reportOn([onPort, pod('orders'), policy('db', from('orders'))]);
    expect(findingsOf(report, 'INTENT-UNDECLARED-CALLER').map((f) => [f.object, f.location.line !== undefined])).toStrictEqual([['NetworkPolicy shop/db', true]]);
  });

  test('that admits its whole namespace lets in pods that nobody knows yet', () => {
    const report = reportOn([DB, pod('orders'), policy('db', 'ingress: [{from: [{podSelector: {}}]}]')]);
    expect(findingsOf(report, 'INTENT-UNDECLARED-CALLER').map((f) => f.path[0])).toStrictEqual(['every pod of namespace shop, also one that is added later,']);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('violated');
  });

  test('may admit its namespace if it declares it', () => {
    const declared = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"namespace":"shop"}]' } });
    expect(verdictOn(reportOn([declared, policy('db', 'ingress: [{from: [{podSelector: {}}]}]')]), 'shop/db[Pod]')).toBe('honored');
  });

  test('is violated by an address block, however small, but not by the nodes', () => {
    const admits = (cidr: string): string => policy('db', `ingress: [{from: [{ipBlock: {cidr: ${cidr}}}]}, {from: [{podSelector: {matchLabels: {app: orders}}}]}]`);
    const config = 'cluster: {nodeCidrs: [10.0.0.0/16]}';
    expect(firedBy(reportOn([DB, pod('orders'), admits('203.0.113.7/32')], config))).toStrictEqual(['INTENT-UNDECLARED-CALLER']);
    expect(firedBy(reportOn([DB, pod('orders'), admits('10.0.3.0/24')], config))).toStrictEqual([]);
  });

  test('is violated by the address of the probes of Istio ambient, unless its pods are in that mesh', () => {
    const probes = policy('db', 'ingress: [{from: [{ipBlock: {cidr: fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128}}]}, {from: [{podSelector: {matchLabels: {app: orders}}}]}]');
    expect(firedBy(reportOn([DB, pod('orders'), probes]))).toStrictEqual(['INTENT-UNDECLARED-CALLER']);
    const ambient = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}';
    expect(findingsOf(reportOn([DB, pod('orders'), probes, ambient]), 'INTENT-UNDECLARED-CALLER')).toStrictEqual([]);
  });

  test('is told of every policy that admits a caller, whatever they are called', () => {
    const [some, more] = [from('web'), from('orders', 'web')];
    for (const rules of [[some, more], [more, some]] as const) {
      const report = reportOn([DB, pod('orders'), pod('web'), policy('a', rules[0], '[Ingress]', '{}'), policy('b', rules[1], '[Ingress]', '{}')]);
      expect(findingsOf(report, 'INTENT-UNDECLARED-CALLER').map((f) => [f.path[0], f.fix])).toContainEqual(
        ['shop/web[Pod]', expect.stringMatching(/ or take it out of NetworkPolicy shop\/a and NetworkPolicy shop\/b\.$/)]);
    }
  });

  test('is not opened by a ClusterIP Service, nor by a NodePort Service of another workload', () => {
    const report = reportOn([DB, pod('orders'), policy('db', from('orders')), service('db', '', 5432), service('orders', 'type: NodePort')]);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('honored');
  });

  test('whose declared caller is not in the manifests is unproven', () => {
    const report = reportOn([DB, policy('db', from('orders'))]);
    expect([verdictOn(report, 'shop/db[Pod]'), firedBy(report)]).toStrictEqual(['unproven', ['INTENT-UNPROVEN']]);
    expect(findingsOf(report, 'INTENT-UNPROVEN')[0]!.severity).toBe('error');
  });
});

describe('a declared host', () => {
  test('is not served by a route to exactly its first page', () => {
    const exact = PUBLISHED.map((document) => document.replace('pathType: Prefix', 'pathType: Exact'));
    const report = reportOn([WEB, ...exact], TRAEFIK);
    expect([firedBy(report), verdictOn(report, 'shop/web[Pod]')]).toStrictEqual([['INTENT-HOST-UNROUTED'], 'violated']);
  });

  test('that another Ingress claims for another workload is unproven', () => {
    const rival = ingress(`ingressClassName: traefik\n  ${TLS}\n  ${rule('shop.example.com').replace('name: web', 'name: orders')}`, '{}', 'rival');
    const report = reportOn([WEB, ...PUBLISHED, pod('orders'), service('orders'), rival], TRAEFIK);
    expect(findingsOf(report, 'ING-DUP').map((f) => f.workload)).toStrictEqual([undefined, 'shop/web[Pod]']);
    expect(verdictOn(report, 'shop/web[Pod]')).toBe('unproven');
  });
});

describe('a public shop', () => {
  test('is honored behind its gateway, on its host, over TLS', () => {
    const report = reportOn([WEB, ...PUBLISHED], TRAEFIK);
    expect([verdictOn(report, 'shop/web[Pod]'), report.findings.filter((f) => f.severity === 'error')]).toStrictEqual(['honored', []]);
  });

  test.each([
    ['no policy', [WEB, service('web'), PUBLISHED[2]!], 'INTENT-UNDECLARED-CALLER'],
    ['a policy that does not admit the gateway', [WEB, service('web'), PUBLISHED[2]!, policy('web', from('orders'))], 'NP-CONTROLLER-MISMATCH'],
    ['a NodePort beside the gateway that it names', [WEB, ...PUBLISHED, service('web', 'type: NodePort').replace('{name: web,', '{name: web-direct,')], 'EXP-DIRECT-BYPASS'],
    ['another host', [WEB, ...PUBLISHED, ingress(`ingressClassName: traefik\n  tls: [{hosts: [old.example.com], secretName: old}]\n  ${rule('old.example.com')}`, '{}', 'old')], 'INTENT-UNDECLARED-REACH'],
    ['another class', [WEB, service('web'), policy('web', FROM_TRAEFIK), ingress(`ingressClassName: nginx\n  ${TLS}\n  ${rule('shop.example.com')}`)], 'INTENT-UNDECLARED-REACH'],
    ['no TLS', [WEB, service('web'), policy('web', FROM_TRAEFIK), ingress(`ingressClassName: traefik\n  ${rule('shop.example.com')}`)], 'INTENT-HOST-UNROUTED'],
    ['no route for its host', [WEB, service('web'), policy('web', FROM_TRAEFIK)], 'INTENT-HOST-UNROUTED'],
  ])('is violated by %s', (_what, documents, id) => {
    const report = reportOn(documents, TRAEFIK);
    expect(verdictOn(report, 'shop/web[Pod]')).toBe('violated');
    expect(findingsOf(report, id).map((f) => f.severity)).toContain('error');
  });

  test('that names no gateway is only warned of a NodePort beside its Ingress', () => {
    const report = reportOn([pod('web', { declares: { intent: 'public' } }), ...PUBLISHED, service('web', 'type: NodePort').replace('{name: web,', '{name: web-direct,')], TRAEFIK);
    expect(findingsOf(report, 'EXP-DIRECT-BYPASS').map((f) => f.severity)).toStrictEqual(['warning']);
    expect(verdictOn(report, 'shop/web[Pod]')).not.toBe('violated');
  });

  test('may declare the NodePort', () => {
    const declared = pod('web', { declares: { ...HOSTS, 'ways-in': '["NodePort"]' } });
    const report = reportOn([declared, ...PUBLISHED, service('web', 'type: NodePort').replace('{name: web,', '{name: web-direct,')], TRAEFIK);
    expect(findingsOf(report, 'EXP-DIRECT-BYPASS')).toStrictEqual([]);
  });

  test('may send plain HTTP to HTTPS with a second Ingress, but only if the middleware redirects', () => {
    const annotations = '{traefik.ingress.kubernetes.io/router.entrypoints: web, traefik.ingress.kubernetes.io/router.middlewares: shop-https@kubernetescrd}';
    const second = ingress(`ingressClassName: traefik\n  ${rule('shop.example.com')}`, annotations, 'web-redirect');
    const middleware = (spec: string): string => `apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: https, namespace: shop}\nspec: ${spec}`;
    const redirecting = reportOn([WEB, ...PUBLISHED, second, middleware('{redirectScheme: {scheme: https}}')], TRAEFIK);
    expect(firedBy(redirecting).filter((id) => ['TLS-MISSING', 'ING-DUP'].includes(id))).toStrictEqual([]);
    const compressing = reportOn([WEB, ...PUBLISHED, second, middleware('{compress: {}}')], TRAEFIK);
    expect(firedBy(compressing)).toStrictEqual(expect.arrayContaining(['ING-DUP', 'TLS-MISSING']));
  });
});

describe('declared egress', () => {
  const DNS = '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]}';
  const worker = (connectTo: string): string => pod('worker', { declares: { 'intent': 'isolated', 'connect-to': connectTo } });
  const closed = (rules: string): string => policy('worker', `egress: [${rules}]`, '[Ingress, Egress]');

  test('needs DNS even if it is empty, because it says that names are resolved', () => {
    expect(verdictOn(reportOn([worker('[]'), closed(DNS)]), 'shop/worker[Pod]')).toBe('honored');
    const report = reportOn([worker('[]'), closed('')]);
    expect([verdictOn(report, 'shop/worker[Pod]'), firedBy(report)]).toStrictEqual(['violated', ['NP-DNS-EGRESS']]);
  });

  test('to addresses works where a policy admits all of them', () => {
    const to = '[{"cidr":"203.0.113.0/24","ports":[{"port":443}]}]';
    const admits = (cidr: string): string => closed(`${DNS}, {to: [{ipBlock: {cidr: ${cidr}}}], ports: [{port: 443}]}`);
    expect(verdictOn(reportOn([worker(to), admits('203.0.113.0/24')]), 'shop/worker[Pod]')).toBe('honored');
    expect(firedBy(reportOn([worker(to), admits('198.51.100.0/24')]))).toStrictEqual(['INTENT-CONNECT-BLOCKED']);
    expect(verdictOn(reportOn([worker(to), admits('203.0.113.0/25')]), 'shop/worker[Pod]')).not.toBe('honored');
  });

  test('to a workload needs the ingress of that workload too', () => {
    const to = '[{"workload":"shop/db"}]';
    const report = reportOn([worker(to), pod('db', { port: 5432 }), policy('db', from('orders')), policy('worker', 'egress: [{}]', '[Ingress, Egress]')]);
    expect(findingsOf(report, 'INTENT-CONNECT-BLOCKED').map((f) => f.message)).toStrictEqual([
      'shop/worker[Pod] declares that it connects to shop/db[Pod], but the ingress of shop/db[Pod] stops it on TCP 5432',
    ]);
  });
});

describe('an internal service', () => {
  const INTERNAL = pod('web', { declares: { intent: 'internal' } });
  const LOCAL = 'controllers: [{preset: traefik, className: internal, namespace: traefik, scope: private-network}]';

  test('is honored behind an internal class, and violated behind a public one', () => {
    const behind = (className: string) => reportOn([INTERNAL, service('web'), policy('web', FROM_TRAEFIK), ingress(`ingressClassName: ${className}\n  ${TLS}\n  ${rule('shop.example.com')}`)], LOCAL);
    expect(verdictOn(behind('internal'), 'shop/web[Pod]')).toBe('honored');
    expect(firedBy(behind('public'))).toContain('EXP-INGRESS');
  });

  test('that the whole cluster may use needs no policy, only a warning that there is none', () => {
    const report = reportOn([pod('web', { declares: { 'intent': 'internal', 'allow-from': '[{"cluster":true}]' } })]);
    expect([verdictOn(report, 'shop/web[Pod]'), findingsOf(report, 'NP-UNPROTECTED').map((f) => f.severity)]).toStrictEqual(['honored', ['warning']]);
  });
});
