import { AWS_GATEWAY_FEATURES } from '../../../src/controllers/features/aws-gateway';
import { CILIUM_GATEWAY_FEATURES } from '../../../src/controllers/features/cilium-gateway';
import { CONTOUR_GATEWAY_FEATURES } from '../../../src/controllers/features/contour-gateway';
import { ENVOY_GATEWAY_FEATURES } from '../../../src/controllers/features/envoy-gateway';
import { FeatureTable } from '../../../src/controllers/features/feature';
import { GKE_GATEWAY_FEATURES, GKE_GATEWAY_INTERNAL_FEATURES, GKE_GATEWAY_REGIONAL_FEATURES } from '../../../src/controllers/features/gke-gateway';
import { ISTIO_GATEWAY_FEATURES } from '../../../src/controllers/features/istio-gateway';
import { KGATEWAY_FEATURES } from '../../../src/controllers/features/kgateway';
import { NGINX_GATEWAY_FABRIC_FEATURES } from '../../../src/controllers/features/nginx-gateway-fabric';
import { TRAEFIK_GATEWAY_FEATURES } from '../../../src/controllers/features/traefik-gateway';
import { everythingSaidOf, saidOf, Written } from '../asked-features';

const ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'web' };
const SERVICE = { group: '', kind: 'Service', name: 'web' };
const OWN_AUTH = { url: 'http://auth.shop.svc:8080', responseHeaders: ['X-User'] };

const one = (apiVersion: string) => (kind: string, spec: object, name = 'web'): object => ({ apiVersion, kind, name, fields: { spec } });
const byReference = (group: string, kind: string, name = 'web'): object => ({ filters: [{ type: 'ExtensionRef', extensionRef: { group, kind, name } }] });
const responseHeaders = (...set: readonly (readonly [string, string])[]): object =>
  ({ filters: [{ type: 'ResponseHeaderModifier', responseHeaderModifier: { set: set.map(([name, value]) => ({ name, value })) } }] });
const rewritten = (replacePrefixMatch: string): object => ({ filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch } } }] });

/** What the API itself says (Gateway API v1.6). */
const STANDARD: Written = {
  scope: {},
  httpsRedirect: {},
  httpsOnly: {},
  exactPaths: {},
  regexPaths: {},
  hsts: responseHeaders(['Strict-Transport-Security', 'max-age=31536000; includeSubDomains']),
  responseHeaders: responseHeaders(['X-Frame-Options', 'DENY'], ['X-Team', 'shop']),
  rewrite: rewritten('/v1'),
  timeout: { rule: { timeouts: { request: '30s' } } },
  webSockets: {},
  grpc: { appProtocol: 'kubernetes.io/h2c' },
  canary: { canaryBackend: { serviceName: 'web-canary', weight: 10, header: { name: 'X-Canary', value: 'yes' } } },
};

/** Of products whose conformance report lists it. */
const BACKEND_TLS: Written = {
  backendTls: {
    objects: [one('gateway.networking.k8s.io/v1')('BackendTLSPolicy', {
      targetRefs: [SERVICE], validation: { hostname: 'web.shop.svc.cluster.local', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'shop-ca' }] },
    })],
  },
};

function without(...names: readonly (keyof Written)[]): Written {
  return Object.fromEntries(Object.entries(STANDARD).filter(([name]) => !names.includes(name as keyof Written)));
}

const middleware = (suffix: string, spec: object): object =>
  ({ objects: [one('traefik.io/v1alpha1')('Middleware', spec, `web-${suffix}`)], ...byReference('traefik.io', 'Middleware', `web-${suffix}`) });
const envoy = (kind: string, spec: object): object => ({ objects: [one('gateway.envoyproxy.io/v1alpha1')(kind, { targetRefs: [ROUTE], ...spec })] });
const nginx = one('gateway.nginx.org/v1alpha1');
const kgateway = one('gateway.kgateway.dev/v1alpha1');
const aws = one('gateway.k8s.aws/v1');
const gke = (settings: object): object => ({ objects: [one('networking.gke.io/v1')('GCPBackendPolicy', { targetRef: SERVICE, default: settings })] });

