import { exposureOf } from '../exposure-of';
import { object, SHOP, WEB } from '../routes/publishing';
import { CONTOUR, ENVOY, F5, HAPROXY_INGRESS, HAPROXY_TECH, ingress, ingressClass, INGRESS_NGINX, KONG, KONG_CONTROLLER, proxy, SKIPPER, TRAEFIK } from './proxies';

/** The only installation of the manifests, which leads to the private network alone. */
function internal(image: string, args: readonly string[] = [], container = ''): string {
  return proxy(image, args, { container }).replace('kind: Service\nmetadata: { ',
    'kind: Service\nmetadata: { annotations: { service.beta.kubernetes.io/azure-load-balancer-internal: "true" }, ');
}

const AKS = 'cluster: { provider: aks }\n';

/** How the internet gets to the web application of the shop, and what that depends on. */
function internetOf(manifests: string, exposureYaml = ''): { readonly verdict: string; readonly assuming: readonly string[] } {
  const rows = exposureOf(SHOP + manifests, AKS + exposureYaml).reach.filter(({ workload: { id }, from }) => id === WEB && from === 'internet');
  const verdict = rows.some((row) => row.verdict === 'reachable') ? 'reachable' : rows.length > 0 ? 'unknown' : 'not reachable';
  return { verdict, assuming: [...new Set(rows.flatMap(({ assuming }) => assuming))] };
}

const elsewhere = (name: string): string => `, env: [{ name: ${name}, valueFrom: { configMapKeyRef: { name: web, key: class } } }]`;
const envoy = (beside: string): string => internal(ENVOY, [], `}, { name: beside, image: "${CONTOUR}", args: ${beside}`);
const kong = (env: string): string => internal(KONG, [], `}, { name: controller, image: "${KONG_CONTROLLER}", env: [${env}]`);
const ofClass = (name: string, controller: string): string => ingress({ className: name }) + ingressClass(name, controller);
const OTHER = (serves: string): string => `some other controller serves ${serves}, which \`controllers\` of exposure.yaml does not say`;

const OF_F5 = 'nginx.org/ingress-controller';
const OF_HAPROXY_TECH = 'haproxy.org/ingress-controller/public';
const OF_NGINX = 'k8s.io/ingress-nginx';
const OF_CONTOUR = 'projectcontour.io/ingress-controller';
const OF_KONG = 'ingress-controllers.konghq.com/kong';

describe('that an internal installation is the only one does not make it serve a class: the internet may get in by another', () => {
  test.each<[string, string, string]>([
    ['where its class stands in a ConfigMap', internal(F5, ['-ingress-class=$(CLASS)'], elsewhere('CLASS')), ofClass('public', OF_F5)],
    ['where its suffix stands in a ConfigMap', internal(HAPROXY_TECH, ['--ingress.class=$(CLASS)'], elsewhere('CLASS')), ofClass('public', OF_HAPROXY_TECH)],
    ['where the class of its control plane stands in a ConfigMap',
      kong('{ name: CONTROLLER_INGRESS_CLASS, valueFrom: { configMapKeyRef: { name: web, key: class } } }'), ofClass('public', OF_KONG)],
    ['where its pattern is not read', internal(SKIPPER, ['-kubernetes-ingress-class=^(internal|intern)+$']), ofClass('public', 'zalando.org/skipper')],
    ['where a script starts it', internal(INGRESS_NGINX, [], ', command: [/scripts/run.sh]'), ingress({ annotation: 'public' }) + ingressClass('public', OF_NGINX)],
    ['where its version may not read the annotation', internal(HAPROXY_TECH), ingress({ annotation: 'public' }) + ingressClass('public', OF_HAPROXY_TECH)],
    ['where the manifests lack its control plane, and the product is documented with another class', envoy('[envoy, shutdown-manager]'), ofClass('public', OF_CONTOUR)],
  ])('%s', (_, installation, asked) => {
    const { verdict, assuming } = internetOf(asked + installation);
    expect([verdict, assuming[0]]).toStrictEqual(['unknown', OTHER('class "public"')]);
  });

  test('where its controller stands in a ConfigMap, also of the class that the product is documented with', () => {
    const installation = internal(INGRESS_NGINX, ['--controller-class=$(CLASS)'], elsewhere('CLASS'));
    expect(internetOf(ofClass('nginx', OF_NGINX) + installation).assuming[0]).toBe(OTHER('class "nginx"'));
  });

  test('where it may serve kinds of its product', () => {
    const route = object('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [{ match: "Host(`web.example.com`)", kind: Rule, services: [{ name: web, port: 80 }] }] }',
      { annotations: '{ kubernetes.io/ingress.class: public }' });
    const restricted = (value: string): string => internal(TRAEFIK, [`--providers.kubernetescrd.ingressclass=${value}`, '--entrypoints.web.address=:8088'], elsewhere('CLASS'));
    expect(internetOf(route + restricted('$(CLASS)')).assuming[0]).toBe(OTHER('IngressRoutes of class "public"'));
    expect(internetOf(route + restricted('public')).verdict).toBe('not reachable');
  });

  test('a description of the class says who that is', () => {
    const installation = internal(F5, ['-ingress-class=$(CLASS)'], elsewhere('CLASS'));
    const described = 'controllers: [{ className: public, preset: f5-nginx, namespace: public, podLabels: { app: nginx }, scope: internet }]\n';
    expect(internetOf(ofClass('public', OF_F5) + installation, described).verdict).toBe('reachable');
  });
});

