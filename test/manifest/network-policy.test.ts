import { NetworkPolicySpec } from '../../src/manifest/kinds/network-policy';
import { problemsOf, specOf } from './reading';

const policy = (spec: string) => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: db, namespace: shop}\nspec: ${spec}\n`;
const read = (spec: string) => specOf<NetworkPolicySpec>(policy(spec));
const refused = (spec: string) => problemsOf(policy(spec)).map((line) => line.replace(/^shop.yaml:4 refused /, ''));

describe('which directions a policy isolates', () => {
  test.each([
    ['{}', true, false, undefined],
    ['{podSelector: {}, ingress: []}', true, false, undefined],
    ['{podSelector: {}, egress: []}', true, false, undefined],
    ['{podSelector: {}, egress: [{}]}', true, true, undefined],
    ['{podSelector: {}, policyTypes: []}', true, false, undefined],
    ['{podSelector: {}, policyTypes: null, egress: [{}]}', true, true, undefined],
    ['{podSelector: {}, policyTypes: [Egress]}', false, true, ['Egress']],
    ['{podSelector: {}, policyTypes: [Ingress], egress: [{}]}', true, false, ['Ingress']],
    ['{podSelector: {}, policyTypes: [Ingress, Egress]}', true, true, ['Ingress', 'Egress']],
  ])('%s: ingress %s, egress %s', (spec, ingress, egress, policyTypes) => {
    const { isolates, policyTypes: written } = read(spec);
    expect([isolates, written]).toStrictEqual([{ ingress, egress }, policyTypes]);
  });

  test('a policy without spec isolates every pod of its namespace for ingress', () => {
    const { isolates, podSelector } = specOf<NetworkPolicySpec>('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\n');
    expect([isolates, podSelector.isEmpty]).toStrictEqual([{ ingress: true, egress: false }, true]);
  });
});

describe('rules', () => {
  test.each(['{}', '{from: []}', '{from: null, ports: null}', 'null'])('a rule %s admits everyone on every port', (rule) => {
    expect(read(`{ingress: [${rule}]}`).ingress).toEqual([{ path: 'spec.ingress[0]', peers: undefined, ports: undefined }]);
  });

  test('selectors in one peer stay together, and peers keep their paths', () => {
    const [rule] = read('{ingress: [{from: [{podSelector: {matchLabels: {app: web}}, namespaceSelector: {}}, {podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [db]}]}}]}]}').ingress;
    expect(rule?.peers?.map((peer) => [peer.path, peer.podSelector?.toString(), peer.namespaceSelector?.toString()])).toStrictEqual([
      ['spec.ingress[0].from[0]', 'app=web', ''],
      ['spec.ingress[0].from[1]', 'tier!=db', undefined],
    ]);
  });

  test('a port defaults to TCP; a protocol may stand alone', () => {
    const [rule] = read('{egress: [{ports: [{port: 53, protocol: UDP}, {port: metrics}, {protocol: SCTP}, {port: 8000, endPort: 8100}]}]}').egress;
    expect(rule?.ports).toEqual([
      { path: 'spec.egress[0].ports[0]', protocol: 'UDP', port: 53 },
      { path: 'spec.egress[0].ports[1]', protocol: 'TCP', port: 'metrics' },
      { path: 'spec.egress[0].ports[2]', protocol: 'SCTP' },
      { path: 'spec.egress[0].ports[3]', protocol: 'TCP', port: 8000, endPort: 8100 },
    ]);
  });

  test('except is taken out of the block, in both families', () => {
    const [rule] = read('{egress: [{to: [{ipBlock: {cidr: 10.0.0.0/30, except: [10.0.0.1/32]}}, {ipBlock: {cidr: "fd00::/126", except: ["fd00::2/127"]}}]}]}').egress;
    expect(rule?.peers?.map(({ ipBlock }) => ipBlock?.addresses.toCidrs())).toStrictEqual([['10.0.0.0/32', '10.0.0.2/31'], ['fd00::/127']]);
  });

  test('host bits are ignored, and the text stays as it was written', () => {
    const [rule] = read('{ingress: [{from: [{ipBlock: {cidr: 10.0.0.5/24}}]}]}').ingress;
    expect([rule?.peers?.[0]?.ipBlock?.cidr, rule?.peers?.[0]?.ipBlock?.addresses.toCidrs()]).toStrictEqual(['10.0.0.5/24', ['10.0.0.0/24']]);
  });

  const blockOf = (ipBlock: string) => read(`{ingress: [{from: [{ipBlock: ${ipBlock}}]}]}`).ingress[0]?.peers?.[0]?.ipBlock;

  test('a block that was read before is read as it was then', () => {
    const [first, second] = [1, 2].map(() => blockOf('{cidr: 10.8.0.0/15, except: [10.8.0.0/16]}'));
    expect(second).toStrictEqual(first);
    expect(second?.addresses.toCidrs()).toStrictEqual(['10.9.0.0/16']);
  });

  test('a block is not taken for another one that was read before', () => {
    blockOf('{cidr: 10.8.0.0/15, except: [10.8.0.0/17, 10.8.128.0/17]}');
    for (const odd of ['{cidr: 10.8.0.0/15 10.8.0.0/17 10.8.128.0/17}', '{cidr: 10.8.0.0/15, except: [10.8.0.0/17 10.8.128.0/17]}', '{cidr: 10.8.0.0/15 10.8.0.0/17, except: [10.8.128.0/17]}']) {
      expect(refused(`{ingress: [{from: [{ipBlock: ${odd}}]}]}`)).toHaveLength(1);
    }
    expect(blockOf('{cidr: 10.8.0.0/15, except: [10.8.0.0/17]}')?.addresses.toCidrs()).toStrictEqual(['10.8.128.0/17', '10.9.0.0/16']);
  });
});

describe('what the API server refuses', () => {
  const from = (peer: string) => `{ingress: [{from: [${peer}]}]}`;
  const ports = (port: string) => `{ingress: [{ports: [${port}]}]}`;
  test.each([
    [from('{}'), 'NP-CIDR spec.ingress[0].from[0]: is empty; must have a podSelector'],
    [from('null'), 'NP-CIDR spec.ingress[0].from[0]: is empty'],
    [from('{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}'), 'NP-CIDR spec.ingress[0].from[0]: has both an ipBlock and a selector'],
    [from('{ipBlock: {}}'), 'NP-CIDR spec.ingress[0].from[0].ipBlock.cidr: is required'],
    [from('{ipBlock: {cidr: 10.0.0.0}}'), 'NP-CIDR spec.ingress[0].from[0].ipBlock.cidr: "10.0.0.0" must be a valid CIDR value'],
    [from('{ipBlock: {cidr: 010.0.0.0/8}}'), 'NP-CIDR spec.ingress[0].from[0].ipBlock.cidr: "010.0.0.0" must not have leading zeros'],
    [from('{ipBlock: {cidr: "::ffff:10.0.0.0/104"}}'), 'must not be an IPv4-mapped IPv6 address'],
    [from('{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}'), 'NP-CIDR spec.ingress[0].from[0].ipBlock.except[0]: "10.0.0.0/8" must lie within "10.0.0.0/8" and be smaller than it'],
    [from('{ipBlock: {cidr: 10.0.0.0/8, except: [192.168.0.0/16]}}'), 'NP-CIDR spec.ingress[0].from[0].ipBlock.except[0]: "192.168.0.0/16" must lie within'],
    [from('{ipBlock: {cidr: 10.0.0.0/8, except: ["fd00::/16"]}}'), 'NP-CIDR spec.ingress[0].from[0].ipBlock.except[0]: "fd00::/16" must lie within'],
    [from('web'), 'API-INVALID spec.ingress[0].from[0]: must be an object, not "web"'],
    ['{ingress: {}}', 'API-INVALID spec.ingress: must be a list, not an object'],
    [ports('{port: 70000}'), 'NP-NAMED-PORT spec.ingress[0].ports[0].port: 70000 must be a whole number, 1 to 65535'],
    [ports('{port: 0}'), 'NP-NAMED-PORT spec.ingress[0].ports[0].port: 0 must be a whole number, 1 to 65535'],
    [ports('{port: 80.5}'), 'NP-NAMED-PORT spec.ingress[0].ports[0].port: 80.5 must be a whole number'],
    [ports('{port: "80"}'), 'NP-NAMED-PORT spec.ingress[0].ports[0].port: "80" must have at least one letter; write a port number without quotes'],
    [ports('{port: a-name-that-is-too-long}'), 'must have at most 15 characters'],
    [ports('{port: true}'), 'NP-NAMED-PORT spec.ingress[0].ports[0].port: must be a whole number, 1 to 65535, not true'],
    [ports('{endPort: 90}'), 'NP-NAMED-PORT spec.ingress[0].ports[0].endPort: 90 must not be given without port'],
    [ports('{port: http, endPort: 90}'), 'NP-NAMED-PORT spec.ingress[0].ports[0].endPort: 90 must not be given with the named port "http"'],
    [ports('{port: 91, endPort: 90}'), 'NP-NAMED-PORT spec.ingress[0].ports[0].endPort: 90 must not be smaller than port 91'],
    [ports('{port: 80, endPort: 65536}'), 'NP-NAMED-PORT spec.ingress[0].ports[0].endPort: 65536 must be a whole number, 1 to 65535'],
    [ports('{port: 80, protocol: tcp}'), 'API-INVALID spec.ingress[0].ports[0].protocol: "tcp" must be "TCP", "UDP" or "SCTP"'],
    ['{policyTypes: [ingress]}', 'API-INVALID spec.policyTypes[0]: "ingress" must be "Ingress" or "Egress"'],
    ['{policyTypes: [Ingress, Egress, Ingress]}', 'API-INVALID spec.policyTypes: has 3 items'],
    ['{podSelector: {matchLabels: {app: 1}}}', 'API-INVALID spec.podSelector.matchLabels.app: must be a text, not 1; put it in quotes: "1"'],
    ['{podSelector: {matchLabels: {"-app": web}}}', 'API-INVALID spec.podSelector.matchLabels.-app: the key "-app" must consist of'],
    ['{podSelector: {matchLabels: {app: "not ok"}}}', 'API-INVALID spec.podSelector.matchLabels.app: the value "not ok" must be empty or consist of'],
    ['{podSelector: {matchExpressions: [{key: app, operator: In}]}}', 'API-INVALID spec.podSelector.matchExpressions[0].values: is required: operator "In" needs at least one value'],
    ['{podSelector: {matchExpressions: [{key: app, operator: Exists, values: [web]}]}}', 'API-INVALID spec.podSelector.matchExpressions[0].values: must not be given with operator "Exists"'],
    ['{podSelector: {matchExpressions: [{key: app, operator: Equals, values: [web]}]}}', 'API-INVALID spec.podSelector.matchExpressions[0].operator: "Equals" must be "In", "NotIn", "Exists" or "DoesNotExist"'],
    ['{podSelector: {matchExpressions: [{operator: Exists}]}}', 'API-INVALID spec.podSelector.matchExpressions[0].key: is required'],
    ['{podSelector: {matchExpressions: [{key: app, operator: In, values: ["not ok"]}]}}', 'API-INVALID spec.podSelector.matchExpressions[0].values[0]: "not ok" must be empty or consist of'],
  ])('%s', (spec, problem) => {
    const problems = refused(spec);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test('all problems of a policy are reported, each at its line', () => {
    const yaml = policy('\n  podSelector: {}\n  ingress:\n    - from:\n        - ipBlock: {cidr: all}\n      ports:\n        - protocol: ICMP\n        - port: 70000');
    expect(problemsOf(yaml).map((line) => line.replace(/: .*/, ''))).toStrictEqual([
      'shop.yaml:8 refused NP-CIDR spec.ingress[0].from[0].ipBlock.cidr',
      'shop.yaml:10 refused API-INVALID spec.ingress[0].ports[0].protocol',
      'shop.yaml:11 refused NP-NAMED-PORT spec.ingress[0].ports[1].port',
    ]);
  });

  test('fields that nobody knows are dropped, as the API server drops them', () => {
    expect(refused('{podSelector: {}, ingres: [{}], ingress: [{form: []}]}')).toStrictEqual([]);
  });
});

describe('what the API server takes', () => {
  test.each([
    '{podSelector: null, ingress: null, egress: null, policyTypes: null}',
    '{podSelector: {matchLabels: null, matchExpressions: null}, ingress: [{from: null, ports: []}, null]}',
    '{podSelector: {matchLabels: {app: "", tier: null, example.com/Part_1.a: A_b.c}}}',
    '{podSelector: {matchExpressions: [{key: app, operator: In, values: [""]}, {key: app, operator: Exists, values: []}]}}',
    '{policyTypes: [Ingress, Ingress], ingress: [{ports: [null, {protocol: ""}, {port: 80, endPort: 80}, {port: https-alt}]}]}',
    '{ingress: [{from: [{podSelector: {}, namespaceSelector: {}}, {ipBlock: {cidr: 10.0.0.5/8, except: null}}]}]}',
    '{egress: [{to: [{ipBlock: {cidr: "::/0", except: ["fc00::/7", "fe80::1/10"]}}, {ipBlock: {cidr: 0.0.0.0/0, except: [0.0.0.0/1]}}]}]}',
    '{podSelector: {}, unheardOf: [{deep: {}}]}\nstatus: {conditions: []}',
  ])('%s', (spec) => {
    expect(refused(spec)).toStrictEqual([]);
  });

  test('a list as kubectl prints it, with what the server adds to each policy', () => {
    const item = '{metadata: {name: db, namespace: shop, uid: 6f1e, resourceVersion: "7", creationTimestamp: null, generation: 1, managedFields: [{manager: kubectl}]}, spec: {podSelector: {}}}';
    const list = (apiVersion: string, kind: string, items: string): string => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {resourceVersion: ""}\nitems: [${items}]\n`;
    const typed = list('networking.k8s.io/v1', 'NetworkPolicyList', item);
    const untyped = list('v1', 'List', item.replace('{', '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, '));
    for (const yaml of [typed, untyped, typed.replaceAll('\n', '\r\n'), `\uFEFF${untyped}`]) {
      expect(specOf<NetworkPolicySpec>(yaml).isolates).toStrictEqual({ ingress: true, egress: false });
    }
  });
});
