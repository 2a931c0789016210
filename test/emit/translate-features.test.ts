import { Features, FeatureTable, FEATURE_TITLES, PublishedApp } from '../../src/controllers/features/feature';
import { refusedFeatures, translateFeatures } from '../../src/emit/translate-features';

const APP: PublishedApp = { name: 'web', namespace: 'shop', serviceName: 'web', servicePort: 3000, hosts: ['shop.example.com'], prefixes: ['/'], exactPaths: [], patterns: [], gateway: { name: 'public', namespace: 'edge' } };

/** A controller of which a test says what it does; everything else it refuses. */
function controller(table: Partial<FeatureTable>): FeatureTable {
  const refused = Object.fromEntries(Object.keys(FEATURE_TITLES).map((name) => [name, { by: 'refused', reason: 'it has none', source: 'docs' }]));
  return { ...refused, ...table } as FeatureTable;
}

const middleware = (suffix: string, spec: object) => ({
  listed: { middlewares: `web-${suffix}` }, objects: [{ apiVersion: 'example.com/v1', kind: 'Middleware', name: `web-${suffix}`, fields: { spec } }],
});
const ALL: Partial<Features> = { hsts: { header: 'max-age=60', seconds: 60, includeSubdomains: false, preload: false }, responseHeaders: { 'X-Team': 'shop' }, clientAddresses: ['203.0.113.0/24'] };

const PROXY = controller({
  hsts: { by: 'object', source: 'docs', translate: ({ header }) => middleware('headers', { headers: { hsts: header } }) },
  responseHeaders: { by: 'object', source: 'docs', translate: (headers) => middleware('headers', { headers }) },
  clientAddresses: { by: 'object', source: 'docs', translate: (ranges) => middleware('clients', { ranges }) },
});

describe('the translation of features', () => {
  test('merges what two of them say of one object, and names it once', () => {
    const { annotations, objects } = translateFeatures(PROXY, ALL, APP);
    expect(annotations).toStrictEqual({ middlewares: 'web-headers,web-clients' });
    expect(objects.map(({ name, fields }) => [name, fields])).toStrictEqual([
      ['web-headers', { spec: { headers: { 'hsts': 'max-age=60', 'X-Team': 'shop' } } }],
      ['web-clients', { spec: { ranges: ['203.0.113.0/24'] } }],
    ]);
  });

  test('is the same in whichever order an author asks', () => {
    const reversed = Object.fromEntries(Object.entries(ALL).reverse()) as Partial<Features>;
    expect(JSON.stringify(translateFeatures(PROXY, reversed, APP))).toBe(JSON.stringify(translateFeatures(PROXY, ALL, APP)));
  });

  test('merges filters of one type, of which an HTTPRoute has one in a rule, and keeps references apart', () => {
    const set = (name: string) => ({ filters: [{ type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name }] } }] });
    const reference = (name: string) => ({ filters: [{ type: 'ExtensionRef', extensionRef: { name } }] });
    const gateway = controller({
      hsts: { by: 'native', source: 'docs', translate: () => set('hsts') },
      responseHeaders: { by: 'native', source: 'docs', translate: () => set('team') },
      clientAddresses: { by: 'object', source: 'docs', translate: () => reference('clients') },
      rateLimit: { by: 'object', source: 'docs', translate: () => reference('rate') },
    });
    const asked: Partial<Features> = { ...ALL, rateLimit: { requests: 5, per: 'second' } };
    expect(translateFeatures(gateway, asked, APP).filters).toStrictEqual([
      { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'hsts' }, { name: 'team' }] } },
      { type: 'ExtensionRef', extensionRef: { name: 'clients' } },
      { type: 'ExtensionRef', extensionRef: { name: 'rate' } },
    ]);
  });

  test('says of every feature that cannot be had why not', () => {
    expect(refusedFeatures(PROXY, 'Proxy', { ...ALL, webSockets: true, grpc: true }, APP)).toStrictEqual([
      { feature: 'webSockets', reason: 'Proxy has no WebSocket: it has none' },
      { feature: 'grpc', reason: 'Proxy has no gRPC backend: it has none' },
    ]);
  });

  test('refuses a single value that the controller cannot express', () => {
    const picky = controller({
      rateLimit: { by: 'native', source: 'docs', refuses: ({ per }) => (per === 'minute' ? 'counts by the second only' : undefined), translate: () => ({}) },
    });
    expect(refusedFeatures(picky, 'Proxy', { rateLimit: { requests: 5, per: 'minute' } }, APP)).toStrictEqual([{ feature: 'rateLimit', reason: 'Proxy counts by the second only' }]);
    expect(refusedFeatures(picky, 'Proxy', { rateLimit: { requests: 5, per: 'second' } }, APP)).toStrictEqual([]);
  });
});