describe('an internal installation keeps the internet out', () => {
  test.each<[string, string]>([
    ['with the class in its flag', ofClass('public', OF_F5) + internal(F5, ['-ingress-class=public'])],
    ['with the suffix in its flag', ofClass('public', OF_HAPROXY_TECH) + internal(HAPROXY_TECH, ['--ingress.class=public'])],
    ['with a pattern that is read', ofClass('public', 'zalando.org/skipper') + internal(SKIPPER, ['-kubernetes-ingress-class=^(public|intern)$'])],
    ['without a flag, of the usual controller', ofClass('public', OF_NGINX) + internal(INGRESS_NGINX)],
    ['with the usual class, where all that the manifests lack is its control plane', ofClass('contour', OF_CONTOUR) + envoy('[envoy, shutdown-manager]')],
    ['with the usual class of a control plane without flags', ofClass('contour', OF_CONTOUR) + envoy('[serve]')],
    ['with the usual class, where the manifests lack the control plane of Kong', ofClass('kong', OF_KONG) + internal(KONG)],
    ['for what names no class, where all that the manifests lack is its control plane',
      object('projectcontour.io/v1', 'HTTPProxy', '{ virtualhost: { fqdn: web.example.com }, routes: [{ services: [{ name: web, port: 80 }] }] }') + envoy('[envoy, shutdown-manager]')],
  ])('%s', (_, manifests) => expect(internetOf(manifests).verdict).toBe('not reachable'));
});

test('flags count of pods that have the labels of a product too, where a mirror gave its image another name', () => {
  const labels = '{ app: proxy, app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/instance: ingress-nginx, app.kubernetes.io/component: controller }';
  const mirrored = (flag: string): string => internal('corp.example/mirror/web-proxy:1', [flag])
    .replace(/namespace: edge/g, 'namespace: ingress-nginx').replace('metadata: { labels: { app: proxy }', `metadata: { labels: ${labels}`);
  expect(internetOf(ofClass('nginx', OF_NGINX) + mirrored('--controller-class=k8s.io/internal')).verdict).toBe('reachable');
  expect(internetOf(ofClass('nginx', OF_NGINX) + mirrored(`--controller-class=${OF_NGINX}`)).verdict).toBe('not reachable');
});

describe('a flag for the controller that nobody sees is not absent', () => {
  const nginxClass = ofClass('nginx', OF_NGINX);
  const described = 'controllers: [{ className: nginx, preset: ingress-nginx, namespace: public, podLabels: { app: nginx }, scope: internet }]\n';
  const script = internal(INGRESS_NGINX, ['exec /nginx-ingress-controller $EXTRA'], ', command: [sh, -c]');
  const variable = internal(INGRESS_NGINX, ['$(EXTRA)']);
  const haproxy = internal(HAPROXY_INGRESS, ['$(EXTRA)']);

  test.each<[string, string, string]>([
    ['where a script may set it', nginxClass + script, described],
    ['where a variable may be it', nginxClass + variable, described],
    ['where it is the full name of a controller', ofClass('haproxy', 'haproxy-ingress.github.io/controller') + haproxy,
      described.replace('className: nginx', 'className: haproxy').replace('preset: ingress-nginx', 'preset: haproxy-ingress')],
  ])('%s: a public controller that is described serves the class', (_, manifests, exposureYaml) => {
    expect(internetOf(manifests, exposureYaml).verdict).toBe('reachable');
    expect(internetOf(manifests).verdict).toBe('unknown');
  });

  test('where it certainly is, the installation of the manifests serves the class, whatever is described', () => {
    expect(internetOf(nginxClass + internal(INGRESS_NGINX, ['/nginx-ingress-controller']), described).verdict).toBe('not reachable');
    expect(internetOf(nginxClass + internal(INGRESS_NGINX, [`--controller-class=${OF_NGINX}`]), described).verdict).toBe('not reachable');
  });

  test('a public installation beside one that certainly serves the class does so perhaps', () => {
    const publicly = proxy(INGRESS_NGINX, ['$(EXTRA)'], { name: 'public' });
    const { verdict, assuming } = internetOf(nginxClass + internal(INGRESS_NGINX) + publicly);
    expect(verdict).toBe('unknown');
    expect(assuming).toStrictEqual([expect.stringMatching(/edge\/public\[Deployment\] serves classes of k8s\.io\/ingress-nginx: "\$\(EXTRA\)" may be its --controller-class$/)]);
  });
});
