import { FeatureTable, PublishedApp, Translation } from '../features/feature';
import { refused } from '../features/refused';
import { replacedPrefix } from '../features/rewriting';

const AGIC = 'appgw.ingress.kubernetes.io';
const DOCS = 'Azure/application-gateway-kubernetes-ingress: docs/annotations.md';
const WAF = 'that is a rule of a web application firewall policy, which its administrator makes';
const REWRITES = 'Azure/application-gateway-kubernetes-ingress: docs/features/rewrite-rule-set-custom-resource.md';

/** Rules of a set have numbers, and run in their order. */
function rewriteRule({ name }: PublishedApp, rule: string, ruleSequence: number, headers: Readonly<Record<string, string>>): Translation {
  const responseHeaderConfigurations = Object.entries(headers).map(([headerName, headerValue]) => ({ actionType: 'set', headerName, headerValue }));
  return {
    annotations: { [`${AGIC}/rewrite-rule-set-custom-resource`]: name },
    objects: [{
      apiVersion: 'appgw.ingress.azure.io/v1beta1',
      kind: 'AzureApplicationGatewayRewrite',
      name,
      fields: { spec: { rewriteRules: [{ name: rule, ruleSequence, actions: { responseHeaderConfigurations } }] } },
    }],
  };
}

/** What the Application Gateway Ingress Controller makes of each feature. */
export const AGIC_FEATURES: FeatureTable = {
  scope: {
    by: 'native',
    source: `${DOCS} (use-private-ip)`,
    translate: (scope) => ({ annotations: { [`${AGIC}/use-private-ip`]: scope === 'private-network' ? 'true' : 'false' } }),
  },
  httpsRedirect: { by: 'native', source: `${DOCS} (ssl-redirect)`, translate: () => ({ annotations: { [`${AGIC}/ssl-redirect`]: 'true' } }) },
  // a host with a certificate has no plain listener unless it redirects
  httpsOnly: { by: 'native', source: 'Azure/application-gateway-kubernetes-ingress: pkg/appgw/ingress_rules.go', translate: () => ({}) },
  exactPaths: {
    by: 'native',
    source: 'Azure/application-gateway-kubernetes-ingress: pkg/appgw/requestroutingrules.go',
    refuses: (_, { exactPaths }) => (exactPaths.includes('/') ? 'takes / for the prefix of every path' : undefined),
    translate: () => ({}),
  },
  regexPaths: refused('its paths are exact, or end in *', 'Azure/application-gateway-kubernetes-ingress: pkg/appgw/requestroutingrules.go'),
  hsts: { by: 'object', source: REWRITES, translate: ({ header }, app) => rewriteRule(app, 'hsts', 100, { 'Strict-Transport-Security': header }) },
  responseHeaders: { by: 'object', source: REWRITES, translate: (headers, app) => rewriteRule(app, 'headers', 200, headers) },
  clientAddresses: refused('it has no allow-list (issue 909); the network security group of its subnet, which its administrator keeps, has one', DOCS),
  basicAuthentication: refused('Application Gateway does not authenticate; let the app do so, or use another controller', DOCS),
  externalAuthentication: refused('Application Gateway does not authenticate; let the app do so, or use another controller', DOCS),
  rateLimit: refused(WAF, `${DOCS} (waf-policy-for-path)`),
  requestSize: refused(WAF, `${DOCS} (waf-policy-for-path)`),
  rewrite: {
    by: 'native',
    source: `${DOCS} (backend-path-prefix)`,
    translate: ({ prefix }) => ({ annotations: { [`${AGIC}/backend-path-prefix`]: replacedPrefix(prefix, '') } }),
  },
  timeout: {
    by: 'native',
    source: `${DOCS} (request-timeout)`,
    refuses: ({ seconds }) => (seconds > 86400 ? 'waits 86400 seconds at most' : undefined),
    translate: ({ seconds }) => ({ annotations: { [`${AGIC}/request-timeout`]: `${seconds}` } }),
  },
  stickySessions: {
    by: 'native',
    source: `${DOCS} (cookie-based-affinity); learn.microsoft.com/azure/application-gateway/configuration-http-settings`,
    refuses: ({ cookie }) => (cookie === 'ApplicationGatewayAffinity' ? undefined : 'chooses the name of its cookie itself: write ApplicationGatewayAffinity'),
    translate: () => ({ annotations: { [`${AGIC}/cookie-based-affinity`]: 'true' } }),
  },
  webSockets: { by: 'native', source: 'Azure/application-gateway-kubernetes-ingress: docs/how-tos/websockets.md', translate: () => ({}) },
  canary: { by: 'refused', reason: 'an Ingress leads to one Service for each path', source: 'Azure/application-gateway-kubernetes-ingress: docs/annotations.md' },
  backendTls: { by: 'refused', reason: 'Application Gateway trusts certificates that its administrator uploads; let it speak plain HTTP to the app, or use another controller', source: 'Azure/application-gateway-kubernetes-ingress: docs/annotations.md (appgw-trusted-root-certificate)' },
  grpc: refused('Application Gateway speaks HTTP/1.1 to pods', 'learn.microsoft.com/azure/application-gateway/features'),
};
