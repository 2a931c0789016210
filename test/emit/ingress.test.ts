import { classAnnotations, IngressIntent, ingressSpec } from '../../src/emit/ingress';
import { ingressClassAnnotations, ingressClassSpec } from '../../src/emit/ingress-class';
import { parseGatewayAnnotation } from '../../src/profile/gateway-annotation';

const backend = { service: { name: 'web', port: { number: 3000 } } };
const intent: IngressIntent = {
  className: 'traefik', classBy: 'field', hosts: ['shop.example.com'], paths: [{ path: '/', pathType: 'Prefix' }], serviceName: 'web', servicePort: 3000,
};

describe('an Ingress', () => {
  test('names class, hosts, certificate and a numeric port', () => {
    expect(ingressSpec({ ...intent, tls: { secretName: 'web-tls' } })).toStrictEqual({
      ingressClassName: 'traefik',
      tls: [{ hosts: ['shop.example.com'], secretName: 'web-tls' }],
      rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    });
  });

  test('has one certificate for all hosts, and everything in a fixed order, once', () => {
    const one: IngressIntent = {
      ...intent,
      tls: { secretName: 'web-tls' },
      hosts: ['www.example.com', 'shop.example.com', 'www.example.com'],
      paths: [{ path: '/b', pathType: 'Prefix' }, { path: '/a', pathType: 'Exact' }, { path: '/b', pathType: 'Prefix' }],
    };
    const other = { ...one, hosts: [...one.hosts].reverse(), paths: [...one.paths].reverse() };
    expect(ingressSpec(one)).toStrictEqual(ingressSpec(other));
    const paths = [{ path: '/a', pathType: 'Exact', backend }, { path: '/b', pathType: 'Prefix', backend }];
    expect(ingressSpec(one)).toMatchObject({
      tls: [{ hosts: ['shop.example.com', 'www.example.com'] }],
      rules: [{ host: 'shop.example.com', http: { paths } }, { host: 'www.example.com', http: { paths } }],
    });
  });

  test('without a certificate serves plain HTTP: it has no tls section', () => {
    expect(ingressSpec(intent)).not.toHaveProperty('tls');
  });

  test('names a class that has no IngressClass by annotation, and not by the field, which must name an object', () => {
    const gce: IngressIntent = { ...intent, className: 'gce', classBy: 'annotation' };
    expect(classAnnotations(gce)).toStrictEqual({ 'kubernetes.io/ingress.class': 'gce' });
    expect(ingressSpec(gce)).not.toHaveProperty('ingressClassName');
    expect(classAnnotations(intent)).toStrictEqual({});
  });
});

describe('an IngressClass', () => {
  const controller = { preset: 'traefik', className: 'traefik', namespace: 'traefik', podLabels: { app: 'traefik' }, scope: 'internet' as const };

  test('tells the checker where the controller is', () => {
    const annotations = ingressClassAnnotations(controller);
    expect(Object.keys(annotations)).toStrictEqual(['cdk8s-exposure/gateway']);
    expect(parseGatewayAnnotation(annotations['cdk8s-exposure/gateway']!)).toStrictEqual({
      description: { preset: 'traefik', namespace: 'traefik', podLabels: { app: 'traefik' }, scope: 'internet' }, problems: [],
    });
    expect(ingressClassSpec('traefik.io/ingress-controller')).toStrictEqual({ controller: 'traefik.io/ingress-controller' });
  });
});
