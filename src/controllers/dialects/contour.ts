import { CONTOUR_FEATURES } from './contour-features';
import { Dialect } from './dialect';
import { PLAIN } from './plain';

/** What Contour reads on an Ingress. */
export const CONTOUR_DIALECT: Dialect = {
  ...PLAIN,
  name: 'contour',
  title: 'Contour',
  prefixes: ['projectcontour.io/', 'contour.heptio.com/', 'ingress.kubernetes.io/force-ssl-redirect', 'kubernetes.io/ingress.allow-http'],
  protections: {},
  implementationSpecific: 'regex-if-special',
  plainHttp: { unless: [{ annotation: 'ingress.kubernetes.io/force-ssl-redirect', value: /^true$/ }, { annotation: 'kubernetes.io/ingress.allow-http', value: /^false$/ }] },
  features: CONTOUR_FEATURES,
  sources: ['projectcontour/contour v1.33.6: site/content/docs/main/config/annotations.md, ingress.md'],
};
