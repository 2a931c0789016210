import * as fc from 'fast-check';
import { acmeSolverPolicySpec, SOLVER_PORT } from '../../src/emit/acme-solver';
import { AllowedTraffic, ipBlocks, networkPolicySpec, PolicyPeer } from '../../src/emit/network-policy';
import { AddressSet } from '../../src/network/address-set';
import { DEFAULT_PROFILE } from '../../src/profile/profile';

const web: PolicyPeer = { kind: 'pods', namespace: 'shop', labels: { app: 'web' } };
const tcp = (...ports: number[]): AllowedTraffic['ports'] => ports.map((port) => ({ protocol: 'TCP', port }));
const addresses = (...cidrs: string[]): PolicyPeer => ({ kind: 'addresses', addresses: AddressSet.union(cidrs.map((c) => AddressSet.parseCidr(c))) });
const policy = (ingress: AllowedTraffic[], egress: AllowedTraffic[] = []): Record<string, any> => networkPolicySpec({ podLabels: { app: 'db' }, ingress, egress });

describe('a policy', () => {
  test('without declared traffic denies both directions and has no empty lists', () => {
    expect(policy([])).toStrictEqual({ podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress', 'Egress'] });
  });

  test('for no labels selects every pod of its namespace', () => {
    expect(networkPolicySpec({ podLabels: {}, ingress: [], egress: [] })).toHaveProperty('podSelector', {});
  });

  test('names namespace and pods of a peer in one item, so that both must match', () => {
    expect(policy([{ peer: web, ports: tcp(5432) }]).ingress).toStrictEqual([{
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: { app: 'web' } } }],
      ports: [{ protocol: 'TCP', port: 5432 }],
    }]);
  });

  test('has one rule for a peer, with all of its ports', () => {
    const rules = policy([{ peer: web, ports: tcp(8080) }, { peer: { ...web }, ports: [{ protocol: 'UDP', port: 53 }, ...tcp(443)] }]).ingress;
    expect(rules.map((r: any) => r.ports)).toStrictEqual([[{ protocol: 'TCP', port: 443 }, { protocol: 'TCP', port: 8080 }, { protocol: 'UDP', port: 53 }]]);
  });

  test('joins address blocks that have equal ports', () => {
    const rules = policy([], [{ peer: addresses('198.51.100.0/25'), ports: tcp(443) }, { peer: addresses('198.51.100.128/25'), ports: tcp(443) }]).egress;
    expect(rules).toStrictEqual([{ to: [{ ipBlock: { cidr: '198.51.100.0/24' } }], ports: [{ protocol: 'TCP', port: 443 }] }]);
  });

  test.each<[string, PolicyPeer, PolicyPeer]>([
    ['a namespace covers its pods', { kind: 'namespace', name: 'shop' }, web],
    ['the cluster covers pods', { kind: 'cluster' }, web],
    ['the cluster covers namespaces', { kind: 'cluster' }, { kind: 'namespace', name: 'shop' }],
    ['a block of addresses covers a smaller one', addresses('10.0.0.0/8'), addresses('10.1.0.0/16')],
  ])('leaves out what another rule covers: %s', (_title, wide, narrow) => {
    const both = policy([{ peer: narrow, ports: tcp(80) }, { peer: wide, ports: tcp(80, 81) }]);
    expect(both).toStrictEqual(policy([{ peer: wide, ports: tcp(80, 81) }]));
  });

  test.each<[string, PolicyPeer, PolicyPeer]>([
    ['pods of another namespace', { kind: 'namespace', name: 'shop' }, { ...web, namespace: 'edge' } as PolicyPeer],
    ['addresses, which the cluster does not contain', { kind: 'cluster' }, addresses('10.0.0.0/8')],
  ])('keeps what no other rule covers: %s', (_title, wide, narrow) => {
    expect(policy([{ peer: narrow, ports: tcp(80) }, { peer: wide, ports: tcp(80) }]).ingress).toHaveLength(2);
  });

  test('keeps a rule whose ports the wider one lacks', () => {
    expect(policy([{ peer: web, ports: tcp(81) }, { peer: { kind: 'cluster' }, ports: tcp(80) }]).ingress).toHaveLength(2);
  });

  test('resolves names on the port of the profile and on that of the node-local cache', () => {
    const dns = { namespace: 'openshift-dns', podLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' }, port: 5353 };
    const [rule] = (networkPolicySpec({ podLabels: {}, ingress: [], egress: [], dns }) as any).egress;
    expect(rule).toStrictEqual({
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } },
          podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
        },
        { ipBlock: { cidr: '169.254.20.10/32' } },
      ],
      ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'UDP', port: 5353 }, { protocol: 'TCP', port: 53 }, { protocol: 'TCP', port: 5353 }],
    });
  });

  test('is the same bytes whatever the order and repetition of what is declared', () => {
    const peers = fc.constantFrom<PolicyPeer>(web, { ...web, namespace: 'edge' } as PolicyPeer, { kind: 'namespace', name: 'ops' }, { kind: 'cluster' },
      addresses('10.0.0.0/8'), addresses('10.1.0.0/16', '2001:db8::/32'), addresses('198.51.100.7/32'));
    const traffic = fc.array(fc.record({ peer: peers, ports: fc.subarray([...tcp(80, 443, 8080)], { minLength: 1 }) }), { maxLength: 8 });
    fc.assert(fc.property(traffic, fc.array(fc.nat(), { maxLength: 16 }), (items, order) => {
      const repeated = [...items, ...order.flatMap((n) => (items.length === 0 ? [] : [items[n % items.length]!]))].reverse();
      const emit = (t: AllowedTraffic[]): string => JSON.stringify(networkPolicySpec({ podLabels: { app: 'db' }, ingress: t, egress: t, dns: DEFAULT_PROFILE.cluster.dns }));
      expect(emit(repeated)).toBe(emit(items));
    }));
  });
});

