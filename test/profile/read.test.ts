import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { readProfile } from '../../src/profile/read';

const FILE = 'exposure.yaml';
const complaints = (text: string) => readProfile(text, FILE).problems.map(({ path, line, message }) => `${line ?? '?'} ${path}: ${message}`);

test.each(['', '# nothing yet\n', '{}', 'controllers: []'])('a file that says nothing (%j) is the default profile', (text) => {
  expect(readProfile(text, FILE)).toStrictEqual({ profile: DEFAULT_PROFILE, problems: [] });
});

test('what a file says stands beside the defaults of what it does not say', () => {
  const { profile, problems } = readProfile(`
cluster:
  provider: eks
  nodeCidrs: [10.0.0.0/16]
  dns: { port: 5353 }
accepted:
  - { rule: EXP-NODEPORT, object: Service legacy/ftp, reason: "partner link until the move", expires: 2027-03-31 }
`, FILE);
  expect(problems).toStrictEqual([]);
  expect(profile.cluster).toStrictEqual({
    ...DEFAULT_PROFILE.cluster, provider: 'eks', nodeCidrs: ['10.0.0.0/16'], dns: { ...DEFAULT_PROFILE.cluster.dns, port: 5353 },
  });
  expect(profile.accepted).toStrictEqual([{ rule: 'EXP-NODEPORT', object: 'Service legacy/ftp', reason: 'partner link until the move', expires: '2027-03-31' }]);
});

test('all faults are reported at once, each with its line', () => {
  expect(complaints(`cluster:
  nodeAddress: public
  nodeAddresses: Public
  nodeCidrs:
    - 10.0.0.0/16
    - 10.0.0.5/24
    - 10.0.0.0
  dns: { port: 70000 }
controllers:
  - className: web
    preset: traefic
intents:
  - { workload: shop/db, intent: private, allowFrom: [{ cidr: 10.0.0.0/8 }] }
accepted:
  - { rule: EXP-NODEPORT, object: Service legacy/ftp, reason: " ", expires: 2027-02-30 }
`)).toStrictEqual([
    '2 cluster.nodeAddress: unknown key. Did you mean "nodeAddresses"? Known keys: provider, loadBalancer, nodeAddresses, nodeCidrs, podCidrs, serviceCidrs, loadBalancerSubnets, addressPools, clusterDomain, dns, networkPolicies',
    '3 cluster.nodeAddresses: must be one of public, private, unknown, not "Public". Did you mean "public"?',
    '6 cluster.nodeCidrs[1]: "10.0.0.5/24" has bits beyond its prefix; write "10.0.0.0/24"',
    expect.stringContaining('7 cluster.nodeCidrs[2]: '),
    '8 cluster.dns.port: must be from 1 to 65535, not 70000',
    expect.stringMatching(/^11 controllers\[0\]\.preset: must be one of traefik, .* not "traefic"\. Did you mean "traefik"\?$/),
    '15 accepted[0].reason: must look like a reason in words, not " "',
    '15 accepted[0].expires: must be a day such as 2027-03-31, not "2027-02-30"',
    '13 intents[0].allowFrom[0].cidr: only a destination can be outside the cluster: callers are workloads, namespaces or the cluster',
  ]);
});

test('a faulty file changes nothing: the profile is the default one', () => {
  expect(readProfile('cluster: { provider: eks, nodeAddresses: 1 }', FILE).profile).toBe(DEFAULT_PROFILE);
});

test.each([
  ['a: [', 1],
  ['cluster: {}\ncluster: {}\n', 2],
])('text that is no YAML (%j) is a problem with its line', (text, line) => {
  expect(readProfile(text, FILE).problems).toStrictEqual([{ path: '', message: expect.any(String), file: FILE, line: expect.any(Number) }]);
  expect(readProfile(text, FILE).problems[0]?.line).toBeGreaterThanOrEqual(line);
});

test('two documents are one too many', () => {
  expect(complaints('cluster: {}\n---\ncluster: {}\n')).toStrictEqual(['? : must be one YAML document, not 2']);
});

test.each(['- cluster', 'eks', '42'])('a file that is no mapping (%j) is refused', (text) => {
  expect(complaints(text)[0]).toMatch(/^1 : must be a mapping/);
});

describe('a peer of an intent', () => {
  const peer = (text: string) => complaints(`intents: [{ workload: "shop/db[StatefulSet]", intent: private, connectTo: [${text}] }]`);

  test.each([
    '{ workload: shop/orders }', '{ namespace: ops }', '{ cluster: true }', '{ cidr: 203.0.113.0/24 }', '{ host: api.example.com, ports: [{ port: 443 }] }',
    '{ workload: "shop/orders[Deployment]", ports: [{ protocol: UDP, port: 8000, endPort: 8010 }] }',
  ])('may be %s', (text) => expect(peer(text)).toStrictEqual([]));

  test.each([
    ['{}', 'must have exactly one of workload, namespace, cluster, cidr, host, not none of them'],
    ['{ workload: shop/a, namespace: shop }', 'must have exactly one of workload, namespace, cluster, cidr, host, not workload and namespace'],
    ['{ workload: orders }', 'must look like a workload'],
    ['{ cluster: false }', 'must be one of true, not false'],
    ['{ namespace: ops, ports: [{ port: 0 }] }', 'must be from 1 to 65535, not 0'],
    ['{ namespace: ops, ports: [{ port: 9, endPort: 8 }] }', 'must not be less than port (9), not 8'],
    ['{ namespace: ops, ports: [{ protocol: tcp, port: 9 }] }', 'must be one of TCP, UDP, SCTP, not "tcp".'],
  ])('may not be %s', (text, complaint) => {
    expect(peer(text)).toHaveLength(1);
    expect(peer(text)[0]).toContain(complaint);
  });
});

test('a workload can have one intent only, and a finding one acceptance', () => {
  expect(complaints(`intents:
  - { workload: shop/db, intent: private }
  - { workload: shop/db, intent: public }
accepted:
  - { rule: EXP-NODEPORT, object: Service shop/db, reason: a }
  - { rule: EXP-NODEPORT, object: Service shop/db, reason: b }
`)).toStrictEqual([
    '3 intents[1].workload: "shop/db" stands already in intents[0]',
    '6 accepted[1].rule: "EXP-NODEPORT on Service shop/db" stands already in accepted[0]',
  ]);
});

test('keys that reach into the prototype are unknown keys', () => {
  expect(complaints('cluster: { __proto__: { provider: eks }, constructor: 1 }').map((line) => line.split('.')[1]?.split(':')[0])).toStrictEqual(['__proto__', 'constructor']);
});

test('an alias stands where it is used', () => {
  expect(complaints('controllers:\n  - &web { preset: traefik, className: web }\n  - *web\n  - { preset: traefik, name: web }\n').every((line) => line.startsWith('4 '))).toBe(true);
});
