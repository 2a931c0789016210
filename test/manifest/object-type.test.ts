import { ObjectTypes } from '../../src/manifest/object-type';

describe('the type of objects', () => {
  const types = new ObjectTypes();

  test('has the group and the version of the API', () => {
    expect(types.of('apps/v1', 'Deployment')).toMatchObject({ apiVersion: 'apps/v1', group: 'apps', version: 'v1', kind: 'Deployment', groupKind: 'apps/Deployment' });
    expect(types.of('v1', 'Service')).toMatchObject({ group: '', version: 'v1', groupKind: '/Service' });
  });

  test('is found once for all objects', () => {
    expect(types.of('apps/v1', 'Deployment')).toBe(types.of('apps/v1', 'Deployment'));
    expect(types.of('apps/v1', 'StatefulSet')).not.toBe(types.of('apps/v1', 'Deployment'));
    expect(types.of('apps/v2', 'Deployment').groupKind).toBe(types.of('apps/v1', 'Deployment').groupKind);
  });

  test('can be read if kind and version are known', () => {
    expect(types.of('apps/v1', 'Deployment').read).toBeInstanceOf(Function);
    expect(types.of('cilium.io/v3', 'CiliumNetworkPolicy')).toMatchObject({ read: undefined, problem: undefined, known: { scope: 'namespaced' } });
    expect(types.of('example.com/v1', 'Widget')).toMatchObject({ read: undefined, problem: undefined, known: undefined });
  });

  test.each([
    ['apps/', 'Deployment', 'apiVersion'], ['/v1', 'Service', 'apiVersion'], ['apps/v1/beta', 'Deployment', 'apiVersion'],
    ['apps/v1beta1', 'Deployment', 'kind'], ['apps/v1', 'Deploment', 'kind'], ['v1', 'Deployment', 'kind'],
  ])('is no type that the API server takes: %s %s', (apiVersion, kind, key) => {
    expect(types.of(apiVersion, kind).problem?.key).toBe(key);
  });

  test('leaves what is missing to whoever reads it', () => {
    expect(types.of('', 'Service').problem).toBeUndefined();
    expect(types.of('v1', '').problem).toBeUndefined();
  });

  test('may be called what every object inherits', () => {
    expect(types.of('__proto__', 'constructor')).toMatchObject({ group: '', version: '__proto__', known: undefined });
  });
});
