import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PeerSets } from '../../src/reachability/peer-set';

describe('PeerSets', () => {
  test('two items that mean the same are one set', () => {
    const sets = new PeerSets();
    const web = LabelSelector.of({ app: 'web', tier: 'front' });
    expect(sets.pods('shop', web)).toBe(sets.pods('shop', LabelSelector.of({ tier: 'front' }, [{ key: 'app', operator: 'In', values: ['web'] }])));
    expect(sets.addresses(AddressSet.parseCidr('10.0.0.0/8'))).toBe(sets.addresses(AddressSet.union(['10.0.0.0/9', '10.128.0.0/9'].map((cidr) => AddressSet.parseCidr(cidr)))));
  });

  test('items that differ in scope are different sets', () => {
    const sets = new PeerSets();
    const all = LabelSelector.EVERYTHING;
    const made = new Set([sets.pods('shop', all), sets.pods('ops', all), sets.pods(all, all), sets.pods(LabelSelector.of({ team: 'shop' }), all), sets.addresses(AddressSet.ALL)]);
    expect(made.size).toBe(5);
    expect([...made].map(({ number }) => number)).toStrictEqual([0, 1, 2, 3, 4]);
  });
});
