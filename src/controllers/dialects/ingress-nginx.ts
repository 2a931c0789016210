import { Dialect } from './dialect';
import { INGRESS_NGINX_FEATURES } from './ingress-nginx-features';
import { PLAIN } from './plain';

const NGINX = 'nginx.ingress.kubernetes.io/';
const REGEX = [{ annotation: `${NGINX}use-regex`, value: /^true$/ }, { annotation: `${NGINX}rewrite-target`, value: /./ }];

/** What ingress-nginx reads on an Ingress. */
export const INGRESS_NGINX_DIALECT: Dialect = {
  ...PLAIN,
  name: 'nginx',
  title: 'ingress-nginx',
  prefixes: [NGINX],
  protections: {
    'allowlist-source-range': 'allow list',
    'whitelist-source-range': 'allow list',
    'denylist-source-range': 'deny list',
    'auth-type': 'authentication',
    'auth-secret': 'authentication',
    'auth-url': 'authentication',
    'enable-global-auth': 'authentication',
    'auth-tls-secret': 'client certificates',
    'auth-tls-verify-client': 'client certificates',
    'enable-modsecurity': 'web application firewall',
    'limit-rps': 'rate limit',
    'limit-rpm': 'rate limit',
    'limit-connections': 'rate limit',
  },
  snippets: /-snippet$/,
  risky: [
    'server-alias', 'auth-tls-error-page', 'auth-tls-match-cn', 'auth-signin', 'auth-url', 'mirror-host', 'mirror-target', 'modsecurity-transaction-id',
    'proxy-ssl-name', 'upstream-hash-by',
  ],
  pathsAreConfiguration: true,
  // a prefix whose rest is in a group, for rewrite-target
  pathForms: [{ form: /^(\/.+)\(\/\|\$\)\(\.\*\)$/, type: 'Prefix', where: REGEX }, { form: /^(\/)\(\)\(\.\*\)$/, type: 'Prefix', where: REGEX }],
  regexOnHost: REGEX,
  plainHttp: { onlyIf: [{ annotation: `${NGINX}ssl-redirect`, value: /^false$/ }] },
  features: INGRESS_NGINX_FEATURES,
  sources: ['kubernetes/ingress-nginx at its last commit: docs/user-guide/nginx-configuration/annotations.md, annotations-risk.md, ingress-path-matching.md'],
};
