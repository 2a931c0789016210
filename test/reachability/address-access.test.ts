import { AddressSet } from '../../src/network/address-set';
import { PortSet } from '../../src/network/port-set';
import { addressAccess, addressAccessOfAll } from '../../src/reachability/address-access';
import { OwnRules } from '../../src/reachability/halves';
import { AddressAccess } from '../../src/reachability/model';
import { PeerSets } from '../../src/reachability/peer-set';
import { RulePorts } from '../../src/reachability/rule-ports';

const SETS = new PeerSets();

/** A pod that lets in what has these addresses, to these ports. */
function letsIn(...allowed: readonly (readonly [cidr: string, port: number])[]): OwnRules {
  const rules = allowed.map(([cidr, port], i) => ({
    action: 'allow' as const,
    peers: [SETS.addresses(AddressSet.parseCidr(cidr))],
    ports: new RulePorts(PortSet.of('TCP', port), []),
    path: `spec.ingress[${i}]`,
  }));
  const policy = { policy: undefined as never, direction: 'ingress' as const, rules };
  return { rules: { direction: 'ingress', tiers: [{ policies: [policy], undecided: 'deny' }], isolated: true }, ports: [] };
}

const texts = (rows: readonly AddressAccess[]): string[] => rows.map(({ addresses, ports }) => `${addresses}: ${ports}`);

describe('the access of addresses', () => {
  test('is one row for addresses with the same ports, and none for those without', () => {
    expect(texts(addressAccess(letsIn(['192.0.2.0/24', 443], ['198.51.100.0/24', 443], ['192.0.2.0/24', 80]), AddressSet.ALL)))
      .toStrictEqual(['192.0.2.0/24: TCP 80,443', '198.51.100.0/24: TCP 443']);
  });

  test('is to pods that differ what it is to some of them', () => {
    expect(texts(addressAccessOfAll([letsIn(['192.0.2.0/24', 443]), letsIn(['192.0.2.0/25', 80]), letsIn(['198.51.100.0/24', 443])], AddressSet.ALL)))
      .toStrictEqual(['192.0.2.0/25: TCP 80,443', '192.0.2.128/25, 198.51.100.0/24: TCP 443']);
  });

  test('has no row without addresses', () => {
    expect(texts(addressAccessOfAll([letsIn(['192.0.2.0/24', 443]), letsIn(['192.0.2.0/24', 80])], AddressSet.ALL))).toStrictEqual(['192.0.2.0/24: TCP 80,443']);
  });

  test('is none to no pods', () => {
    expect(addressAccessOfAll([], AddressSet.ALL)).toStrictEqual([]);
  });
});
