import { findingsOf, pod, policy, reportOn, service, verdictOn } from './shop';

const namespace = (marks: string, name = 'shop') => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, ${marks}}`;
const AMBIENT = namespace('labels: {istio.io/dataplane-mode: ambient}');
const SIDECARS = namespace('labels: {istio-injection: enabled}');
const LINKERD = namespace('annotations: {linkerd.io/inject: enabled}');
const DB = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders","ports":[{"port":5432}]}]' } });
const admit = (ports: string, from = '[{podSelector: {matchLabels: {app: orders}}}]') => policy('db', `ingress: [{from: ${from}, ports: [${ports}]}]`);

/** Findings, one line each: on what, and what it says. */
const found = (...documents: readonly string[]) => findingsOf(reportOn(documents), 'NP-MESH').map(({ object, message }) => `${object}: ${message}`);
const firesOn = (...documents: readonly string[]) => findingsOf(reportOn(documents), 'NP-MESH').map(({ object }) => object);

/** A pod with annotations or labels of its own. */
const marked = (document: string, kind: 'labels' | 'annotations', text: string) => (kind === 'labels'
  ? document.replace('labels: {', `labels: {${text}, `)
  : document.replace('  namespace: shop', `  namespace: shop\n  annotations: {${text}}`));

describe('in Istio ambient mode', () => {
  test('a policy that admits the caller to the application port only stops it', () => {
    expect(found(AMBIENT, DB, pod('orders'), admit('{port: 5432}'))).toStrictEqual([
      'Pod shop/db: shop/orders[Pod] may connect to shop/db[Pod] on TCP 5432, but not on TCP 15008, on which Istio ambient carries the connection',
    ]);
  });

  test('a declared caller that is stopped breaks the intent', () => {
    expect(verdictOn(reportOn([AMBIENT, DB, pod('orders'), admit('{port: 5432}')]), 'shop/db[Pod]')).toBe('violated');
    expect(verdictOn(reportOn([AMBIENT, DB, pod('orders'), admit('{port: 5432}, {port: 15008}')]), 'shop/db[Pod]')).toBe('honored');
  });

  test.each([
    ['15008 is admitted too', admit('{port: 5432}, {port: 15008}')],
    ['every port is admitted', policy('db', 'ingress: [{from: [{podSelector: {matchLabels: {app: orders}}}]}]')],
    ['another rule admits 15008 from the same pods', policy('db', 'ingress: [{from: [{podSelector: {matchLabels: {app: orders}}}], ports: [{port: 5432}]}, {from: [{podSelector: {}}], ports: [{port: 15008}]}]')],
    ['no policy isolates the pod', ''],
  ])('nothing is wrong if %s', (_, documents) => {
    expect(firesOn(...[AMBIENT, DB, pod('orders'), documents].filter((text) => text !== ''))).toStrictEqual([]);
  });

  test('15008 from somebody else is no help', () => {
    const rules = policy('db', 'ingress: [{from: [{podSelector: {matchLabels: {app: orders}}}], ports: [{port: 5432}]}, {from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 15008}]}]');
    expect(firesOn(AMBIENT, DB, pod('orders'), rules)).toStrictEqual(['Pod shop/db']);
  });

  test.each([
    ['pods that stay out of the mesh', marked(pod('orders'), 'labels', 'istio.io/dataplane-mode: none'), []],
    ['pods on the network of the node', pod('orders', { spec: 'hostNetwork: true' }), []],
    ['pods with sidecars', marked(pod('orders'), 'labels', 'istio.io/dataplane-mode: none, sidecar.istio.io/inject: "true"'), ['Pod shop/db']],
  ])('of %s', (_, caller, objects) => {
    expect(firesOn(AMBIENT, DB, caller, admit('{port: 5432}'))).toStrictEqual(objects);
  });

  test('a rule for everybody stops every pod of the mesh', () => {
    expect(firesOn(AMBIENT, pod('web', { declares: { intent: 'public' } }), policy('web', 'ingress: [{ports: [{port: 8080}]}]'))).toStrictEqual(['Pod shop/web']);
  });

  test('without an intent it is a warning', () => {
    const [finding] = findingsOf(reportOn([AMBIENT, pod('db', { port: 5432 }), pod('orders'), admit('{port: 5432}')]), 'NP-MESH');
    expect(finding?.severity).toBe('warning');
  });

  test('the egress of a caller needs the port too', () => {
    const egress = policy('orders', 'egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5432}]}]', '[Egress]');
    expect(found(AMBIENT, DB, pod('orders'), admit('{port: 5432}, {port: 15008}'), egress)).toStrictEqual([
      'Pod shop/orders: shop/orders[Pod] may connect to shop/db[Pod] on TCP 5432, but not on TCP 15008, on which Istio ambient carries the connection',
    ]);
  });

  test('a Gateway of the Gateway API needs the port too, if Istio serves it', () => {
    const edge = (controller: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: edge}
spec: {controllerName: ${controller}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec: {gatewayClassName: edge, listeners: [{name: web, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec: {parentRefs: [{name: edge, namespace: infra}], rules: [{backendRefs: [{name: web, port: 8080}]}]}`;
    const rules = (ports: string) => policy('web', `ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: infra}}}], ports: [${ports}]}]`);
    const fired = (controller: string, ports: string) => firesOn(AMBIENT, pod('web', { declares: { intent: 'public' } }), service('web'), edge(controller), rules(ports));
    expect(fired('istio.io/gateway-controller', '{port: 8080}')).toStrictEqual(['Pod shop/web']);
    expect(fired('istio.io/gateway-controller', '{port: 8080}, {port: 15008}')).toStrictEqual([]);
    expect(fired('kgateway.dev/kgateway', '{port: 8080}')).toStrictEqual([]);
  });

  test('a gateway needs the port too', () => {
    const gateway = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {selector: {istio: ingress}, servers: [{port: {number: 443, name: https, protocol: HTTPS}, hosts: ["*"], tls: {mode: SIMPLE}}]}`;
    const route = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec: {hosts: [shop.example], gateways: [edge], http: [{route: [{destination: {host: web}}]}]}`;
    const rules = (ports: string) => policy('web', `ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: istio-ingress}}, podSelector: {matchLabels: {istio: ingress}}}], ports: [${ports}]}]`);
    const fires = (ports: string) => findingsOf(
      reportOn([AMBIENT, pod('web', { declares: { intent: 'public' } }), service('web'), gateway, route, rules(ports)], 'controllers: [{preset: istio-ingress, className: istio}]'), 'NP-MESH').length;
    expect([fires('{port: 8080}'), fires('{port: 8080}, {port: 15008}')]).toStrictEqual([1, 0]);
  });
});

