import { solverFor } from '../../../src/rules/facts/acme-solvers';

const anyone = { http01: {} };
const zone = (...dnsZones: string[]): object => ({ selector: { dnsZones }, dns01: { zone: dnsZones[0] } });
const named = (...dnsNames: string[]): object => ({ selector: { dnsNames }, http01: { name: dnsNames[0] } });
const labelled = (matchLabels: object, more = {}): object => ({ selector: { matchLabels, ...more }, http01: { matchLabels } });
const chosen = (solvers: readonly object[], host = 'www.shop.example.com', labels = {}): unknown => solverFor(solvers as never, host, labels);

describe('the solver for a host is', () => {
  test.each([
    ['the one without a selector, where no other fits', [zone('example.org'), anyone], anyone],
    ['one of its zone before one for everybody, wherever it stands', [anyone, zone('example.com')], zone('example.com')],
    ['the one of the longest zone', [zone('example.com'), zone('shop.example.com'), zone('com')], zone('shop.example.com')],
    ['the one of the longest of several zones', [zone('example.com'), zone('com', 'shop.example.com')], zone('com', 'shop.example.com')],
    ['one that names it before one of its zone', [zone('www.shop.example.com'), named('www.shop.example.com')], named('www.shop.example.com')],
    ['none that names others', [named('shop.example.com'), anyone], anyone],
    ['none of a zone that only ends alike', [zone('op.example.com'), anyone], anyone],
    ['the one with more labels of two alike', [anyone, labelled({ team: 'shop' })], labelled({ team: 'shop' })],
    ['none with labels of others', [labelled({ team: 'ops' }), anyone], anyone],
    ['the first of two alike', [{ http01: { first: true } }, anyone], { http01: { first: true } }],
    ['by name and labels, where both are asked for', [named('www.shop.example.com'), labelled({ team: 'shop' }, { dnsNames: ['www.shop.example.com'] })],
      labelled({ team: 'shop' }, { dnsNames: ['www.shop.example.com'] })],
  ])('%s', (_, solvers, expected) => {
    expect(chosen(solvers, 'www.shop.example.com', { team: 'shop' })).toStrictEqual(expected);
  });

  test('that of the zone itself, too', () => {
    expect(chosen([anyone, zone('example.com')], 'example.com')).toStrictEqual(zone('example.com'));
  });

  test('no one, where all are for others', () => {
    expect(chosen([zone('example.org'), named('help.example.com')])).toBeUndefined();
  });
});

test('a wildcard is left to DNS-01 where there is any, for HTTP-01 cannot prove it', () => {
  const wildcard = { selector: { dnsNames: ['*.example.com'] }, http01: {} };
  expect(chosen([wildcard, zone('example.com')], '*.example.com')).toStrictEqual(zone('example.com'));
  expect(chosen([wildcard, zone('example.org')], '*.example.com')).toStrictEqual(wildcard);
});
