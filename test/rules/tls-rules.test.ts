import { findingsOf, ingress, pod, reportOn, rule, service, TRAEFIK } from './shop';

type Annotations = Readonly<Record<string, string>>;
const ROUTER = 'traefik.ingress.kubernetes.io/router.';
const TLS = 'tls: [{hosts: [shop.example.com], secretName: shop-tls}]';

const found = (id: string, documents: readonly string[], config?: string): readonly string[] =>
  findingsOf(reportOn(documents, config), id).map(({ severity, object }) => `${severity} ${object}`);

const of = (spec: string, annotations: Annotations = {}, name = 'web', host = 'shop.example.com'): string =>
  ingress(`${spec}\n  ${TLS.replace('shop.example.com', host)}\n  ${rule(host)}`, JSON.stringify(annotations), name);

const described = (preset: string, more = 'scope: internet'): string => `controllers: [{preset: ${preset}, className: web, ${more}}]`;
const WEB = 'ingressClassName: web';
const SHOP = [pod('web'), service('web')];

describe('TLS-TRAEFIK, an Ingress with a TLS section', () => {
  const traefik = (annotations: Annotations) => found('TLS-TRAEFIK', [of('ingressClassName: traefik', annotations)], TRAEFIK);

  test.each<[string, Annotations]>([
    ['no annotation', {}],
    ['the plain entry point', { [`${ROUTER}entrypoints`]: 'web' }],
    ['both entry points', { [`${ROUTER}entrypoints`]: 'web, websecure' }],
    ['TLS turned off', { [`${ROUTER}tls`]: 'false' }],
  ])('and %s is served in plain text', (_what, annotations) => expect(traefik(annotations)).toStrictEqual(['error Ingress shop/web']));

  test.each<[string, Annotations]>([
    ['router.tls', { [`${ROUTER}tls`]: 'true' }],
    ['the secure entry point of the chart', { [`${ROUTER}entrypoints`]: 'websecure' }],
  ])('and %s is not', (_what, annotations) => expect(traefik(annotations)).toStrictEqual([]));

  test.each([
    ['--entrypoints.websecure.address=:8443', ['error Ingress shop/web']],
    ['--entryPoints.websecure.http.tls=true', []],
  ])('on the secure entry point of a Traefik with %s', (flag, expected) => {
    const proxy = pod('traefik').replace('image: registry.example/traefik', `image: "docker.io/library/traefik:v3.7", args: ["${flag}"]`);
    expect(found('TLS-TRAEFIK', [proxy, of('ingressClassName: traefik', { [`${ROUTER}entrypoints`]: 'websecure' })])).toStrictEqual(expected);
  });

  test('is nothing to other controllers', () => expect(found('TLS-TRAEFIK', [of(WEB)], described('ingress-nginx'))).toStrictEqual([]));
});

