import { exposureOf } from '../exposure-of';
import { SHOP, WEB } from '../routes/publishing';
import { CONTOUR, ENVOY, F5, HAPROXY_INGRESS, HAPROXY_TECH, ingress, INGRESS_NGINX, proxy, Served, servedBy, SKIPPER, TRAEFIK } from './proxies';

const contour = (...flags: string[]): string => proxy(ENVOY, [], { container: `}, { name: contour, image: "${CONTOUR}", args: ${JSON.stringify(flags)}` });
const internalTraefik = proxy(TRAEFIK, [], { name: 'internal' });

describe('an Ingress without a class is served by every installation that takes such, beside a Traefik that does:', () => {
  test.each<[string, string, Served]>([
    ['ingress-nginx with its switch', proxy(INGRESS_NGINX, ['--watch-ingress-without-class=true']), 'served'],
    ['ingress-nginx with its switch alone', proxy(INGRESS_NGINX, ['--watch-ingress-without-class', '--controller-class=k8s.io/public']), 'served'],
    ['not ingress-nginx without it', proxy(INGRESS_NGINX), 'not served'],
    ['nor where it is off', proxy(INGRESS_NGINX, ['--watch-ingress-without-class=false']), 'not served'],
    ['HAProxy without a class', proxy(HAPROXY_TECH, ['--configmap=edge/web']), 'served'],
    ['HAProxy with a class and its switch', proxy(HAPROXY_TECH, ['--ingress.class=haproxy', '--empty-ingress-class']), 'served'],
    ['not HAProxy with a class', proxy(HAPROXY_TECH, ['--ingress.class=haproxy']), 'not served'],
    ['HAProxy Ingress with its switch', proxy(HAPROXY_INGRESS, ['--watch-ingress-without-class']), 'served'],
    ['not HAProxy Ingress without it', proxy(HAPROXY_INGRESS), 'not served'],
    ['Skipper, whatever its flag', proxy(SKIPPER, ['-kubernetes-ingress-class=web']), 'served'],
    ['Traefik with an empty flag', proxy(TRAEFIK, ['--providers.kubernetesingress.ingressclass=']), 'served'],
    ['not Traefik with a class', proxy(TRAEFIK, ['--providers.kubernetesingress.ingressclass=web']), 'not served'],
    ['Contour without a class', contour('serve'), 'served'],
    ['not Contour with a class', contour('serve', '--ingress-class-name=contour'), 'not served'],
    ['not F5', proxy(F5), 'not served'],
  ])('%s', (_, installation, expected) => expect(servedBy(ingress() + internalTraefik + installation).served).toBe(expected));

  test('by one whose switch is a variable perhaps', () => {
    expect(servedBy(ingress() + internalTraefik + proxy(INGRESS_NGINX, ['--watch-ingress-without-class=$(WATCH)']))).toStrictEqual({
      served: 'perhaps',
      provided: ['edge/proxy[Deployment] serves Ingresses without a class: the manifests do not say what "$(WATCH)" of its --watch-ingress-without-class stands for'],
    });
  });
});

test('where nobody certainly takes what names no class, somebody may whom nobody knows', () => {
  const { reach } = exposureOf(SHOP + ingress() + proxy(INGRESS_NGINX, ['--watch-ingress-without-class=$(WATCH)']));
  const assumptions = reach.filter(({ workload: { id }, from }) => id === WEB && from === 'internet').flatMap(({ assuming }) => assuming);
  expect(assumptions).toContain('some other controller serves Ingresses without a class, which `controllers` of exposure.yaml does not say');
});
