import { LabelSelector, SelectorExpression } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { withoutRepetition } from '../../src/reachability/admission-list';
import { Admission, PodCondition } from '../../src/reachability/model';
import * as conditions from '../../src/reachability/pod-condition';
import { analyze, namespace } from './analyzed';

const NAME = 'kubernetes.io/metadata.name';
const NAMESPACES = analyze([namespace('ops', '{ team: platform }'), namespace('shop', '{ team: sales }')]).cluster.namespaces;

const exists = (key: string): SelectorExpression => ({ key, operator: 'Exists' });
const isIn = (key: string, ...values: string[]): SelectorExpression => ({ key, operator: 'In', values });
const notIn = (key: string, ...values: string[]): SelectorExpression => ({ key, operator: 'NotIn', values });
const pods = (...expressions: SelectorExpression[]): PodCondition => ({ ...conditions.ANY_POD, pods: LabelSelector.of({}, expressions) });
const namespaces = (...expressions: SelectorExpression[]): PodCondition => ({ ...conditions.ANY_POD, namespaces: LabelSelector.of({}, expressions) });

const WEB = isIn('app', 'web');
const FRONT = isIn('tier', 'front');

/** Admits on a port of TCP, or on ports by names. */
const admits = (condition: PodCondition, port: number | readonly string[] = 80, ...except: PodCondition[]): Admission =>
  ({ condition, except, ports: typeof port === 'number' ? PortSet.of('TCP', port) : PortSet.NONE, portNames: typeof port === 'number' ? [] : port });

const text = (condition: PodCondition): string => (condition.namespaces.isEmpty ? '' : `in ${condition.namespaces}: `) + (condition.pods.isEmpty ? 'any' : `${condition.pods}`);
const list = (...admissions: Admission[]): string[] => withoutRepetition(admissions, NAMESPACES)
  .map(({ condition, except, ports, portNames }) => [text(condition), ...except.map((each) => `except ${text(each)}`), `${ports}`, ...portNames].join(' | '));

describe('who is admitted', () => {
  test('is listed once for each condition, in order, with all ports and names of ports', () => {
    expect(list(admits(pods(WEB)), admits(pods(isIn('app', 'db'))), admits(pods(WEB), 443), admits(pods(WEB), ['metrics', 'http']), admits(pods(WEB), ['dns', 'http'])))
      .toStrictEqual(['app=db | TCP 80', 'app=web | TCP 80,443 | dns | http | metrics']);
  });

  test('is listed with exceptions once each, in order, without those that another covers', () => {
    const except = (...exceptions: PodCondition[]): string[] => list(admits(conditions.ANY_POD, 80, ...exceptions));
    expect(except(pods(FRONT), pods(WEB), pods(FRONT))).toStrictEqual(['any | except app=web | except tier=front | TCP 80']);
    expect(except(pods(WEB, FRONT), pods(WEB))).toStrictEqual(['any | except app=web | TCP 80']);
    expect(except(pods(WEB), pods(WEB, FRONT), pods(exists('app')))).toStrictEqual(['any | except app | TCP 80']);
  });

  test('is listed with exceptions that mean the same in other words, all of them', () => {
    const [shop, sales] = [namespaces(isIn(NAME, 'shop')), namespaces(isIn(NAME, 'shop'), isIn('team', 'sales'))];
    expect(list(admits(conditions.ANY_POD, 80, shop, sales))).toStrictEqual([`any | except in ${NAME}=shop: any | except in ${NAME}=shop,team=sales: any | TCP 80`]);
  });

  test('has very many exceptions as they are', () => {
    const several = (count: number): readonly PodCondition[] => Array.from({ length: count }, (_, i) => pods(isIn('app', `service-${i}`)));
    const left = (except: readonly PodCondition[]): number[] =>
      withoutRepetition([admits(conditions.ANY_POD, 80, ...except)], NAMESPACES).map((row) => row.except.length);
    expect(left([...several(23), pods(isIn('app', 'service-0'), FRONT)])).toStrictEqual([23]);
    expect(left([...several(24), pods(isIn('app', 'service-0'), FRONT)])).toStrictEqual([25]);
  });
});

