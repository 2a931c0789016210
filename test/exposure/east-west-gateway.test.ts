import { findingsOf, pod, policy, reportOn, service, verdictOn as intentOf } from '../rules/shop';
import { exposureOf, verdictOn } from './exposure-of';
import { gateway, gatewayPods, isolating, SHOP } from './istio-shop';

const EAST_WEST = gateway('port: { number: 15443, name: tls, protocol: TLS }, hosts: ["*.local"], tls: { mode: AUTO_PASSTHROUGH }');
const namespace = (labels: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: ${labels} }\n`;
const MESH = namespace('{ istio-injection: enabled }');
const from = (zone: string, manifests: string) => verdictOn(exposureOf(manifests), 'shop/db[Deployment]', zone, 'TCP', 5432);

describe('a Gateway that passes on by itself', () => {
  test('possibly lets other clusters to every Service, and nobody else', () => {
    expect(from('private-network', MESH + SHOP + EAST_WEST)).toBe('unknown');
    expect(from('internet', MESH + SHOP + EAST_WEST + gatewayPods())).toBe('unreachable');
    expect(exposureOf(MESH + SHOP + EAST_WEST).reach[0]?.assuming).toContain('another cluster of the mesh, or who speaks TLS as its proxies do, connects through Gateway edge/main');
  });

  test.each([
    ['Services that its hosts do not cover', MESH + SHOP + EAST_WEST.replace('*.local', '*.other.svc.cluster.local')],
    ['Services that are shown to their own namespace only', MESH + SHOP.replace('name: db, namespace: shop, annotations: {}', 'name: db, namespace: shop, annotations: { networking.istio.io/exportTo: "." }') + EAST_WEST + gatewayPods()],
    ['pods whose policies do not admit it', MESH + SHOP + EAST_WEST + gatewayPods() + isolating('db', '[]')],
  ])('does not lead to %s', (_, manifests) => {
    expect(from('private-network', manifests)).toBe('unreachable');
  });

  test.each([
    ['whose namespace the manifests do not contain', SHOP + EAST_WEST],
    ['of no mesh, where no proxy asks who comes', namespace('{}') + SHOP + EAST_WEST],
    ['that are left out of the mesh', MESH + SHOP.replace('labels: { app: db', 'labels: { sidecar.istio.io/inject: "false", app: db') + EAST_WEST],
  ])('may lead to pods %s', (_, manifests) => {
    expect(from('private-network', manifests)).toBe('unknown');
  });
});

describe('a private workload behind it', () => {
  const MANIFESTS = [
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {istio-injection: enabled}}',
    pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' } }), pod('orders'), service('db', '', 5432),
    ...`${EAST_WEST}${gatewayPods()}`.split('---\n').filter((text) => text.trim() !== ''),
  ];
  const admitting = (peer: string) => policy('db', `ingress: [{from: [${peer}]}]`);
  const ORDERS = '{podSelector: {matchLabels: {app: orders}}}';

  test('is honored if its policies keep the gateway out', () => {
    const report = reportOn([...MANIFESTS, admitting(ORDERS)]);
    expect(findingsOf(report, 'EXP-MULTICLUSTER')).toStrictEqual([]);
    expect(intentOf(report, 'shop/db[Pod]')).toBe('honored');
  });

  test('is not proven if they let it in', () => {
    const report = reportOn([...MANIFESTS, admitting(`${ORDERS}, {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: istio-system}}}`)]);
    expect(findingsOf(report, 'EXP-MULTICLUSTER').map(({ object, workload }) => [object, workload])).toStrictEqual([['Gateway edge/main', 'shop/db[Pod]']]);
    expect(intentOf(report, 'shop/db[Pod]')).not.toBe('honored');
  });
});
