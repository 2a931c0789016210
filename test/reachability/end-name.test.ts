import { Cluster } from '../../src/cluster/model';
import { AddressSet } from '../../src/network/address-set';
import { EndName, EndNameError, findWorkload, parseEndName, workloadAt } from '../../src/reachability/end-name';
import { deployed, pod } from './analyzed';
import { clusterOf } from './counted';

afterEach(() => jest.restoreAllMocks());

const range = (from: string, to: string): EndName => ({ kind: 'addresses', addresses: AddressSet.parseRange(from, to) });
const labelled = (labels: Record<string, string>, namespace = 'shop'): EndName => ({ kind: 'pod', pod: { namespace, labels: Object.assign(Object.create(null) as object, labels) } });

/** Addresses by their text: sets of the same addresses need not have the same shape. */
const comparable = (name: EndName): unknown => (name.kind === 'addresses' ? name.addresses.toString() : name);

/** What is said of what cannot be done. */
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(EndNameError);
    expect((error as Error).name).toBe('EndNameError');
    return (error as Error).message;
  }
  throw new Error('nothing is refused');
}

describe('the name of an end', () => {
  test.each<[string, () => EndName]>([
    ['internet', () => ({ kind: 'addresses', addresses: AddressSet.PUBLIC })],
    ['203.0.113.7', () => range('203.0.113.7', '203.0.113.7')],
    ['10.0.0.0/8', () => range('10.0.0.0', '10.255.255.255')],
    ['10.0.0.1-10.0.0.9', () => range('10.0.0.1', '10.0.0.9')],
    ['2001:db8::1', () => range('2001:db8::1', '2001:db8::1')],
    ['2001:db8::/32', () => range('2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff')],
    ['2001:db8::1-2001:db8::9', () => range('2001:db8::1', '2001:db8::9')],
    ['shop/web', () => ({ kind: 'workload', namespace: 'shop', name: 'web' })],
    ['shop/web[Deployment]', () => ({ kind: 'workload', namespace: 'shop', name: 'web', ownerKind: 'Deployment' })],
    ['10/web', () => ({ kind: 'workload', namespace: '10', name: 'web' })],
    ['10-0/web', () => ({ kind: 'workload', namespace: '10-0', name: 'web' })],
    ['shop/10.0.0.1', () => ({ kind: 'workload', namespace: 'shop', name: '10.0.0.1' })],
    ['pod:shop', () => labelled({})],
    ['pod:shop/', () => labelled({})],
    ['pod:ops/app=web', () => labelled({ app: 'web' }, 'ops')],
    ['pod:shop/app=web,tier=', () => labelled({ app: 'web', tier: '' })],
    ['pod:shop/,app=web,,', () => labelled({ app: 'web' })],
    ['pod:shop/app=web,app=web', () => labelled({ app: 'web' })],
    ['pod:shop/shop.example.com/app=web', () => labelled({ 'shop.example.com/app': 'web' })],
    ['pod:shop/constructor=web', () => labelled({ constructor: 'web' })],
  ])('%s is read', (text, name) => {
    expect(comparable(parseEndName(text))).toStrictEqual(comparable(name()));
  });

  test.each([
    ['10.0.0.256', /10\.0\.0\.256/],
    ['10.0.0', /^"10\.0\.0" must be/],
    ['10.0.0.0/40', /the prefix length must be 0 to 32/],
    ['10.0.0.9-10.0.0.1', /in ascending order$/],
    ['10.0.0.1-10.0.0.5-10.0.0.9', /"10\.0\.0\.5-10\.0\.0\.9"/],
    ['10.0.0.1-', /^""/],
    ['shop:web/db', /"shop:web\/db"/],
  ])('%s is refused as an address', (text, message) => {
    expect(refusal(() => parseEndName(text))).toMatch(message);
  });

  test.each(['web', 'shop/', '/web', 'shop/web/db', 'shop/web[]', 'shop/web[Deployment', 'shop/web]', 'shop/web[Deployment]s', '', 'x10.0.0.1', '10.0.0.1x'])('%j is none', (text) => {
    expect(refusal(() => parseEndName(text))).toBe(
      `"${text}" must be a workload (shop/web or shop/web[Deployment]), an address or CIDR, "internet", or "pod:shop/app=web".`);
  });

  test('may be meant to be internet', () => {
    expect(refusal(() => parseEndName('Internet'))).toMatch(/ Did you mean "internet"\?$/);
  });

  test.each([
    ['pod:Shop/app=web', '"pod:Shop/app=web": namespace "Shop" must consist of'],
    ['pod:', '"pod:": namespace "" must have'],
    ['pod:shop/app', '"pod:shop/app": label "app" must be key=value'],
    ['pod:shop/=web', '"pod:shop/=web": label key "" must have'],
    ['pod:shop/-app=web', '"pod:shop/-app=web": label key "-app" must'],
    ['pod:shop/app=-', '"pod:shop/app=-": label value "-" must'],
    ['pod:shop/app=web,app=db', '"pod:shop/app=web,app=db": label "app" must not be given twice'],
  ])('of a pod is refused if it is like %s', (text, message) => {
    expect(refusal(() => parseEndName(text)).slice(0, message.length)).toBe(message);
  });

  test('does not hide an error that has nothing to do with it', () => {
    jest.spyOn(AddressSet, 'parseCidr').mockImplementation(() => { throw new RangeError('out of memory'); });
    expect(() => parseEndName('10.0.0.0/8')).toThrow(new RangeError('out of memory'));
    expect(() => parseEndName('10.0.0.0/8')).not.toThrow(EndNameError);
  });
});