describe('TLS-REDIRECT', () => {
  test.each<[string, Annotations, boolean]>([
    ['contour', {}, true],
    ['contour', { 'ingress.kubernetes.io/force-ssl-redirect': 'true' }, false],
    ['kong', {}, true],
    ['kong', { 'konghq.com/protocols': 'https' }, false],
    ['istio-ingress', {}, true],
    ['ingress-nginx', {}, false],
    ['ingress-nginx', { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' }, true],
    ['haproxytech', {}, false],
    ['cilium', { 'ingress.cilium.io/force-https': 'disabled' }, true],
  ])('%s with %j: %s', (preset, annotations, plain) => {
    expect(found('TLS-REDIRECT', [...SHOP, of(WEB, annotations)], described(preset))).toStrictEqual(plain ? ['warning Ingress shop/web'] : []);
  });

  test('does not concern an internal class', () => {
    expect(found('TLS-REDIRECT', [...SHOP, of(WEB)], described('contour', 'scope: private-network'))).toStrictEqual([]);
  });

  test.each<[string, Annotations, boolean]>([
    ['both listeners', { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP": 80}, {"HTTPS": 443}]' }, true],
    ['a redirect', { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP": 80}, {"HTTPS": 443}]', 'alb.ingress.kubernetes.io/ssl-redirect': '443' }, false],
    ['the secure listener', { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS": 443}]' }, false],
  ])('on AWS with %s', (_what, annotations, plain) => {
    const scheme = { 'alb.ingress.kubernetes.io/scheme': 'internet-facing', ...annotations };
    expect(found('TLS-REDIRECT', [...SHOP, of(WEB, scheme)], described('aws-alb'))).toStrictEqual(plain ? ['warning Ingress shop/web'] : []);
  });

  test('is made on GKE by a FrontendConfig', () => {
    const config = (enabled: boolean) => `apiVersion: networking.gke.io/v1beta1\nkind: FrontendConfig\nmetadata: {name: web, namespace: shop}\nspec: {redirectToHttps: {enabled: ${enabled}}}`;
    const gce = of('', { 'kubernetes.io/ingress.class': 'gce', 'networking.gke.io/v1beta1.FrontendConfig': 'web' });
    expect(found('TLS-REDIRECT', [...SHOP, gce, config(true)], 'cluster: {provider: gke}')).toStrictEqual([]);
    expect(found('TLS-REDIRECT', [...SHOP, gce, config(false)], 'cluster: {provider: gke}')).toStrictEqual(['warning Ingress shop/web']);
  });
});

describe('TLS-SECRET-NS', () => {
  const secret = (namespace: string, annotations = '{}') => `apiVersion: v1\nkind: Secret\nmetadata: {name: shop-tls, namespace: ${namespace}, annotations: ${annotations}}\ntype: kubernetes.io/tls`;
  const ERROR = ['error Ingress shop/web'];
  const ISSUED = { 'cert-manager.io/cluster-issuer': 'le' };
  const delegation = (target: string) => `apiVersion: projectcontour.io/v1\nkind: TLSCertificateDelegation\nmetadata: {name: shop, namespace: certs}\nspec: {delegations: [{secretName: shop-tls, targetNamespaces: [${target}]}]}`;

  test.each<[string, readonly string[], string, string[]]>([
    ['a Secret of another namespace', [of(WEB), secret('certs')], 'ingress-nginx', ERROR],
    ['a Secret beside the Ingress', [of(WEB), secret('shop'), secret('certs')], 'ingress-nginx', []],
    ['a Secret that nobody shows', [of(WEB)], 'ingress-nginx', []],
    ['a certificate that is ordered', [of(WEB, ISSUED), secret('certs')], 'ingress-nginx', []],
    ['a Secret that is copied', [of(WEB), secret('certs', '{"reflector.v1.k8s.emberstack.com/reflection-allowed": "true"}')], 'ingress-nginx', []],
    ['a Secret that is delegated', [of(WEB, { 'projectcontour.io/tls-cert-namespace': 'certs' }), secret('certs'), delegation('shop')], 'contour', []],
    ['a Secret that is delegated to others', [of(WEB, { 'projectcontour.io/tls-cert-namespace': 'certs' }), secret('certs'), delegation('blog')], 'contour', ERROR],
    ['a delegation that means nothing', [of(WEB, { 'projectcontour.io/tls-cert-namespace': 'certs' }), secret('certs'), delegation('shop')], 'ingress-nginx', ERROR],
    ['a Secret beside the Ingress, for Istio', [of(WEB), secret('shop')], 'istio-ingress', ERROR],
    ['a Secret beside the proxy, for Istio', [of(WEB), secret('istio-ingress')], 'istio-ingress', []],
    ['a certificate that is ordered beside the Ingress, for Istio', [of(WEB, ISSUED)], 'istio-ingress', ERROR],
    ['a certificate that is ordered and copied, for Istio', [of(WEB, { ...ISSUED, 'cert-manager.io/secret-template': '{"annotations": {"reflector.v1.k8s.emberstack.com/reflection-allowed": "true"}}' })], 'istio-ingress', []],
    ['a certificate that is ordered, while another Secret is beside the proxy, for Istio', [of(WEB, ISSUED), secret('istio-ingress')], 'istio-ingress', []],
    ['any Secret, on AWS', [of(WEB), secret('certs')], 'aws-alb', []],
  ])('%s', (_what, documents, preset, expected) => {
    expect(found('TLS-SECRET-NS', documents, described(preset))).toStrictEqual(expected);
  });

  test('is two certificates for different hosts in one Secret', () => {
    const help = of(WEB, ISSUED, 'help', 'help.example.com');
    expect(found('TLS-SECRET-NS', [of(WEB, ISSUED), help])).toStrictEqual(['error Ingress shop/web']);
    expect(found('TLS-SECRET-NS', [of(WEB, ISSUED), of(WEB, ISSUED, 'help')])).toStrictEqual([]);
    expect(found('TLS-SECRET-NS', [of(WEB), of(WEB, {}, 'help', 'help.example.com')])).toStrictEqual([]);
  });
});

test('a wildcard certificate cannot be ordered by HTTP-01', () => {
  const issuer = (solver: string) => `apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: le}\nspec: {acme: {solvers: [{${solver}}]}}`;
  const wildcard = of(WEB, { 'cert-manager.io/cluster-issuer': 'le' }, 'web', '"*.example.com"');
  expect(found('TLS-HOST', [wildcard, issuer('http01: {ingress: {}}')])).toStrictEqual(['error Ingress shop/web']);
  expect(found('TLS-HOST', [wildcard, issuer('dns01: {}')])).toStrictEqual([]);
  expect(found('TLS-HOST', [wildcard, issuer('http01: {ingress: {}}}, {selector: {dnsZones: [example.com]}, dns01: {}')])).toStrictEqual([]);
});
