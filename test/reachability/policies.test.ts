import { Cluster, ClusterPolicy, NetworkPolicy } from '../../src/cluster/model';
import { replacePolicy } from '../../src/cluster/replace-policy';
import { Direction } from '../../src/reachability/model';
import { PeerSets } from '../../src/reachability/peer-set';
import { PodGroup, PodGroups } from '../../src/reachability/pod-groups';
import { ChangedTable, PolicyTable } from '../../src/reachability/policies';
import { unrestricted } from '../../src/reachability/rule-model';
import { analyze, namespace, pod, policy } from './analyzed';

const PODS = [namespace('shop', '{ team: sales }'), namespace('ops', '{ team: platform }'), pod('web'), pod('db'), pod('orders'), pod('probe', { namespace: 'ops' })];

function select(name: string, app: string, rest = ''): string {
  return policy(name, `{ podSelector: { matchLabels: { app: ${app} } }${rest} }`);
}

/** A policy of another tier, about pods with that label. */
function tierPolicy(name: string, app: string, { priority = 5, of = 'Admin', kind = 'ClusterNetworkPolicy', direction = 'ingress' } = {}): string {
  const rule = `{ action: Deny, ${direction === 'ingress' ? 'from' : 'to'}: [{ namespaces: {} }] }`;
  const subject = `subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: ${app} } } } }`;
  const version = kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1';
  const tierField = kind === 'ClusterNetworkPolicy' ? `tier: ${of}, ` : '';
  return `apiVersion: policy.networking.k8s.io/${version}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { ${tierField}priority: ${priority}, ${subject}, ${direction}: [${rule}] }`;
}

/** The tables of some documents, and questions about them by the names of pods. */
class Tables {
  public readonly cluster: Cluster;
  public readonly groups: PodGroups;
  public readonly first: PolicyTable;

  public constructor(documents: readonly string[], enforced = true, public readonly peerSets = new PeerSets()) {
    this.cluster = analyze([...PODS, ...documents]).cluster;
    this.groups = new PodGroups(this.cluster, { labelKeys: new Set(['app']), portNames: new Set(), blocks: [] });
    this.first = PolicyTable.of(this.cluster, this.groups, peerSets, enforced);
  }

  public group(name: string): PodGroup {
    return this.groups.all.find(({ workloads }) => workloads.some((workload) => workload.name === name)) as PodGroup;
  }

  /** The tiers of a pod: what becomes of undecided ports, and the names of the policies. */
  public tiers(name: string, table = this.first, direction: Direction = 'ingress'): string[] {
    return table.rulesOf(this.group(name), direction).tiers
      .map(({ undecided, policies }) => [undecided, ...policies.map(({ policy: { metadata } }) => metadata.name)].join(' '));
  }

  public isolated(name: string, table = this.first, direction: Direction = 'ingress'): boolean {
    return table.rulesOf(this.group(name), direction).isolated;
  }

  public networkPolicy(name: string): NetworkPolicy {
    return this.cluster.networkPolicies.find(({ metadata }) => metadata.name === name) as NetworkPolicy;
  }

  public clusterPolicy(name: string): ClusterPolicy {
    return this.cluster.clusterPolicies.find(({ metadata }) => metadata.name === name) as ClusterPolicy;
  }
}

/** The policy of a document. */
function network(document: string): NetworkPolicy {
  return analyze([document]).cluster.networkPolicies[0] as NetworkPolicy;
}

function tier(document: string): ClusterPolicy {
  return analyze([document]).cluster.clusterPolicies[0] as ClusterPolicy;
}

/** Pods whose rules are others than before, by direction. */
function changed({ changed: { ingress, egress } }: ChangedTable): string[][] {
  return [ingress, egress].map((groups) => groups.flatMap(({ workloads }) => workloads.map(({ name }) => name)).sort());
}

