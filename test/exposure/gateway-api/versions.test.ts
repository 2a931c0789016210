import { exposureOf } from '../exposure-of';
import { edge, intoWeb, shop, webRoute } from './shop';

const ENVOY = 'gateway.envoyproxy.io/gatewayclass-controller';
const grant = (version: string, name = 'web') => `
---
apiVersion: gateway.networking.k8s.io/${version}
kind: ReferenceGrant
metadata: { name: ${name}-${version}, namespace: shop }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: front }]
  to: [{ group: "", kind: Service, name: ${name} }]
`;
const acrossNamespaces = (...grants: readonly string[]) => intoWeb([shop(), edge(ENVOY), webRoute('front'), ...grants].join(''));

describe('a ReferenceGrant', () => {
  test.each([['v1', 'reachable'], ['v1beta1', 'reachable'], ['v1alpha2', 'unknown']])('of version %s: %s, because clusters do not serve all of them', (version, expected) => {
    expect(acrossNamespaces(grant(version))).toStrictEqual([expected, expected]);
  });

  test('of an older version changes nothing beside one that is served', () => {
    expect(acrossNamespaces(grant('v1alpha2'), grant('v1'))).toStrictEqual(['reachable', 'reachable']);
  });

  test('of an older version for another Service grants nothing', () => {
    expect(acrossNamespaces(grant('v1alpha2', 'orders'))).toStrictEqual(['unreachable', 'unreachable']);
  });
});

test('a Gateway of a version that clusters no longer serve may not exist, and its routes say what to write', () => {
  const manifests = [shop(), edge(ENVOY, { version: 'v1alpha2' }), webRoute()].join('');
  expect(intoWeb(manifests)).toStrictEqual(['unknown', 'unknown']);
  expect(exposureOf(manifests).reach.flatMap(({ assuming }) => assuming)).toContainEqual(expect.stringContaining('write gateway.networking.k8s.io/v1'));
});
