import { AGIC_FEATURES } from './agic-features';
import { Dialect } from './dialect';
import { CLOUD } from './plain';

/** What Application Gateway Ingress Controller reads on an Ingress. */
export const AGIC_DIALECT: Dialect = {
  ...CLOUD,
  name: 'agic',
  title: 'Application Gateway Ingress Controller',
  prefixes: ['appgw.ingress.kubernetes.io/'],
  protections: { 'waf-policy-for-path': 'web application firewall' },
  plainHttp: 'never',
  secrets: 'ingress',
  features: AGIC_FEATURES,
  sources: ['Azure/application-gateway-kubernetes-ingress: docs/annotations.md'],
};