describe('probes in Istio ambient mode', () => {
  const probed = (probe: string) => DB.replace('ports: [{containerPort: 5432}]', `ports: [{containerPort: 5432, name: pg}], readinessProbe: ${probe}`);
  const PORTS = admit('{port: 5432}, {port: 15008}');
  const WITH_KUBELET = policy('kubelet', 'ingress: [{from: [{ipBlock: {cidr: 169.254.7.127/32}}], ports: [{port: 5432}]}]', '[Ingress]', '{matchLabels: {app: db}}');

  test('are stopped unless their address is admitted', () => {
    expect(found(AMBIENT, probed('{tcpSocket: {port: pg}}'), pod('orders'), PORTS)).toStrictEqual([
      'Pod shop/db: Probes of shop/db[Pod] on TCP 5432 come from 169.254.7.127 in ambient mode, which its policies do not admit',
    ]);
    expect(firesOn(AMBIENT, probed('{tcpSocket: {port: pg}}'), pod('orders'), PORTS, WITH_KUBELET)).toStrictEqual([]);
  });

  test.each([
    ['run a command', AMBIENT, probed('{exec: {command: [pg_isready]}}')],
    ['belong to pods with sidecars', SIDECARS, probed('{httpGet: {port: 5432}}')],
    ['belong to pods of no mesh', namespace('labels: {}'), probed('{grpc: {port: 5432}}')],
  ])('that %s need nothing', (_, home, db) => {
    expect(firesOn(home, db, pod('orders'), PORTS)).toStrictEqual([]);
  });
});

describe('with sidecars of Istio', () => {
  test('policies see the port of the application', () => {
    expect(firesOn(SIDECARS, DB, pod('orders'), admit('{port: 5432}'))).toStrictEqual([]);
  });

  test('callers in ambient mode come on 15008', () => {
    const orders = pod('orders', { namespace: 'edge' });
    const rules = admit('{port: 5432}', '[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: edge}}}]');
    expect(firesOn(SIDECARS, namespace('labels: {istio.io/dataplane-mode: ambient}', 'edge'), DB, orders, rules)).toStrictEqual(['Pod shop/db']);
  });
});

describe('with Linkerd', () => {
  test('a policy without 4143 stops the proxies', () => {
    expect(found(LINKERD, DB, pod('orders'), admit('{port: 5432}'))).toStrictEqual([
      'Pod shop/db: shop/orders[Pod] may connect to shop/db[Pod] on TCP 5432, but not on TCP 4143, on which Linkerd carries the connection',
    ]);
    expect(firesOn(LINKERD, DB, pod('orders'), admit('{port: 5432}, {port: 4143}'))).toStrictEqual([]);
  });

  test.each([
    ['the server skips the port', 'config.linkerd.io/skip-inbound-ports: "25,5400-5500"'],
    ['the pods are left out', 'linkerd.io/inject: disabled'],
  ])('nothing is wrong if %s', (_, annotation) => {
    expect(firesOn(LINKERD, marked(pod('db', { port: 5432 }), 'annotations', annotation), pod('orders'), admit('{port: 5432}'))).toStrictEqual([]);
  });

  test('the port of the proxy may be another', () => {
    const db = marked(pod('db', { port: 5432 }), 'annotations', 'config.linkerd.io/inbound-port: "5143"');
    expect(firesOn(LINKERD, db, pod('orders'), admit('{port: 5432}, {port: 4143}'))).toStrictEqual(['Pod shop/db']);
    expect(firesOn(LINKERD, db, pod('orders'), admit('{port: 5432}, {port: 5143}'))).toStrictEqual([]);
  });

  test('a caller of no mesh comes on the port of the application', () => {
    const orders = marked(pod('orders'), 'annotations', 'linkerd.io/inject: disabled');
    expect(firesOn(LINKERD, DB, orders, admit('{port: 5432}'))).toStrictEqual([]);
  });
});
