import { GKE_FEATURES, GKE_INTERNAL_FEATURES } from '../../../src/controllers/dialects/gke-features';
import { translateFeatures } from '../../../src/emit/translate-features';
import { APP, ASKED, everythingSaidOf, saidOf, Written } from '../asked-features';

const backendConfig = (spec: object): object => ({
  serviceAnnotations: { 'cloud.google.com/backend-config': '{"default":"web"}' },
  objects: [{ apiVersion: 'cloud.google.com/v1', kind: 'BackendConfig', name: 'web', fields: { spec } }],
});
const INTERNAL = { ...GKE_FEATURES, ...GKE_INTERNAL_FEATURES };
const NEG = { serviceAnnotations: { 'cloud.google.com/neg': '{"ingress": true}' } };

const WRITTEN: Written = {
  scope: NEG,
  httpsRedirect: {
    annotations: { 'networking.gke.io/v1beta1.FrontendConfig': 'web' },
    objects: [{
      apiVersion: 'networking.gke.io/v1beta1',
      kind: 'FrontendConfig',
      name: 'web',
      fields: { spec: { redirectToHttps: { enabled: true, responseCodeName: 'MOVED_PERMANENTLY_DEFAULT' } } },
    }],
  },
  httpsOnly: { annotations: { 'kubernetes.io/ingress.allow-http': 'false' } },
  exactPaths: {},
  hsts: backendConfig({ customResponseHeaders: { headers: ['Strict-Transport-Security: max-age=31536000; includeSubDomains'] } }),
  responseHeaders: backendConfig({ customResponseHeaders: { headers: ['X-Frame-Options: DENY', 'X-Team: shop'] } }),
  timeout: backendConfig({ timeoutSec: 30 }),
  stickySessions: 'chooses the name of its cookie itself: write GCLB' as unknown as object,
  webSockets: {},
};

test('the Ingress of GKE has these features, written so, and no other', () => {
  expect(everythingSaidOf(GKE_FEATURES)).toStrictEqual(WRITTEN);
  expect(saidOf(GKE_FEATURES, 'stickySessions', { cookie: 'GCLB' })).toStrictEqual(backendConfig({ sessionAffinity: { affinityType: 'GENERATED_COOKIE' } }));
});

test('the class decides on the network', () => {
  expect(saidOf(GKE_FEATURES, 'scope', 'private-network')).toBe('is for the internet by its class: use GatewayController.gkeInternal');
  expect(saidOf(INTERNAL, 'scope', 'internet')).toBe('is for the private-network by its class: use GatewayController.gkeExternal');
  expect(saidOf(INTERNAL, 'scope', 'private-network')).toStrictEqual(NEG);
});

test('internal load balancers do not redirect, and name their cookie otherwise', () => {
  expect(saidOf(INTERNAL, 'httpsRedirect')).toBe('refused');
  expect(saidOf(INTERNAL, 'stickySessions')).toBe('chooses the name of its cookie itself: write GCILB');
});

test('headers that Google keeps for itself are refused', () => {
  expect(saidOf(GKE_FEATURES, 'responseHeaders', { 'X-Goog-Team': 'shop' })).toBe('keeps X-Goog-Team for itself');
});

test('one BackendConfig says all that concerns the Service', () => {
  const { objects, serviceAnnotations } = translateFeatures(GKE_FEATURES, { scope: 'internet', hsts: ASKED.hsts, responseHeaders: { 'X-A': 'b' }, timeout: { seconds: 5 } }, APP);
  expect(objects.map(({ fields }) => fields)).toStrictEqual([{
    spec: { customResponseHeaders: { headers: ['Strict-Transport-Security: max-age=31536000; includeSubDomains', 'X-A: b'] }, timeoutSec: 5 },
  }]);
  expect(Object.keys(serviceAnnotations)).toStrictEqual(['cloud.google.com/neg', 'cloud.google.com/backend-config']);
});
