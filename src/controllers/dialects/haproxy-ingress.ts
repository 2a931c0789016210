import { Dialect } from './dialect';
import { HAPROXY_INGRESS_FEATURES } from './haproxy-ingress-features';
import { PLAIN } from './plain';

/** What HAProxy Ingress reads on an Ingress. */
export const HAPROXY_INGRESS_DIALECT: Dialect = {
  ...PLAIN,
  name: 'haproxy-ingress',
  title: 'HAProxy Ingress',
  prefixes: ['haproxy-ingress.github.io/', 'ingress.kubernetes.io/'],
  protections: {
    'allowlist-source-range': 'allow list',
    'whitelist-source-range': 'allow list',
    'denylist-source-range': 'deny list',
    'auth-secret': 'authentication',
    'auth-type': 'authentication',
    'auth-url': 'authentication',
    'auth-tls-secret': 'client certificates',
    'waf': 'web application firewall',
    'limit-rps': 'rate limit',
    'limit-connections': 'rate limit',
  },
  snippets: /^config-(?:backend|defaults|frontend|global|sections|tcp)/,
  plainHttp: { onlyIf: [{ annotation: 'haproxy-ingress.github.io/ssl-redirect', value: /^false$/ }, { annotation: 'ingress.kubernetes.io/ssl-redirect', value: /^false$/ }] },
  features: HAPROXY_INGRESS_FEATURES,
  sources: ['jcmoraisjr/haproxy-ingress v0.17: docs/content/en/docs/configuration/keys.md'],
};
