import { Dialect } from './dialect';
import { KONG_FEATURES } from './kong-features';
import { PLAIN } from './plain';

/** What Kong Ingress Controller reads on an Ingress. */
export const KONG_DIALECT: Dialect = {
  ...PLAIN,
  name: 'kong',
  title: 'Kong Ingress Controller',
  prefixes: ['konghq.com/', 'configuration.konghq.com/'],
  protections: { plugins: 'whatever its middlewares do' },
  pathForms: [{ form: /^\/~(\/.*)$/, type: 'RegularExpression' }],
  // `https` alone refuses or redirects what comes in plain text
  plainHttp: { unless: [{ annotation: 'konghq.com/protocols', value: /^(?:https|grpcs|https\s*,\s*grpcs|grpcs\s*,\s*https)$/ }] },
  features: KONG_FEATURES,
  sources: ['Kong/kubernetes-ingress-controller v3.5.13: docs, annotations'],
};
