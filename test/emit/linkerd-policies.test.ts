import { linkerdServerSpec, meshTlsAuthenticationSpec } from '../../src/emit/linkerd-policies';

const SELF = { kind: 'service-account', namespace: 'shop', name: 'orders' } as const;

test.each([
  ['http', undefined],
  ['grpc', 'gRPC'],
  ['postgresql', 'opaque'],
  [undefined, 'opaque'],
])('a Server for %s takes what arrives as %s', (scheme, proxyProtocol) => {
  expect(linkerdServerSpec({ podLabels: { app: 'orders' }, port: 8080, scheme })).toStrictEqual({
    podSelector: { matchLabels: { app: 'orders' } }, port: 8080, ...(proxyProtocol && { proxyProtocol }), accessPolicy: 'deny',
  });
});

test('an authentication names accounts and namespaces, everyone of the mesh, or else the pods themselves', () => {
  expect(meshTlsAuthenticationSpec([{ kind: 'service-account', namespace: 'shop', name: 'web' }, { kind: 'namespace', name: 'reports' }], SELF)).toStrictEqual({
    identityRefs: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }, { kind: 'Namespace', name: 'reports' }],
  });
  expect(meshTlsAuthenticationSpec([{ kind: 'namespace', name: 'reports' }, { kind: 'mesh' }], SELF)).toStrictEqual({ identities: ['*'] });
  expect(meshTlsAuthenticationSpec([], SELF)).toStrictEqual({ identityRefs: [{ kind: 'ServiceAccount', name: 'orders', namespace: 'shop' }] });
});