describe('a condition that a wider one covers', () => {
  const any = conditions.ANY_POD;

  test.each<[string, PodCondition, PodCondition]>([
    ['everyone', any, pods(WEB)],
    ['one of its labels', pods(WEB), pods(WEB, FRONT)],
    ['one of its labels, which comes later', pods(FRONT), pods(WEB, FRONT)],
    ['a label with more values', pods(isIn('app', 'cache', 'db', 'web')), pods(isIn('app', 'db', 'web'))],
    ['the second of the values of a label', pods(isIn('app', 'db', 'web')), pods(WEB, FRONT)],
    ['a label with any value', pods(exists('app')), pods(WEB)],
    ['a label with any value and another with one', pods(exists('app'), FRONT), pods(WEB, FRONT)],
    ['a label with all values but one', pods(notIn('app', 'db')), pods(WEB)],
    ['a label of the namespace', namespaces(isIn('team', 'sales')), { ...namespaces(isIn('team', 'sales')), ...{ pods: LabelSelector.of({ app: 'web' }) } }],
    ['a label that the namespace has', namespaces(isIn('team', 'sales')), namespaces(isIn(NAME, 'shop'))],
    ['a label that the namespaces have with any value', namespaces(exists('team')), namespaces(isIn(NAME, 'ops', 'shop'))],
    ['a label that the namespace does not have', namespaces(notIn('stage', 'test')), namespaces(isIn(NAME, 'shop'))],
  ])('by %s is left out if it has no other ports, and else has those of both', (_, wide, narrow) => {
    expect(list(admits(narrow), admits(wide))).toStrictEqual([`${text(wide)} | TCP 80`]);
    expect(list(admits(wide), admits(narrow, 443)).sort()).toStrictEqual([`${text(wide)} | TCP 80`, `${text(narrow)} | TCP 80,443`].sort());
    expect(list(admits(wide, ['dns', 'http']), admits(narrow, ['http']))).toStrictEqual([`${text(wide)} | no port | dns | http`]);
    expect(list(admits(wide), admits(narrow, ['http'])).sort()).toStrictEqual([`${text(wide)} | TCP 80`, `${text(narrow)} | TCP 80 | http`].sort());
  });

  test('in other words is listed in those that come first', () => {
    const [shop, sales] = [namespaces(isIn(NAME, 'shop')), namespaces(isIn(NAME, 'shop'), isIn('team', 'sales'))];
    expect(list(admits(sales), admits(shop))).toStrictEqual([`in ${NAME}=shop: any | TCP 80`]);
    expect(list(admits(sales, 443), admits(shop))).toStrictEqual([`in ${NAME}=shop: any | TCP 80,443`]);
  });

  test('must be about what the wider one does not except', () => {
    const wide = admits(any, 80, pods(isIn('app', 'db')));
    const wideText = 'any | except app=db | TCP 80';
    expect(list(wide, admits(pods(FRONT)))).toStrictEqual([wideText, 'tier=front | TCP 80']);
    expect(list(wide, admits(pods(WEB)))).toStrictEqual([wideText]);
    expect(list(wide, admits(pods(FRONT), 80, pods(isIn('app', 'db'))))).toStrictEqual([wideText]);
    expect(list(wide, admits(pods(FRONT), 80, pods(exists('app')), pods(exists('zone'))))).toStrictEqual([wideText]);
    expect(list(wide, admits(pods(FRONT), 80, pods(exists('zone'))))).toStrictEqual([wideText, 'tier=front | except zone | TCP 80']);
    const twice = admits(any, 80, pods(isIn('app', 'db')), pods(exists('zone')));
    expect(list(twice, admits(pods(WEB)))).toHaveLength(2);
  });

  test('gives nothing to the wider one, and nothing to others of the same label', () => {
    expect(list(admits(pods(WEB, FRONT), 443), admits(pods(WEB)))).toStrictEqual(['app=web | TCP 80', 'app=web,tier=front | TCP 80,443']);
    expect(list(admits(pods(isIn('app', 'db', 'web')), 443), admits(pods(WEB)))).toStrictEqual(['app in (db,web) | TCP 443', 'app=web | TCP 80,443']);
    expect(list(admits(pods(isIn('team', 'sales'))), admits(namespaces(isIn('team', 'sales')), 443))).toHaveLength(2);
  });
});

describe('very many conditions', () => {
  const MANY = 40;
  const compared = (...found: readonly PodCondition[]): number => {
    const spy = jest.spyOn(conditions, 'impliesCondition');
    try {
      withoutRepetition(found.map((condition) => admits(condition)), NAMESPACES);
      return spy.mock.calls.length;
    } finally {
      spy.mockRestore();
    }
  };

  test('are compared with themselves alone where no two ask for a label with the same value', () => {
    expect(compared(...Array.from({ length: MANY }, (_, i) => pods(exists('app'), isIn('tier', `tier-${i}`))))).toBe(MANY);
    expect(compared(...Array.from({ length: MANY }, (_, i) => pods(exists(`label-${i}`))))).toBe(MANY);
    expect(compared(...Array.from({ length: MANY }, (_, i) => namespaces(isIn(NAME, `shop-${i}`))))).toBe(MANY);
  });

  test('are compared with what may cover the first of the values that they ask for', () => {
    expect(compared(pods(isIn('app', 'db', 'web')), pods(WEB))).toBe(3);
  });

  test('are compared with what may cover the first of the namespaces that they name', () => {
    expect(compared(namespaces(isIn(NAME, 'ops', 'shop')), namespaces(isIn('team', 'sales')), namespaces(isIn('team', 'legal')))).toBe(3);
    expect(compared(namespaces(isIn(NAME, 'ops', 'shop')), namespaces(isIn('team', 'platform')), namespaces(isIn('team', 'legal')))).toBe(4);
  });
});
