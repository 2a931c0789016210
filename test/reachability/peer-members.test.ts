import { LabelSelector, SelectorExpression } from '../../src/network/label-selector';
import { PeerMembers } from '../../src/reachability/peer-members';
import { PodPeers } from '../../src/reachability/peer-set';
import { namespace, pod, policy } from './analyzed';
import { clusterOf, groupOf, Inputs, inputsOf } from './counted';

/** Two namespaces with labels and one that nobody declares; policies tell apart all pods. */
function shop(): Inputs {
  return inputsOf(clusterOf(
    namespace('shop', '{ team: sales }'),
    namespace('ops', '{ team: platform }'),
    pod('admin', { labels: '{ app: web }' }),
    pod('db', { labels: '{ app: db }' }),
    pod('orders', { labels: '{ app: orders }' }),
    pod('monitor', { namespace: 'ops', labels: '{ app: web }' }),
    pod('batch', { namespace: 'legacy', labels: '{ app: web }' }),
    policy('all', '{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }'),
  ));
}

const everything = LabelSelector.EVERYTHING;
const byName = (operator: SelectorExpression['operator'], ...values: readonly string[]): LabelSelector =>
  LabelSelector.of({}, [{ key: 'kubernetes.io/metadata.name', operator, values }]);

type Names = Readonly<Record<'certain' | 'doubtful', readonly string[]>>;

/** Names of the workloads that a set stands for. */
function found(namespaces: string | LabelSelector, pods: LabelSelector = everything): Names {
  const inputs = shop();
  const { certain, doubtful } = inputs.members.of(inputs.peerSets.pods(namespaces, pods) as PodPeers);
  const names = (groups: typeof certain) => groups.flatMap(({ workloads }) => workloads.map(({ name }) => name)).sort();
  return { certain: names(certain), doubtful: names(doubtful) };
}

describe('members of a set of pods', () => {
  test('are those of its namespace with its labels', () => {
    expect(found('shop')).toStrictEqual({ certain: ['admin', 'db', 'orders'], doubtful: [] });
    expect(found('shop', LabelSelector.of({ app: 'db' }))).toStrictEqual({ certain: ['db'], doubtful: [] });
    expect(found('nowhere')).toStrictEqual({ certain: [], doubtful: [] });
  });

  test('are doubtful where the manifests do not declare the namespace that a selector asks about', () => {
    expect(found(LabelSelector.of({ team: 'sales' }))).toStrictEqual({ certain: ['admin', 'db', 'orders'], doubtful: ['batch'] });
  });

  test('are certain in a namespace that a selector names, declared or not', () => {
    expect(found(byName('In', 'legacy', 'ops'))).toStrictEqual({ certain: ['batch', 'monitor'], doubtful: [] });
    expect(found(byName('In', 'nowhere', 'ops'))).toStrictEqual({ certain: ['monitor'], doubtful: [] });
    expect(found(byName('NotIn', 'ops'))).toStrictEqual({ certain: ['admin', 'batch', 'db', 'orders'], doubtful: [] });
  });

  test('are those of every namespace where a selector selects all', () => {
    expect(found(everything, LabelSelector.of({ app: 'web' }))).toStrictEqual({ certain: ['admin', 'batch', 'monitor'], doubtful: [] });
  });

  test('are in the order of their numbers, which are listed', () => {
    const inputs = shop();
    const apps = LabelSelector.of({}, [{ key: 'app', operator: 'In', values: ['db', 'web'] }]);
    const { certain, numbers } = inputs.members.of(inputs.peerSets.pods('shop', apps) as PodPeers);
    expect(certain).toStrictEqual([groupOf(inputs, 'admin'), groupOf(inputs, 'db')]);
    expect(numbers).toStrictEqual([0, 1].map((i) => certain[i]?.number));
    expect(numbers).toStrictEqual([...numbers].sort((a, b) => a - b));
  });
});

describe('the members of a set', () => {
  test('are looked for once', () => {
    const { members, peerSets } = shop();
    const set = peerSets.pods('shop', everything) as PodPeers;
    expect(members.of(set)).toBe(members.of(set));
  });

  test('are only looked for in the namespaces that a selector names', () => {
    const { cluster, groups, peerSets } = shop();
    const asked: string[] = [];
    const selector = byName('In', 'shop');
    jest.spyOn(selector, 'mayMatch').mockImplementation((labels) => {
      asked.push(labels['kubernetes.io/metadata.name'] as string);
      return 'yes';
    });
    new PeerMembers(cluster.namespaces, groups).of(peerSets.pods(selector, everything) as PodPeers);
    expect(asked).toStrictEqual(['shop']);
  });
});
