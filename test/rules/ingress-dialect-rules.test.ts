import { findingsOf, ingress, pod, reportOn, rule, service, TRAEFIK } from './shop';

const NGINX = 'controllers: [{preset: ingress-nginx, className: nginx, scope: internet}]';
const PREFIX = 'nginx.ingress.kubernetes.io/';
type Annotations = Readonly<Record<string, string>>;

const found = (id: string, documents: readonly string[], config?: string): readonly string[] =>
  findingsOf(reportOn(documents, config), id).map(({ severity, object }) => `${severity} ${object}`);

const of = (className: string, annotations: Annotations, { host = 'shop.example.com', path = '/', type = 'Prefix', name = 'web' } = {}): string =>
  ingress(`ingressClassName: ${className}\n  ${rule(host, JSON.stringify(path)).replace('pathType: Prefix', `pathType: ${type}`)}`, JSON.stringify(annotations), name);

const inNamespace = (document: string, namespace: string): string => document.replace('namespace: shop', `namespace: ${namespace}`);

test('ING-RETIRED is said of ingress-nginx, and not of Traefik in its place', () => {
  const served = 'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: nginx}\nspec: {controller: k8s.io/ingress-nginx}';
  expect(found('ING-RETIRED', [served, of('nginx', {})])).toStrictEqual(['warning Ingress shop/web']);
  expect(found('ING-RETIRED', [served, of('nginx', {})], 'controllers: [{preset: traefik-nginx, className: nginx}]')).toStrictEqual([]);
  const described = served.replace('metadata: {', 'metadata: {annotations: {cdk8s-exposure/gateway: \'{"preset":"traefik-nginx"}\'}, ');
  expect(described).not.toBe(served);
  expect(found('ING-RETIRED', [described, of('nginx', {})])).toStrictEqual([]);
});

