import { Dialect } from './dialect';
import { HAPROXYTECH_FEATURES } from './haproxytech-features';
import { PLAIN } from './plain';

/** What HAProxy Kubernetes Ingress Controller reads on an Ingress. */
export const HAPROXYTECH_DIALECT: Dialect = {
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
  features: HAPROXYTECH_FEATURES,
  sources: ['haproxytech/kubernetes-ingress v3.2.11: documentation/annotations.md'],
};
