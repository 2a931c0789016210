import { database, databaseService, exposureOf, reachInto } from './exposure-of';

const into = (spec: string) => reachInto(exposureOf(database() + databaseService(spec)), 'shop/db[StatefulSet]');
const PRIVATE = ['private-network: TCP 5432 reachable by Service shop/db'];
const PUBLIC = ['internet: TCP 5432 reachable by Service shop/db', ...PRIVATE];

test.each([
  ['192.168.10.5', PRIVATE],
  ['100.64.3.3', PRIVATE],
  ['"fd12::5"', PRIVATE],
  ['8.8.4.4', PUBLIC],
  ['"2a01:4f8::5"', PUBLIC],
  ['192.168.10.5, 8.8.4.4', PUBLIC],
])('externalIPs [%s] decide by their network who reaches the database', (addresses, expected) => {
  expect(into(`externalIPs: [${addresses}]`)).toStrictEqual(expected);
});

test('no address, no way in', () => expect(into('externalIPs: []')).toStrictEqual([]));

test('a headless Service has no translation that could answer for an address', () => {
  expect(into('clusterIP: None, externalIPs: [8.8.4.4]')).toStrictEqual([]);
});