describe('the workload of a name', () => {
  const shop = (): Cluster => clusterOf(deployed('Deployment', 'web'), deployed('DaemonSet', 'web'), deployed('StatefulSet', 'db'), pod('web', { namespace: 'ops' }));
  const find = (text: string): string => findWorkload(shop(), parseEndName(text) as Extract<EndName, { kind: 'workload' }>).id;

  test('is found by namespace and name, and by kind where that is said', () => {
    expect([find('shop/db'), find('ops/web'), find('shop/web[Deployment]'), find('shop/web[DaemonSet]')])
      .toStrictEqual(['shop/db[StatefulSet]', 'ops/web[Pod]', 'shop/web[Deployment]', 'shop/web[DaemonSet]']);
  });

  test.each([
    ['shop/web', '"shop/web" is ambiguous: say "shop/web[DaemonSet]" or "shop/web[Deployment]"'],
    ['ops/db', 'there is no workload "ops/db" in the manifests. Did you mean "shop/db[StatefulSet]"?'],
    ['shop/db[Deployment]', 'there is no workload "shop/db[Deployment]" in the manifests. Did you mean "shop/db[StatefulSet]"?'],
    ['shop/dbs', 'there is no workload "shop/dbs" in the manifests. Did you mean "shop/db"?'],
    ['shop/dbs[StatefulSet]', 'there is no workload "shop/dbs[StatefulSet]" in the manifests. Did you mean "shop/db[StatefulSet]"?'],
    ['legacy/reports', 'there is no workload "legacy/reports" in the manifests.'],
  ])('is not known of %s', (text, message) => {
    expect(refusal(() => find(text))).toBe(message);
  });
});

describe('the workload at an address', () => {
  const shop = (): Cluster => clusterOf(
    pod('web', { status: '10.244.0.1' }),
    pod('db', { status: '10.244.0.2' }).replace('[{ ip: "10.244.0.2" }]', '[{ ip: "10.244.0.2" }, { ip: "fd00::2" }]'),
    pod('agent', { spec: ', hostNetwork: true', status: '10.0.0.9' }),
    pod('orders'),
  );
  const at = (text: string): string | undefined => workloadAt(shop(), (parseEndName(text) as Extract<EndName, { kind: 'addresses' }>).addresses)?.name;

  test('is that of the Pod that has it, in either family', () => {
    expect([at('10.244.0.1'), at('10.244.0.2'), at('fd00::2')]).toStrictEqual(['web', 'db', 'db']);
  });

  test('is that of the owner of the Pod, whose others have other addresses', () => {
    const owned = (name: string, status: string): string => pod(name, { labels: `{ name: ${name} }`, status })
      .replace('labels:', 'ownerReferences: [{ apiVersion: apps/v1, kind: StatefulSet, name: store, uid: u, controller: true }], labels:');
    expect(workloadAt(clusterOf(owned('store-0', '10.244.0.1'), owned('store-1', '10.244.0.2')), AddressSet.parseAddress('10.244.0.2'))?.id).toBe('shop/store[StatefulSet]');
  });

  test('is nobody where a node has it, where no Pod has it, and where more is asked for', () => {
    expect([at('10.0.0.9'), at('10.244.0.3'), at('10.244.0.1-10.244.0.2')]).toStrictEqual([undefined, undefined, undefined]);
  });
});
