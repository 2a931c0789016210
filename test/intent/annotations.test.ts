import { ANNOTATIONS } from '../../src/intent/annotation-keys';
import {
  declaredPeer, formatAcceptances, formatHosts, formatNames, formatPeers, parseAcceptances, parseAllowFrom, parseConnectTo, parseGateways, parseHosts,
  parseIntent, parseWaysIn,
} from '../../src/intent/annotations';
import { ANNOTATION_SCHEMAS } from '../../src/intent/schema';
import { PortSet } from '../../src/network/port-set';

describe('callers and destinations', () => {
  test('are written sorted, without repetitions, with the protocol filled in', () => {
    const peers = [
      { workload: 'shop/web', ports: [{ port: 8080 }, { protocol: 'TCP', port: 443 }, { port: 8080, endPort: 8080 }] },
      { cluster: true },
      { workload: 'shop/web', ports: [{ protocol: 'TCP', port: 443 }, { protocol: 'TCP', port: 8080 }] },
    ];
    const text = '[{"cluster":true},{"workload":"shop/web","ports":[{"protocol":"TCP","port":443},{"protocol":"TCP","port":8080}]}]';
    expect(formatPeers(peers)).toBe(text);
    expect(formatPeers([...peers].reverse())).toBe(text);
    expect(formatPeers(parseAllowFrom(text))).toBe(text);
  });

  test('mean every port where none is given, and ranges as a whole', () => {
    expect(declaredPeer({ namespace: 'ops' }).ports).toBeUndefined();
    expect(declaredPeer({ namespace: 'ops', ports: [{ port: 9000, endPort: 9100 }] }).ports?.equals(PortSet.of('TCP', 9000, 9100))).toBe(true);
  });

  test('a host outside the cluster is the public internet, because no policy can name it', () => {
    const { addresses } = declaredPeer(parseConnectTo('[{"host":"api.example.com","ports":[{"port":443}]}]')[0]!);
    expect(addresses?.has('203.0.112.7')).toBe(true);
    expect(addresses?.has('10.1.2.3')).toBe(false);
  });

  test.each([
    ['{"workload":"shop/web"}', 'value: must be a list, not {"workload":"shop/web"}'],
    ['[{"worklaod":"shop/web"}]', 'value[0]: unknown property "worklaod". Did you mean "workload"?'],
    ['[{}]', 'value[0]: must name exactly one of workload, namespace, cluster'],
    ['[{"workload":"shop/web","cluster":true}]', 'value[0]: must name exactly one of workload, namespace, cluster'],
    ['[{"workload":"web"}]', 'value[0].workload: must be "namespace/name" or "namespace/name[Kind]", not "web"'],
    ['[{"cluster":false}]', 'value[0].cluster: must be true, not false'],
    ['[{"cidr":"10.0.0.0/8"}]', 'value[0]: "cidr" is for connect-to only; callers are workload, namespace, cluster'],
    ['[{"cluster":true,"ports":[]}]', 'value[0].ports: is empty; leave it out for every port'],
    ['[{"cluster":true,"ports":[{"port":"http"}]}]', 'value[0].ports[0].port: must be a port from 1 to 65535, not "http"'],
    ['[{"cluster":true,"ports":[{"port":0}]}]', 'value[0].ports[0].port: must be a port from 1 to 65535, not 0'],
    ['[{"cluster":true,"ports":[{"protocol":"tcp","port":80}]}]', 'value[0].ports[0].protocol: must be one of TCP, UDP, SCTP, not "tcp". Did you mean "TCP"?'],
    ['[{"cluster":true,"ports":[{"port":90,"endPort":80}]}]', 'value[0].ports[0]: "endPort" 80 lies below "port" 90'],
    ['[{"cluster":true,"ports":[{"endPort":80}]}]', 'value[0].ports[0]: needs "port"'],
  ])('allow-from %s is refused', (text, message) => {
    expect(() => parseAllowFrom(text)).toThrow(message);
  });

  test('a CIDR that is none is refused with the reason', () => {
    expect(() => parseConnectTo('[{"cidr":"10.0.0.0/33"}]')).toThrow(/^value\[0\]\.cidr: .*33/);
    expect(() => parseAllowFrom('nothing')).toThrow(/^not JSON: /);
  });
});

