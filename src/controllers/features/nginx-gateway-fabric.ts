import { backendTlsPolicy } from './backend-tls';
import { FeatureTable, PublishedApp, SideObject } from './feature';
import { GATEWAY_API, routeReference } from './gateway-api';
import { refused } from './refused';

const API = 'nginx/nginx-gateway-fabric v2.6.7: apis/v1alpha1';
const PLUS = 'it needs NGINX Plus and the experimental Gateway API; use another controller';

function object(kind: string, name: string, spec: object): SideObject {
  return { apiVersion: 'gateway.nginx.org/v1alpha1', kind, name, fields: { spec } };
}

const aboutRoute = ({ name }: PublishedApp): object => ({ targetRefs: [routeReference(name)] });

const UNITS: readonly (readonly [string, number])[] = [['g', 1024 ** 3], ['m', 1024 ** 2], ['k', 1024], ['', 1]];

/** The size as NGINX writes it, in at most four digits; undefined where that would change it. */
function size(bytes: number): string | undefined {
  const fitting = UNITS.find(([, unit]) => bytes % unit === 0 && bytes / unit < 10_000);
  return fitting === undefined ? undefined : `${bytes / fitting[1]}${fitting[0]}`;
}

/** What NGINX Gateway Fabric makes of each feature on an HTTPRoute. */
export const NGINX_GATEWAY_FABRIC_FEATURES: FeatureTable = {
  ...GATEWAY_API,
  backendTls: backendTlsPolicy('v1.6/nginx-nginx-gateway-fabric'),
  timeout: {
    by: 'object',
    source: `${API}/proxysettingspolicy_types.go (timeout.read, since 2.6)`,
    refuses: ({ seconds }) => (seconds > 9999 ? 'waits 9999 seconds at most' : undefined),
    translate: ({ seconds }, app) => ({ objects: [object('ProxySettingsPolicy', app.name, { ...aboutRoute(app), timeout: { read: `${seconds}s` } })] }),
  },
  clientAddresses: refused('it has no allow-list beside snippets, which can do anything to the proxy; use another controller', `${API} (all kinds)`),
  basicAuthentication: {
    by: 'object',
    source: `${API}/authenticationfilter_types.go (Secret of type nginx.org/htpasswd, key auth)`,
    translate: ({ secret }, { name }) => ({
      objects: [object('AuthenticationFilter', name, { type: 'Basic', basic: { secretRef: { name: secret }, realm: name } })],
      filters: [{ type: 'ExtensionRef', extensionRef: { group: 'gateway.nginx.org', kind: 'AuthenticationFilter', name } }],
    }),
  },
  externalAuthentication: refused('its filter ExternalAuth belongs to the experimental Gateway API, which only its administrator switches on', 'nginx/nginx-gateway-fabric v2.6.7: examples/external-authentication'),
  rateLimit: {
    by: 'object',
    source: `${API}/ratelimitpolicy_types.go; nginx.org/en/docs/http/ngx_http_limit_req_module.html`,
    // without a burst even two requests at a time would be too many
    translate: ({ requests, per }, app) => ({
      objects: [object('RateLimitPolicy', app.name, {
        ...aboutRoute(app),
        rateLimit: {
          rejectCode: 429,
          local: { rules: [{ key: '$binary_remote_addr', rate: `${requests}r/${per === 'second' ? 's' : 'm'}`, burst: requests, noDelay: true }] },
        },
      })],
    }),
  },
  requestSize: {
    by: 'object',
    source: `${API}/clientsettingspolicy_types.go (body.maxSize)`,
    refuses: ({ bytes }) => (size(bytes) === undefined ? 'counts in bytes, k, m or g with four digits: round the size' : undefined),
    translate: ({ bytes }, { name }) => ({ objects: [object('ClientSettingsPolicy', name, { targetRef: routeReference(name), body: { maxSize: size(bytes) } })] }),
  },
  stickySessions: refused(PLUS, 'nginx/nginx-gateway-fabric v2.6.7: internal/controller/state/graph/httproute.go (sessionPersistence)'),
};
