import { validateAgainstProducts } from './product-schema';

const route = (spec: object): object => ({
  apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'web', namespace: 'shop' }, spec,
});
const middleware = (spec: object): object => ({ apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', metadata: { name: 'web', namespace: 'shop' }, spec });
const policy = (spec: object): object => ({
  apiVersion: 'networking.gke.io/v1', kind: 'GCPBackendPolicy', metadata: { name: 'web', namespace: 'shop' }, spec: { targetRef: { group: '', kind: 'Service', name: 'web' }, ...spec },
});

test('valid objects of every kind of schema have no problems', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } };
  expect(validateAgainstProducts([route({ hostnames: ['shop.example.com'] }), middleware({ headers: {} }), policy({ default: { timeoutSec: 30 } }), service])).toStrictEqual([]);
});

test.each([
  ['a field that the Gateway API does not have', route({ hosts: ['shop.example.com'] }), 'HTTPRoute web: spec.hosts is an unknown field'],
  ['a value that the Gateway API does not take', route({ rules: [{ matches: [{ path: { type: 'Prefix', value: '/' } }] }] }), 'must be equal to one of the allowed values'],
  ['a field that Traefik does not have', middleware({ ipWhitelist: {} }), 'Middleware web: spec.ipWhitelist is an unknown field'],
  ['a type that Traefik does not take', middleware({ rateLimit: { average: 'many' } }), 'spec.rateLimit.average must be integer'],
  ['a field that is not documented', policy({ default: { timeout: 30 } }), 'GCPBackendPolicy web: spec.default.timeout is an unknown field'],
  ['a value that is not documented', policy({ default: { timeoutSec: 0 } }), 'spec.default.timeoutSec is no whole number from 1'],
  ['a field that is missing', policy({}), 'spec.default is missing'],
  ['a kind that nobody described', { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'web' } }, 'example.com/v1 Thing is no kind of Kubernetes'],
])('%s is a problem', (_, object, problem) => {
  expect(validateAgainstProducts([object]).join('\n')).toContain(problem);
});
