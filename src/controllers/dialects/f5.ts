import { Dialect } from './dialect';
import { F5_FEATURES } from './f5-features';
import { PLAIN } from './plain';

/** What F5 NGINX Ingress Controller reads on an Ingress. */
export const F5_DIALECT: Dialect = {
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
  features: F5_FEATURES,
  sources: ['nginx/kubernetes-ingress 5.6.0: docs, advanced configuration with annotations'],
};
