import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { addressCells, denyAddresses, podAddressCells } from '../../src/reachability/address-cells';
import { Nodes } from '../../src/reachability/nodes';
import { PeerSet, PeerSets } from '../../src/reachability/peer-set';
import { Action, PodRules } from '../../src/reachability/rule-model';
import { RulePorts } from '../../src/reachability/rule-ports';
import { analyze } from './analyzed';

const block = (cidr: string): AddressSet => AddressSet.parseCidr(cidr);
const node = (role: string, address: string): string =>
  `apiVersion: v1\nkind: Node\nmetadata: { name: ${role}, labels: { role: ${role} } }\nstatus: { addresses: [{ type: InternalIP, address: ${address} }] }`;

const NODES = analyze([node('worker', '10.0.0.1'), node('edge', '10.0.0.2')]).cluster.nodes;
const SETS = new PeerSets(new Nodes(NODES, block('10.0.0.0/30')));
const BLOCK = SETS.addresses(block('10.244.0.0/16'));
const NETWORKS = SETS.addresses(block('10.244.0.0/16'), 'certain');
const WORKERS = SETS.nodes(LabelSelector.of({ role: 'worker' }));
const WORLD = SETS.cilium(['world'], AddressSet.NONE, 'ingress');
const PODS = SETS.pods('shop', LabelSelector.EVERYTHING);
const NAMES = SETS.names(['example.com']);

/** Rules, each with one action for some peers. */
function rules(...written: readonly (readonly [Action, readonly PeerSet[] | undefined])[]): PodRules {
  const policy = {
    policy: undefined as never,
    direction: 'ingress' as const,
    rules: written.map(([action, peers], i) => ({ action, peers, ports: RulePorts.ALL, path: `spec.ingress[${i}]` })),
  };
  return { direction: 'ingress', tiers: [{ policies: [policy], undecided: 'next' }], isolated: false };
}

const texts = (cells: readonly AddressSet[]): string[] => cells.map((cell) => `${cell}`);

describe('the parts of addresses that rules treat alike', () => {
  test('are one where no rule is about addresses', () => {
    expect(texts(addressCells(rules(['allow', undefined], ['deny', [PODS, NAMES]]), block('10.0.0.0/8')))).toStrictEqual(['10.0.0.0/8']);
  });

  test('are what a block holds and the rest', () => {
    expect(texts(addressCells(rules(['allow', [PODS, BLOCK]]), block('10.244.0.0/15')))).toStrictEqual(['10.244.0.0/16', '10.245.0.0/16']);
  });

  test('are one where a block holds nothing of them, or all', () => {
    for (const universe of ['192.0.2.0/24', '10.244.3.0/24', '10.244.0.0/16']) {
      expect(texts(addressCells(rules(['allow', [BLOCK]]), block(universe)))).toStrictEqual([universe]);
    }
  });

  test('are none of no address', () => {
    expect(addressCells(rules(['allow', [BLOCK]]), AddressSet.NONE)).toStrictEqual([]);
  });

  test('tell nodes that a selector matches from those that it does not, and from addresses of which nobody knows that', () => {
    expect(texts(addressCells(rules(['allow', [WORKERS]]), block('10.0.0.0/29')))).toStrictEqual(['10.0.0.1/32', '10.0.0.2/32', '10.0.0.0/32, 10.0.0.3/32', '10.0.0.4/30']);
  });

  test('tell what Cilium tells apart', () => {
    expect(texts(addressCells(rules(['allow', [WORLD]]), block('0.0.0.0/0'))).length).toBeGreaterThan(1);
  });
});

describe('the parts of the addresses of a pod', () => {
  const families = (of: PodRules, universe: AddressSet): readonly (readonly string[])[] => podAddressCells(of, universe).map(texts);

  test('are nothing where only ipBlocks, nodes or labels tell addresses apart: what these mean for pods is not a matter of the address alone', () => {
    expect(families(rules(['allow', undefined], ['allow', [BLOCK, WORKERS, WORLD, PODS, NAMES]]), AddressSet.ALL)).toStrictEqual([]);
  });

  test('are nothing where no pod has an address of the networks', () => {
    expect(families(rules(['allow', [NETWORKS]]), block('10.8.0.0/16'))).toStrictEqual([]);
  });

  test('are what networks hold and the rest, by family', () => {
    const universe = block('10.244.0.0/15').union(block('fd00::/64'));
    expect(families(rules(['allow', [NETWORKS]]), universe)).toStrictEqual([['10.244.0.0/16', '10.245.0.0/16'], ['fd00::/64']]);
  });

  test('are of one family where pods have addresses of one', () => {
    expect(families(rules(['allow', [NETWORKS]]), block('10.244.0.0/15'))).toStrictEqual([['10.244.0.0/16', '10.245.0.0/16']]);
  });

  test('are found once for the same addresses', () => {
    const own = rules(['allow', [NETWORKS]]);
    const universe = block('10.244.0.0/15');
    expect(podAddressCells(own, universe)).toBe(podAddressCells(own, universe));
    expect(families(own, block('10.244.0.0/16'))).toStrictEqual([['10.244.0.0/16']]);
  });
});

describe('rules that deny addresses', () => {
  test.each([['a block', BLOCK], ['nodes', WORKERS], ['entities of Cilium', WORLD]])('are those that deny or pass %s, not those that allow it', (_, peer) => {
    expect([rules(['deny', [peer]]), rules(['pass', [peer]]), rules(['allow', [peer]])].map(denyAddresses)).toStrictEqual([true, true, false]);
  });

  test('are not those that deny pods', () => {
    expect(denyAddresses(rules(['deny', [PODS]], ['allow', [BLOCK]]))).toBe(false);
  });

  test('stay such whatever comes after', () => {
    expect(denyAddresses(rules(['deny', [BLOCK]], ['allow', [BLOCK, PODS]]))).toBe(true);
  });
});
