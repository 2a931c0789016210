import { CiliumPolicySpec } from '../../src/manifest/kinds/cilium/cilium-policy';
import { readYaml } from '../../src/manifest/read';

function parsed(spec: string, kind = 'CiliumNetworkPolicy') {
  const namespace = kind === 'CiliumNetworkPolicy' ? ', namespace: shop' : '';
  return readYaml(`apiVersion: cilium.io/v2\nkind: ${kind}\nmetadata: {name: web${namespace}}\n${spec}`, 'shop.yaml');
}

function read(spec: string, kind?: string): CiliumPolicySpec {
  const { objects, problems } = parsed(spec, kind);
  expect(problems).toStrictEqual([]);
  return objects[0]!.spec as CiliumPolicySpec;
}

const gapIn = (spec: string, kind?: string): string | undefined => read(spec, kind).notEvaluated;
const ingress = (rule: string): string => `spec: {endpointSelector: {}, ingress: [${rule}]}`;
const egress = (rule: string): string => `spec: {endpointSelector: {}, egress: [${rule}]}`;

/** Peers of the first rule, as texts. */
function peersOf(spec: string, kind?: string): readonly string[] | undefined {
  return read(spec, kind).ruleSets[0]!.ingress[0]!.peers?.map((peer) => {
    switch (peer.kind) {
      case 'pods': return `${peer.namespaces.toString()} | ${peer.pods.toString()}`;
      case 'entity': return peer.entity;
      case 'addresses': return peer.addresses.toString();
    }
  });
}

