import { Dialect } from './dialect';
import { CLOUD_DIALECTS } from './dialects-cloud';

/** Matches nothing. */
const NO_SNIPPETS = /(?!)/;
const NGINX = 'nginx.ingress.kubernetes.io/';

/** What most proxies have in common. */
const PLAIN: Pick<Dialect, 'snippets' | 'risky' | 'pathsAreConfiguration' | 'implementationSpecific' | 'regexOnHost' | 'secrets'> = {
  snippets: NO_SNIPPETS, risky: [], pathsAreConfiguration: false, implementationSpecific: 'prefix', regexOnHost: [], secrets: 'ingress',
};

const INGRESS_NGINX: Dialect = {
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
  regexOnHost: [{ annotation: `${NGINX}use-regex`, value: /^true$/ }, { annotation: `${NGINX}rewrite-target`, value: /./ }],
  plainHttp: { onlyIf: [{ annotation: `${NGINX}ssl-redirect`, value: /^false$/ }] },
  sources: ['kubernetes/ingress-nginx at its last commit: docs/user-guide/nginx-configuration/annotations.md, annotations-risk.md, ingress-path-matching.md'],
};

const TRAEFIK: Dialect = {
  ...PLAIN,
  name: 'traefik',
  title: 'Traefik',
  prefixes: ['traefik.ingress.kubernetes.io/'],
  protections: { 'router.middlewares': 'whatever its middlewares do' },
  // a router with TLS answers nothing else, and TLS-TRAEFIK is about one without
  plainHttp: 'never',
  sources: ['traefik v3.7: docs, routing with the Kubernetes Ingress provider'],
};

const HAPROXYTECH: Dialect = {
  ...PLAIN,
  name: 'haproxytech',
  title: 'HAProxy Kubernetes Ingress Controller',
  prefixes: ['haproxy.org/', 'haproxy.com/', 'ingress.kubernetes.io/'],
  protections: {
    'allow-list': 'allow list',
    'whitelist': 'allow list',
    'deny-list': 'deny list',
    'blacklist': 'deny list',
    'auth-type': 'authentication',
    'auth-secret': 'authentication',
    'client-ca': 'client certificates',
    'rate-limit-requests': 'rate limit',
  },
  snippets: /-snippet$/,
  plainHttp: { onlyIf: [{ annotation: 'haproxy.org/ssl-redirect', value: /^false$/ }, { annotation: 'ingress.kubernetes.io/ssl-redirect', value: /^false$/ }] },
  sources: ['haproxytech/kubernetes-ingress v3.2.11: documentation/annotations.md'],
};

const HAPROXY_INGRESS: Dialect = {
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
  sources: ['jcmoraisjr/haproxy-ingress v0.17: docs/content/en/docs/configuration/keys.md'],
};

const CONTOUR: Dialect = {
  ...PLAIN,
  name: 'contour',
  title: 'Contour',
  prefixes: ['projectcontour.io/', 'contour.heptio.com/', 'ingress.kubernetes.io/force-ssl-redirect', 'kubernetes.io/ingress.allow-http'],
  protections: {},
  implementationSpecific: 'regex-if-special',
  plainHttp: { unless: [{ annotation: 'ingress.kubernetes.io/force-ssl-redirect', value: /^true$/ }, { annotation: 'kubernetes.io/ingress.allow-http', value: /^false$/ }] },
  sources: ['projectcontour/contour v1.33.6: site/content/docs/main/config/annotations.md, ingress.md'],
};

const KONG: Dialect = {
  ...PLAIN,
  name: 'kong',
  title: 'Kong Ingress Controller',
  prefixes: ['konghq.com/', 'configuration.konghq.com/'],
  protections: { plugins: 'whatever its middlewares do' },
  // `https` alone refuses or redirects what comes in plain text
  plainHttp: { unless: [{ annotation: 'konghq.com/protocols', value: /^(?:https|grpcs|https\s*,\s*grpcs|grpcs\s*,\s*https)$/ }] },
  sources: ['Kong/kubernetes-ingress-controller v3.5.13: docs, annotations'],
};