describe('the rules of pods', () => {
  test('are one object for all pods that no policy is about', () => {
    const tables = new Tables([select('db', 'db')]);
    expect(tables.first.rulesOf(tables.group('web'), 'ingress')).toBe(unrestricted('ingress'));
    expect(tables.first.rulesOf(tables.group('db'), 'egress')).toBe(unrestricted('egress'));
    expect(tables.isolated('db')).toBe(true);
  });

  test('are kept once they were asked for', () => {
    const tables = new Tables([select('db', 'db')]);
    expect(tables.first.rulesOf(tables.group('db'), 'ingress')).toBe(tables.first.rulesOf(tables.group('db'), 'ingress'));
  });

  test('ask the Admin tier first, then NetworkPolicies, and the Baseline tier where none isolates', () => {
    const tables = new Tables([tierPolicy('guard', 'db'), tierPolicy('guard-web', 'web'), tierPolicy('base', 'db', { of: 'Baseline' }), tierPolicy('base-web', 'web', { of: 'Baseline' }), select('db', 'db')]);
    expect([tables.tiers('db'), tables.isolated('db')]).toStrictEqual([['next guard', 'deny db'], true]);
    expect([tables.tiers('web'), tables.isolated('web')]).toStrictEqual([['next guard-web', 'next base-web'], false]);
  });

  test('are about the directions that policies have rules for', () => {
    const tables = new Tables([tierPolicy('guard', 'db', { direction: 'egress' }), select('db', 'db', ', policyTypes: [Egress]')]);
    expect([tables.tiers('db'), tables.tiers('db', tables.first, 'egress')]).toStrictEqual([[], ['next guard', 'deny db']]);
  });

  test('have policies of a tier by priority, and those of one priority by name, however they are listed', () => {
    const documents = [tierPolicy('d', 'db', { priority: 1 }), tierPolicy('b', 'db'), tierPolicy('c', 'db'), tierPolicy('a', 'db', { kind: 'AdminNetworkPolicy' })];
    const tables = new Tables(documents);
    expect(tables.tiers('db')).toStrictEqual(['next d a b c']);
    const reversed = Object.create(tables.cluster, { clusterPolicies: { value: [...tables.cluster.clusterPolicies].reverse() } }) as Cluster;
    expect(tables.tiers('db', PolicyTable.of(reversed, tables.groups, new PeerSets(), true))).toStrictEqual(['next d a b c']);
  });

  test('are none where the network ignores policies, which are listed all the same', () => {
    const tables = new Tables([select('db', 'db')], false);
    expect(tables.first.rulesOf(tables.group('db'), 'ingress')).toBe(unrestricted('ingress'));
    expect(tables.first.policiesOf(tables.group('db'), 'ingress')).toStrictEqual([tables.networkPolicy('db')]);
    expect(tables.first.policiesOf(tables.group('db'), 'egress')).toStrictEqual([]);
  });

  test('have policies about a namespace that may have its labels, with the name of that namespace', () => {
    const guard = tierPolicy('guard', 'probe').replace('namespaceSelector: {}', 'namespaceSelector: { matchLabels: { team: platform } }');
    const tables = new Tables([guard, pod('lone', { namespace: 'lone', labels: '{ app: probe }' }), pod('sale', { labels: '{ app: probe }' })]);
    const undeclared = (name: string): (string | undefined)[] =>
      tables.first.rulesOf(tables.group(name), 'ingress').tiers.flatMap(({ policies }) => policies.map(({ undeclaredNamespace }) => undeclaredNamespace));
    expect(['probe', 'lone', 'sale'].map(undeclared)).toStrictEqual([[undefined], ['lone'], []]);
  });

  test('need no peers of policies that select no pod', () => {
    const peerSets = new PeerSets();
    const pods = jest.spyOn(peerSets, 'pods');
    const rules = (app: string): string => select('rules', app, ', ingress: [{ from: [{ podSelector: {} }] }]');
    new Tables([rules('ledger')], true, peerSets);
    expect(pods).not.toHaveBeenCalled();
    new Tables([rules('db')], true, peerSets);
    expect(pods).toHaveBeenCalledTimes(1);
  });
});

