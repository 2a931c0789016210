import { linkerdServerSpec, meshTlsAuthenticationSpec } from '../../src/emit/linkerd-policies';

test.each([
  ['http', false, undefined],
  ['grpc', false, 'gRPC'],
  ['postgresql', false, 'opaque'],
  [undefined, false, 'opaque'],
  ['grpc', true, undefined],
  [undefined, true, undefined],
])('a Server for %s, probed by HTTP: %s, takes what arrives as %s', (scheme, isProbedByHttp, proxyProtocol) => {
  expect(linkerdServerSpec({ podLabels: { app: 'orders' }, port: 8080, scheme, isProbedByHttp })).toStrictEqual({
    podSelector: { matchLabels: { app: 'orders' } }, port: 8080, ...(proxyProtocol && { proxyProtocol }), accessPolicy: 'deny',
  });
});

test('an authentication names accounts and namespaces', () => {
  expect(meshTlsAuthenticationSpec([{ kind: 'service-account', namespace: 'shop', name: 'web' }, { kind: 'namespace', name: 'reports' }])).toStrictEqual({
    identityRefs: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }, { kind: 'Namespace', name: 'reports' }],
  });
});
