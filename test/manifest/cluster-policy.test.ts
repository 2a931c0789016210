import { ClusterPolicySpec } from '../../src/manifest/kinds/cluster-policy';
import { readYaml } from '../../src/manifest/read';
import { plain, problemsOf, specOf } from './reading';

const object = (version: string, kind: string, spec: string, name = 'guard'): string =>
  `apiVersion: policy.networking.k8s.io/${version}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
const admin = (spec: string): string => object('v1alpha1', 'AdminNetworkPolicy', spec);
const baseline = (spec: string, name = 'default'): string => object('v1alpha1', 'BaselineAdminNetworkPolicy', spec, name);
const cluster = (spec: string): string => object('v1alpha2', 'ClusterNetworkPolicy', spec);
const refused = (yaml: string): string[] => problemsOf(yaml).map((line) => line.replace(/^shop.yaml:4 /, ''));

const SUBJECT = 'subject: {namespaces: {}}';
const adminRules = (rules: string): string => admin(`{priority: 5, ${SUBJECT}, ${rules}}`);
const clusterRules = (rules: string): string => cluster(`{tier: Admin, priority: 5, ${SUBJECT}, ${rules}}`);
const to = (peer: string): string => `egress: [{action: Deny, to: [${peer}]}]`;
const ports = (port: string): string => adminRules(`ingress: [{action: Deny, from: [{namespaces: {}}], ports: [${port}]}]`);
const protocols = (protocol: string): string => clusterRules(`ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [${protocol}]}]`);
const times = (n: number, item: string): string => `[${Array.from({ length: n }, () => item).join(', ')}]`;

/** Selectors and addresses as texts. */
function shown(spec: ClusterPolicySpec): unknown {
  return plain(JSON.parse(JSON.stringify(spec, (_, value: unknown) =>
    (typeof value === 'object' && value !== null && ('requirements' in value || 'v4' in value) ? (value as object).toString() : value))));
}

describe('policies of policy.networking.k8s.io', () => {
  test('are one model, whichever their kind', () => {
    const rule = 'from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}]';
    const peers = [{ kind: 'pods', namespaces: '', pods: 'app=web', path: 'spec.ingress[0].from[0]' }];
    const rules = (action: string): object => ({ subject: { namespaces: '', pods: '' }, ingress: [{ action, peers, path: 'spec.ingress[0]' }], egress: [] });
    expect(shown(specOf(admin(`{priority: 5, ${SUBJECT}, ingress: [{action: Allow, ${rule}}]}`)))).toStrictEqual({ tier: 'Admin', priority: 5, ...rules('allow') });
    expect(shown(specOf(baseline(`{${SUBJECT}, ingress: [{action: Deny, ${rule}}]}`)))).toStrictEqual({ tier: 'Baseline', ...rules('deny') });
    expect(shown(specOf(cluster(`{tier: Baseline, priority: 0, ${SUBJECT}, ingress: [{action: Pass, ${rule}}]}`)))).toStrictEqual({ tier: 'Baseline', priority: 0, ...rules('pass') });
    expect(shown(specOf(cluster(`{tier: Admin, priority: 1000, ${SUBJECT}, ingress: [{action: Accept, ${rule}}]}`)))).toStrictEqual({ tier: 'Admin', priority: 1000, ...rules('allow') });
  });

  test('have peers of every kind for egress', () => {
    const peers = '[{namespaces: {matchLabels: {team: ops}}}, {nodes: {matchLabels: {role: worker}}}, {networks: [10.0.0.0/8, "fd00::/8"]}, {domainNames: ["*.example.com"]}]';
    const { egress } = shown(specOf(clusterRules(`egress: [{name: out, action: Accept, to: ${peers}}]`))) as ClusterPolicySpec;
    expect(egress).toStrictEqual([{
      name: 'out',
      action: 'allow',
      path: 'spec.egress[0]',
      peers: [
        { kind: 'pods', namespaces: 'team=ops', pods: '', path: 'spec.egress[0].to[0]' },
        { kind: 'nodes', nodes: 'role=worker', path: 'spec.egress[0].to[1]' },
        { kind: 'networks', addresses: '10.0.0.0/8, fd00::/8', path: 'spec.egress[0].to[2]' },
        { kind: 'domain-names', names: ['*.example.com'], path: 'spec.egress[0].to[3]' },
      ],
    }]);
  });

  const range = (protocol: string, from: number, last: number): object => ({ kind: 'range', protocol, from, to: last });
  test.each([
    [ports('{portNumber: {port: 80}}'), range('TCP', 80, 80)],
    [ports('{portNumber: {port: 53, protocol: UDP}}'), range('UDP', 53, 53)],
    [ports('{portRange: {start: 8000, end: 8080, protocol: SCTP}}'), range('SCTP', 8000, 8080)],
    [ports('{portRange: {start: 80, end: 80}}'), range('TCP', 80, 80)],
    [ports('{namedPort: http}'), { kind: 'name', name: 'http' }],
    [protocols('{tcp: {destinationPort: {number: 443}}}'), range('TCP', 443, 443)],
    [protocols('{udp: {destinationPort: {range: {start: 1, end: 65535}}}}'), range('UDP', 1, 65535)],
    [protocols('{sctp: {destinationPort: {number: 9003}}}'), range('SCTP', 9003, 9003)],
    [protocols('{destinationNamedPort: http}'), { kind: 'name', name: 'http' }],
  ])('read ports: %s', (yaml, port) => {
    const [read] = specOf<ClusterPolicySpec>(yaml).ingress[0]?.ports ?? [];
    expect(read).toMatchObject(port);
  });

  test('of early releases keep what only servers of that release evaluate', () => {
    const rule = (peer: string): unknown => (shown(specOf(adminRules(`ingress: [{action: Pass, from: [${peer}]}]`))) as ClusterPolicySpec).ingress[0]?.peers;
    const path = 'spec.ingress[0].from[0]';
    expect(rule('{namespaces: {sameLabels: [team]}}')).toStrictEqual([{ kind: 'relative', field: 'namespaces.sameLabels', path }]);
    expect(rule('{namespaces: {namespaceSelector: {}}}')).toStrictEqual([{ kind: 'pods', namespaces: '', pods: '', path }]);
    expect(rule('{namespaces: {namespaceSelector: {matchLabels: {team: ops}}}}')).toStrictEqual([
      { kind: 'pods', namespaces: 'team=ops', pods: '', path },
      { kind: 'relative', field: 'namespaces.namespaceSelector', path },
    ]);
    expect(rule('{pods: {namespaces: {notSameLabels: [team]}, podSelector: {}}}')).toStrictEqual([{ kind: 'relative', field: 'pods.namespaces', path }]);
  });

  test('of versions that nobody knows yet pass unread', () => {
    const { objects, problems } = readYaml(object('v1beta1', 'ClusterNetworkPolicy', '{layers: []}'), 'shop.yaml');
    expect([problems, objects.map(({ spec }) => spec)]).toStrictEqual([[], [undefined]]);
  });
});

describe('what the API server refuses', () => {
  test.each([
    [admin(`{${SUBJECT}}`), 'spec.priority: is required'],
    [admin(`{priority: 1001, ${SUBJECT}}`), 'spec.priority: 1001 must be a whole number, 0 to 1000'],
    [admin(`{priority: -1, ${SUBJECT}}`), 'spec.priority: -1 must be a whole number, 0 to 1000'],
    [admin('{priority: 1}'), 'spec.subject: is required'],
    [admin('{priority: 1, subject: {}}'), 'spec.subject: is empty; must have "namespaces" or "pods"'],
    [admin('{priority: 1, subject: {namespaces: {}, pods: {namespaceSelector: {}, podSelector: {}}}}'), 'spec.subject: has "namespaces" and "pods"; must have only one of them'],
    [admin('{priority: 1, subject: {namespaces: {matchLabels: {team: "not ok"}}}}'), 'spec.subject.namespaces.matchLabels.team: the value "not ok" must be'],
    [adminRules('ingress: [{action: Accept, from: [{namespaces: {}}]}]'), 'spec.ingress[0].action: "Accept" must be "Allow", "Deny" or "Pass"'],
    [adminRules('ingress: [{from: [{namespaces: {}}]}]'), 'spec.ingress[0].action: is required'],
    [adminRules('ingress: [{action: Deny}]'), 'spec.ingress[0].from: is required'],
    [adminRules('ingress: [{action: Deny, from: []}]'), 'spec.ingress[0].from: is required'],
    [adminRules('ingress: [{action: Deny, from: [{}]}]'), 'spec.ingress[0].from[0]: is empty; must have "namespaces" or "pods"'],
    [adminRules('ingress: [{action: Deny, from: [{networks: [10.0.0.0/8]}]}]'), 'spec.ingress[0].from[0]: is empty; must have "namespaces" or "pods"'],
    [adminRules(to('{namespaces: {}, networks: [10.0.0.0/8]}')), 'spec.egress[0].to[0]: has "namespaces" and "networks"; must have only one of them'],
    [adminRules(to('{networks: [10.0.0.0/33]}')), 'refused NP-CIDR spec.egress[0].to[0].networks[0]: "10.0.0.0/33"'],
    [adminRules(to('{networks: []}')), 'spec.egress[0].to[0].networks: is empty; must have at least one item'],
    [adminRules(to('{networks: [10.0.0.0/8, 10.0.0.0/8]}')), 'spec.egress[0].to[0].networks[1]: "10.0.0.0/8" must not be given twice'],
    [adminRules(to(`{networks: [${Array.from({ length: 26 }, (_, i) => `10.${i}.0.0/16`).join(', ')}]}`)), 'spec.egress[0].to[0].networks: has 26 items; must have at most 25'],
    [adminRules(to('{domainNames: ["api.*.com"]}')), 'spec.egress[0].to[0].domainNames[0]: "api.*.com" must be a domain name'],
    [adminRules(`egress: ${times(101, '{action: Deny, to: [{namespaces: {}}]}')}`), 'spec.egress: has 101 items; must have at most 100'],
    [adminRules(`ingress: [{name: ${'x'.repeat(101)}, action: Deny, from: [{namespaces: {}}]}]`), 'must have at most 100 characters'],
    [ports(''), 'spec.ingress[0].ports: is empty; must have at least one item'],
    [ports('{}'), 'spec.ingress[0].ports[0]: is empty; must have "portNumber", "portRange" or "namedPort"'],
    [ports('{portNumber: {port: 80}, namedPort: http}'), 'spec.ingress[0].ports[0]: has "portNumber" and "namedPort"; must have only one of them'],
    [ports('{portNumber: {}}'), 'spec.ingress[0].ports[0].portNumber.port: is required'],
    [ports('{portNumber: {port: 0}}'), 'spec.ingress[0].ports[0].portNumber.port: 0 must be a whole number, 1 to 65535'],
    [ports('{portRange: {start: 10, end: 1}}'), 'spec.ingress[0].ports[0].portRange.end: 1 must be at least start, which is 10'],
    [ports('{portRange: {start: 10}}'), 'spec.ingress[0].ports[0].portRange.end: is required'],
    [baseline(`{${SUBJECT}}`, 'guard'), 'metadata.name: "guard" must be "default"'],
    [baseline(`{${SUBJECT}, ingress: [{action: Pass, from: [{namespaces: {}}]}]}`), 'spec.ingress[0].action: "Pass" must be "Allow" or "Deny"'],
    [baseline(`{${SUBJECT}, ${to('{domainNames: [api.example.com]}')}}`), 'spec.egress[0].to[0]: is empty; must have "namespaces", "pods", "nodes" or "networks"'],
    [cluster(`{priority: 1, ${SUBJECT}}`), 'spec.tier: is required'],
    [cluster(`{tier: admin, priority: 1, ${SUBJECT}}`), 'spec.tier: "admin" must be "Admin" or "Baseline"'],
    [clusterRules('ingress: [{action: Allow, from: [{namespaces: {}}]}]'), 'spec.ingress[0].action: "Allow" must be "Accept", "Deny" or "Pass"'],
    [clusterRules(`ingress: ${times(26, '{action: Deny, from: [{namespaces: {}}]}')}`), 'spec.ingress: has 26 items; must have at most 25'],
    [clusterRules(`ingress: [{action: Deny, from: ${times(26, '{namespaces: {}}')}}]`), 'spec.ingress[0].from: has 26 items; must have at most 25'],
    [protocols('{tcp: {}}'), 'spec.ingress[0].protocols[0].tcp: is empty; must have "destinationPort"'],
    [protocols('{tcp: {destinationPort: {}}}'), 'spec.ingress[0].protocols[0].tcp.destinationPort: is empty; must have "number" or "range"'],
    [protocols('{tcp: {destinationPort: {number: 1}}, udp: {destinationPort: {number: 1}}}'), 'spec.ingress[0].protocols[0]: has "tcp" and "udp"; must have only one of them'],
    [protocols('{udp: {destinationPort: {range: {start: 80, end: 80}}}}'), 'spec.ingress[0].protocols[0].udp.destinationPort.range.end: 80 must be greater than start, which is 80'],
  ])('%s', (yaml, problem) => {
    const problems = refused(yaml);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^(shop\.yaml:\d+ )?refused /);
    expect(problems[0]).toContain(problem);
  });

  test.each([
    [adminRules('ingress: [{action: Deny, from: [{pods: {podSelector: {}}}]}]'), 'tolerated API-INVALID spec.ingress[0].from[0].pods.namespaceSelector: is required: {} for every namespace'],
    [clusterRules('ingress: [{action: Deny, from: [{pods: {namespaceSelector: {}}}]}]'), 'tolerated API-INVALID spec.ingress[0].from[0].pods.podSelector: is required: {} for every pod of the namespaces'],
    [clusterRules('egress: [{action: Deny, to: [{networks: [10.0.0.0/8]}], protocols: [{destinationNamedPort: http}]}]'), 'tolerated API-INVALID spec.egress[0].to: has "networks", which have no named ports; must not be given with a port name'],
  ])('but means the same in spite of it: %s', (yaml, problem) => {
    expect(refused(yaml)).toStrictEqual([problem]);
  });

  test('a ClusterNetworkPolicy needs no namespaceSelector', () => {
    expect(refused(clusterRules('ingress: [{action: Deny, from: [{pods: {podSelector: {}}}]}]'))).toStrictEqual([]);
  });

  test('a second policy of one name', () => {
    expect(problemsOf(`${adminRules('ingress: []')}---\n${adminRules('egress: []')}`)).toStrictEqual([
      'shop.yaml:8 refused API-INVALID metadata.name: "guard" is given twice: AdminNetworkPolicy guard is also at shop.yaml:1',
    ]);
  });
});

describe('a Node', () => {
  test('has the addresses that are addresses', () => {
    const spec = specOf<{ addresses: { toString(): string } }>('apiVersion: v1\nkind: Node\nmetadata: {name: one}\n'
      + 'status: {addresses: [{type: InternalIP, address: 10.0.0.4}, {type: ExternalIP, address: "2001:db8::4"}, {type: Hostname, address: one}]}\n');
    expect(spec.addresses.toString()).toBe('10.0.0.4/32, 2001:db8::4/128');
  });
});
