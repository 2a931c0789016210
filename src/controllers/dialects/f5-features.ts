import { FeatureTable, PublishedApp, Translation } from '../features/feature';
import { textForPrefix } from '../features/rewriting';
import { serviceUrl } from '../features/service-url';

const NGINX = 'nginx.org/';
const PRODUCT = 'nginx/kubernetes-ingress v5.5.4';
const ANNOTATIONS = `${PRODUCT}: internal/k8s/validation.go, internal/configs/annotations.go`;
const POLICIES = `${PRODUCT}: docs/crd/k8s.nginx.org_policies.md, internal/configs/ingress.go (nginx.org/policies, since 5.4)`;

/** A Policy beside the Ingress; each says one thing. Where it is missing or wrong, every request is answered with 500. */
function policy({ name, namespace }: PublishedApp, suffix: string, spec: object): Translation {
  return {
    listed: { [`${NGINX}policies`]: `${namespace}/${name}-${suffix}` },
    objects: [{ apiVersion: 'k8s.nginx.org/v1', kind: 'Policy', name: `${name}-${suffix}`, fields: { spec } }],
  };
}

/** Headers with commas between them, each also on answers that are errors. */
const addHeaders = (headers: Readonly<Record<string, string>>): Translation =>
  ({ listed: { [`${NGINX}add-header`]: Object.entries(headers).map(([name, value]) => `${name}:${value}:always`).join(',') } });