describe('address blocks', () => {
  test('of the public internet cover both families and leave out private and metadata addresses', () => {
    const blocks = ipBlocks(AddressSet.PUBLIC);
    expect(blocks.map((b) => b.cidr)).toContain('0.0.0.0/0');
    const v4 = blocks.find((b) => b.cidr === '0.0.0.0/0')!;
    expect(v4.except).toStrictEqual(expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10']));
    expect(blocks.some((b) => b.cidr.includes(':'))).toBe(true);
  });

  test('are exactly the addresses, and each exception lies strictly inside its block', () => {
    const block = fc.oneof(
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([a, n]) => `${a}/${n}`),
      fc.tuple(fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: 8, maxLength: 8 }).map((g) => g.map((n) => n.toString(16)).join(':')), fc.integer({ min: 0, max: 128 })).map(([a, n]) => `${a}/${n}`),
    );
    fc.assert(fc.property(fc.array(block, { maxLength: 6 }), fc.boolean(), (cidrs, negate) => {
      const given = AddressSet.union(cidrs.map((c) => AddressSet.parseCidr(c)));
      const set = negate ? AddressSet.ALL.minus(given) : given;
      const emitted = ipBlocks(set).map((b) => {
        const except = AddressSet.union((b.except ?? []).map((c) => AddressSet.parseCidr(c)));
        const whole = AddressSet.parseCidr(b.cidr);
        expect(whole.contains(except) && !whole.equals(except)).toBe(true);
        return whole.minus(except);
      });
      expect(AddressSet.union(emitted).equals(set)).toBe(true);
    }));
  });
});

describe('the policy for pods that answer ACME challenges', () => {
  test('lets in the controller on 8089 and nothing else', () => {
    expect(acmeSolverPolicySpec({ ingress: [{ peer: { kind: 'pods', namespace: 'traefik', labels: { app: 'traefik' } }, ports: [SOLVER_PORT] }], egress: [] })).toStrictEqual({
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } }, podSelector: { matchLabels: { app: 'traefik' } } }],
        ports: [{ protocol: 'TCP', port: 8089 }],
      }],
    });
  });
});
