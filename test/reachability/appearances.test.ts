import { LabelSelector } from '../../src/network/label-selector';
import { Appearances } from '../../src/reachability/appearances';
import { PodPeers } from '../../src/reachability/peer-set';
import { namespace, pod, policy } from './analyzed';
import { clusterOf, groupOf, Inputs, inputsOf } from './counted';

/** Policies tell all of these pods apart. */
function shop(): Inputs {
  return inputsOf(clusterOf(
    namespace('shop', '{ team: sales }'),
    namespace('ops', '{ team: platform }'),
    pod('web', { labels: '{ app: web, tier: front }', ports: '[{ name: http, containerPort: 8080 }]' }),
    pod('admin', { labels: '{ app: admin, tier: front }', ports: '[{ name: http, containerPort: 8081 }]' }),
    pod('db', { labels: '{ app: db }', ports: '[{ name: http, containerPort: 8080 }]' }),
    pod('agent', { labels: '{ app: web, tier: front }', spec: ', hostNetwork: true' }),
    pod('batch', { namespace: 'legacy', labels: '{ app: web }' }),
    pod('monitor', { namespace: 'ops', labels: '{ app: web }' }),
    pod('inside', { labels: '{ app: db }', status: '10.244.0.1' }),
    pod('outside', { labels: '{ app: db }', status: '10.244.0.3' }),
    policy('all', `{ podSelector: { matchExpressions: [{ key: tier, operator: Exists }, { key: app, operator: Exists }] }, ingress: [
      { from: [{ ipBlock: { cidr: 10.244.0.0/31 } }], ports: [{ port: http }] }] }`),
  ));
}

const everywhere = LabelSelector.EVERYTHING;
const labelled = (labels: Record<string, string>) => ({ peerSets }: Inputs): PodPeers =>
  peerSets.pods(everywhere, LabelSelector.of(labels)) as PodPeers;
const front = labelled({ tier: 'front' });
const web = labelled({ app: 'web' });
const ofSales = ({ peerSets }: Inputs): PodPeers => peerSets.pods(LabelSelector.of({ team: 'sales' }), everywhere) as PodPeers;

/** For each of the workloads, the number of its appearance. */
function looks(names: readonly string[], sets: readonly ((inputs: Inputs) => PodPeers)[], withPorts = false): readonly number[] {
  const inputs = shop();
  const appearances = new Appearances(inputs.groups.all, new Set(sets.map((set) => set(inputs))), inputs.members, withPorts);
  return names.map((name) => appearances.of(groupOf(inputs, name)));
}

const alike = (numbers: readonly number[]): boolean => new Set(numbers).size === 1;
const different = (numbers: readonly number[]): boolean => new Set(numbers).size === numbers.length;

describe('groups of pods look', () => {
  test('alike where no set is broad', () => {
    expect(alike(looks(['web', 'admin', 'db', 'batch'], []))).toBe(true);
  });

  test('different if they are in different broad sets', () => {
    const [first, second, third] = looks(['web', 'admin', 'db'], [front]);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
    expect(different(looks(['web', 'admin', 'batch', 'db'], [front, web]))).toBe(true);
  });

  test('different if nobody knows whether they are in a broad set', () => {
    expect(different(looks(['db', 'batch', 'monitor'], [ofSales]))).toBe(true);
  });

  test('different on the network of their node', () => {
    expect(different(looks(['agent', 'web'], []))).toBe(true);
  });

  test('different if their addresses are in different blocks', () => {
    expect(different(looks(['inside', 'outside', 'db'], []))).toBe(true);
  });

  test('different if they name other ports, where that matters', () => {
    expect(alike(looks(['web', 'admin', 'db'], [], false))).toBe(true);
    const [first, second, third] = looks(['web', 'admin', 'db'], [], true);
    expect(first).toBe(third);
    expect(second).not.toBe(first);
  });
});

test('appearances are numbered from 0, and each has a group that looks like that', () => {
  const inputs = shop();
  const appearances = new Appearances(inputs.groups.all, new Set([front(inputs), ofSales(inputs)]), inputs.members, true);
  const numbers = [...new Set(inputs.groups.all.map((group) => appearances.of(group)))].sort((a, b) => a - b);
  expect(numbers).toStrictEqual(Array.from({ length: appearances.count }, (_, i) => i));
  for (const number of numbers) expect(appearances.of(appearances.representative(number))).toBe(number);
});
