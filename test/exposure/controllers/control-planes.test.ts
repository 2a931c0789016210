import { object, workload } from '../routes/publishing';
import { CONTOUR, ENVOY, ingress, ingressClass, KONG, KONG_CONTROLLER, proxy, Served, servedBy, TRAEFIK } from './proxies';

const OF_TOOLS = ingress({ className: 'tools' });
const KONG_CLASS = ingressClass('tools', 'ingress-controllers.konghq.com/kong');
const env = (className: string): string => `env: [{ name: CONTROLLER_INGRESS_CLASS, value: ${className} }]`;

const kong = (name = 'proxy'): string => proxy(KONG, [], { name });
/** A controller of Kong beside its proxy. */
const kongWithin = (name: string, className: string): string => proxy(KONG, [], { name, container: `}, { name: controller, image: "${KONG_CONTROLLER}", ${env(className)}` });
const kongController = (name: string, className: string, namespace = 'edge'): string => workload(name, namespace, KONG_CONTROLLER, `, ${env(className)}`);
const contour = (name = 'proxy'): string => proxy(ENVOY, [], { name, container: `}, { name: shutdown, image: "${CONTOUR}", args: [envoy, shutdown-manager]` });
const contourController = (name: string, ...flags: string[]): string => workload(name, 'edge', CONTOUR, `, args: ${JSON.stringify(['serve', ...flags])}`);
const ofRelease = (manifests: string, release: string): string => manifests.replace(/labels: \{ app: ([a-z-]+) \} \}\n {4}spec/g, `labels: { app: $1, app.kubernetes.io/instance: ${release} } }\n    spec`);

const served = (installations: string): Served => servedBy(OF_TOOLS + KONG_CLASS + installations).served;

describe('a proxy serves the class of its control plane', () => {
  test.each<[string, string, Served]>([
    ['that is the only one of its namespace', kong() + kongController('controller', 'tools'), 'served'],
    ['and not of another namespace', kong() + kongController('controller', 'web') + kongController('controller', 'tools', 'other'), 'not served'],
    ['of which all of its namespace say the same', kong() + kongController('a', 'tools') + kongController('b', 'tools'), 'served'],
    ['of which none of its namespace says so', kong() + kongController('a', 'web') + kongController('b', 'shop'), 'not served'],
    ['that is beside it, whatever others there are', kongWithin('proxy', 'web') + kongController('controller', 'tools'), 'not served'],
    ['that is apart, and not beside another proxy', kongWithin('internal', 'web') + kong() + kongController('controller', 'tools'), 'served'],
    ['that is beside another proxy, if there is no other', kongWithin('internal', 'web') + kong(), 'not served'],
    ['that is of its release', ofRelease(kong() + kongController('a', 'tools'), 'public') + ofRelease(kongController('b', 'web'), 'internal'), 'served'],
    ['and not of another release', ofRelease(kong() + kongController('a', 'web'), 'public') + ofRelease(kongController('b', 'tools'), 'internal'), 'not served'],
  ])('%s', (_, installations, expected) => expect(served(installations)).toBe(expected));

  test('perhaps, where several of its namespace differ', () => {
    const manifests = OF_TOOLS + KONG_CLASS + kong('internal') + kong() + kongController('a', 'tools') + kongController('b', 'web');
    expect(servedBy(manifests)).toStrictEqual({
      served: 'perhaps', provided: ['edge/proxy[Deployment] serves class "tools": it is not known which --ingress-class is meant for it, "tools" or "web"'],
    });
  });

  test('perhaps, where the manifests lack it and others may serve the class too', () => {
    expect(served(kong())).toBe('perhaps');
    expect(servedBy(OF_TOOLS + KONG_CLASS + kong() + kong('internal'))).toStrictEqual({
      served: 'perhaps',
      provided: ['edge/proxy[Deployment] serves class "tools": the manifests lack its control plane in namespace edge, which has --ingress-class'],
    });
  });

  test('also Ingresses without a class, though the first control plane of the namespace takes none', () => {
    const manifests = ingress() + contour('internal') + contourController('a', '--ingress-class-name=tools') + contour() + contourController('b')
      + proxy(TRAEFIK, [], { name: 'other' });
    expect(servedBy(manifests).provided).toStrictEqual([
      'edge/proxy[Deployment] serves Ingresses without a class: it is not known which --ingress-class-name is meant for it, "tools" or none',
    ]);
    expect(servedBy(ingress() + contour() + contourController('b')).served).toBe('served');
  });
});

describe('kinds of a product are served likewise:', () => {
  const httpProxy = object('projectcontour.io/v1', 'HTTPProxy', '{ ingressClassName: tools, virtualhost: { fqdn: web.example.com }, routes: [{ services: [{ name: web, port: 80 }] }] }');

  test.each<[string, string, Served]>([
    ['by the class of the only control plane', contour() + contourController('a', '--ingress-class-name=tools'), 'served'],
    ['perhaps by one of two that differ', contour() + contour('internal') + contourController('a', '--ingress-class-name=tools') + contourController('b', '--ingress-class-name=web'), 'perhaps'],
    ['in the namespaces of the only control plane', contour() + contourController('a', '--ingress-class-name=tools', '--root-namespaces=web,shop'), 'served'],
    ['and in no other', contour() + contourController('a', '--ingress-class-name=tools', '--root-namespaces=web'), 'not served'],
    ['perhaps in those of one of two', contour() + contour('internal') + contourController('a', '--ingress-class-name=tools', '--root-namespaces=web')
      + contourController('b', '--ingress-class-name=tools'), 'perhaps'],
  ])('%s', (_, installations, expected) => expect(servedBy(httpProxy + installations).served).toBe(expected));
});
