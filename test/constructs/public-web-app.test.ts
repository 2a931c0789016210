import { App, Chart } from 'cdk8s';
import { GatewayController, GatewayTls, PublicWebApp, PublicWebAppProps, SharedIngressGateway, SharedIngressGatewayProps } from '../../src';
import { DNS_RULE, Manifest, manifest, manifestsOf, refusal } from './rendered';

interface Edge { readonly app: App; readonly edge: Chart; readonly shop: Chart; readonly gateway: SharedIngressGateway }

function edgeWith(props: Partial<SharedIngressGatewayProps> = {}): Edge {
  const app = new App();
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  const gateway = new SharedIngressGateway(edge, 'public', {
    controller: GatewayController.traefik(), tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }), ...props,
  });
  return { app, edge, shop: new Chart(app, 'shop', { namespace: 'shop' }), gateway };
}

function publish({ shop, gateway }: Edge, id = 'web', props: Partial<PublicWebAppProps> = {}): PublicWebApp {
  return new PublicWebApp(shop, id, { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: [`${id}.example.com`], ...props });
}

const kinds = (scope: Chart): string[] => manifestsOf(scope).map((m) => `${m.kind} ${m.metadata.name}`);
const backend = { service: { name: 'web', port: { number: 3000 } } };
const traefikPods: Manifest = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } }, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'traefik' } },
};

describe('a public app behind Traefik', () => {
  const edge = edgeWith();
  const web = publish(edge);

  test('has exactly these objects, and no load balancer of its own', () => {
    expect(kinds(edge.shop)).toStrictEqual([
      'Deployment web', 'NetworkPolicy web', 'Service web', 'Ingress web', 'Middleware web-redirect', 'Ingress web-redirect', 'NetworkPolicy shop-acme-solver',
    ]);
    expect(manifest(edge.shop, 'Service', 'web').spec.type).toBe('ClusterIP');
  });

  test('is served over TLS only', () => {
    const ingress = manifest(edge.shop, 'Ingress', 'web');
    expect(ingress.metadata.annotations).toStrictEqual({
      'cdk8s-exposure/acme-challenge': 'http-01',
      'cert-manager.io/cluster-issuer': 'letsencrypt',
      'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure',
      'traefik.ingress.kubernetes.io/router.tls': 'true',
    });
    expect(ingress.spec).toStrictEqual({
      ingressClassName: 'traefik',
      tls: [{ hosts: ['web.example.com'], secretName: 'web-tls' }],
      rules: [{ host: 'web.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    });
  });

  test('sends plain HTTP to HTTPS', () => {
    expect(manifest(edge.shop, 'Ingress', 'web-redirect').metadata.annotations).toStrictEqual({
      'traefik.ingress.kubernetes.io/router.entrypoints': 'web',
      'traefik.ingress.kubernetes.io/router.middlewares': 'shop-web-redirect@kubernetescrd',
    });
    expect(manifest(edge.shop, 'Middleware', 'web-redirect')).toMatchObject({ apiVersion: 'traefik.io/v1alpha1', spec: { redirectScheme: { scheme: 'https' } } });
  });

  test('lets in the pods of the controller and nobody else', () => {
    expect(manifest(edge.shop, 'NetworkPolicy', 'web').spec).toMatchObject({
      ingress: [{ from: [traefikPods], ports: [{ port: 3000, protocol: 'TCP' }] }], egress: [DNS_RULE],
    });
  });

  test('lets the controller reach the pods that answer ACME challenges', () => {
    expect(manifest(edge.shop, 'NetworkPolicy', 'shop-acme-solver').spec).toStrictEqual({
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [traefikPods], ports: [{ port: 8089, protocol: 'TCP' }] }],
    });
  });

  test('shares that policy with the other apps of its Chart, and each gateway adds its controller', () => {
    const two = edgeWith();
    const inner = new SharedIngressGateway(two.edge, 'second', {
      controller: GatewayController.traefik({ namespace: 'traefik-second', className: 'second' }),
      tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }),
    });
    publish(two, 'web');
    publish(two, 'blog');
    publish(two, 'wiki', { gateway: inner });
    expect(kinds(two.shop).filter((kind) => kind.includes('acme-solver'))).toStrictEqual(['NetworkPolicy shop-acme-solver']);
    const from = manifest(two.shop, 'NetworkPolicy', 'shop-acme-solver').spec.ingress.map((rule: Manifest) => rule.from[0].namespaceSelector.matchLabels);
    expect(from).toStrictEqual([{ 'kubernetes.io/metadata.name': 'traefik' }, { 'kubernetes.io/metadata.name': 'traefik-second' }]);
  });

  test('declares its intent, its gateway and its hosts', () => {
    expect(manifest(edge.shop, 'Deployment', 'web').metadata.annotations).toStrictEqual({
      'cdk8s-exposure/connect-to': '[]',
      'cdk8s-exposure/gateways': '["traefik"]',
      'cdk8s-exposure/hosts': '[{"host":"web.example.com","path":"/"}]',
      'cdk8s-exposure/intent': 'public',
    });
    expect([web.url, web.publicUrl]).toStrictEqual(['http://web.shop.svc.cluster.local:3000', 'https://web.example.com/']);
  });
});

