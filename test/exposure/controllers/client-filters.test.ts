import { exposureOf, verdictOn } from '../exposure-of';
import { BOTH, described, NOBODY, object, SHOP, verdicts, WEB, workload } from '../routes/publishing';

const UNSURE = ['unknown', 'reachable'];
const LAN = '["10.0.0.0/8"]';
const middleware = (spec: string, name = 'lan', kind = 'Middleware') => object('traefik.io/v1alpha1', kind, spec, { name });
const ingressRoute = (middlewares: string) => object('traefik.io/v1alpha1', 'IngressRoute',
  `{ routes: [{ match: "Host(\`shop.example.com\`)", middlewares: ${middlewares}, services: [{ name: web, port: 80 }] }] }`);
const proxy = (policy: string, ofRoute = '') => object('projectcontour.io/v1', 'HTTPProxy',
  `{ virtualhost: { fqdn: shop.example.com ${policy} }, routes: [{ services: [{ name: web, port: 80 }] ${ofRoute} }] }`);
const apisixRoute = (plugins: string) => object('apisix.apache.org/v2', 'ApisixRoute',
  `{ http: [{ name: web, match: { paths: ["/*"] }, backends: [{ serviceName: web, servicePort: 80 }], plugins: ${plugins} }] }`);
const openShiftRoute = (list: string) => object('route.openshift.io/v1', 'Route', '{ host: shop.example.com, to: { kind: Service, name: web } }', {
  annotations: `{ haproxy.router.openshift.io/ip_allowlist: "${list}" }`,
});
const ingress = (className: string, annotations: string) => object('networking.k8s.io/v1', 'Ingress',
  `{ ingressClassName: ${className}, rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }`, { annotations });
const restricted = (list: string) => middleware(`{ ipAllowList: { sourceRange: ${list} } }`);
const ALL = [['traefik', 'traefik'], ['contour', 'contour'], ['apisix', 'apisix'], ['openshift', 'openshift-default'], ['ingress-nginx', 'nginx'], ['haproxytech', 'haproxy']] as const;
const controllers = ALL.map(([preset, className]) => described(preset, className));

describe('a proxy that serves private addresses only keeps the internet out, unless it takes clients for others', () => {
  test.each([
    ['a Middleware of Traefik', ingressRoute('[{ name: lan }]') + restricted(LAN)],
    ['of old', ingressRoute('[{ name: lan }]') + middleware(`{ ipWhiteList: { sourceRange: ${LAN} } }`)],
    ['in a chain', ingressRoute('[{ name: all }]') + middleware('{ chain: { middlewares: [{ name: lan }] } }', 'all') + restricted(LAN)],
    ['for connections', object('traefik.io/v1alpha1', 'IngressRouteTCP', '{ routes: [{ match: "HostSNI(`*`)", middlewares: [{ name: lan }], services: [{ name: web, port: 80 }] }] }')
      + middleware(`{ ipAllowList: { sourceRange: ${LAN} } }`, 'lan', 'MiddlewareTCP')],
    ['a virtual host of Contour', proxy(', ipAllowPolicy: [{ source: Peer, cidr: 10.0.0.0/8 }]')],
    ['a route of Contour', proxy('', ', ipAllowPolicy: [{ source: Remote, cidr: 10.0.0.0/8 }]')],
    ['a plugin of APISIX', apisixRoute(`[{ name: ip-restriction, enable: true, config: { whitelist: ${LAN} } }]`)],
    ['an annotation of OpenShift', openShiftRoute('10.0.0.0/8 192.168.0.0/16')],
    ['an annotation of ingress-nginx', ingress('nginx', '{ nginx.ingress.kubernetes.io/whitelist-source-range: "10.0.0.0/8, 192.168.1.7" }')],
    ['an annotation of HAProxy', ingress('haproxy', '{ haproxy.org/allow-list: 10.0.0.0/8 }')],
    ['a Middleware by annotation', ingress('traefik', '{ traefik.ingress.kubernetes.io/router.middlewares: shop-lan@kubernetescrd }') + restricted(LAN)],
  ])('%s', (_, manifests) => {
    expect(verdicts(SHOP + manifests, { controllers })).toStrictEqual(UNSURE);
  });

  test.each([
    ['some of the internet is served', ingressRoute('[{ name: lan }]') + restricted('["203.0.113.0/24"]')],
    ['the Middleware does not exist', ingressRoute('[{ name: other }]') + restricted(LAN)],
    ['the plugin is off', apisixRoute(`[{ name: ip-restriction, enable: false, config: { whitelist: ${LAN} } }]`)],
    ['a route of Contour says otherwise than its host', proxy(', ipAllowPolicy: [{ source: Peer, cidr: 10.0.0.0/8 }]', ', ipAllowPolicy: [{ source: Peer, cidr: 0.0.0.0/0 }]')],
    ['the annotation is for another controller', ingress('nginx', '{ haproxy.org/allow-list: 10.0.0.0/8 }')],
    ['the list is no list of addresses', ingress('haproxy', '{ haproxy.org/allow-list: patterns/ips }')],
  ])('the internet gets in if %s', (_, manifests) => {
    expect(verdicts(SHOP + manifests, { controllers })).toStrictEqual(BOTH);
  });
});

describe('what a proxy of the manifests sees', () => {
  const front = (policy: string) => `
---
apiVersion: v1
kind: Service
metadata: { name: traefik, namespace: edge }
spec: { type: LoadBalancer, allocateLoadBalancerNodePorts: false, externalTrafficPolicy: ${policy}, selector: { app: traefik }, ports: [{ name: web, port: 80, targetPort: 8000 }] }
`;
  const traefik = (policy: string) => SHOP + workload('traefik', 'edge', 'traefik:v3') + front(policy);

  test.each([
    ['may be the client where its Service keeps addresses, unless settings let the PROXY protocol say who it is', 'Local', UNSURE],
    ['is a node where its Service replaces them', 'Cluster', UNSURE],
  ])('%s', (_, policy, expected) => {
    const exposure = exposureOf(traefik(policy) + ingressRoute('[{ name: lan }]') + restricted(LAN), 'cluster: { provider: gke, nodeAddresses: private }');
    expect(['internet', 'private-network'].map((zone) => verdictOn(exposure, WEB, zone, 'TCP', 8080))).toStrictEqual(expected);
  });

  test('counts for nothing where it compares a header', () => {
    const byHeader = middleware(`{ ipAllowList: { sourceRange: ${LAN}, ipStrategy: { depth: 1 } } }`);
    const exposure = exposureOf(traefik('Local') + ingressRoute('[{ name: lan }]') + byHeader, 'cluster: { provider: hetzner, nodeAddresses: private }');
    const [row] = exposure.reachOf(exposure.waysIn.find(({ workload: { id } }) => id === WEB)!.workload);
    expect([row?.verdict, row?.assuming[0]]).toStrictEqual([
      'unknown', 'the proxy takes clients of the internet for others, to whom IngressRoute shop/web restricts it, by a header that clients may write themselves',
    ]);
  });
});

test('a proxy that serves no address at all serves nobody', () => {
  const nobody = proxy(', ipDenyPolicy: [{ source: Peer, cidr: 0.0.0.0/0 }, { source: Peer, cidr: "::/0" }]');
  expect(verdicts(SHOP + nobody, { controllers })).toStrictEqual(NOBODY);
});
