import { FeatureTable } from '../features/feature';

const SOURCE = 'x';

export const F5_FEATURES: FeatureTable = {
  scope: { by: 'native', source: 'the load balancer in front of the proxies decides', translate: () => ({}) },
  httpsRedirect: { by: 'refused', reason: 'unknown', source: SOURCE },
  httpsOnly: { by: 'refused', reason: 'unknown', source: SOURCE },
  exactPaths: { by: 'native', source: 'networking.k8s.io/v1: path type Exact', translate: () => ({}) },
  regexPaths: { by: 'refused', reason: 'unknown', source: SOURCE },
  hsts: { by: 'refused', reason: 'unknown', source: SOURCE },
  responseHeaders: { by: 'refused', reason: 'unknown', source: SOURCE },
  clientAddresses: { by: 'refused', reason: 'unknown', source: SOURCE },
  basicAuthentication: { by: 'refused', reason: 'unknown', source: SOURCE },
  externalAuthentication: { by: 'refused', reason: 'unknown', source: SOURCE },
  rateLimit: { by: 'refused', reason: 'unknown', source: SOURCE },
  requestSize: { by: 'refused', reason: 'unknown', source: SOURCE },
  rewrite: { by: 'refused', reason: 'unknown', source: SOURCE },
  timeout: { by: 'refused', reason: 'unknown', source: SOURCE },
  stickySessions: { by: 'refused', reason: 'unknown', source: SOURCE },
  webSockets: { by: 'refused', reason: 'unknown', source: SOURCE },
  grpc: { by: 'refused', reason: 'unknown', source: SOURCE },
};