const PRODUCTS: Readonly<Record<string, readonly [FeatureTable, Written]>> = {
  'Traefik': [TRAEFIK_GATEWAY_FEATURES, {
    ...BACKEND_TLS,
    ...without('timeout'),
    clientAddresses: middleware('clients', { ipAllowList: { sourceRange: ['203.0.113.0/24', '2001:db8::/32'] } }),
    basicAuthentication: middleware('users', { basicAuth: { secret: 'users' } }),
    externalAuthentication: middleware('authentication', { forwardAuth: { address: OWN_AUTH.url, authResponseHeaders: ['X-User'] } }),
    rateLimit: middleware('rate', { rateLimit: { average: 60, period: '1m', burst: 60 } }),
    requestSize: middleware('size', { buffering: { maxRequestBodyBytes: 8388608 } }),
  }],
  'Envoy Gateway': [ENVOY_GATEWAY_FEATURES, {
    ...BACKEND_TLS,
    ...STANDARD,
    clientAddresses: envoy('SecurityPolicy', {
      authorization: { defaultAction: 'Deny', rules: [{ name: 'clients', action: 'Allow', principal: { clientCIDRs: ['203.0.113.0/24', '2001:db8::/32'] } }] },
    }),
    basicAuthentication: envoy('SecurityPolicy', { basicAuth: { users: { name: 'users' } } }),
    externalAuthentication: envoy('SecurityPolicy', {
      extAuth: { headersToExtAuth: ['cookie'], http: { backendRefs: [{ name: 'auth', port: 8080 }], headersToBackend: ['X-User'] } },
    }),
    rateLimit: envoy('BackendTrafficPolicy', {
      rateLimit: {
        type: 'Local',
        local: { rules: ['0.0.0.0/0', '::/0'].map((value) => ({ clientSelectors: [{ sourceCIDR: { type: 'Distinct', value } }], limit: { requests: 60, unit: 'Minute' } })) },
      },
    }),
    requestSize: envoy('BackendTrafficPolicy', { requestBuffer: { limit: '8388608' } }),
    stickySessions: envoy('BackendTrafficPolicy', { loadBalancer: { type: 'ConsistentHash', consistentHash: { type: 'Cookie', cookie: { name: 'pod', ttl: '0s' } } } }),
  }],
  'Istio': [ISTIO_GATEWAY_FEATURES, {
    ...BACKEND_TLS,
    ...STANDARD,
    clientAddresses: {
      objects: [{
        ...one('security.istio.io/v1')('AuthorizationPolicy', {
          targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' }],
          action: 'DENY',
          rules: [{ from: [{ source: { notIpBlocks: ['203.0.113.0/24', '2001:db8::/32'] } }], to: [{ operation: { hosts: ['shop.example.com', 'shop.example.com:*'] } }] }],
        }, 'shop.web-clients'),
        besideGateway: true,
      }],
    },
    stickySessions: {
      objects: [one('networking.istio.io/v1')('DestinationRule', { host: 'web', trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: 'pod', ttl: '0s' } } } } })],
    },
  }],
  'NGINX Gateway Fabric': [NGINX_GATEWAY_FABRIC_FEATURES, {
    ...BACKEND_TLS,
    ...STANDARD,
    timeout: { objects: [nginx('ProxySettingsPolicy', { targetRefs: [ROUTE], timeout: { read: '30s' } })] },
    basicAuthentication: {
      objects: [nginx('AuthenticationFilter', { type: 'Basic', basic: { secretRef: { name: 'users' }, realm: 'web' } })], ...byReference('gateway.nginx.org', 'AuthenticationFilter'),
    },
    rateLimit: {
      objects: [nginx('RateLimitPolicy', {
        targetRefs: [ROUTE], rateLimit: { rejectCode: 429, local: { rules: [{ key: '$binary_remote_addr', rate: '60r/m', burst: 60, noDelay: true }] } },
      })],
    },
    requestSize: { objects: [nginx('ClientSettingsPolicy', { targetRef: ROUTE, body: { maxSize: '8m' } })] },
  }],
  'kgateway': [KGATEWAY_FEATURES, {
    ...BACKEND_TLS,
    ...STANDARD,
    webSockets: { appProtocol: 'kubernetes.io/ws' },
    clientAddresses: {
      objects: [kgateway('TrafficPolicy', {
        targetRefs: [ROUTE], acl: { defaultAction: 'deny', rules: [{ name: 'clients', cidrs: ['203.0.113.0/24', '2001:db8::/32'], action: 'allow' }] },
      })],
    },
    basicAuthentication: { objects: [kgateway('TrafficPolicy', { targetRefs: [ROUTE], basicAuth: { secretRef: { name: 'users' } } })] },
    externalAuthentication: {
      objects: [
        kgateway('GatewayExtension', {
          type: 'ExtAuth',
          extAuth: {
            headersToForward: ['cookie'],
            httpService: { backendRef: { name: 'auth', port: 8080 }, authorizationResponse: { headersToBackend: ['X-User'] } },
          },
        }),
        kgateway('TrafficPolicy', { targetRefs: [ROUTE], extAuth: { extensionRef: { name: 'web' } } }),
      ],
    },
    requestSize: { objects: [kgateway('TrafficPolicy', { targetRefs: [ROUTE], buffer: { maxRequestSize: '8388608' } })] },
    stickySessions: {
      objects: [kgateway('BackendConfigPolicy', {
        targetRefs: [SERVICE], loadBalancer: { ringHash: { hashPolicies: [{ cookie: { name: 'pod', path: '/', ttl: '0s', secure: true, httpOnly: true } }] } },
      })],
    },
  }],
  'Contour': [CONTOUR_GATEWAY_FEATURES, STANDARD],
  'Cilium': [CILIUM_GATEWAY_FEATURES, { ...without('grpc'), ...BACKEND_TLS }],
  'GKE': [GKE_GATEWAY_FEATURES, { ...without('regexPaths', 'rewrite', 'grpc'), timeout: gke({ timeoutSec: 30 }), stickySessions: gke({ sessionAffinity: { type: 'GENERATED_COOKIE' } }) }],
  'AWS': [AWS_GATEWAY_FEATURES, {
    ...without('hsts', 'responseHeaders', 'timeout'),
    scope: { objects: [aws('TargetGroupConfiguration', { targetReference: SERVICE, defaultConfiguration: { targetType: 'ip' } })] },
    rewrite: rewritten('/v1/'),
    clientAddresses: {
      objects: [aws('ListenerRuleConfiguration', { conditions: [{ field: 'source-ip', sourceIPConfig: { values: ['203.0.113.0/24', '2001:db8::/32'] } }] })],
      ...byReference('gateway.k8s.aws', 'ListenerRuleConfiguration'),
    },
    stickySessions: {
      objects: [aws('TargetGroupConfiguration', {
        targetReference: SERVICE,
        defaultConfiguration: { targetGroupAttributes: [{ key: 'stickiness.enabled', value: 'true' }, { key: 'stickiness.type', value: 'lb_cookie' }] },
      })],
    },
    grpc: { objects: [aws('TargetGroupConfiguration', { targetReference: SERVICE, defaultConfiguration: { protocolVersion: 'GRPC' } })] },
  }],
};

