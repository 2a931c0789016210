import { database, databasePolicy, databaseService, exposureOf } from '../exposure-of';
import { deployment, object, PRIVATE, rows, verdicts } from './shop';

const withAnnotations = (annotations: string) => database() + databaseService('type: ClusterIP', annotations);
const EXPOSED = withAnnotations('{ tailscale.com/expose: "true" }');
const FROM_TAILSCALE = databasePolicy('[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: tailscale } } }]');
const NAMESPACE = '\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: tailscale }\n';
const ingress = (annotations: string, className = 'tailscale') => object('networking.k8s.io/v1', 'Ingress', 'db', `spec: { ingressClassName: ${className}, defaultBackend: { service: { name: db, port: { number: 6000 } } } }`)
  .replace('namespace: shop }', `namespace: shop, annotations: ${annotations} }`);

describe('a Service on a tailnet', () => {
  test.each([
    ['says so by the exact text "true"', EXPOSED, ['unreachable', 'reachable']],
    ['does not by another', withAnnotations('{ tailscale.com/expose: "True" }'), ['unreachable', 'unreachable']],
    ['may be of the class of a load balancer', database() + databaseService('type: LoadBalancer, allocateLoadBalancerNodePorts: false, loadBalancerClass: tailscale'), ['unreachable', 'reachable']],
    ['may be headless, which only some releases take', database() + databaseService('type: ClusterIP, clusterIP: None', '{ tailscale.com/expose: "true" }'), ['unreachable', 'unknown']],
  ])('%s', (_, manifests, expected) => {
    expect(verdicts(manifests)).toStrictEqual(expected);
  });

  test('is named by the annotation', () => {
    const [reach] = exposureOf(EXPOSED).reach;
    expect([reach?.through, reach?.wayIn.kind, reach?.wayIn.field]).toStrictEqual([['Service shop/db'], 'Tunnel', 'metadata.annotations[tailscale.com/expose]']);
  });
});

describe('policies see the proxies of the operator', () => {
  test('in the namespace of its documentation', () => expect(verdicts(EXPOSED + FROM_TAILSCALE)).toStrictEqual(['unreachable', 'reachable']));

  test('perhaps in another where the manifests have neither operator nor namespace', () => {
    expect(verdicts(EXPOSED + databasePolicy(''))).toStrictEqual(['unreachable', 'unknown']);
    expect(verdicts(EXPOSED + databasePolicy('') + NAMESPACE)).toStrictEqual(['unreachable', 'unreachable']);
  });

  test('in the namespace of the operator that the manifests contain', () => {
    const operator = deployment('operator', 'image: tailscale/k8s-operator:v1.90', { namespace: 'net' });
    expect(verdicts(EXPOSED + FROM_TAILSCALE + operator)).toStrictEqual(['unreachable', 'unreachable']);
    expect(verdicts(EXPOSED + FROM_TAILSCALE.replace('metadata.name: tailscale', 'metadata.name: net') + operator)).toStrictEqual(['unreachable', 'reachable']);
  });
});

describe('an Ingress on a tailnet', () => {
  test('is reached by the tailnet only', () => expect(verdicts(PRIVATE + ingress('{}'))).toStrictEqual(['unreachable', 'reachable']));

  test('is reached by the internet with Funnel', () => expect(verdicts(PRIVATE + ingress('{ tailscale.com/funnel: "true" }'))).toStrictEqual(['reachable', 'reachable']));

  test('is one of any class of its controller', () => {
    const ofName = (controller: string) => `\n---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: net }\nspec: { controller: ${controller} }\n`;
    expect(verdicts(PRIVATE + ingress('{}', 'net') + ofName('tailscale.com/ts-ingress'))).toStrictEqual(['unreachable', 'reachable']);
    expect(verdicts(PRIVATE + ingress('{}', 'net') + ofName('corp.example/ingress'))).toStrictEqual(['reachable', 'reachable']);
  });
});

describe('a device in the cluster', () => {
  const addressed = database() + databaseService('type: ClusterIP, clusterIP: 10.96.4.4', '{}', 'port: 6000, targetPort: pg');
  const connector = (routes: string) => `\n---\napiVersion: tailscale.com/v1alpha1\nkind: Connector\nmetadata: { name: net }\nspec: { subnetRouter: { advertiseRoutes: [${routes}] } }\n`;
  const device = (env: string) => deployment('net', `image: "ghcr.io/tailscale/tailscale:v1.90", env: [${env}]`);

  test('routes to the cluster addresses of its ranges', () => {
    expect(verdicts(addressed + connector('10.96.0.0/16'))).toStrictEqual(['unreachable', 'reachable']);
    expect(verdicts(addressed + connector('10.97.0.0/16'))).toStrictEqual(['unreachable', 'unreachable']);
    expect(verdicts(addressed + device('{ name: TS_ROUTES, value: 10.96.0.0/16 }'))).toStrictEqual(['unreachable', 'reachable']);
  });

  test('routes to a Service without a known address as far as exposure.yaml says', () => {
    expect(verdicts(PRIVATE + connector('10.96.0.0/12'))).toStrictEqual(['unreachable', 'unknown']);
    expect(verdicts(PRIVATE + connector('10.96.0.0/12'), 'cluster: { serviceCidrs: [10.96.0.0/16] }')).toStrictEqual(['unreachable', 'reachable']);
    expect(verdicts(PRIVATE + connector('10.96.0.0/12'), 'cluster: { serviceCidrs: [172.20.0.0/16] }')).toStrictEqual(['unreachable', 'unreachable']);
  });

  test('forwards to one destination', () => {
    expect(verdicts(addressed + device('{ name: TS_DEST_IP, value: 10.96.4.4 }'))).toStrictEqual(['unreachable', 'reachable']);
    expect(verdicts(PRIVATE + device('{ name: TS_EXPERIMENTAL_DEST_DNS_NAME, value: db.shop.svc }'))).toStrictEqual(['unreachable', 'reachable']);
  });

  test('as a sidecar opens its own pod past all policies', () => {
    const sidecar = database().replace('containers:', 'containers:\n        - { name: net, image: "tailscale/tailscale:v1.90" }');
    expect(rows(sidecar + databasePolicy(''))).toStrictEqual(['private-network: TCP 5432 reachable by StatefulSet shop/db']);
  });
});
