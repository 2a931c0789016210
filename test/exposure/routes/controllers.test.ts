import { exposureOf } from '../exposure-of';
import { BOTH, described, loadBalancer, NOBODY, object, PRIVATE_ONLY, SHOP, UNKNOWN, verdicts, workload } from './publishing';

const route = (spec = '', annotations = '{}', namespace = 'shop') => object('traefik.io/v1alpha1', 'IngressRouteTCP',
  `{ ${spec} routes: [{ match: "HostSNI(\`*\`)", services: [{ name: web, port: 80, namespace: shop }] }] }`, { annotations, namespace });
const CLASS = '{ kubernetes.io/ingress.class: inside }';
const traefik = (args: string, ports = '', podSpec = '') => workload('traefik', 'edge', 'traefik:v3.7', `, args: [${args}], ports: [${ports}]`, podSpec);
const POINTS = '"--entryPoints.web.address=:8000/tcp", "--entryPoints.db.address=:5432", "--entryPoints.dns.address=:53/udp"';

describe('the class decides who serves a route', () => {
  const PUBLIC = described('traefik', 'traefik');
  const INSIDE = described('traefik', 'inside', 'private-network', 'inside');
  test.each([
    ['one that is described serves what names no class', route(), [PUBLIC], BOTH],
    ['its scope says who gets in', route(), [INSIDE], PRIVATE_ONLY],
    ['of several, the named one', route('', CLASS), [PUBLIC, INSIDE], PRIVATE_ONLY],
    ['of several, that of the product\'s own class for what names none', route(), [PUBLIC, INSIDE], BOTH],
    ['others may serve it too', route(), [described('traefik', 'traefik', 'private-network'), described('traefik', 'outside', 'internet', 'out')], ['unknown', 'reachable']],
    ['a class that nobody describes is public', route('', CLASS), [PUBLIC], BOTH],
    ['a product that nobody describes is public', route(), [], BOTH],
    ['a field is as good as an annotation', route('ingressClassName: inside,'), [PUBLIC, INSIDE], PRIVATE_ONLY],
  ])('%s', (_, manifests, controllers, expected) => {
    expect(verdicts(SHOP + manifests, { controllers })).toStrictEqual(expected);
  });

  test.each([
    ['serves it without a flag', '', '{}', BOTH],
    ['serves its documented class without a flag', '', '{ kubernetes.io/ingress.class: traefik }', BOTH],
    ['does not serve the kinds of a provider that it is not told of', '"--providers.kubernetesingress"', '{}', NOBODY],
    ['serves the kinds of its provider', '"--providers.kubernetesingress", "--providers.kubernetescrd", "--providers.kubernetescrd.allowcrossnamespace=true"', '{}', BOTH],
    ['serves the class of its flag', '"--providers.kubernetescrd.ingressclass=inside"', CLASS, BOTH],
  ])('a controller of the manifests %s', (_, args, annotations, expected) => {
    expect(verdicts(SHOP + route('', annotations) + traefik(args, '{ containerPort: 8000 }') + loadBalancer('traefik', 'edge', 8000))).toStrictEqual(expected);
  });

  test('a variable of the environment is as good as a flag', () => {
    const inside = workload('traefik', 'edge', 'traefik:v3.7', ', env: [{ name: TRAEFIK_PROVIDERS_KUBERNETESCRD_INGRESSCLASS, value: inside }]');
    const exposure = exposureOf(SHOP + route('', CLASS) + inside);
    expect(exposure.waysIn.map(({ entries }) => entries)).toStrictEqual([[]]);
  });

  test('a controller of the manifests that watches other namespaces does not serve it', () => {
    const exposure = exposureOf(SHOP + route() + traefik('"--providers.kubernetescrd.namespaces=books,toys"'));
    expect(exposure.waysIn.map(({ seenAs }) => seenAs.kind === 'peer' && seenAs.peers.length)).toStrictEqual([0]);
  });
});

