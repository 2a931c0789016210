import { TRAEFIK, findingsOf, from, ingress, pod, policy, reportOn, service, verdictOn } from '../../rules/shop';

const DB = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' } });
const alias = (externalName: string): string => `apiVersion: v1
kind: Service
metadata: {name: legacy, namespace: shop}
spec: {type: ExternalName, externalName: ${externalName}}`;
const PUBLISHED = ingress('ingressClassName: traefik\n  rules: [{host: a.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: legacy, port: {number: 5432}}}}]}}]');
const shop = (externalName: string, spec = '') =>
  reportOn([DB, pod('orders'), policy('db', from('orders')), service('db', spec, 5432), alias(externalName), PUBLISHED], TRAEFIK);

describe('an Ingress that leads to another name of a private database', () => {
  test('publishes it, with every hop in the path', () => {
    const report = shop('db.shop.svc.cluster.local');
    expect(findingsOf(report, 'EXP-INGRESS').map((f) => f.path.slice(1, 4))).toStrictEqual([['Ingress shop/web', 'Service shop/legacy', 'Service shop/db']]);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('violated');
  });

  test('publishes it also by the name of a headless Service', () => {
    expect(verdictOn(shop('db.shop.svc.cluster.local', 'clusterIP: None'), 'shop/db[Pod]')).toBe('violated');
  });

  test('does not publish it if the name is one of the internet, or of no Service', () => {
    for (const name of ['db.example.com', 'cache.shop.svc.cluster.local']) expect(verdictOn(shop(name), 'shop/db[Pod]')).toBe('honored');
  });
});