describe('the other annotations', () => {
  test('an intent is one of four, spelt exactly', () => {
    expect(parseIntent('private')).toBe('private');
    expect(() => parseIntent('privat')).toThrow('value: must be one of public, internal, private, isolated, not "privat". Did you mean "private"?');
    expect(() => parseIntent('"private"')).toThrow('value: must be one of');
  });

  test('ways in are kinds that exist', () => {
    expect(parseWaysIn('["NodePort"]')).toStrictEqual(['NodePort']);
    expect(() => parseWaysIn('["Nodeport"]')).toThrow('Did you mean "NodePort"?');
  });

  test('hosts have the path / where none is given, and round-trip', () => {
    const hosts = parseHosts('[{"host":"shop.example.com"},{"host":"*.example.com","path":"/shop"}]');
    expect(hosts).toStrictEqual([{ host: 'shop.example.com', path: '/' }, { host: '*.example.com', path: '/shop' }]);
    expect(parseHosts(formatHosts(hosts))).toStrictEqual([...hosts].reverse());
  });

  test.each([
    ['[{"host":"Shop.example.com"}]', 'value[0].host: must be a lower-case DNS name'],
    ['[{"host":"shop example.com"}]', 'value[0].host: must be a lower-case DNS name'],
    ['[{"host":"shop.example.com","path":"shop"}]', 'value[0].path: must start with "/"'],
    ['[{"path":"/"}]', 'value[0]: needs "host"'],
  ])('hosts %s are refused', (text, message) => {
    expect(() => parseHosts(text)).toThrow(message);
  });

  test('gateways are names', () => {
    expect(parseGateways(formatNames(['traefik', 'internal', 'traefik']))).toStrictEqual(['internal', 'traefik']);
    expect(() => parseGateways('[1]')).toThrow('value[0]: must be a non-empty string, not 1');
  });

  test.each([
    ['[{"rule":"EXP-NODEPORT"}]', 'value[0]: needs "reason"'],
    ['[{"reason":"partner link"}]', 'value[0]: needs "rule"'],
    ['[{"rule":"EXP-NODEPORT","reason":"partner link","expires":"2027-02-30"}]', 'value[0].expires: must be a date YYYY-MM-DD, not "2027-02-30"'],
    ['[{"rule":"EXP-NODEPORT","reason":"partner link","until":"2027-02-03"}]', 'value[0]: unknown property "until".'],
  ])('accept %s is refused', (text, message) => {
    expect(() => parseAcceptances(text)).toThrow(message);
  });

  test('acceptances round-trip, equal ones once', () => {
    const entry = { rule: 'EXP-NODEPORT', reason: 'partner link', expires: '2027-03-31', construct: 'shop/db' };
    expect(parseAcceptances(formatAcceptances([entry, { ...entry }]))).toStrictEqual([entry]);
  });

  test('keys that reach for the prototype are unknown properties', () => {
    expect(() => parseAllowFrom('[{"__proto__":{"cluster":true}}]')).toThrow('value[0]: unknown property "__proto__".');
  });
});

describe('the JSON Schema', () => {
  type ItemSchema = { readonly items: { readonly properties: Readonly<Record<string, unknown>>; readonly required?: readonly string[] } };
  const propertiesOf = (key: string): readonly string[] => Object.keys((ANNOTATION_SCHEMAS[key] as unknown as ItemSchema).items.properties);

  /** One item for each property that the reader knows. */
  const CALLERS = { workload: 'shop/web', namespace: 'shop', cluster: true } as const;
  const DESTINATIONS = { ...CALLERS, cidr: '203.0.113.0/24', host: 'api.example.com' } as const;

  test.each([
    ['cdk8s-exposure/allow-from', CALLERS, parseAllowFrom],
    ['cdk8s-exposure/connect-to', DESTINATIONS, parseConnectTo],
  ] as const)('of %s has the properties that the reader takes', (key, peers, parse) => {
    expect(propertiesOf(key)).toStrictEqual([...Object.keys(peers), 'ports']);
    for (const [kind, value] of Object.entries(peers)) expect(parse(JSON.stringify([{ [kind]: value, ports: [{ port: 80 }] }]))).toHaveLength(1);
  });

  test('of hosts and acceptances too', () => {
    expect(propertiesOf('cdk8s-exposure/hosts')).toStrictEqual(['host', 'path', 'pathType']);
    expect(propertiesOf('cdk8s-exposure/accept')).toStrictEqual(['rule', 'reason', 'expires', 'construct']);
  });

  test('is there for every annotation whose value this file reads', () => {
    const read = Object.values(ANNOTATIONS).filter((key) => key !== ANNOTATIONS.gateway && key !== ANNOTATIONS.acmeChallenge);
    expect(Object.keys(ANNOTATION_SCHEMAS).sort()).toStrictEqual([...read].sort());
  });
});
