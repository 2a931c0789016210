import { FeatureName, Features, FeatureTable, PublishedApp, Supported } from '../../src/controllers/features/feature';

export const APP: PublishedApp = {
  name: 'web',
  namespace: 'shop',
  serviceName: 'web',
  servicePort: 3000,
  hosts: ['shop.example.com'],
  prefixes: ['/shop'],
  exactPaths: [],
  patterns: [],
  gateway: { name: 'public', namespace: 'edge' },
};

/** One value for each feature. */
export const ASKED: Features = {
  scope: 'internet',
  httpsRedirect: true,
  httpsOnly: true,
  exactPaths: true,
  regexPaths: true,
  hsts: { header: 'max-age=31536000; includeSubDomains', seconds: 31536000, includeSubdomains: true, preload: false },
  responseHeaders: { 'X-Frame-Options': 'DENY', 'X-Team': 'shop' },
  clientAddresses: ['203.0.113.0/24', '2001:db8::/32'],
  basicAuthentication: { secret: 'users' },
  externalAuthentication: { url: 'http://auth.security.svc.cluster.local:8080/verify', responseHeaders: ['X-User', 'X-Mail'] },
  rateLimit: { requests: 60, per: 'minute' },
  requestSize: { bytes: 8388608 },
  rewrite: { prefix: '/v1' },
  timeout: { seconds: 30 },
  stickySessions: { cookie: 'pod' },
  webSockets: true,
  grpc: true,
  backendTls: { hostname: 'web.shop.svc.cluster.local', configMap: 'shop-ca' },
  canary: { serviceName: 'web-canary', weight: 10, header: { name: 'X-Canary', value: 'yes' } },
};

/** What a controller writes for each feature: everything that it does not say is refused. */
export type Written = Readonly<Partial<Record<FeatureName, object>>>;

/** What a table makes of one feature: `refused`, why a value is, or what it adds, with a sample in place of how patterns and prefixes are written. */
export function saidOf<Name extends FeatureName>(
  table: FeatureTable, name: Name, value: Features[Name] = ASKED[name], app: Partial<PublishedApp> = {},
): unknown {
  const support = table[name];
  if (support.by === 'refused') return 'refused';
  const { refuses, translate } = support as Supported<Features[Name]>;
  const published = { ...APP, ...app };
  const reason = refuses?.(value, published);
  if (reason !== undefined) return reason;
  const { regexPath, prefixPath, objects, ...rest } = translate(value, published);
  const written = objects?.map(({ perService: _, ...object }) => object);
  return {
    ...rest,
    ...(written && { objects: written }),
    ...(regexPath && { pattern: regexPath('/v[0-9]+') }),
    ...(prefixPath && { prefix: [prefixPath('/shop'), prefixPath('/')] }),
  };
}

/** What a table makes of every feature, of which it refuses those that are `refused`. */
export function everythingSaidOf(table: FeatureTable): Readonly<Record<string, unknown>> {
  const names = Object.keys(ASKED) as FeatureName[];
  return Object.fromEntries(names.map((name) => [name, saidOf(table, name)]).filter(([, said]) => said !== 'refused'));
}
