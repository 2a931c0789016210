import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { PeerSet, PodPeers } from '../../src/reachability/peer-set';
import { CompiledPolicy, CompiledRule } from '../../src/reachability/rule-model';
import { NamedPort, RulePorts } from '../../src/reachability/rule-ports';
import { BroadPart, splitPolicy } from '../../src/reachability/split-policy';

const podsOf = (number: number): PodPeers => ({ kind: 'pods', number, namespaces: 'shop', pods: LabelSelector.EVERYTHING });
const [web, orders, db] = [podsOf(0), podsOf(1), podsOf(2)];
const outside: PeerSet = { kind: 'addresses', number: 3, addresses: AddressSet.PUBLIC, pods: 'plugin' };
/** Orders and db are narrow. */
const BROAD = new Set([web]);

const rule = (peers: readonly PeerSet[] | undefined, ports = RulePorts.ALL, action: CompiledRule['action'] = 'allow'): CompiledRule =>
  ({ action, peers, ports, path: 'spec.ingress[0]' });
const policyOf = (...rules: readonly CompiledRule[]): CompiledPolicy => ({ policy: {} as KubernetesObject, direction: 'ingress', rules });
const named = (...names: readonly NamedPort[]): RulePorts => new RulePorts(PortSet.NONE, names);
const HTTP = named({ protocol: 'TCP', name: 'http' });

const broadPart = (...rules: readonly CompiledRule[]): BroadPart => splitPolicy(policyOf(...rules), BROAD).broad as BroadPart;

describe('a policy', () => {
  test('without narrow sets is all broad', () => {
    const policy = policyOf(rule(undefined), rule([web, outside]));
    const { broad, narrow } = splitPolicy(policy, BROAD);
    expect(broad?.policy).toStrictEqual(policy);
    expect(narrow).toStrictEqual([]);
  });

  test('has no broad part if it only says something about few', () => {
    const policy = policyOf(rule([orders, db], HTTP), rule([]));
    expect(splitPolicy(policy, BROAD)).toStrictEqual({ narrow: policy.rules, allowsOnly: true });
  });

  test('is cut between rules that are about few or many', () => {
    const { broad, narrow } = splitPolicy(policyOf(rule([orders], HTTP), rule(undefined, HTTP), rule([web])), BROAD);
    expect(broad?.policy.rules).toStrictEqual([rule(undefined, HTTP), rule([web])]);
    expect(narrow).toStrictEqual([{ ports: HTTP, peers: [orders] }]);
  });

  test('says nothing about many by a rule that is about nobody', () => {
    const { broad } = splitPolicy(policyOf(rule([]), rule([web, orders])), BROAD);
    expect(broad?.policy.rules).toStrictEqual([rule([web])]);
    expect(splitPolicy(policyOf(rule([]), rule([web])), BROAD).broad?.key).toBe(broad?.key);
  });

  test('is cut within a rule that is about few and many', () => {
    const { broad, narrow } = splitPolicy(policyOf(rule([web, orders, outside], HTTP)), BROAD);
    expect(broad?.policy.rules).toStrictEqual([rule([web, outside], HTTP)]);
    expect(narrow).toStrictEqual([{ ports: HTTP, peers: [orders] }]);
  });
});

describe('a policy only lets through', () => {
  const allowsOnly = (...rules: readonly CompiledRule[]): boolean => splitPolicy(policyOf(...rules), BROAD).allowsOnly;

  test('if all of its rules do', () => {
    expect(allowsOnly(rule([orders]), rule([web]))).toBe(true);
    expect(allowsOnly(rule([orders], RulePorts.ALL, 'deny'))).toBe(false);
    expect(allowsOnly(rule([orders]), rule([web], RulePorts.ALL, 'pass'))).toBe(false);
  });

  test('if it is certain that it is about the pod', () => {
    expect(splitPolicy({ ...policyOf(rule([orders])), undeclaredNamespace: 'legacy' }, BROAD).allowsOnly).toBe(false);
  });
});

describe('broad parts', () => {
  const key = (...rules: readonly CompiledRule[]): string => broadPart(...rules).key;

  test('have one key if they say the same, whatever else the policies say about few', () => {
    expect(key(rule([web, orders], HTTP), rule([db]))).toBe(key(rule([web], named({ protocol: 'TCP', name: 'http' }))));
  });

  test('have other keys if they say something else', () => {
    const numbered = (port: number): RulePorts => new RulePorts(PortSet.of('TCP', port), []);
    const parts = [
      [rule(undefined)], [rule([web])], [rule([outside])], [rule([web, outside])], [rule([web]), rule([outside])],
      [rule([web], RulePorts.ALL, 'deny')], [rule([web], RulePorts.ALL, 'pass')], [rule([web], numbered(80))], [rule([web], numbered(443))],
      [rule([web], HTTP)], [rule([web], named({ protocol: 'UDP', name: 'http' }))], [rule([web], named({ name: 'http' }))],
      [rule([web], named({ protocol: 'TCP', name: 'https' }))],
      [rule([web], named({ protocol: 'TCP', name: 'http' }, { protocol: 'TCP', name: 'https' }))],
    ];
    expect(new Set(parts.map((rules) => key(...rules))).size).toBe(parts.length);
  });

  test('have keys of their own where nobody knows whether the policy is about the pod', () => {
    const within = (undeclaredNamespace: string): string | undefined =>
      splitPolicy({ ...policyOf(rule([web])), undeclaredNamespace }, BROAD).broad?.key;
    expect(new Set([key(rule([web])), within('legacy'), within('older')]).size).toBe(3);
  });

  test('name ports if one of their rules does, not if only what is said about few does', () => {
    expect(broadPart(rule([web]), rule([outside], HTTP)).namesPorts).toBe(true);
    expect(broadPart(rule([web]), rule([outside])).namesPorts).toBe(false);
    expect(broadPart(rule([web]), rule([orders], HTTP)).namesPorts).toBe(false);
  });
});
