import { Dialect } from './dialect';

/** Load balancers of clouds run no code of an Ingress, and read no regular expression. */
const CLOUD: Pick<Dialect, 'snippets' | 'risky' | 'pathsAreConfiguration' | 'implementationSpecific' | 'regexOnHost'> = {
  snippets: /(?!)/, risky: [], pathsAreConfiguration: false, implementationSpecific: 'prefix', regexOnHost: [],
};

const ALB: Dialect = {
  ...CLOUD,
  name: 'alb',
  title: 'AWS Load Balancer Controller',
  prefixes: ['alb.ingress.kubernetes.io/'],
  protections: {
    'inbound-cidrs': 'allow list',
    'security-groups': 'allow list',
    'security-group-prefix-lists': 'allow list',
    'auth-type': 'authentication',
    'jwt-validation': 'authentication',
    'mutual-authentication': 'client certificates',
    'wafv2-acl-arn': 'web application firewall',
    'wafv2-acl-name': 'web application firewall',
    'waf-acl-id': 'web application firewall',
  },
  // what its listeners are, the rule on redirects reads itself
  plainHttp: 'never',
  secrets: 'none',
  sources: ['kubernetes-sigs/aws-load-balancer-controller v3.5.0: docs/guide/ingress/annotations.md, cert_discovery.md'],
};

const GKE: Dialect = {
  ...CLOUD,
  name: 'gke',
  title: 'GKE Ingress',
  prefixes: ['networking.gke.io/', 'cloud.google.com/', 'ingress.gcp.kubernetes.io/', 'kubernetes.io/ingress.allow-http', 'kubernetes.io/ingress.global-static-ip-name', 'kubernetes.io/ingress.regional-static-ip-name'],
  protections: {},
  plainHttp: { unless: [{ annotation: 'kubernetes.io/ingress.allow-http', value: /^false$/ }] },
  secrets: 'ingress',
  sources: ['cloud.google.com/kubernetes-engine/docs: ingress, ingress-configuration (FrontendConfig)'],
};

const AGIC: Dialect = {
  ...CLOUD,
  name: 'agic',
  title: 'Application Gateway Ingress Controller',
  prefixes: ['appgw.ingress.kubernetes.io/'],
  protections: { 'waf-policy-for-path': 'web application firewall' },
  plainHttp: 'never',
  secrets: 'ingress',
  sources: ['Azure/application-gateway-kubernetes-ingress: docs/annotations.md'],
};

/** Dialects of load balancers that clouds make for Ingresses. */
export const CLOUD_DIALECTS: readonly Dialect[] = [ALB, GKE, AGIC];
