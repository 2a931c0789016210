import { PRESETS } from '../../src/controllers/presets';
import { ingressSpec, redirectObjects, tlsIngressAnnotations } from '../../src/emit/ingress';
import { ingressClassAnnotations, ingressClassSpec } from '../../src/emit/ingress-class';
import { parseGatewayAnnotation } from '../../src/profile/gateway-annotation';

const traefik = PRESETS.get('traefik')!;
const nginx = PRESETS.get('ingress-nginx')!;
const backend = { service: { name: 'web', port: { number: 3000 } } };

describe('an Ingress', () => {
  test('names class, hosts, certificate and a numeric port', () => {
    const spec = ingressSpec({
      className: 'traefik', routes: [{ host: 'shop.example.com', path: '/' }], serviceName: 'web', servicePort: 3000, tlsSecret: 'web-tls',
    });
    expect(spec).toStrictEqual({
      ingressClassName: 'traefik',
      tls: [{ hosts: ['shop.example.com'], secretName: 'web-tls' }],
      rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    });
  });

  test('has one certificate for all hosts, in a fixed order', () => {
    const intent = { className: 'traefik', serviceName: 'web', servicePort: 3000, tlsSecret: 'web-tls' };
    const routes = [{ host: 'www.example.com', path: '/' }, { host: 'shop.example.com', path: '/' }];
    expect(ingressSpec({ ...intent, routes })).toStrictEqual(ingressSpec({ ...intent, routes: [...routes].reverse() }));
    expect(ingressSpec({ ...intent, routes })).toMatchObject({ tls: [{ hosts: ['shop.example.com', 'www.example.com'] }] });
  });

  test('without a certificate serves plain HTTP: it has no tls section', () => {
    expect(ingressSpec({ className: 'traefik', routes: [], serviceName: 'web', servicePort: 3000 })).not.toHaveProperty('tls');
  });
});

describe('the dialect of a controller', () => {
  test('serves TLS only on Traefik by entry point and router option, which the tls section does not imply', () => {
    expect(tlsIngressAnnotations(traefik, true, {})).toStrictEqual({
      'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure',
      'traefik.ingress.kubernetes.io/router.tls': 'true',
    });
  });

  test('redirects on ingress-nginx by annotation, and adds no objects', () => {
    expect(tlsIngressAnnotations(nginx, true, {})).toStrictEqual({ 'nginx.ingress.kubernetes.io/ssl-redirect': 'true' });
    expect(redirectObjects(nginx, 'shop', 'web-redirect')).toBeUndefined();
  });

  test('says nothing of redirects where they are off', () => {
    expect(tlsIngressAnnotations(nginx, false, { 'cert-manager.io/cluster-issuer': 'letsencrypt' })).toStrictEqual({ 'cert-manager.io/cluster-issuer': 'letsencrypt' });
  });

  test('redirects on Traefik by a middleware on the plain entry point', () => {
    expect(redirectObjects(traefik, 'shop', 'web-redirect')).toStrictEqual({
      ingressAnnotations: {
        'traefik.ingress.kubernetes.io/router.entrypoints': 'web',
        'traefik.ingress.kubernetes.io/router.middlewares': 'shop-web-redirect@kubernetescrd',
      },
      middlewareSpec: { redirectScheme: { scheme: 'https', permanent: true } },
    });
  });
});

describe('an IngressClass', () => {
  const controller = { preset: 'traefik', className: 'traefik', namespace: 'traefik', podLabels: { app: 'traefik' }, scope: 'internet' as const };

  test('tells the checker where the controller is', () => {
    const annotations = ingressClassAnnotations(controller, false);
    expect(Object.keys(annotations)).toStrictEqual(['cdk8s-exposure/gateway']);
    expect(parseGatewayAnnotation(annotations['cdk8s-exposure/gateway']!)).toStrictEqual({
      description: { preset: 'traefik', namespace: 'traefik', podLabels: { app: 'traefik' }, scope: 'internet' }, problems: [],
    });
    expect(ingressClassSpec('traefik.io/ingress-controller')).toStrictEqual({ controller: 'traefik.io/ingress-controller' });
  });

  test('is the default only by the string "true"', () => {
    expect(ingressClassAnnotations(controller, true)).toHaveProperty(['ingressclass.kubernetes.io/is-default-class'], 'true');
  });
});
