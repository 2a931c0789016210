import { istioAuthorizationSpec, strictPeerAuthenticationSpec } from '../../src/emit/istio-policies';

const podLabels = { app: 'orders' };
const intent = { podLabels, trustDomain: 'cluster.local', callers: [], plainPorts: [] };

test('an AuthorizationPolicy without callers allows nothing', () => {
  expect(istioAuthorizationSpec(intent)).toStrictEqual({ selector: { matchLabels: podLabels }, action: 'ALLOW' });
});

test('an AuthorizationPolicy names callers by what the mesh knows of them, each with its ports', () => {
  expect(istioAuthorizationSpec({
    ...intent,
    callers: [
      { identity: { kind: 'service-account', namespace: 'shop', name: 'web' }, ports: [8080, 9090] },
      { identity: { kind: 'namespace', name: 'reports' }, ports: [9090] },
      { identity: { kind: 'namespace', name: 'udp-only' }, ports: [] },
    ],
    plainPorts: [3000],
  })).toMatchObject({
    rules: [
      { from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }], to: [{ operation: { ports: ['8080', '9090'] } }] },
      { from: [{ source: { namespaces: ['reports'] } }], to: [{ operation: { ports: ['9090'] } }] },
      { to: [{ operation: { ports: ['3000'] } }] },
    ],
  });
});

test('a PeerAuthentication leaves ports open that somebody outside of the mesh reaches', () => {
  expect(strictPeerAuthenticationSpec({ plainPorts: [] })).toStrictEqual({ mtls: { mode: 'STRICT' } });
  expect(strictPeerAuthenticationSpec({ podLabels, plainPorts: [3000] })).toStrictEqual({
    selector: { matchLabels: podLabels }, mtls: { mode: 'STRICT' }, portLevelMtls: { 3000: { mode: 'PERMISSIVE' } },
  });
});
