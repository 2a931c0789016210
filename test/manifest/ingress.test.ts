import { IngressClassSpec, IngressSpec } from '../../src/manifest/kinds/ingress';
import { plain, problemsOf, specOf } from './reading';

const ingress = (spec: string, annotations = '{}') => `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop, annotations: ${annotations}}\nspec: ${spec}\n`;
const BACKEND = 'backend: {service: {name: web, port: {number: 80}}}';
const host = (text: string) => `{rules: [{host: ${text}, http: {paths: [{path: /, pathType: Prefix, ${BACKEND}}]}}]}`;
const path = (text: string) => `{rules: [{http: {paths: [{${text}, ${BACKEND}}]}}]}`;
const backend = (text: string) => `{rules: [{http: {paths: [{path: /, pathType: Prefix, backend: ${text}}]}}]}`;

describe('an Ingress', () => {
  test('routes hosts and paths to ports of Services', () => {
    const spec = specOf<IngressSpec>(ingress('{ingressClassName: traefik, tls: [{hosts: [shop.example.com], secretName: shop-tls}], rules: [{host: shop.example.com, http: {paths: [{path: /api, pathType: Exact, backend: {service: {name: orders, port: {name: http}}}}]}}, {host: "*.example.com"}]}'));
    expect(plain(spec)).toStrictEqual({
      ingressClassName: 'traefik',
      tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
      rules: [
        {
          host: 'shop.example.com',
          paths: [{ path: '/api', pathType: 'Exact', backend: { service: { name: 'orders', port: { name: 'http' } }, path: 'spec.rules[0].http.paths[0].backend' } }],
          field: 'spec.rules[0]',
        },
        { host: '*.example.com', paths: [], field: 'spec.rules[1]' },
      ],
    });
  });

  test('may have only a default backend, also one that is no Service', () => {
    const spec = specOf<IngressSpec>(ingress('{defaultBackend: {resource: {apiGroup: k8s.example.com, kind: StorageBucket, name: assets}}}'));
    expect(plain(spec.defaultBackend)).toStrictEqual({ resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 'assets' }, path: 'spec.defaultBackend' });
  });

  test.each(['pathType: ImplementationSpecific', 'path: "", pathType: ImplementationSpecific', 'path: /a//b, pathType: ImplementationSpecific', 'path: /.well-known, pathType: Prefix', 'path: /a..b, pathType: Exact'])('may route by %s', (text) => {
    expect(problemsOf(ingress(path(text)))).toStrictEqual([]);
  });

  test.each([
    host('999.0.113.7'),
    '{tls: [{hosts: [203.0.113.7]}, {}, {secretName: ""}], defaultBackend: {service: {name: web, port: {number: 80}}}}',
    '{rules: [{}, {host: ""}, {host: shop.example.com, http: null}], defaultBackend: null}',
    '{rules: null, tls: null, defaultBackend: {service: {name: 3scale, port: {name: http, number: 0}}}}',
    path(`path: "/${'a'.repeat(3000)}?q=%20", pathType: Prefix`),
  ])('%.60s is taken, as the API server takes it', (spec) => {
    expect(problemsOf(ingress(spec))).toStrictEqual([]);
  });

  test('may name its class twice if both are the same', () => {
    expect(problemsOf(ingress('{ingressClassName: nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}', '{kubernetes.io/ingress.class: nginx}'))).toStrictEqual([]);
  });
});

