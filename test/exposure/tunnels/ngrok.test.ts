import { database, databasePolicy, databaseService } from '../exposure-of';
import { deployment, object, PRIVATE, rows, verdicts } from './shop';

const endpoint = (spec: string, namespace = 'shop') => object('ngrok.k8s.ngrok.com/v1alpha1', 'AgentEndpoint', 'db', `spec: ${spec}`, namespace);

describe('ngrok opens to the internet', () => {
  test.each([
    ['an Ingress of its class', PRIVATE + object('networking.k8s.io/v1', 'Ingress', 'db', 'spec: { ingressClassName: ngrok, defaultBackend: { service: { name: db, port: { number: 6000 } } } }')],
    ['a Service of its class', database() + databaseService('type: LoadBalancer, allocateLoadBalancerNodePorts: false, loadBalancerClass: ngrok')],
    ['the upstream of an endpoint', PRIVATE + endpoint('{ url: "tcp://1.tcp.ngrok.io:12345", upstream: { url: "tcp://db.shop:6000" } }', 'edge')],
    ['an internal endpoint that a public one forwards to', PRIVATE + endpoint('{ url: "tls://db.internal", upstream: { url: "tcp://db:6000" } }')
      + object('ngrok.k8s.ngrok.com/v1alpha1', 'CloudEndpoint', 'front', 'spec: { url: "tcp://1.tcp.ngrok.io:1", trafficPolicy: { policy: { on_tcp_connect: [{ actions: [{ type: forward-internal, config: { url: "tls://db.internal" } }] }] } } }')],
  ])('%s', (_, manifests) => {
    expect(verdicts(manifests)).toStrictEqual(['reachable', 'reachable']);
  });
});

test('another binding leaves open who comes through', () => {
  expect(verdicts(PRIVATE + endpoint('{ url: "http://db.shop", upstream: { url: "tcp://db.shop:6000" }, bindings: [kubernetes] }'))).toStrictEqual(['unknown', 'unknown']);
  expect(verdicts(PRIVATE + endpoint('{ url: "tls://db.internal", upstream: { url: "tcp://db.shop:6000" } }'))).toStrictEqual(['unknown', 'unknown']);
});

test('its agents are what policies see, with their own egress', () => {
  const labels = 'labels: { app: agent, app.kubernetes.io/name: ngrok-operator, app.kubernetes.io/component: agent }';
  const agent = deployment('agent', 'image: "ngrok/ngrok-operator:0.19"', { namespace: 'tunnels' }).replace('labels: { app: agent }', labels);
  const admitted = databasePolicy('[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: tunnels } } }]');
  const published = PRIVATE + endpoint('{ url: "tcp://1.tcp.ngrok.io:12345", upstream: { url: "tcp://db.shop:6000" } }');
  expect(rows(published + agent + admitted)[0]).toBe('internet: TCP 5432 reachable by AgentEndpoint shop/db > Service shop/db');
  expect(rows(published + agent + databasePolicy(''))).toStrictEqual([]);
});
