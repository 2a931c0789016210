import { Cluster, ClusterPolicy, Node } from '../../src/cluster/model';
import { AddressSet } from '../../src/network/address-set';
import { Nodes } from '../../src/reachability/nodes';
import { Relevant } from '../../src/reachability/pod-groups';
import { isCovered, relevantToPolicies, relevantToPolicy } from '../../src/reachability/relevant';
import { analyze, policy } from './analyzed';

/** One Node that is an edge, one that is not. */
function someNodes(): Nodes {
  const node = (role: string, address: AddressSet): Node => ({ metadata: { labels: { role } }, spec: { addresses: address } }) as unknown as Node;
  return new Nodes([node('edge', AddressSet.parseAddress('10.0.0.1')), node('worker', AddressSet.parseAddress('10.0.0.2'))], AddressSet.NONE);
}

const clusterOf = (document: string): Cluster => analyze([document]).cluster;
const shown = ({ labelKeys, portNames, blocks }: Relevant): object =>
  ({ keys: [...labelKeys].sort(), ports: [...portNames].sort(), blocks: blocks.map(String).sort() });
const relevant = (document: string): object => shown(relevantToPolicies(clusterOf(document), someNodes()));

const cilium = (spec: string): string => `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: db, namespace: shop}\nspec: ${spec}`;
const tiered = (rule: string, direction = 'ingress'): string => 'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: guard}\n'
  + `spec: {tier: Admin, priority: 1, subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}}, ${direction}: [${rule}]}`;
const LABELS = '{matchLabels: {tier: front}}';
const PORTS = '[{port: http}, {port: 443}]';

describe('what a NetworkPolicy looks at', () => {
  test.each(['ingress: [{from', 'egress: [{to'])('are labels, port names and blocks of each rule: %s', (rule) => {
    expect(relevant(policy('db', `{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress, Egress], ${rule}: [{podSelector: ${LABELS}}, {ipBlock: {cidr: 10.0.0.0/8}}], ports: ${PORTS}}]}`)))
      .toStrictEqual({ keys: ['app', 'tier'], ports: ['http'], blocks: ['10.0.0.0/8'] });
  });

  test('is nothing where its rules are about everyone', () => {
    expect(relevant(policy('db', '{podSelector: {}, ingress: [{}], egress: [{to: [{namespaceSelector: {}}]}]}'))).toStrictEqual({ keys: [], ports: [], blocks: [] });
  });

  test('is one block where it names it twice', () => {
    const block = '{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}';
    expect(relevant(policy('db', `{podSelector: {}, ingress: [${block}, ${block}]}`))).toStrictEqual({ keys: [], ports: [], blocks: ['10.0.0.0/8'] });
  });
});

describe('what a policy of Cilium looks at', () => {
  test.each([
    ['ingress', 'from', ['http']], ['egress', 'to', []], ['ingressDeny', 'from', ['http']], ['egressDeny', 'to', []],
  ])('are labels, port names and blocks of each rule of %s', (field, verb, ports) => {
    const listed = [...ports, '"443"'].map((port) => `{port: ${port}}`).join();
    const rules = `${field}: [{${verb}Endpoints: [{matchLabels: {tier: front}}], toPorts: [{ports: [${listed}]}]}, {${verb}CIDR: [10.0.0.0/8]}]`;
    expect(relevant(cilium(`{endpointSelector: {matchLabels: {app: db}}, ${rules}}`))).toStrictEqual({ keys: ['app', 'tier'], ports, blocks: ['10.0.0.0/8'] });
  });

  test('is nothing more where its rules are about entities, or everyone', () => {
    expect(relevant(cilium('{endpointSelector: {}, ingress: [{fromEntities: [world]}], egress: [{toEntities: [all]}]}'))).toStrictEqual({ keys: [], ports: [], blocks: [] });
    expect(relevant(cilium('{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: http}]}]}]}'))).toStrictEqual({ keys: [], ports: ['http'], blocks: [] });
  });
});

describe('what a policy of several tiers looks at', () => {
  const OWN = { keys: ['app'], ports: [], blocks: [] };

  test.each([
    ['labels of pods', tiered(`{action: Deny, from: [{pods: {namespaceSelector: {}, podSelector: ${LABELS}}}]}`), { keys: ['app', 'tier'] }],
    ['labels of pods that it lets out to', tiered(`{action: Deny, to: [{pods: {namespaceSelector: {}, podSelector: ${LABELS}}}]}`, 'egress'), { keys: ['app', 'tier'] }],
    ['no label of namespaces', tiered(`{action: Deny, from: [{namespaces: ${LABELS}}]}`), {}],
    ['networks', tiered('{action: Deny, to: [{networks: [10.0.0.0/8]}]}', 'egress'), { blocks: ['10.0.0.0/8'] }],
    ['Nodes that match, and those that do not', tiered('{action: Deny, to: [{nodes: {matchLabels: {role: edge}}}]}', 'egress'), { blocks: ['10.0.0.1/32', '10.0.0.2/32'] }],
    ['names of ports, not numbers', tiered('{action: Deny, from: [{namespaces: {}}], protocols: [{destinationNamedPort: http}, {tcp: {destinationPort: {number: 80}}}]}'), { ports: ['http'] }],
  ])('are %s', (_, document, more) => {
    expect(relevant(document)).toStrictEqual({ ...OWN, ...more });
  });

  test('is the same for it alone, as for a NetworkPolicy alone', () => {
    const document = tiered('{action: Deny, to: [{networks: [10.0.0.0/8]}]}', 'egress');
    expect(shown(relevantToPolicy(clusterOf(document).clusterPolicies[0] as ClusterPolicy, someNodes()))).toStrictEqual(relevant(document));
    const network = clusterOf(policy('db', `{podSelector: ${LABELS}}`)).networkPolicies[0];
    expect(shown(relevantToPolicy(network as never, someNodes()))).toStrictEqual({ keys: ['tier'], ports: [], blocks: [] });
  });
});

describe('nothing new is looked at', () => {
  const looked = (keys: string[], ports: string[], ...cidrs: string[]): Relevant =>
    ({ labelKeys: new Set(keys), portNames: new Set(ports), blocks: cidrs.map((cidr) => AddressSet.parseCidr(cidr)) });
  const known = (): Relevant => looked(['app', 'tier'], ['http', 'sql'], '10.0.0.0/8', '192.0.2.0/24');

  test.each<[string, () => Relevant, boolean]>([
    ['where all is known', () => looked(['tier'], ['http'], '192.0.2.0/24'), true],
    ['where there is nothing', () => looked([], []), true],
    ['unless there is another label', () => looked(['app', 'stage'], ['http'], '10.0.0.0/8'), false],
    ['unless there is another port name', () => looked(['app'], ['http', 'dns'], '10.0.0.0/8'), false],
    ['unless there is another block, be it part of one', () => looked(['app'], ['http'], '10.0.0.0/8', '10.0.0.0/9'), false],
  ])('%s', (_, part, expected) => {
    expect(isCovered(part(), known())).toBe(expected);
  });
});