describe('the entry point decides whether a route is open', () => {
  test.each([
    ['open where the Service publishes it', 'entryPoints: [db],', POINTS, '', [5432], BOTH],
    ['shut where the Service publishes others only', 'entryPoints: [db],', POINTS, '', [8000], NOBODY],
    ['shut where Traefik has no such entry point', 'entryPoints: [mail],', POINTS, '', [8000, 5432], NOBODY],
    ['on every entry point of its protocol where it names none', '', POINTS, '', [8000], BOTH],
    ['on the marked ones only, where some are', '', `${POINTS}, "--entryPoints.db.asDefault=true"`, '', [8000], NOBODY],
    ['named after a port of the container, as the chart does', 'entryPoints: [db],', '', '{ name: db, containerPort: 5432 }', [5432], BOTH],
    ['perhaps on any port where nothing says which', 'entryPoints: [db],', '', '', [5432], UNKNOWN],
  ])('%s', (_, spec, args, ports, published, expected) => {
    expect(verdicts(SHOP + route(spec) + traefik(args, ports) + loadBalancer('traefik', 'edge', ...published))).toStrictEqual(expected);
  });

  test('on the network of the node, where nothing has to be declared', () => {
    expect(verdicts(SHOP + route('entryPoints: [db],') + traefik(POINTS, '{ containerPort: 8000 }', 'hostNetwork: true,'))).toStrictEqual(PRIVATE_ONLY);
  });

  test('Kong listens where KONG_STREAM_LISTEN says so', () => {
    const ingress = object('configuration.konghq.com/v1beta1', 'TCPIngress', '{ rules: [{ port: 9000, backend: { serviceName: web, servicePort: 80 } }] }', { annotations: '{ kubernetes.io/ingress.class: kong }' });
    const kong = (listen: string) => workload('kong', 'edge', 'kong:3.9', `, env: [{ name: KONG_STREAM_LISTEN, value: "${listen}" }]`) + loadBalancer('kong', 'edge', 8000, 9000);
    expect(verdicts(SHOP + ingress + kong('0.0.0.0:9000'))).toStrictEqual(BOTH);
    expect(verdicts(SHOP + ingress + kong('0.0.0.0:9001'))).toStrictEqual(NOBODY);
  });

  test('the F5 NGINX controller listens where the GlobalConfiguration says so', () => {
    const server = object('k8s.nginx.org/v1', 'TransportServer', '{ listener: { name: db, protocol: TCP }, upstreams: [{ name: main, service: web, port: 80 }], action: { pass: main } }');
    const listeners = (port: number) => object('k8s.nginx.org/v1', 'GlobalConfiguration', `{ listeners: [{ name: db, port: ${port}, protocol: TCP }] }`, { namespace: 'edge' });
    const nginx = workload('nginx', 'edge', 'nginx/nginx-ingress:5.6.0') + loadBalancer('nginx', 'edge', 80, 5432);
    expect(verdicts(SHOP + server + nginx + listeners(5432))).toStrictEqual(BOTH);
    expect(verdicts(SHOP + server + nginx + listeners(5433))).toStrictEqual(NOBODY);
  });

  test('Contour serves a host with TLS on its secure listener, and a plain one on the other', () => {
    const envoy = workload('envoy', 'projectcontour', 'docker.io/envoyproxy/envoy:v1.34',
      ', ports: [{ name: http, containerPort: 8080 }, { name: https, containerPort: 8443 }] }, { name: manager, image: "ghcr.io/projectcontour/contour:v1.33"') + loadBalancer('envoy', 'projectcontour', 8443);
    const proxy = (tls: string) => object('projectcontour.io/v1', 'HTTPProxy', `{ virtualhost: { fqdn: a.example.com ${tls} }, routes: [{ services: [{ name: web, port: 80 }] }] }`);
    expect(verdicts(SHOP + envoy + proxy(', tls: { secretName: a }'))).toStrictEqual(BOTH);
    expect(verdicts(SHOP + envoy + proxy(''))).toStrictEqual(NOBODY);
  });
});

describe('a Service of another namespace', () => {
  const across = route('', '{}', 'edge');
  test('is refused by a Traefik whose arguments do not permit it', () => {
    expect(verdicts(SHOP + across + traefik(POINTS) + loadBalancer('traefik', 'edge', 8000))).toStrictEqual(NOBODY);
  });
  test('is published by one whose arguments do', () => {
    expect(verdicts(SHOP + across + traefik(`${POINTS}, "--providers.kubernetesCRD.allowCrossNamespace=true"`) + loadBalancer('traefik', 'edge', 8000))).toStrictEqual(BOTH);
  });
  test('is perhaps published by one that is only described', () => {
    expect(verdicts(SHOP + across, { controllers: [described('traefik', 'traefik')] })).toStrictEqual(UNKNOWN);
  });
});

describe('a router that the operator of OpenShift is to install', () => {
  const web = object('route.openshift.io/v1', 'Route', '{ to: { kind: Service, name: web } }', { labels: '{ team: web }' });
  const router = (spec: string) => object('operator.openshift.io/v1', 'IngressController', spec, { name: 'default', namespace: 'openshift-ingress-operator' });
  const namespace = '\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: web } }\n';
  test.each([
    ['is public unless it says otherwise', '{}', BOTH],
    ['may have an internal load balancer', '{ endpointPublishingStrategy: { type: LoadBalancerService, loadBalancer: { scope: Internal } } }', PRIVATE_ONLY],
    ['may listen on its nodes', '{ endpointPublishingStrategy: { type: HostNetwork } }', PRIVATE_ONLY],
    ['may be opened by nobody', '{ endpointPublishingStrategy: { type: Private } }', NOBODY],
    ['passes over Routes that it does not select', '{ routeSelector: { matchLabels: { team: books } } }', NOBODY],
    ['passes over namespaces that it does not select', '{ namespaceSelector: { matchLabels: { team: books } } }', NOBODY],
    ['serves namespaces that it selects', '{ namespaceSelector: { matchLabels: { team: web } } }', BOTH],
  ])('%s', (_, spec, expected) => {
    expect(verdicts(SHOP + namespace + web + router(spec))).toStrictEqual(expected);
  });

  test('perhaps serves a namespace whose labels nobody knows', () => {
    expect(verdicts(SHOP + web + router('{ namespaceSelector: { matchLabels: { team: web } } }'))).toStrictEqual(UNKNOWN);
  });
});

test('an IngressRoute that has a parent is open where the parent is', () => {
  const parent = (point: string) => object('traefik.io/v1alpha1', 'IngressRoute', `{ entryPoints: [${point}], routes: [{ match: "Host(\`a.example.com\`)" }] }`, { name: 'parent' });
  const child = object('traefik.io/v1alpha1', 'IngressRoute', '{ parentRefs: [{ name: parent }], routes: [{ match: "PathPrefix(`/`)", services: [{ name: web, port: 80 }] }] }');
  const edge = traefik(POINTS) + loadBalancer('traefik', 'edge', 8000);
  expect(verdicts(SHOP + child + edge)).toStrictEqual(NOBODY);
  expect(verdicts(SHOP + child + parent('web') + edge)).toStrictEqual(BOTH);
  expect(verdicts(SHOP + child + parent('db') + edge)).toStrictEqual(NOBODY);
});
