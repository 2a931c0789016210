import { backendTlsPolicy } from './backend-tls';
import { FeatureTable } from './feature';
import { GATEWAY_API } from './gateway-api';
import { refused } from './refused';

const DOCS = 'istio.io 1.30: docs/reference/config';
const ENVOY_FILTER = 'Istio has no API for it, and an EnvoyFilter is its administrator\'s; use another controller, or limit in the app';

/** What Istio makes of each feature on an HTTPRoute. */
export const ISTIO_GATEWAY_FEATURES: FeatureTable = {
  ...GATEWAY_API,
  backendTls: backendTlsPolicy('v1.5/istio-istio'),
  clientAddresses: {
    by: 'object',
    source: `${DOCS}/security/authorization-policy (targetRefs, notIpBlocks: the address of the packet), docs/tasks/security/authorization/authz-ingress`,
    refuses: (_, { hosts }) => {
      const wildcard = hosts.find((host) => host.startsWith('*'));
      return wildcard === undefined ? undefined : `cannot keep clients from ${wildcard} on every port: name the hosts`;
    },
    // it denies, so that what concerns other hosts of the Gateway stays as it is
    translate: (notIpBlocks, { namespace, name, gateway, hosts }) => ({
      objects: [{
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        // apps of several namespaces have theirs beside one Gateway
        name: `${namespace}.${name}-clients`,
        besideGateway: true,
        fields: {
          spec: {
            targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.name }],
            action: 'DENY',
            rules: [{ from: [{ source: { notIpBlocks } }], to: [{ operation: { hosts: [...hosts].sort().flatMap((host) => [host, `${host}:*`]) } }] }],
          },
        },
      }],
    }),
  },
  basicAuthentication: refused('Istio knows tokens (RequestAuthentication) only; let the app ask for passwords, or use another controller', `${DOCS}/security/request_authentication`),
  externalAuthentication: refused('the services that it may ask stand in the configuration of the mesh (extensionProviders), which is its administrator\'s',
    'istio.io 1.30: docs/tasks/security/authorization/authz-custom'),
  rateLimit: refused(ENVOY_FILTER, 'istio.io 1.30: docs/tasks/policy-enforcement/rate-limit'),
  requestSize: refused(ENVOY_FILTER, `${DOCS}/networking/envoy-filter`),
  stickySessions: {
    by: 'object',
    source: `${DOCS}/networking/destination-rule (a short host is of the namespace of the rule; consistentHash.httpCookie: without a lifetime it is a cookie of the session)`,
    translate: ({ cookie }, { name, serviceName }) => ({
      objects: [{
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        name,
        perService: true,
        fields: {
          spec: {
            host: serviceName,
            trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: cookie, ttl: '0s' } } } },
          },
        },
      }],
    }),
  },
};