describe('a CiliumNetworkPolicy', () => {
  test('selects pods of its own namespace, by labels with or without their source', () => {
    const [{ subject } = { subject: undefined }] = read('spec: {endpointSelector: {matchLabels: {"k8s:app": web, "any:tier": front, '
      + 'io.kubernetes.pod.namespace: shop}, matchExpressions: [{key: "k8s:role", operator: Exists}]}, ingress: [{}]}').ruleSets;
    expect([subject?.namespaces.toString(), subject?.pods.toString()]).toStrictEqual(['kubernetes.io/metadata.name=shop', 'app=web,role,tier=front']);
  });

  test('means peers of its namespace unless they say otherwise', () => {
    expect(peersOf(ingress('{fromEndpoints: [{}, {matchLabels: {app: web, "k8s:io.kubernetes.pod.namespace": ops}}, '
      + '{matchExpressions: [{key: io.kubernetes.pod.namespace, operator: Exists}]}]}')))
      .toStrictEqual(['kubernetes.io/metadata.name=shop | ', 'kubernetes.io/metadata.name=ops | app=web', ' | ']);
  });

  test.each([
    ['{fromEntities: [world, ingress]}', ['world', 'ingress']],
    ['{fromEndpoints: [{matchLabels: {"reserved:ingress": ""}}]}', ['ingress']],
    ['{fromCIDR: [10.0.0.0/8, 192.0.2.1]}', ['10.0.0.0/8', '192.0.2.1/32']],
    ['{fromCIDRSet: [{cidr: 10.0.0.0/8, except: [10.128.0.0/9]}]}', ['10.0.0.0/9']],
    ['{toPorts: [{ports: [{port: "80"}]}]}', undefined],
    ['{}', []],
    ['{fromEndpoints: []}', []],
  ])('is about the peers of %s', (rule, peers) => {
    expect(peersOf(ingress(rule))).toStrictEqual(peers);
  });

  test('isolates where it has rules, unless enableDefaultDeny says otherwise', () => {
    const isolates = (spec: string) => read(`spec: {endpointSelector: {}, ${spec}}`).ruleSets[0]!.isolates;
    expect(isolates('ingress: [{}]')).toStrictEqual({ ingress: true, egress: false });
    expect(isolates('ingress: [], egress: [{}]')).toStrictEqual({ ingress: false, egress: true });
    expect(isolates('egressDeny: [{toEntities: [world]}]')).toStrictEqual({ ingress: false, egress: true });
    expect(isolates('ingress: [{}], enableDefaultDeny: {ingress: false, egress: true}')).toStrictEqual({ ingress: false, egress: true });
    expect(isolates('ingress: []')).toStrictEqual({ ingress: false, egress: false });
  });

  test('reads ports by number, range and name, and keeps rules about ICMP apart', () => {
    const ports = (rule: string) => read(ingress(rule)).ruleSets[0]!.ingress[0]!.ports?.map(({ path: _, ...port }) => port);
    expect(ports('{toPorts: [{ports: [{port: "80", protocol: TCP}, {port: "0", protocol: UDP}]}, {ports: [{port: "8000", endPort: 8080}, {port: HTTP, protocol: ANY}]}]}'))
      .toStrictEqual([{ protocol: 'TCP', port: 80 }, { protocol: 'UDP' }, { port: 8000, endPort: 8080 }, { port: 'http' }]);
    expect(ports('{fromEntities: [world], icmps: [{fields: [{type: 8}]}]}')).toStrictEqual([]);
    expect(ports('{fromEntities: [world]}')).toBeUndefined();
  });

  test('puts what it denies before what it allows, with the paths of both', () => {
    const { ruleSets } = read('specs: [{endpointSelector: {}, ingress: [{}], ingressDeny: [{fromEntities: [world]}]}]');
    expect(ruleSets[0]!.ingress.map(({ action, path }) => [action, path])).toStrictEqual([['deny', 'specs[0].ingressDeny[0]'], ['allow', 'specs[0].ingress[0]']]);
  });

  test.each([
    [egress('{toFQDNs: [{matchName: api.example.com}]}'), 'spec.egress[0].toFQDNs'],
    [egress('{toServices: [{k8sService: {serviceName: db}}]}'), 'spec.egress[0].toServices'],
    [egress('{toGroups: [{aws: {}}]}'), 'spec.egress[0].toGroups'],
    [egress('{toPorts: [{ports: [{port: http}]}]}'), 'spec.egress[0].toPorts[0].ports[0].port'],
    [ingress('{fromRequires: [{}]}'), 'spec.ingress[0].fromRequires'],
    [ingress('{fromNodes: [{}]}'), 'spec.ingress[0].fromNodes'],
    [ingress('{fromEntities: [world], authentication: {mode: required}}'), 'spec.ingress[0].authentication'],
    [ingress('{toPorts: [{ports: [{port: "80"}], rules: {http: [{method: GET}]}}]}'), 'spec.ingress[0].toPorts[0].rules'],
    [ingress('{toPorts: [{ports: [{port: "80"}], serverNames: [shop.example.com]}]}'), 'spec.ingress[0].toPorts[0].serverNames'],
    [ingress('{toPorts: [{ports: []}]}'), 'spec.ingress[0].toPorts[0].ports'],
    [ingress('{toPorts: [{ports: [{port: "70000"}]}]}'), 'spec.ingress[0].toPorts[0].ports[0].port'],
    [ingress('{toPorts: [{ports: [{port: "90", endPort: 80}]}]}'), 'spec.ingress[0].toPorts[0].ports[0].endPort'],
    [ingress('{toPorts: [{ports: [{port: "80", protocol: VRRP}]}]}'), 'spec.ingress[0].toPorts[0].ports[0].protocol'],
    [ingress('{fromEndpoints: [], toPorts: [{ports: [{port: "80"}]}]}'), 'spec.ingress[0].fromEndpoints'],
    [ingress('{fromEndpoints: [{}], fromEntities: [world]}'), 'spec.ingress[0].fromEndpoints'],
    [ingress('{fromEntities: [moon]}'), 'spec.ingress[0].fromEntities[0]'],
    [ingress('{fromCIDR: [10.0.0.0/40]}'), 'spec.ingress[0].fromCIDR[0]'],
    [ingress('{fromCIDRSet: [{cidrGroupRef: partners}]}'), 'spec.ingress[0].fromCIDRSet[0].cidrGroupRef'],
    [ingress('{fromEndpoints: [{matchLabels: {io.cilium.k8s.namespace.labels.team: sales}}]}'), 'spec.ingress[0].fromEndpoints[0]'],
    [ingress('{fromEndpoints: [{matchLabels: {io.cilium.k8s.policy.serviceaccount: web}}]}'), 'spec.ingress[0].fromEndpoints[0].matchLabels'],
    [ingress('{fromEndpoints: [{matchLabels: {statefulset.kubernetes.io/pod-name: db-0}}]}'), 'spec.ingress[0].fromEndpoints[0].matchLabels'],
    [ingress('{fromEndpoints: [{matchExpressions: [{key: io.kubernetes.pod.namespace, operator: NotIn, values: [ops]}]}]}'), 'spec.ingress[0].fromEndpoints[0]'],
    [ingress('{fromEndpoints: [{matchLabels: {"reserved:world": ""}}]}'), 'spec.ingress[0].fromEndpoints[0]'],
    ['spec: {endpointSelector: {matchLabels: {io.kubernetes.pod.namespace: ops}}, ingress: [{}]}', 'spec.endpointSelector'],
    ['spec: {endpointSelector: {matchLabels: {"reserved:ingress": ""}}, ingress: [{}]}', 'spec.endpointSelector'],
    ['spec: {endpointSelector: {}, enableDefaultDeny: {ingress: true}}', 'spec'],
    ['spec: {nodeSelector: {}, ingress: [{}]}', 'spec.nodeSelector'],
    ['metadata2: {}', 'spec'],
  ])('says what of it is not evaluated: %s', (spec, gap) => {
    expect(gapIn(spec)).toBe(gap);
  });

  test('is refused where a port is no text, as the API server refuses it', () => {
    expect(parsed(ingress('{toPorts: [{ports: [{port: 80}]}]}')).problems.map(({ path, message }) => [path, message]))
      .toStrictEqual([['spec.ingress[0].toPorts[0].ports[0].port', 'must be a text, not 80; put it in quotes: "80"']]);
  });
});

describe('a CiliumClusterwideNetworkPolicy', () => {
  const CLUSTERWIDE = 'CiliumClusterwideNetworkPolicy';

  test('selects pods of every namespace, or of those with certain labels', () => {
    const subject = (selector: string) => {
      const { namespaces, pods } = read(`spec: {endpointSelector: ${selector}, ingress: [{}]}`, CLUSTERWIDE).ruleSets[0]!.subject;
      return [namespaces.toString(), pods.toString()];
    };
    expect(subject('{}')).toStrictEqual(['', '']);
    expect(subject('{matchLabels: {io.cilium.k8s.namespace.labels.team: sales, app: web}}')).toStrictEqual(['team=sales', 'app=web']);
    expect(subject('{matchExpressions: [{key: io.kubernetes.pod.namespace, operator: NotIn, values: [kube-system]}]}'))
      .toStrictEqual(['kubernetes.io/metadata.name!=kube-system', '']);
  });

  test('means peers of every namespace unless they say otherwise', () => {
    expect(peersOf(ingress('{fromEndpoints: [{}, {matchLabels: {app: web, "k8s:io.cilium.k8s.namespace.labels.team": sales}}]}'), CLUSTERWIDE))
      .toStrictEqual([' | ', 'team=sales | app=web']);
  });
});