describe('what the API server refuses', () => {
  const paths = 'spec.rules[0].http.paths[0]';
  test.each([
    ['{}', 'API-INVALID spec: must have rules or a defaultBackend'],
    ['{rules: []}', 'API-INVALID spec: must have rules or a defaultBackend'],
    [host('"shop example.com"'), 'API-INVALID spec.rules[0].host: "shop example.com" must consist of lower case letters'],
    [host('Shop.example.com'), 'API-INVALID spec.rules[0].host: "Shop.example.com" must consist of lower case letters'],
    [host('203.0.113.7'), 'API-INVALID spec.rules[0].host: "203.0.113.7" must be a DNS name, not an IP address'],
    [host('"2001:db8::1"'), 'API-INVALID spec.rules[0].host: "2001:db8::1" must be a DNS name, not an IP address'],
    [host('shop.example.com:8443'), 'API-INVALID spec.rules[0].host: "shop.example.com:8443" must be a DNS name without a port'],
    [host('https://shop.example.com'), 'API-INVALID spec.rules[0].host: "https://shop.example.com" must be a DNS name without a scheme'],
    [host('"*"'), 'API-INVALID spec.rules[0].host: "*" must have "*" only as its whole leftmost label'],
    [host('"*.*.example.com"'), 'API-INVALID spec.rules[0].host: "*.*.example.com" must have "*" only'],
    [host('"shop*.example.com"'), 'API-INVALID spec.rules[0].host: "shop*.example.com" must have "*" only'],
    [host('[shop.example.com]'), 'API-INVALID spec.rules[0].host: must be a text, not a list'],
    [path('path: /'), `ING-PATH ${paths}.pathType: is required: one of "Exact", "Prefix" or "ImplementationSpecific"`],
    [path('path: /, pathType: prefix'), `ING-PATH ${paths}.pathType: "prefix" must be "Exact", "Prefix" or "ImplementationSpecific"`],
    [path('path: api, pathType: Prefix'), `ING-PATH ${paths}.path: "api" must be an absolute path, starting with "/"`],
    [path('pathType: Exact'), `ING-PATH ${paths}.path: "" must be an absolute path`],
    [path('path: api, pathType: ImplementationSpecific'), `ING-PATH ${paths}.path: "api" must be an absolute path`],
    [path('path: /a//b, pathType: Prefix'), `ING-PATH ${paths}.path: "/a//b" must not contain "//"`],
    [path('path: /a/../b, pathType: Exact'), `ING-PATH ${paths}.path: "/a/../b" must not contain "/../"`],
    [path('path: /a%2Fb, pathType: Exact'), `ING-PATH ${paths}.path: "/a%2Fb" must not contain "%2F"`],
    [path('path: /a/.., pathType: Prefix'), `ING-PATH ${paths}.path: "/a/.." must not end with "/.."`],
    ['{rules: [{host: shop.example.com, http: {}}]}', 'ING-PATH spec.rules[0].http.paths: is required'],
    ['{rules: [{http: {paths: [{path: /, pathType: Prefix}]}}]}', `API-INVALID ${paths}.backend: is required`],
    [backend('{}'), `API-INVALID ${paths}.backend: must have a service or a resource`],
    [backend('{service: {name: web, port: {number: 80}}, resource: {kind: A, name: b}}'), `API-INVALID ${paths}.backend: has both a service and a resource`],
    [backend('{service: {name: web}}'), `API-INVALID ${paths}.backend: must have a name or a number`],
    [backend('{service: {name: web, port: {number: 0}}}'), `API-INVALID ${paths}.backend: must have a name or a number`],
    [backend('{service: {name: web, port: {number: 80, name: http}}}'), `API-INVALID ${paths}.backend: has both the port name "http" and the port number 80`],
    [backend('{service: {name: web, port: {number: 70000}}}'), `API-INVALID ${paths}.backend.service.port.number: 70000 must be a whole number, 1 to 65535`],
    [backend('{service: {port: {number: 80}}}'), `API-INVALID ${paths}.backend.service.name: is required`],
    [backend('{serviceName: web, servicePort: 80}'), `API-INVALID ${paths}.backend: must have a service or a resource`],
    [backend('{service: {name: web, port: {name: "80"}}}'), `API-INVALID ${paths}.backend.service.port.name: "80" must have at least one letter`],
    [backend('{service: {name: Web, port: {number: 80}}}'), `API-INVALID ${paths}.backend.service.name: "Web" must consist of`],
    [backend('{resource: {kind: Bucket}}'), `API-INVALID ${paths}.backend.resource.name: is required`],
    [backend('{resource: {kind: a/b, name: assets}}'), `API-INVALID ${paths}.backend.resource.kind: "a/b" must not contain "/" or "%"`],
    [backend('{resource: {kind: Bucket, name: ..}}'), `API-INVALID ${paths}.backend.resource.name: ".." must not be "." or ".."`],
    [backend('{resource: {apiGroup: Example.com, kind: Bucket, name: assets}}'), `API-INVALID ${paths}.backend.resource.apiGroup: "Example.com" must consist of`],
    [backend('{resource: {apiGroup: "", kind: Bucket, name: assets}}'), `API-INVALID ${paths}.backend.resource.apiGroup: "" must have 1 to 253 characters`],
    [host('203.0.113.007'), 'API-INVALID spec.rules[0].host: "203.0.113.007" must be a DNS name, not an IP address'],
    [host('"[2001:db8::1]"'), 'API-INVALID spec.rules[0].host: "[2001:db8::1]" must be a DNS name, not an IP address'],
    ['{tls: [{hosts: ["*"]}], defaultBackend: {service: {name: web, port: {number: 80}}}}', 'API-INVALID spec.tls[0].hosts[0]: "*" must have "*" only'],
    ['{tls: [{secretName: Shop_TLS}], defaultBackend: {service: {name: web, port: {number: 80}}}}', 'API-INVALID spec.tls[0].secretName: "Shop_TLS" must consist of'],
    ['{ingressClassName: Nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}', 'API-INVALID spec.ingressClassName: "Nginx" must consist of'],
    ['{ingressClassName: "", defaultBackend: {service: {name: web, port: {number: 80}}}}', 'API-INVALID spec.ingressClassName: "" must have 1 to 253 characters'],
    ['{tls: [{hosts: ["a b"]}], defaultBackend: {service: {name: web, port: {number: 80}}}}', 'API-INVALID spec.tls[0].hosts[0]: "a b" must consist of'],
  ])('%s', (spec, problem) => {
    const problems = problemsOf(ingress(spec));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`refused ${problem}`);
  });

  test('two different classes', () => {
    expect(problemsOf(ingress('{ingressClassName: nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}', '{kubernetes.io/ingress.class: traefik}')))
      .toStrictEqual(['shop.yaml:4 refused ING-CLASS-BOTH spec.ingressClassName: "nginx" must equal the annotation kubernetes.io/ingress.class, which is "traefik"; keep one of them']);
  });
});

