import { readYaml } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { explainConnection } from '../../src/reachability/explain-connection';
import { explainText } from '../../src/report/explain-text';
import { pod } from './analyzed';

const POLICY = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  endpointSelector: {matchLabels: {app: db}}
  ingressDeny:
    - fromEndpoints: [{matchLabels: {app: web}}]
  ingress:
    - fromEndpoints: [{}]
    - fromEntities: [world]`;

function explain(source: string): string {
  const parsed = readYaml([pod('web'), pod('orders'), pod('db'), POLICY].join('\n---\n'), 'shop.yaml');
  expect(parsed.problems).toStrictEqual([]);
  return [...explainText(explainConnection(parsed, DEFAULT_PROFILE, { source, destination: 'shop/db' }))].join('');
}

describe('explain', () => {
  test('names the rule of Cilium that denies, with its line, and proposes to remove it', () => {
    const text = explain('shop/web');
    expect(text).toMatch(/CiliumNetworkPolicy shop\/db \(shop\.yaml:\d+\): spec\.ingressDeny\[0\]/);
    expect(text).toContain('remove spec.ingressDeny[0] from CiliumNetworkPolicy shop/db');
  });

  test('names the rule of Cilium that allows, and proposes an edit that stops it', () => {
    const text = explain('shop/orders');
    expect(text).toMatch(/CiliumNetworkPolicy shop\/db \(shop\.yaml:\d+\): spec\.ingress\[0\]/);
    expect(text).toContain('remove spec.ingress[0] from CiliumNetworkPolicy shop/db');
  });
});
