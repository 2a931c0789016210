import { CONTOUR_FEATURES } from '../../../src/controllers/dialects/contour-features';
import { everythingSaidOf, saidOf, Written } from '../asked-features';

const WRITTEN: Written = {
  scope: {},
  httpsRedirect: { annotations: { 'ingress.kubernetes.io/force-ssl-redirect': 'true' } },
  httpsOnly: { annotations: { 'kubernetes.io/ingress.allow-http': 'false' } },
  exactPaths: {},
  regexPaths: {},
  timeout: { annotations: { 'projectcontour.io/response-timeout': '30s' } },
  webSockets: { annotations: { 'projectcontour.io/websocket-routes': '/shop' } },
  grpc: { serviceAnnotations: { 'projectcontour.io/upstream-protocol.h2c': '3000' } },
};

test('Contour has these features on an Ingress, written so, and no other', () => {
  expect(everythingSaidOf(CONTOUR_FEATURES)).toStrictEqual(WRITTEN);
});

test('a pattern that would be taken for a prefix is refused', () => {
  expect(saidOf(CONTOUR_FEATURES, 'regexPaths', true, { patterns: ['/v[0-9]/.*'] })).toStrictEqual({});
  expect(saidOf(CONTOUR_FEATURES, 'regexPaths', true, { patterns: ['/v[0-9]/.*', '/(a|b)'] })).toMatch(/for a prefix/);
});

test('every path is named that may switch to WebSocket', () => {
  expect(saidOf(CONTOUR_FEATURES, 'webSockets', true, { exactPaths: ['/live'], patterns: ['/v[0-9]'] }))
    .toStrictEqual({ annotations: { 'projectcontour.io/websocket-routes': '/shop,/live,/v[0-9]' } });
});