describe('a public app', () => {
  test('has all of its hosts in one Ingress, with one certificate', () => {
    const edge = edgeWith();
    publish(edge, 'web', { hosts: ['www.example.com', 'example.com'], path: '/shop' });
    const { spec } = manifest(edge.shop, 'Ingress', 'web');
    expect(spec.tls).toStrictEqual([{ hosts: ['example.com', 'www.example.com'], secretName: 'web-tls' }]);
    expect(spec.rules.map((r: Manifest) => [r.host, r.http.paths[0].path])).toStrictEqual([['example.com', '/shop'], ['www.example.com', '/shop']]);
  });

  test('is in its own namespace, not in that of the gateway', () => {
    const edge = edgeWith();
    publish(edge);
    expect(new Set(manifestsOf(edge.shop).map((m) => m.metadata.namespace))).toStrictEqual(new Set(['shop']));
  });

  test('lets in callers of the cluster only where they are declared', () => {
    const edge = edgeWith();
    publish(edge).allowFromNamespace('monitoring', { port: 3000 });
    expect(manifest(edge.shop, 'NetworkPolicy', 'web').spec.ingress).toHaveLength(2);
    publish(edge, 'admin').allowFromCluster();
    expect(manifest(edge.shop, 'NetworkPolicy', 'admin').spec.ingress.map((r: Manifest) => r.from)).toStrictEqual([[{ namespaceSelector: {} }]]);
  });
});

describe('a gateway', () => {
  test('makes an IngressClass without a namespace, which tells the checker where the controller is', () => {
    const { edge } = edgeWith();
    expect(manifestsOf(edge)).toStrictEqual([{
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: {
        name: 'traefik',
        labels: { 'app.kubernetes.io/managed-by': 'cdk8s-exposure' },
        annotations: {
          'cdk8s-exposure/gateway': '{"preset":"traefik","namespace":"traefik","podLabels":{"app.kubernetes.io/name":"traefik"},"scope":"internet"}',
        },
      },
      spec: { controller: 'traefik.io/ingress-controller' },
    }]);
  });

  test('is the default class, or leaves the class to others, on request', () => {
    expect(manifestsOf(edgeWith({ defaultClass: true }).edge)[0]!.metadata.annotations).toHaveProperty(['ingressclass.kubernetes.io/is-default-class'], 'true');
    expect(manifestsOf(edgeWith({ createIngressClass: false }).edge)).toStrictEqual([]);
  });

  test('is shared: ten apps make no Service but their own internal ones', () => {
    const edge = edgeWith();
    for (let i = 0; i < 10; i++) publish(edge, `app-${i}`);
    const services = manifestsOf(edge.app).filter((m) => m.kind === 'Service');
    expect(services.map((s) => s.spec.type)).toStrictEqual(Array(10).fill('ClusterIP'));
    expect(manifestsOf(edge.edge)).toHaveLength(1);
  });

  test('without redirects makes no second Ingress', () => {
    const edge = edgeWith({ redirectHttp: false });
    publish(edge);
    expect(kinds(edge.shop)).not.toContain('Ingress web-redirect');
    expect(kinds(edge.shop)).not.toContain('Middleware web-redirect');
  });

  test('with DNS-01 needs no policy for challenges, and may serve wildcards', () => {
    const edge = edgeWith({ tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true }) });
    publish(edge, 'web', { hosts: ['*.example.com'] });
    expect(kinds(edge.shop)).not.toContain('NetworkPolicy shop-acme-solver');
    expect(manifest(edge.shop, 'Ingress', 'web').spec.rules[0].host).toBe('*.example.com');
  });

  test('with a Secret takes the certificate from it', () => {
    const edge = edgeWith({ tls: GatewayTls.secret('wildcard-tls') });
    publish(edge);
    expect(manifest(edge.shop, 'Ingress', 'web').spec.tls[0].secretName).toBe('wildcard-tls');
    expect(manifest(edge.shop, 'Ingress', 'web').metadata.annotations).not.toHaveProperty(['cert-manager.io/cluster-issuer']);
    expect(kinds(edge.shop)).not.toContain('NetworkPolicy shop-acme-solver');
  });

  test('knows an installation that differs from the usual one', () => {
    const edge = edgeWith({ controller: GatewayController.traefik({ className: 'outside', namespace: 'edge', podLabels: { app: 'proxy' } }) });
    publish(edge);
    expect(manifest(edge.shop, 'NetworkPolicy', 'web').spec.ingress[0].from).toStrictEqual([{
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } }, podSelector: { matchLabels: { app: 'proxy' } },
    }]);
    expect(manifest(edge.shop, 'Ingress', 'web').spec.ingressClassName).toBe('outside');
  });
});