describe('one NetworkPolicy in place of another', () => {
  let tables: Tables;

  beforeEach(() => {
    tables = new Tables([select('db-1', 'db'), select('db-3', 'db'), select('web', 'web'), tierPolicy('guard', 'db')]);
  });

  test('more changes the pods that it selects, in the directions that it isolates', () => {
    const both = tables.first.replacingNetworkPolicy(undefined, network(select('orders', 'orders', ', policyTypes: [Ingress, Egress]')));
    expect(changed(both)).toStrictEqual([['orders'], ['orders']]);
    expect([tables.tiers('orders'), tables.tiers('orders', both.table)]).toStrictEqual([[], ['deny orders']]);
    const egress = tables.first.replacingNetworkPolicy(undefined, network(select('orders', 'orders', ', policyTypes: [Egress]')));
    expect(changed(egress)).toStrictEqual([[], ['orders']]);
    expect([tables.tiers('orders', egress.table), tables.tiers('orders', egress.table, 'egress')]).toStrictEqual([[], ['deny orders']]);
  });

  test.each([['db-0', 'deny db-0 db-1 db-3'], ['db-2', 'deny db-1 db-2 db-3'], ['db-4', 'deny db-1 db-3 db-4']])('stands among others by its name: %s', (name, expected) => {
    const { table } = tables.first.replacingNetworkPolicy(undefined, network(select(name, 'db')));
    expect(tables.tiers('db', table)).toStrictEqual(['next guard', expected]);
    expect(table.policiesOf(tables.group('db'), 'ingress').map(({ metadata }) => metadata.name).join(' ')).toBe(expected.slice('deny '.length));
  });

  test('less changes the pods that it selected, which nothing isolates if it was the last', () => {
    const one = tables.first.replacingNetworkPolicy(tables.networkPolicy('db-1'), undefined);
    expect([changed(one), tables.tiers('db', one.table), tables.isolated('db', one.table)]).toStrictEqual([[['db'], []], ['next guard', 'deny db-3'], true]);
    const last = one.table.replacingNetworkPolicy(tables.networkPolicy('db-3'), undefined);
    expect([changed(last), tables.tiers('db', last.table), tables.isolated('db', last.table)]).toStrictEqual([[['db'], []], ['next guard'], false]);
    const web = tables.first.replacingNetworkPolicy(tables.networkPolicy('web'), undefined);
    expect(web.table.rulesOf(tables.group('web'), 'ingress')).toBe(unrestricted('ingress'));
  });

  test('changes the pods of both', () => {
    const { table, changed: groups } = tables.first.replacingNetworkPolicy(tables.networkPolicy('web'), network(select('web', 'orders')));
    expect(changed({ table, changed: groups })).toStrictEqual([['orders', 'web'], []]);
    expect([tables.tiers('web', table), tables.tiers('orders', table)]).toStrictEqual([[], ['deny web']]);
  });

  test('leaves the rules of all other pods, and the table that it was made from, as they are', () => {
    const before = [tables.first.rulesOf(tables.group('db'), 'ingress'), tables.first.rulesOf(tables.group('web'), 'ingress')];
    const { table } = tables.first.replacingNetworkPolicy(tables.networkPolicy('web'), undefined);
    expect(table.rulesOf(tables.group('db'), 'ingress')).toBe(before[0]);
    expect(table.rulesOf(tables.group('web'), 'ingress')).not.toBe(before[1]);
    expect([tables.tiers('db'), tables.tiers('web')]).toStrictEqual([['next guard', 'deny db-1 db-3'], ['deny web']]);
  });
});

describe('other policies of the Admin and Baseline tiers', () => {
  let tables: Tables;

  beforeEach(() => {
    tables = new Tables([tierPolicy('guard', 'db'), tierPolicy('guard-web', 'web'), tierPolicy('base', 'orders', { of: 'Baseline' }), select('db', 'db')]);
  });

  /** The policy of that name in the table replaced by that of a document. */
  function replacing(name: string | undefined, document: string | undefined): ChangedTable {
    const before = name === undefined ? undefined : tables.clusterPolicy(name);
    const after = document === undefined ? undefined : tier(document);
    return tables.first.replacingTierPolicies(replacePolicy(tables.cluster, { before, after }));
  }

  test('change nothing where they are the same', () => {
    expect(changed(tables.first.replacingTierPolicies(tables.cluster))).toStrictEqual([[], []]);
  });

  test.each([
    ['one more before', undefined, tierPolicy('first', 'db', { priority: 1 }), 'db', ['next first guard', 'deny db']],
    ['one more after', undefined, tierPolicy('last', 'db', { priority: 9 }), 'db', ['next guard last', 'deny db']],
    ['one more of its own', undefined, tierPolicy('probes', 'probe'), 'probe', ['next probes']],
    ['another in place of one', 'guard', tierPolicy('other', 'db'), 'db', ['next other', 'deny db']],
    ['one less', 'guard', undefined, 'db', ['deny db']],
    ['one of the Baseline tier more', undefined, tierPolicy('default', 'orders', { of: 'Baseline', priority: 1 }), 'orders', ['next default base']],
    ['one of the Baseline tier less', 'base', undefined, 'orders', []],
  ])('change the pods that they are about: %s', (_, before, after, name, expected) => {
    const result = replacing(before, after);
    expect([changed(result), tables.tiers(name, result.table)]).toStrictEqual([[[name], []], expected]);
  });

  test('change the pods of both where one is about others', () => {
    expect(changed(replacing('guard', tierPolicy('guard', 'probe', { direction: 'egress' })))).toStrictEqual([['db'], ['probe']]);
  });

  test('leave the rules of all other pods as they are', () => {
    const before = tables.first.rulesOf(tables.group('web'), 'ingress');
    expect(replacing('guard', undefined).table.rulesOf(tables.group('web'), 'ingress')).toBe(before);
  });
});