/** Values that are asked for where the product has a name of its own for its cookie. */
const COOKIES: Readonly<Record<string, string>> = { GKE: 'GCLB', AWS: 'AWSALB' };

test.each(Object.entries(PRODUCTS))('%s has these features on an HTTPRoute, written so, and no other', (name, [table, written]) => {
  const said = {
    ...everythingSaidOf(table),
    ...(table.externalAuthentication.by !== 'refused' && { externalAuthentication: saidOf(table, 'externalAuthentication', OWN_AUTH) }),
    ...(COOKIES[name] !== undefined && { stickySessions: saidOf(table, 'stickySessions', { cookie: COOKIES[name] }) }),
  };
  expect(said).toStrictEqual(written);
});

describe('refused is', () => {
  test.each<[string, unknown, RegExp]>([
    ['an allow-list for a wildcard, of Istio', saidOf(ISTIO_GATEWAY_FEATURES, 'clientAddresses', ['10.0.0.0/8'], { hosts: ['*.example.com'] }), /name the hosts/],
    ['a size that NGINX cannot write', saidOf(NGINX_GATEWAY_FABRIC_FEATURES, 'requestSize', { bytes: 10_001 }), /round the size/],
    ['a timeout that NGINX cannot write', saidOf(NGINX_GATEWAY_FABRIC_FEATURES, 'timeout', { seconds: 10_000 }), /9999 seconds at most/],
    ['a service of another namespace, of kgateway', saidOf(KGATEWAY_FEATURES, 'externalAuthentication'), /name one of namespace shop/],
    ['a service with a path, of kgateway', saidOf(KGATEWAY_FEATURES, 'externalAuthentication', { url: 'http://auth.shop.svc:8080/verify', responseHeaders: [] }), /leave out the path/],
    ['a body that kgateway cannot buffer', saidOf(KGATEWAY_FEATURES, 'requestSize', { bytes: 4 * 1024 ** 3 }), /less than 4 GiB/],
    ['more addresses than a rule of AWS compares', saidOf(AWS_GATEWAY_FEATURES, 'clientAddresses', ['10.0.0.0/8', '11.0.0.0/8', '12.0.0.0/8']), /name 2 addresses at most/],
    ['a cookie of another name, of AWS', saidOf(AWS_GATEWAY_FEATURES, 'stickySessions'), /write AWSALB/],
    ['the other network, of GKE', saidOf(GKE_GATEWAY_FEATURES, 'scope', 'private-network'), /use GatewayController\.gkeGatewayInternal/],
    ['the internet, of internal Gateways of GKE', saidOf(GKE_GATEWAY_INTERNAL_FEATURES, 'scope', 'internet'), /use GatewayController\.gkeGateway/],
    ['a cookie of another name, of regional Gateways of GKE', saidOf(GKE_GATEWAY_REGIONAL_FEATURES, 'stickySessions'), /write GCILB/],
    ['a Secret, where the API knows ConfigMaps', saidOf(ENVOY_GATEWAY_FEATURES, 'backendTls', { hostname: 'web', secret: 'shop-ca' }), /from a ConfigMap \(key ca\.crt\): name caConfigMap/],
    ['more rewritten paths than a route has rules', saidOf(ENVOY_GATEWAY_FEATURES, 'rewrite', { prefix: '/' }, { prefixes: Array.from({ length: 16 }, (_, i) => `/${i}`) }), /15 paths at most/],
  ])('%s', (_, said, reason) => {
    expect(said).toMatch(reason);
  });
});