describe('ingress-nginx', () => {
  let stderr: jest.SpyInstance;
  beforeEach(() => { stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
  afterEach(() => stderr.mockRestore());

  test('redirects by annotation', () => {
    const edge = edgeWith({ controller: GatewayController.ingressNginx() });
    publish(edge);
    expect(kinds(edge.shop)).toStrictEqual(['Deployment web', 'NetworkPolicy web', 'Service web', 'Ingress web', 'NetworkPolicy shop-acme-solver']);
    expect(manifest(edge.shop, 'Ingress', 'web').metadata.annotations).toStrictEqual({
      'cdk8s-exposure/acme-challenge': 'http-01', 'cert-manager.io/cluster-issuer': 'letsencrypt', 'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
    });
  });

  test('is reported as retired, once for an App, on standard error', () => {
    const { edge } = edgeWith({ controller: GatewayController.ingressNginx() });
    new SharedIngressGateway(edge, 'second', { controller: GatewayController.ingressNginx({ className: 'second' }), tls: GatewayTls.secret('tls') });
    expect(stderr.mock.calls.map(([text]) => text)).toStrictEqual([expect.stringMatching(/^cdk8s-exposure: edge\/public: ingress-nginx was retired on 2026-03-24/)]);
  });

  test('is one line away from Traefik: the same hosts, ports and callers', () => {
    const rules = [GatewayController.traefik(), GatewayController.ingressNginx()].map((controller) => {
      const edge = edgeWith({ controller });
      publish(edge);
      return [manifest(edge.shop, 'Ingress', 'web').spec.rules, manifest(edge.shop, 'NetworkPolicy', 'web').spec.ingress[0].ports];
    });
    expect(rules[0]).toStrictEqual(rules[1]);
  });
});

describe('a public app is refused for', () => {
  test.each<[string, Partial<PublicWebAppProps>, RegExp]>([
    ['no hosts', { hosts: [] }, /^shop\/web: hosts: is empty; name at least one host, or use InternalApi/],
    ['a host with spaces', { hosts: ['shop example.com'] }, /^shop\/web: hosts\[0\]: "shop example\.com" is no DNS name; write it as shop\.example\.com/],
    ['an address', { hosts: ['198.51.100.7'] }, /hosts\[0\]: "198\.51\.100\.7" is an address/],
    ['a host with a port', { hosts: ['shop.example.com:8443'] }, /hosts\[0\]: "shop\.example\.com:8443" names a port; leave it out/],
    ['a URL', { hosts: ['https://shop.example.com'] }, /hosts\[0\]: "https:\/\/shop\.example\.com" is no DNS name/],
    ['upper case', { hosts: ['Shop.example.com'] }, /hosts\[0\]: "Shop\.example\.com" is no DNS name/],
    ['a wildcard inside', { hosts: ['shop.*.com'] }, /hosts\[0\]: "shop\.\*\.com" is no DNS name/],
    ['a host twice', { hosts: ['a.example.com', 'a.example.com'] }, /hosts\[1\]: "a\.example\.com" is there twice/],
    ['a wildcard that HTTP-01 cannot prove', { hosts: ['*.example.com'] }, /hosts\[0\]: "\*\.example\.com" is a wildcard, which HTTP-01 cannot prove; set dns01/],
    ['a path that is no prefix', { path: 'shop' }, /path: "shop" is no path prefix/],
    ['a pattern as path', { path: '/shop/(.*)' }, /path: "\/shop\/\(\.\*\)" is no path prefix/],
    ['a path that climbs', { path: '/shop/../admin' }, /path: "\/shop\/\.\.\/admin" is no path prefix/],
    ['a port that is none', { port: 70000 }, /^shop\/web: port: 70000 is no port; use a whole number from 1 to 65535$/],
  ])('%s', (_title, props, message) => {
    expect(refusal(() => publish(edgeWith(), 'web', props))).toMatch(message);
  });

  test('everything that is wrong at once', () => {
    const message = refusal(() => publish(edgeWith(), 'web', { hosts: ['a b', '10.0.0.1'], port: 0, path: 'x', image: 'two words', replicas: -1 }));
    expect(message.split('\n').map((line) => line.replace(/:.*/, '').trim())).toStrictEqual([
      'shop/web', '- port', '- image', '- replicas', '- hosts[0]', '- hosts[1]', '- path',
    ]);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['labels that select every pod', () => GatewayController.traefik({ podLabels: {} }), /^GatewayController traefik: podLabels: is empty and would let in every pod of the namespace/],
    ['a label that is none', () => GatewayController.traefik({ podLabels: { 'app/': 'x y' } }), /"app\/" is no label key[\s\S]*"x y" of app\/ is no label value/],
    ['a namespace that is none', () => GatewayController.ingressNginx({ namespace: 'Edge' }), /namespace: "Edge" is no name of a namespace/],
    ['an issuer that is none', () => GatewayTls.certManager({ clusterIssuer: 'Let us encrypt' }), /clusterIssuer: "Let us encrypt" is no name/],
    ['a Secret that is none', () => GatewayTls.secret('tls/web'), /secretName: "tls\/web" is no name/],
  ])('a gateway with %s', (_title, act, message) => {
    expect(refusal(act)).toMatch(message);
  });
});