const ISTIO: Dialect = {
  ...PLAIN,
  name: 'istio',
  title: 'Istio',
  prefixes: [],
  protections: {},
  plainHttp: 'always',
  secrets: 'proxy',
  sources: ['istio/istio 1.30.3: pilot/pkg/config/kube/ingress/conversion.go (HttpsRedirect, credentialName)'],
};

const CILIUM: Dialect = {
  ...PLAIN,
  name: 'cilium',
  title: 'Cilium',
  // those of load balancers are copied to the Service that Cilium makes
  prefixes: [
    'ingress.cilium.io/', 'io.cilium/', 'service.cilium.io/', 'lbipam.cilium.io/', 'nodeipam.cilium.io/', 'service.beta.kubernetes.io/', 'service.kubernetes.io/', 'cloud.google.com/',
  ],
  protections: {},
  implementationSpecific: 'regex',
  plainHttp: { onlyIf: [{ annotation: 'ingress.cilium.io/force-https', value: /^(?:disabled|false)$/ }] },
  sources: ['docs.cilium.io: network/servicemesh/ingress, ingress-reference'],
};

const F5: Dialect = {
  ...PLAIN,
  name: 'f5',
  title: 'F5 NGINX Ingress Controller',
  prefixes: ['nginx.org/', 'nginx.com/', 'appprotect.f5.com/', 'appprotectdos.f5.com/', 'ingress.kubernetes.io/ssl-redirect'],
  protections: {
    'policies': 'whatever its middlewares do',
    'basic-auth-secret': 'authentication',
    'jwt-key': 'authentication',
    'app-protect-enable': 'web application firewall',
    'limit-req-rate': 'rate limit',
  },
  snippets: /-snippets?$/,
  pathsAreConfiguration: true,
  plainHttp: { onlyIf: [{ annotation: 'ingress.kubernetes.io/ssl-redirect', value: /^false$/i }, { annotation: 'nginx.org/ssl-redirect', value: /^false$/i }] },
  sources: ['nginx/kubernetes-ingress 5.6.0: docs, advanced configuration with annotations'],
};

const OPENSHIFT: Dialect = {
  ...PLAIN,
  name: 'openshift',
  title: 'OpenShift router',
  prefixes: ['route.openshift.io/', 'haproxy.router.openshift.io/', 'router.openshift.io/'],
  protections: { 'ip_whitelist': 'allow list', 'ip_allowlist': 'allow list', 'rate-limit-connections': 'rate limit' },
  plainHttp: 'never',
  sources: ['docs.openshift.com: networking/routes, route-specific annotations'],
};

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  INGRESS_NGINX, TRAEFIK, HAPROXYTECH, HAPROXY_INGRESS, CONTOUR, KONG, ISTIO, CILIUM, F5, OPENSHIFT, ...CLOUD_DIALECTS,
].map((dialect) => [dialect.name, dialect]));

/** The dialect of that name; undefined for one that nobody described. */
export function dialectNamed(name: string): Dialect | undefined {
  return DIALECTS.get(name);
}

/** The dialects to which an annotation belongs: none for one of another kind of program. */
export function dialectsOf(annotation: string): readonly Dialect[] {
  return [...DIALECTS.values()].filter((dialect) => prefixOf(dialect, annotation) !== undefined);
}

/** The annotation without its prefix; undefined where the dialect does not have it. */
export function keyIn(dialect: Dialect, annotation: string): string | undefined {
  const prefix = prefixOf(dialect, annotation);
  return prefix === undefined ? undefined : annotation.slice(prefix.length);
}

/** What the annotation keeps out, to whom reads the dialect. */
export function protectionOf(dialect: Dialect, annotation: string): Dialect['protections'][string] | undefined {
  const key = keyIn(dialect, annotation);
  return key !== undefined && Object.hasOwn(dialect.protections, key) ? dialect.protections[key] : undefined;
}

function prefixOf({ prefixes }: Dialect, annotation: string): string | undefined {
  return prefixes.find((prefix) => annotation.startsWith(prefix));
}