describe('an IngressClass', () => {
  const ingressClass = (spec: string, annotations = '{}') => `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: nginx, annotations: ${annotations}}\nspec: ${spec}\n`;

  test('names its controller, and may be the default', () => {
    expect(specOf<IngressClassSpec>(ingressClass('{controller: k8s.io/ingress-nginx}', '{ingressclass.kubernetes.io/is-default-class: "true"}')))
      .toEqual({ controller: 'k8s.io/ingress-nginx', isDefault: true });
    expect(specOf<IngressClassSpec>(ingressClass('{controller: haproxy.org/ingress-controller/haproxy, parameters: {apiGroup: k8s.example.com, kind: Config, name: lan}}')))
      .toEqual({ controller: 'haproxy.org/ingress-controller/haproxy', isDefault: false, parameters: { apiGroup: 'k8s.example.com', kind: 'Config', name: 'lan' } });
  });

  test.each([
    ['{}', '{}', 'spec.controller: is required'],
    ['{controller: nginx}', '{}', 'spec.controller: "nginx" must be a domain and a path'],
    ['{controller: k8s.io/ingress-nginx, parameters: {kind: Config}}', '{}', 'spec.parameters.name: is required'],
    [`{controller: k8s.io/${'a'.repeat(250)}}`, '{}', 'must have at most 250 characters'],
    ['{controller: K8s.io/nginx}', '{}', 'spec.controller: "K8s.io/nginx" must be a domain and a path'],
    ['{controller: k8s.io/}', '{}', 'spec.controller: "k8s.io/" must have a path of URL characters'],
    ['{controller: k8s.io/ingress-nginx, parameters: {name: lan}}', '{}', 'spec.parameters.kind: is required'],
    ['{controller: k8s.io/ingress-nginx, parameters: {kind: Config, name: a%b}}', '{}', 'spec.parameters.name: "a%b" must not contain "/" or "%"'],
    ['{controller: k8s.io/ingress-nginx, parameters: {kind: Config, name: lan, namespace: shop}}', '{}', 'spec.parameters.namespace: must not be given with scope "Cluster"'],
    ['{controller: k8s.io/ingress-nginx, parameters: {kind: Config, name: lan, scope: namespace}}', '{}', 'spec.parameters.scope: "namespace" must be "Cluster" or "Namespace"'],
    ['{controller: k8s.io/ingress-nginx, parameters: {kind: Config, name: lan, scope: Namespace, namespace: a.b}}', '{}', 'spec.parameters.namespace: "a.b" must consist of'],
    ['{controller: k8s.io/ingress-nginx, parameters: {kind: Config, name: lan, scope: Namespace}}', '{}', 'spec.parameters.namespace: is required'],
    ['{controller: k8s.io/ingress-nginx}', '{ingressclass.kubernetes.io/is-default-class: true}',
      'metadata.annotations[ingressclass.kubernetes.io/is-default-class]: must be a text, not true; put it in quotes: "true"'],
  ])('%s with annotations %s is refused', (spec, annotations, problem) => {
    const problems = problemsOf(ingressClass(spec, annotations));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });
});
