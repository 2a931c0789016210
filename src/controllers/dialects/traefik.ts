import { Dialect } from './dialect';
import { PLAIN } from './plain';
import { MIDDLEWARES, PLAIN_ROUTER, TRAEFIK_FEATURES } from './traefik-features';

/** What Traefik reads on an Ingress. */
export const TRAEFIK_DIALECT: Dialect = {
  ...PLAIN,
  name: 'traefik',
  title: 'Traefik',
  prefixes: ['traefik.ingress.kubernetes.io/'],
  protections: { 'router.middlewares': 'whatever its middlewares do' },
  // a router with TLS answers nothing else, and TLS-TRAEFIK is about one without
  plainHttp: 'never',
  redirectIngress: { plain: PLAIN_ROUTER, middlewares: MIDDLEWARES },
  features: TRAEFIK_FEATURES,
  sources: ['traefik v3.7: docs, routing with the Kubernetes Ingress provider'],
};
