import { Cluster } from '../../src/cluster/model';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PodEnd } from '../../src/reachability/end-point';
import { DescribedPod } from '../../src/reachability/model';
import { PodGroup, PodGroups } from '../../src/reachability/pod-groups';
import { Subject, Subjects } from '../../src/reachability/subject';
import { analyze, namespace, pod } from './analyzed';

const read = (): Cluster => analyze([namespace('shop', '{ team: sales }'), pod('db', { labels: '{ app: db, tier: back }' }), pod('probe', { namespace: 'ops', status: '10.244.1.7' }),
  pod('agent', { namespace: 'ops', spec: ', hostNetwork: true' })]).cluster;

function subjects(): Subjects {
  return new Subjects(read(), { pods: AddressSet.parseCidr('10.244.0.0/16'), nodes: AddressSet.parseCidr('10.0.0.0/24'), declaredNodes: AddressSet.NONE });
}

/** The end of a subject that is a pod with labels. */
function endOf(subject: Subject): PodEnd {
  expect(subject).toMatchObject({ kind: 'pod', end: { kind: 'pod' } });
  return (subject as { readonly end: PodEnd }).end;
}

function group(name: string): PodGroup {
  const groups = new PodGroups(read(), { labelKeys: new Set(['app']), portNames: new Set(), blocks: [] });
  return groups.all.find(({ workloads }) => workloads.some((workload) => workload.name === name)) as PodGroup;
}

const withoutLegacy = (): LabelSelector => LabelSelector.of({}, [{ key: 'legacy', operator: 'DoesNotExist' }]);

describe('pods of the manifests as the other end', () => {
  test('have the labels that somebody asks for and no others, and the name of their workload', () => {
    const { name, labels, namespaceLabels } = endOf(subjects().group(group('db')));
    expect([name, labels.labels.app, withoutLegacy().mayMatch(labels.labels, labels.complete)]).toStrictEqual(['shop/db[Pod]', 'db', 'yes']);
    expect(namespaceLabels).toStrictEqual({ labels: { 'kubernetes.io/metadata.name': 'shop', 'team': 'sales' }, complete: true });
  });

  test('may be in a namespace with further labels where the manifests do not declare it', () => {
    const { namespaceLabels } = endOf(subjects().group(group('probe')));
    expect(withoutLegacy().mayMatch(namespaceLabels.labels, namespaceLabels.complete)).toBe('maybe');
  });

  test('have their own address where it is given, else one of those that pods have', () => {
    const given = endOf(subjects().group(group('probe'))).addresses;
    const other = endOf(subjects().group(group('db'))).addresses;
    expect([given.known, `${given.set}`, other.known, `${other.set}`]).toStrictEqual([true, '10.244.1.7/32', false, '10.244.0.0/16']);
    expect(`${subjects().podAddresses}`).toBe('10.244.0.0/16');
  });

  test('are somewhere among the nodes on the network of their node', () => {
    const subject = subjects().group(group('agent')) as Subject & { kind: 'somewhere' };
    expect([subject.kind, `${subject.addresses}`]).toStrictEqual(['somewhere', '10.0.0.0/24']);
  });

  test('are one subject for each group', () => {
    const [all, db] = [subjects(), group('db')];
    expect(all.group(db)).toBe(all.group(db));
  });
});

describe('a pod that somebody describes', () => {
  const described = (labels: DescribedPod['labels'], home = 'shop'): PodEnd => endOf(subjects().described({ namespace: home, labels, namespaceLabels: { zone: 'dmz', team: 'edge' } }));

  test('is called by its labels, in the same order whatever that of the description', () => {
    expect(described({ tier: 'front', app: 'web' }).name).toBe('a pod with labels app=web,tier=front in namespace shop');
    expect(described({ app: 'web', tier: 'front' }).name).toBe('a pod with labels app=web,tier=front in namespace shop');
    expect(described({}).name).toBe('a pod with unknown labels in namespace shop');
  });

  test('may have further labels', () => {
    const { labels } = described({ app: 'web' });
    expect([LabelSelector.of({ app: 'web' }), withoutLegacy()].map((selector) => selector.mayMatch(labels.labels, labels.complete))).toStrictEqual(['yes', 'maybe']);
  });

  test('is in a namespace with the labels of the manifests, where these declare it, over those of the description', () => {
    const { namespaceLabels: declared } = described({});
    expect([declared.labels.team, declared.complete]).toStrictEqual(['sales', true]);
    const { namespaceLabels: undeclared } = described({}, 'edge');
    expect([undeclared.labels, undeclared.complete]).toStrictEqual([{ 'kubernetes.io/metadata.name': 'edge', 'team': 'edge', 'zone': 'dmz' }, false]);
  });
});

test('a pod without labels has none for certain, in a namespace that has only its name', () => {
  const { name, namespace: home, labels, namespaceLabels } = endOf(subjects().unlabelled('edge'));
  expect([name, home]).toStrictEqual(['a pod without labels in namespace edge', 'edge']);
  expect([labels, namespaceLabels].map((known) => withoutLegacy().mayMatch(known.labels, known.complete))).toStrictEqual(['yes', 'yes']);
  expect(LabelSelector.of({ 'kubernetes.io/metadata.name': 'edge' }).matches(namespaceLabels.labels)).toBe(true);
});
