import { NOBODY, object, SHOP, UNKNOWN, verdicts } from './routes/publishing';

const GKE = 'networking.gke.io/v1';
const ingress = (template: string, kind = 'MultiClusterIngress') => object(GKE, kind, `{ template: { spec: ${template} } }`, { name: 'all' });
const service = (labels: string, port = 'targetPort: 8080', name = 'web') => object(GKE, 'MultiClusterService',
  `{ template: { spec: { selector: ${labels}, ports: [{ name: web, protocol: TCP, port: 80, ${port} }] } } }`, { name });
const BACKEND = 'backend: { serviceName: web, servicePort: 80 }';

describe('a MultiClusterIngress possibly leads to', () => {
  test.each([
    ['the pods of its backend', ingress(`{ ${BACKEND} }`) + service('{ app: web }')],
    ['those of its rules', ingress(`{ rules: [{ host: shop.example.com, http: { paths: [{ path: /, ${BACKEND} }] } }] }`) + service('{ app: web }')],
  ])('%s', (_, manifests) => {
    expect(verdicts(SHOP + manifests)).toStrictEqual(UNKNOWN);
  });

  test.each([
    ['a MultiClusterService by itself', service('{ app: web }')],
    ['other pods', ingress(`{ ${BACKEND} }`) + service('{ app: orders }')],
    ['a MultiClusterService of another name', ingress(`{ ${BACKEND} }`) + service('{ app: web }', undefined, 'orders')],
    ['a port that nobody has', ingress(`{ ${BACKEND} }`) + service('{ app: web }', 'targetPort: metrics')],
  ])('not %s', (_, manifests) => {
    expect(verdicts(SHOP + manifests)).toStrictEqual(NOBODY);
  });
});