/** What F5 NGINX Ingress Controller makes of each feature: annotations, and Policies for who gets in. */
export const F5_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsRedirect: { by: 'native', source: `${ANNOTATIONS} (ssl-redirect)`, translate: () => ({ annotations: { [`${NGINX}ssl-redirect`]: 'true' } }) },
  httpsOnly: { by: 'refused', reason: 'a host with TLS is also answered on port 80, with a redirect at best; leave redirectHttp on', source: `${PRODUCT}: internal/configs/version1/nginx.ingress.tmpl` },
  exactPaths: { by: 'native', source: `${PRODUCT}: internal/configs/ingress.go (generateIngressPath)`, translate: () => ({}) },
  regexPaths: {
    by: 'native',
    source: `${PRODUCT}: internal/configs/version1/template_helper.go (path-regex); validatePath (no $ in paths)`,
    refuses: (_, { prefixes, exactPaths, patterns }) => {
      if (prefixes.length + exactPaths.length > 0) return 'takes every path of an Ingress for a regular expression once one is: publish the other paths as an app of their own';
      return patterns.some((pattern) => pattern.includes('$')) ? 'allows no $ in paths; it matches from the start of a path, not up to its end' : undefined;
    },
    translate: () => ({ annotations: { [`${NGINX}path-regex`]: 'case_sensitive' } }),
  },
  hsts: {
    by: 'native',
    source: `${ANNOTATIONS} (add-header, since 5.5; hsts would add preload)`,
    translate: ({ header }) => ({ ...addHeaders({ 'Strict-Transport-Security': header }), annotations: { [`${NGINX}hsts`]: 'false' } }),
  },
  responseHeaders: {
    by: 'native',
    source: `${ANNOTATIONS} (add-header, since 5.5)`,
    refuses: (headers) => (Object.entries(headers).every(([name, value]) => /^[A-Za-z0-9-]+$/.test(name) && !/[,:$\\]/.test(value)) ? undefined
      : 'takes commas, colons, $ and backslashes in values, and other signs than letters, digits and - in names, for its own'),
    translate: addHeaders,
  },
  clientAddresses: { by: 'object', source: `${POLICIES}, accessControl`, translate: (allow, app) => policy(app, 'clients', { accessControl: { allow } }) },
  basicAuthentication: {
    by: 'native',
    source: `${ANNOTATIONS} (basic-auth-secret; key htpasswd of a Secret of type nginx.org/htpasswd)`,
    translate: ({ secret }) => ({ annotations: { [`${NGINX}basic-auth-secret`]: secret, [`${NGINX}basic-auth-realm`]: 'Authentication required' } }),
  },
  externalAuthentication: {
    by: 'object',
    source: `${POLICIES}, externalAuth (since 5.5; passes no headers on)`,
    refuses: ({ url, responseHeaders }) => {
      if (responseHeaders.length > 0) return 'passes no headers of the answer on to the app; leave responseHeaders out';
      return serviceUrl(url) === undefined ? 'asks a Service only: name one, as http://NAME.NAMESPACE.svc:PORT/PATH' : undefined;
    },
    translate: ({ url }, app) => {
      const { name, namespace, port, path = '/' } = serviceUrl(url)!;
      return policy(app, 'authentication', { externalAuth: { authURI: path, authServiceName: `${namespace}/${name}`, authServicePorts: [port] } });
    },
  },
  rateLimit: {
    by: 'native',
    source: `${ANNOTATIONS} (limit-req-rate; by client address, in each proxy)`,
    translate: ({ requests, per }) => ({
      annotations: {
        [`${NGINX}limit-req-rate`]: `${requests}r/${per === 'second' ? 's' : 'm'}`,
        [`${NGINX}limit-req-key`]: '${binary_remote_addr}',
        [`${NGINX}limit-req-burst`]: String(requests),
        [`${NGINX}limit-req-no-delay`]: 'true',
        [`${NGINX}limit-req-reject-code`]: '429',
      },
    }),
  },
  requestSize: {
    by: 'native',
    source: `${ANNOTATIONS} (client-max-body-size)`,
    translate: ({ bytes }) => ({ annotations: { [`${NGINX}client-max-body-size`]: String(bytes) } }),
  },
  rewrite: {
    by: 'native',
    source: `${ANNOTATIONS} (rewrites); nginx.org: ngx_http_proxy_module, proxy_pass with a URI`,
    refuses: ({ prefix }, { prefixes }) => (textForPrefix(prefixes, prefix) ? undefined
      : 'replaces the text of a prefix alone: let all prefixes end with a slash, as in /shop/'),
    translate: ({ prefix }, { serviceName, prefixes }) => ({ annotations: { [`${NGINX}rewrites`]: `serviceName=${serviceName} rewrite=${textForPrefix(prefixes, prefix)!}` } }),
  },
  timeout: {
    by: 'native',
    source: `${ANNOTATIONS} (proxy-read-timeout, also of gRPC)`,
    translate: ({ seconds }) => ({ annotations: { [`${NGINX}proxy-read-timeout`]: `${seconds}s`, [`${NGINX}proxy-send-timeout`]: `${seconds}s` } }),
  },
  stickySessions: {
    by: 'native',
    source: `${ANNOTATIONS} (sticky-cookie-services, since 5.4; before that of NGINX Plus)`,
    translate: ({ cookie }, { serviceName }) => ({ annotations: { [`${NGINX}sticky-cookie-services`]: `serviceName=${serviceName} ${cookie} path=/ httponly secure` } }),
  },
  webSockets: {
    by: 'native',
    source: `${ANNOTATIONS} (websocket-services)`,
    translate: (_, { serviceName }) => ({ annotations: { [`${NGINX}websocket-services`]: serviceName } }),
  },
  canary: { by: 'refused', reason: 'an Ingress leads to one Service; only its VirtualServers split requests', source: 'nginx/kubernetes-ingress 5.6.0: docs, VirtualServer (splits)' },
  backendTls: { by: 'refused', reason: 'it needs a Policy (egressMTLS) and a Secret of a type of its own, which the library does not write; use GatewayController.nginxGatewayFabric()', source: 'nginx/kubernetes-ingress v5.5.4: docs/crd/k8s.nginx.org_policies.md (egressMTLS)' },
  grpc: {
    by: 'refused', reason: 'it ignores grpc-services unless its ConfigMap has http2, which it has not by default; use another GatewayController', source: `${PRODUCT}: internal/configs/ingress.go (HTTP2 is required)`,
  },
};
