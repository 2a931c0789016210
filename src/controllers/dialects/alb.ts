import { ALB_FEATURES } from './alb-features';
import { Dialect } from './dialect';
import { CLOUD } from './plain';

/** What AWS Load Balancer Controller reads on an Ingress. */
export const ALB_DIALECT: Dialect = {
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
  // the first slash is no part of the pattern
  pathForms: [{ form: /^\/\^?(\/.*)$/, type: 'RegularExpression', where: [{ annotation: 'alb.ingress.kubernetes.io/use-regex-path-match', value: /^true$/ }] }],
  // what its listeners are, the rule on redirects reads itself
  plainHttp: 'never',
  secrets: 'none',
  features: ALB_FEATURES,
  sources: ['kubernetes-sigs/aws-load-balancer-controller v3.5.0: docs/guide/ingress/annotations.md, cert_discovery.md'],
};
