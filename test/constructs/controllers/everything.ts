import { Duration, Size } from 'cdk8s';
import { ClientAuthentication, GatewayController, HttpPath, PublicWebAppProps } from '../../../src';
import { FeatureName } from '../../../src/controllers/features/feature';

/** What is asked of a gateway, by the feature that it asks for. */
export type Asked = Partial<Record<FeatureName, Partial<PublicWebAppProps>>>;

/** Every feature at once, but for those that exclude each other, which stand in another list. */
const LISTS: readonly Asked[] = [
  {
    responseHeaders: { responseHeaders: { 'X-Frame-Options': 'DENY' } },
    hsts: { strictTransportSecurity: { maxAge: Duration.days(730), includeSubdomains: true, preload: true } },
    clientAddresses: { allowFromAddresses: ['203.0.113.0/24', '2001:db8::/32'] },
    basicAuthentication: { authentication: ClientAuthentication.basic({ secretName: 'users' }) },
    rateLimit: { rateLimit: { requests: 100 } },
    requestSize: { maxRequestBody: Size.mebibytes(8) },
    rewrite: { path: '/shop', rewritePath: '/v1' },
    timeout: { timeout: Duration.seconds(30) },
    stickySessions: { stickyCookie: 'pod' },
    webSockets: { webSockets: true },
    canary: { canary: { image: 'registry.example.com/web:2.2', weight: 10, header: { name: 'X-Canary', value: 'yes' } } },
  },
  {
    externalAuthentication: { authentication: ClientAuthentication.external({ url: 'http://auth.shop.svc:8080', responseHeaders: ['X-User'] }) },
    exactPaths: { paths: [HttpPath.prefix('/shop'), HttpPath.exact('/health')] },
    grpc: { scheme: 'grpc' },
  },
  { backendTls: { scheme: 'https', backendTls: { caConfigMap: 'shop-ca' } } },
  { regexPaths: { paths: [HttpPath.regex('/v[0-9]+/.*')] } },
];

/** What an author asks of a controller who asks for everything that it has; each list is an app of its own. */
export function everythingOf(controller: GatewayController, own: Asked = {}): readonly Partial<PublicWebAppProps>[] {
  const { features } = controller._installation;
  return LISTS.map((list) => Object.assign({}, ...(Object.keys(list) as FeatureName[])
    .filter((name) => features[name].by !== 'refused')
    .map((name) => own[name] ?? list[name])) as Partial<PublicWebAppProps>);
}
