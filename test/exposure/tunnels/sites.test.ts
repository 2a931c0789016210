import { database, databasePolicy, databaseService } from '../exposure-of';
import { object, PRIVATE, rows, verdicts } from './shop';

const ROUTER = '[{ podSelector: { matchLabels: { skupper.io/component: router } } }]';
const connector = (spec: string) => object('skupper.io/v2alpha1', 'Connector', 'db', `spec: ${spec}`);
const OTHER_SITES = ['unreachable', 'unknown'];

describe('Skupper may offer to other sites', () => {
  test.each([
    ['a Service', database() + databaseService('type: ClusterIP', '{ skupper.io/proxy: tcp }')],
    ['a workload', database().replace('namespace: shop }', 'namespace: shop, annotations: { skupper.io/proxy: tcp, skupper.io/port: "5432" } }')],
    ['the pods that a Connector selects', PRIVATE + connector('{ routingKey: db, selector: app=db, port: 5432 }')],
    ['the host of a Connector', PRIVATE + connector('{ routingKey: db, host: db, port: 6000 }')],
  ])('%s', (_, manifests) => {
    expect(verdicts(manifests)).toStrictEqual(OTHER_SITES);
  });

  test('what its router may connect to', () => {
    const offered = database() + databaseService('type: ClusterIP', '{ skupper.io/proxy: tcp }');
    expect(verdicts(offered + databasePolicy(ROUTER))).toStrictEqual(OTHER_SITES);
    expect(verdicts(offered + databasePolicy(''))).toStrictEqual(['unreachable', 'unreachable']);
  });
});

test('a Connector for other pods, or another port, opens nothing else', () => {
  expect(rows(PRIVATE + connector('{ selector: app=web, port: 5432 }'))).toStrictEqual([]);
  expect(rows(PRIVATE + connector('{ selector: app=db, port: 9187 }'))).toStrictEqual(['private-network: TCP 9187 unknown by Connector shop/db']);
});

test('a Listener brings a workload of another site in, and lets nobody in to this one', () => {
  expect(rows(PRIVATE + object('skupper.io/v2alpha1', 'Listener', 'db', 'spec: { routingKey: db, host: db, port: 6000 }'))).toStrictEqual([]);
});

describe('operators of cloudflared publish', () => {
  const binding = (subject: string) => object('networking.cfargotunnel.com/v1alpha1', 'TunnelBinding', 'db', `subjects: [${subject}]\ntunnelRef: { kind: ClusterTunnel, name: shop }`);
  test.each([
    ['the Service of a TunnelBinding', binding('{ kind: Service, name: db }')],
    ['the target of a TunnelBinding', binding('{ kind: Service, name: web, spec: { target: "tcp://db.shop.svc:6000" } }')],
    ['an Ingress', object('networking.k8s.io/v1', 'Ingress', 'db', 'spec: { ingressClassName: cloudflare-tunnel, defaultBackend: { service: { name: db, port: { number: 6000 } } } }')],
  ])('%s', (_, manifests) => {
    expect(verdicts(PRIVATE + manifests)).toStrictEqual(['reachable', 'reachable']);
    expect(verdicts(PRIVATE + manifests + databasePolicy(''))).toStrictEqual(['unknown', 'unknown']);
  });
});