describe('ANN-DIALECT', () => {
  test.each<[string, Annotations, string[]]>([
    ['an allow list of another controller', { 'haproxy.org/allow-list': '203.0.113.0/24' }, ['error Ingress shop/web']],
    ['middlewares of another controller', { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-auth@kubernetescrd' }, ['error Ingress shop/web']],
    ['a timeout of another controller', { 'haproxy.org/timeout-server': '5s' }, ['warning Ingress shop/web']],
    ['an allow list of another controller beside one of its own', { 'haproxy.org/allow-list': '203.0.113.0/24', [`${PREFIX}allowlist-source-range`]: '203.0.113.0/24' }, ['warning Ingress shop/web']],
    ['its own allow list', { [`${PREFIX}whitelist-source-range`]: '203.0.113.0/24' }, []],
    ['annotations for other programs', { 'cert-manager.io/cluster-issuer': 'le', 'external-dns.alpha.kubernetes.io/hostname': 'shop.example.com' }, []],
  ])('on an Ingress of ingress-nginx: %s', (_what, annotations, expected) => {
    expect(found('ANN-DIALECT', [of('nginx', annotations)], NGINX)).toStrictEqual(expected);
  });

  test('says nothing where nobody knows who serves the Ingress', () => {
    expect(found('ANN-DIALECT', [of('corp', { 'haproxy.org/allow-list': '203.0.113.0/24' })])).toStrictEqual([]);
  });
});

describe('ING-SNIPPET', () => {
  test.each<[string, string, string, string[]]>([
    ['nginx', `${PREFIX}server-snippet`, NGINX, ['error Ingress shop/web']],
    ['nginx', `${PREFIX}auth-url`, NGINX, ['info Ingress shop/web']],
    ['nginx', `${PREFIX}limit-rps`, NGINX, []],
    ['corp', `${PREFIX}server-snippet`, '', ['error Ingress shop/web']],
    ['traefik', `${PREFIX}server-snippet`, TRAEFIK, []],
  ])('on class %s: %s', (className, annotation, config, expected) => {
    expect(found('ING-SNIPPET', [of(className, { [annotation]: 'x' })], config === '' ? undefined : config)).toStrictEqual(expected);
  });

  test('is also a path that ends a directive of nginx, but no count of a regular expression', () => {
    const path = (text: string) => found('ING-SNIPPET', [of('nginx', {}, { path: text, type: 'ImplementationSpecific' })], NGINX);
    expect(path('/a;return')).toStrictEqual(['error Ingress shop/web']);
    expect(path('/a}location /{')).toStrictEqual(['error Ingress shop/web']);
    expect(path('/[a-z]{2,3}/x')).toStrictEqual([]);
  });
});

describe('ING-REGEX-BLEED', () => {
  const files = (annotations: Annotations, host?: string) => of('nginx', annotations, { name: 'files', path: '/files/.*', type: 'ImplementationSpecific', ...(host === undefined ? {} : { host }) });
  const web = of('nginx', {});

  test.each<[string, string, string[]]>([
    ['use-regex on the same host', files({ [`${PREFIX}use-regex`]: 'true' }), ['warning Ingress shop/files']],
    ['rewrite-target on the same host', files({ [`${PREFIX}rewrite-target`]: '/$1' }), ['warning Ingress shop/files']],
    ['use-regex on another host', files({ [`${PREFIX}use-regex`]: 'true' }, 'files.example.com'), []],
    ['use-regex that is off', files({ [`${PREFIX}use-regex`]: 'false' }), []],
  ])('%s', (_what, other, expected) => {
    expect(found('ING-REGEX-BLEED', [web, other], NGINX)).toStrictEqual(expected);
  });

  test('takes nothing from an Ingress that asks for regular expressions itself', () => {
    const regex = { [`${PREFIX}use-regex`]: 'true' };
    expect(found('ING-REGEX-BLEED', [of('nginx', regex), files(regex)], NGINX)).toStrictEqual([]);
  });

  test('nor from a canary, whose paths are those of another', () => {
    const canary = of('nginx', { [`${PREFIX}canary`]: 'true' });
    expect(found('ING-REGEX-BLEED', [canary, files({ [`${PREFIX}use-regex`]: 'true' })], NGINX)).toStrictEqual([]);
  });
});

describe('ING-PATH', () => {
  const CILIUM = 'controllers: [{preset: cilium, className: cilium, scope: internet}]';

  test.each([
    ['/api/v[0-9]+/.*', 'Prefix', ['error Ingress shop/web']],
    ['/files/*', 'Exact', ['error Ingress shop/web']],
    ['/my_app-1/v1.0/~user', 'Prefix', []],
    ['/api/v[0-9]+/.*', 'ImplementationSpecific', []],
  ])('the path %s of type %s', (path, type, expected) => {
    expect(found('ING-PATH', [of('traefik', {}, { path, type })], TRAEFIK)).toStrictEqual(expected);
  });

  test.each([['/v1.0', ['warning Ingress shop/web']], ['/v1/.*', []], ['/tours', []]])('what Cilium makes of %s', (path, expected) => {
    expect(found('ING-PATH', [of('cilium', {}, { path, type: 'ImplementationSpecific' })], CILIUM)).toStrictEqual(expected);
  });
});

describe('EXP-WILDCARD-HOST', () => {
  const blog = inNamespace(of('traefik', {}, { name: 'blog', host: 'blog.example.com' }), 'blog');

  test.each<[string, string, string[]]>([
    ['a wildcard', of('traefik', {}, { host: '"*.example.com"' }), ['warning Ingress shop/web']],
    ['no host', of('traefik', {}).replace('host: shop.example.com, ', ''), ['warning Ingress shop/web']],
    ['an exact host', of('traefik', {}), []],
    ['a wildcard of another class', of('office', {}, { host: '"*.example.com"' }), []],
  ])('beside another namespace: %s', (_what, document, expected) => {
    expect(found('EXP-WILDCARD-HOST', [document, blog], TRAEFIK)).toStrictEqual(expected);
  });

  test('concerns nobody where the namespace is alone, or has a load balancer of its own', () => {
    const wide = of('traefik', {}, { host: '"*.example.com"' });
    expect(found('EXP-WILDCARD-HOST', [wide, of('traefik', {}, { name: 'help', host: 'help.example.com' })], TRAEFIK)).toStrictEqual([]);
    const own = (document: string) => document.replace('ingressClassName: traefik\n  ', '').replace('annotations: {}', 'annotations: {kubernetes.io/ingress.class: gce}');
    expect(found('EXP-WILDCARD-HOST', [own(wide), own(blog)], 'cluster: {provider: gke}')).toStrictEqual([]);
  });
});

describe('EXP-GKE-CLASSLESS', () => {
  const GKE = 'cluster: {provider: gke}';
  const classless = ingress(rule('shop.example.com'));

  test('is an Ingress without a class on GKE, and one with a class of GKE in the field', () => {
    expect(found('EXP-GKE-CLASSLESS', [classless], GKE)).toStrictEqual(['error Ingress shop/web']);
    expect(found('EXP-GKE-CLASSLESS', [of('gce-internal', {})], GKE)).toStrictEqual(['error Ingress shop/web']);
  });

  test('is none with the annotation, of another class, or elsewhere', () => {
    expect(found('EXP-GKE-CLASSLESS', [ingress(rule('shop.example.com'), '{kubernetes.io/ingress.class: gce}')], GKE)).toStrictEqual([]);
    expect(found('EXP-GKE-CLASSLESS', [of('traefik', {})], GKE)).toStrictEqual([]);
    expect(found('EXP-GKE-CLASSLESS', [classless])).toStrictEqual([]);
  });
});

describe('EXP-INTERNAL-SHARED', () => {
  const controller = (className: string, namespace: string, scope: string) => `{preset: traefik, className: ${className}, namespace: ${namespace}, scope: ${scope}}`;
  const both = (namespace: string) => `controllers: [${controller('public', 'traefik', 'internet')}, ${controller('staff', namespace, 'private-network')}]`;
  const classes = [of('public', {}), of('staff', {}, { name: 'staff', host: 'staff.example.com' })];

  test('is an internal class on the pods of a public one', () => {
    expect(found('EXP-INTERNAL-SHARED', classes, both('traefik'))).toStrictEqual(['error Ingress shop/staff']);
    expect(found('EXP-INTERNAL-SHARED', classes, both('traefik-staff'))).toStrictEqual([]);
  });

  test('is by its name alone a warning', () => {
    const proxy = pod('traefik').replace('registry.example/traefik', 'docker.io/library/traefik:v3.7');
    const ingressClass = (name: string) => `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: ${name}}\nspec: {controller: traefik.io/ingress-controller}`;
    const named = [proxy, service('traefik'), ingressClass('web'), ingressClass('web-internal'), of('web', {}), of('web-internal', {}, { name: 'staff', host: 'staff.example.com' })];
    expect(found('EXP-INTERNAL-SHARED', named)).toStrictEqual(['warning IngressClass web-internal']);
  });
});
