import { CiliumPolicy } from '../../src/cluster/model';
import { CiliumEntity, CiliumPeer, CiliumPort, CiliumRule, CiliumRuleSet } from '../../src/manifest/kinds/cilium/cilium-policy';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { Protocol } from '../../src/network/protocol';
import { compileCiliumPorts, compileCiliumRules, CompiledRuleSet } from '../../src/reachability/compile-cilium-policy';
import { PeerSet, PeerSets } from '../../src/reachability/peer-set';
import { RulePorts } from '../../src/reachability/rule-ports';

const POLICY = { ref: 'CiliumNetworkPolicy shop/db' } as CiliumPolicy;

const rule = (more: Partial<CiliumRule> = {}): CiliumRule => ({ action: 'allow', path: 'spec.ingress[0]', ...more });
const denying = (): CiliumRule => rule({ action: 'deny', path: 'spec.ingressDeny[0]' });
const entity = (name: CiliumEntity): CiliumPeer => ({ kind: 'entity', entity: name, path: '' });
const cidr = (text: string): CiliumPeer => ({ kind: 'addresses', addresses: AddressSet.parseCidr(text), path: '' });
const pods = (namespaces: LabelSelector, labels: LabelSelector): CiliumPeer => ({ kind: 'pods', namespaces, pods: labels, path: '' });

function compile(ingress: readonly CiliumRule[], isolates = true): CompiledRuleSet | undefined {
  const everyPod = { namespaces: LabelSelector.EVERYTHING, pods: LabelSelector.EVERYTHING };
  const set: CiliumRuleSet = { subject: everyPod, isolates: { ingress: isolates, egress: false }, ingress, egress: [] };
  return compileCiliumRules(POLICY, set, 'ingress', new PeerSets());
}

describe('a set of rules of Cilium', () => {
  test('says nothing about a direction for which it has no rule and that it does not isolate', () => {
    expect(compile([], false)).toBeUndefined();
  });

  test('lets nobody in where it has no rule and isolates', () => {
    expect(compile([])).toStrictEqual({ allow: { policy: POLICY, direction: 'ingress', rules: [] } });
  });

  test('denies apart from what it allows, each with the path of the rule', () => {
    const { allow, deny } = compile([denying(), rule()]) as CompiledRuleSet;
    expect(allow.rules.map(({ action, path }) => [action, path])).toStrictEqual([['allow', 'spec.ingress[0]']]);
    expect(deny?.rules.map(({ action, path }) => [action, path])).toStrictEqual([['deny', 'spec.ingressDeny[0]']]);
    expect([deny?.policy, deny?.direction]).toStrictEqual([POLICY, 'ingress']);
  });

  test('only adds to what is allowed where it has rules and does not isolate', () => {
    expect(compile([rule()])).toMatchObject({ allow: { rules: [{ peers: undefined, ports: RulePorts.ALL }] } });
    expect('isolates' in (compile([rule()]) as CompiledRuleSet).allow).toBe(false);
    expect(compile([rule()], false)?.allow.isolates).toBe(false);
  });
});

describe('peers of a rule of Cilium', () => {
  const peers = (...written: readonly CiliumPeer[]): readonly PeerSet[] | undefined => compile([rule({ peers: written })])?.allow.rules[0]?.peers;

  test('are nobody where the list is empty, and everyone where one of them is', () => {
    expect(peers()).toStrictEqual([]);
    expect(peers(cidr('10.0.0.0/8'), entity('all'))).toBeUndefined();
  });

  test('are entities and addresses together, each once, whatever their order', () => {
    const found = peers(entity('world'), cidr('10.0.0.0/9'), entity('host'), cidr('10.128.0.0/9'), entity('world'));
    expect(found).toMatchObject([{ kind: 'cilium', entities: ['host', 'world'], direction: 'ingress' }]);
    expect(found?.map((peer) => peer.kind === 'cilium' && `${peer.addresses}`)).toStrictEqual(['10.0.0.0/8']);
  });

  test('are addresses without entities, and entities without addresses', () => {
    const found = [peers(cidr('10.0.0.0/8')), peers(entity('host'))].map((each) => each?.map((peer) => peer.kind === 'cilium' && `${peer.entities.join()} ${peer.addresses}`));
    expect(found).toStrictEqual([[' 10.0.0.0/8'], ['host no address']]);
  });

  test('are pods of one namespace where the selector means one by name, else of those that it matches', () => {
    const web = LabelSelector.of({ app: 'web' });
    const team = LabelSelector.of({ team: 'sales' });
    const found = peers(pods(LabelSelector.of({ 'kubernetes.io/metadata.name': 'shop' }), web), pods(team, LabelSelector.EVERYTHING));
    expect(found).toMatchObject([{ kind: 'pods', namespaces: 'shop', pods: web }, { kind: 'pods', namespaces: team, pods: LabelSelector.EVERYTHING }]);
    expect(found).toHaveLength(2);
  });
});

describe('ports of a rule of Cilium', () => {
  const port = (number?: number | string, protocol?: Protocol, endPort?: number): CiliumPort => ({
    ...(number !== undefined && { port: number }), ...(protocol !== undefined && { protocol }), ...(endPort !== undefined && { endPort }), path: '',
  });

  test('are all where the rule has no list, and none where it has an empty one', () => {
    expect(compileCiliumPorts(undefined)).toBe(RulePorts.ALL);
    expect(`${compileCiliumPorts([]).numbered}`).toBe('no port');
  });

  test.each<[string, () => CiliumPort, string]>([
    ['a number', () => port(80, 'TCP'), 'TCP 80'],
    ['a range', () => port(80, 'UDP', 90), 'UDP 80-90'],
    ['a number of any protocol', () => port(80), 'TCP 80 UDP 80 SCTP 80'],
    ['every port of a protocol', () => port(undefined, 'SCTP'), 'SCTP 1-65535'],
    ['every port', () => port(), 'all ports'],
    ['a name, which is no number', () => port('http'), 'no port'],
  ])('%s', (_, written, expected) => {
    expect(`${compileCiliumPorts([written()]).numbered}`).toBe(expected);
  });

  test('are names with the protocol of the rule, if it has one, beside numbers', () => {
    const ports = compileCiliumPorts([port('http'), port(80, 'TCP'), port('dns', 'UDP'), port(443, 'TCP')]);
    expect(ports.named).toStrictEqual([{ name: 'http' }, { name: 'dns', protocol: 'UDP' }]);
    expect(`${ports.numbered}`).toBe('TCP 80,443');
  });
});
