import { CONTOUR_FEATURES } from './contour-features';
import { Dialect, SecretDelegation } from './dialect';
import { PLAIN } from './plain';

/** Namespace and Secret by name, so that nobody else can use the certificate. */
export const CONTOUR_DELEGATION: SecretDelegation = {
  annotation: 'projectcontour.io/tls-cert-namespace',
  grant: (secretName, targetNamespaces) => ({
    apiVersion: 'projectcontour.io/v1', kind: 'TLSCertificateDelegation', spec: { delegations: [{ secretName, targetNamespaces }] },
  }),
};

/** What Contour reads on an Ingress. */
export const CONTOUR_DIALECT: Dialect = {
  ...PLAIN,
  name: 'contour',
  title: 'Contour',
  prefixes: ['projectcontour.io/', 'contour.heptio.com/', 'ingress.kubernetes.io/force-ssl-redirect', 'kubernetes.io/ingress.allow-http'],
  protections: {},
  implementationSpecific: 'regex-if-special',
  plainHttp: { unless: [{ annotation: 'ingress.kubernetes.io/force-ssl-redirect', value: /^true$/ }, { annotation: 'kubernetes.io/ingress.allow-http', value: /^false$/ }] },
  secretDelegation: CONTOUR_DELEGATION,
  features: CONTOUR_FEATURES,
  sources: ['projectcontour/contour v1.33.6: site/content/docs/main/config/annotations.md, ingress.md, tls-delegation.md'],
};
