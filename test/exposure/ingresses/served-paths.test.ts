import { database, databaseService, exposureOf } from '../exposure-of';

/** Paths and types of the routes of an Ingress of a class with one path of type ImplementationSpecific. */
function routes(controller: string, path: string, annotations = '{}', more = ''): string[] {
  const { waysIn } = exposureOf(`${database()}${databaseService('type: ClusterIP')}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: public }
spec: { controller: ${controller} }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: db, namespace: shop, annotations: ${annotations} }
spec:
  ingressClassName: public
  rules:
    - host: shop.example.com
      http: { paths: [{ path: '${path}', pathType: ImplementationSpecific, backend: { service: { name: db, port: { number: 5432 } } } }] }
${more}`);
  return waysIn.flatMap(({ routes: all = [] }) => all.map((route) => [route.path, ...(route.type === undefined ? [] : [route.type])].join(' ')));
}

const NGINX = 'k8s.io/ingress-nginx';
const ALB = 'ingress.k8s.aws/alb';
const KONG = 'ingress-controllers.konghq.com/kong';

test.each([
  ['a prefix with its rest in a group', NGINX, '/shop(/|$)(.*)', '{ nginx.ingress.kubernetes.io/use-regex: "true" }', '/shop'],
  ['every path with its rest in a group', NGINX, '/()(.*)', '{ nginx.ingress.kubernetes.io/rewrite-target: /$2 }', '/'],
  ['a pattern behind a slash of its own', ALB, '/^/v[0-9]+/.*', '{ alb.ingress.kubernetes.io/use-regex-path-match: "true" }', '/v[0-9]+/.* RegularExpression'],
  ['a pattern behind a mark', KONG, '/~/v[0-9]+/.*', '{}', '/v[0-9]+/.* RegularExpression'],
])('%s is read in the dialect of its controller', (_, controller, path, annotations, read) => {
  expect(routes(controller, path, annotations)).toStrictEqual([read]);
});

test.each([
  ['where nothing makes it a pattern', NGINX, '/shop(/|$)(.*)'],
  ['where it stands for something else', NGINX, '/shop(.*)'],
  ['where paths are no patterns', ALB, '/^/v[0-9]+'],
  ['with a mark of another product', NGINX, '/~/v1'],
])('a path stays as it is written %s', (_, controller, path) => {
  expect(routes(controller, path)).toStrictEqual([path]);
});

test('what another Ingress of the host says makes patterns of its paths with ingress-nginx, not with AWS', () => {
  const other = (annotation: string): string => `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: other, namespace: shop, annotations: { ${annotation}: "true" } }
spec: { ingressClassName: public, rules: [{ host: shop.example.com, http: { paths: [{ path: /other, pathType: Prefix, backend: { service: { name: none, port: { number: 80 } } } }] } }] }
`;
  expect(routes(NGINX, '/shop(/|$)(.*)', '{}', other('nginx.ingress.kubernetes.io/use-regex'))).toStrictEqual(['/shop']);
  expect(routes(ALB, '/^/v[0-9]+', '{}', other('alb.ingress.kubernetes.io/use-regex-path-match'))).toStrictEqual(['/^/v[0-9]+']);
});
