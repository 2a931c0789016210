import { F5, HAPROXY_INGRESS, HAPROXY_TECH, ingress, ingressClass, INGRESS_NGINX, KONG, KONG_CONTROLLER, proxy, Served, servedBy, TRAEFIK } from './proxies';

const NGINX_CLASS = ingressClass('nginx', 'k8s.io/ingress-nginx');
const HAPROXY_CLASS = ingressClass('haproxy', 'haproxy-ingress.github.io/controller/tools');
const internalHaproxy = proxy(HAPROXY_INGRESS, ['--controller-class=tools', '--ingress-class=tools'], { name: 'internal' });

const annotated = (installation: string, annotation: string, classes = ''): Served =>
  servedBy(ingress({ annotation }) + classes + installation).served;

describe('an Ingress that is annotated with its class is served by the installation whose flag is equal to the annotation', () => {
  test.each<[string, string, string, string, Served]>([
    ['ingress-nginx, without a flag "nginx"', proxy(INGRESS_NGINX, ['--controller-class=k8s.io/public']), 'nginx', NGINX_CLASS, 'served'],
    ['ingress-nginx with another flag', proxy(INGRESS_NGINX, ['--controller-class=k8s.io/public', '--ingress-class=public'])
      + proxy(INGRESS_NGINX, [], { name: 'internal' }), 'nginx', NGINX_CLASS, 'not served'],
    ['ingress-nginx, though another serves the class of that name', proxy(INGRESS_NGINX, ['--controller-class=k8s.io/public'])
      + proxy(INGRESS_NGINX, [], { name: 'internal' }), 'nginx', NGINX_CLASS, 'served'],
    ['HAProxy Ingress, without a flag "haproxy"', proxy(HAPROXY_INGRESS, ['--controller-class=public']) + internalHaproxy, 'haproxy', HAPROXY_CLASS, 'served'],
    ['HAProxy Ingress with another flag', proxy(HAPROXY_INGRESS, ['--controller-class=public', '--ingress-class=public']), 'haproxy', '', 'not served'],
    ['F5', proxy(F5, ['-ingress-class=web']), 'web', '', 'served'],
    ['Traefik, without a flag "traefik"', proxy(TRAEFIK), 'traefik', '', 'served'],
    ['Traefik with another flag', proxy(TRAEFIK, ['--providers.kubernetesingress.ingressclass=web']), 'traefik', '', 'not served'],
    ['Kong', proxy(KONG, [], { container: `}, { name: controller, image: "${KONG_CONTROLLER}"` }), 'kong', '', 'served'],
    ['HAProxy of HAProxy Technologies', proxy(HAPROXY_TECH, ['--ingress.class=web']), 'web', '', 'served'],
    ['HAProxy of HAProxy Technologies with another flag', proxy(HAPROXY_TECH, ['--ingress.class=web']), 'shop', '', 'not served'],
  ])('%s', (_, installation, annotation, classes, expected) => expect(annotated(installation, annotation, classes)).toBe(expected));

  test('and where no flag is, perhaps by the class of that name', () => {
    const installation = proxy(INGRESS_NGINX, ['--controller-class=k8s.io/tools', '--ingress-class=nginx']);
    expect(annotated(installation, 'tools', ingressClass('tools', 'k8s.io/tools'))).toBe('perhaps');
  });

  test('and by that which the field means, where that decides in spite of the annotation', () => {
    const named = ingress({ className: 'nginx', annotation: 'nginx' }) + NGINX_CLASS;
    const internal = proxy(INGRESS_NGINX, [], { name: 'internal' });
    expect(servedBy(named + internal + proxy(INGRESS_NGINX, ['--controller-class=k8s.io/public'])).served).toBe('not served');
    expect(servedBy(named + proxy(INGRESS_NGINX)).served).toBe('served');
    const haproxy = ingress({ className: 'haproxy', annotation: 'haproxy' }) + HAPROXY_CLASS;
    expect(servedBy(haproxy + internalHaproxy + proxy(HAPROXY_INGRESS, ['--controller-class=public'])).served).toBe('served');
  });

  test('and perhaps by one that does not read annotations and takes what names no class', () => {
    expect(servedBy(ingress({ annotation: 'nginx' }) + proxy(HAPROXY_TECH))).toStrictEqual({
      served: 'perhaps', provided: ['edge/proxy[Deployment] does not read the annotation (3.2 and later)'],
    });
  });
});

test('an Ingress whose annotation is empty gets no default class', () => {
  const defaultClass = ingressClass('nginx', 'k8s.io/ingress-nginx', true);
  expect(servedBy(ingress({ annotation: '' }) + defaultClass + proxy(INGRESS_NGINX)).served).toBe('not served');
  expect(servedBy(ingress({ annotation: '' }) + defaultClass + proxy(TRAEFIK)).served).toBe('served');
  expect(servedBy(ingress() + defaultClass + proxy(INGRESS_NGINX)).served).toBe('served');
});