test('of GKE, regional Gateways alone verify certificates of apps', () => {
  expect(saidOf(GKE_GATEWAY_REGIONAL_FEATURES, 'backendTls')).toStrictEqual(BACKEND_TLS.backendTls);
  expect([GKE_GATEWAY_FEATURES, GKE_GATEWAY_INTERNAL_FEATURES].map((table) => saidOf(table, 'backendTls'))).toStrictEqual(['refused', 'refused']);
});

test('Envoy Gateway asks the very path of the URL', () => {
  expect(saidOf(ENVOY_GATEWAY_FEATURES, 'externalAuthentication', { url: 'http://auth.shop.svc:8080/verify', responseHeaders: [] }))
    .toStrictEqual(envoy('SecurityPolicy', { extAuth: { headersToExtAuth: ['cookie'], http: { backendRefs: [{ name: 'auth', port: 8080 }], pathOverride: '/verify' } } }));
});

test('at / a rule of AWS has room for one more address', () => {
  expect(saidOf(AWS_GATEWAY_FEATURES, 'clientAddresses', ['10.0.0.0/8', '11.0.0.0/8', '12.0.0.0/8'], { prefixes: ['/'] })).toHaveProperty('objects');
});

test('and for one less where a canary is told by a header', () => {
  expect(saidOf(AWS_GATEWAY_FEATURES, 'clientAddresses', ['10.0.0.0/8', '11.0.0.0/8'], { toldByHeader: true })).toMatch(/name 1 addresses at most/);
});
