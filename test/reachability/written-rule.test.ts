import { Workload } from '../../src/cluster/model';
import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { AddressSet } from '../../src/network/address-set';
import { PortSet } from '../../src/network/port-set';
import { clusterPolicyRule, lastingLabels, networkPolicy, networkPolicyRule, peersKey, WrittenPeer } from '../../src/reachability/written-rule';

const workloadOf = (...labels: readonly Record<string, string>[]): Workload =>
  ({ pods: labels.map((own) => ({ labels: own })) }) as unknown as Workload;
const web = (): WrittenPeer => ({ kind: 'pods', namespace: 'shop', labels: { app: 'web' } });
const allPods = (): WrittenPeer => ({ kind: 'pods', namespace: 'shop', labels: {} });
const addressesOf = (...cidrs: readonly string[]): WrittenPeer => ({ kind: 'addresses', addresses: AddressSet.union(cidrs.map((cidr) => AddressSet.parseCidr(cidr))) });
const everyAddressBut = (...cidrs: readonly string[]): WrittenPeer => ({
  kind: 'addresses', addresses: AddressSet.ALL_V4.minus(AddressSet.union(cidrs.map((cidr) => AddressSet.parseCidr(cidr)))),
});
const HTTP_TO_WEB = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: { app: 'web' } } };

describe('labels that last', () => {
  test('are those that all pods of the workload have alike, by key', () => {
    const labels = lastingLabels(workloadOf({ tier: 'front', app: 'web', track: 'canary' }, { app: 'web', tier: 'front', track: 'stable' }, { app: 'web', tier: 'front' }));
    expect(Object.entries(labels)).toStrictEqual([['app', 'web'], ['tier', 'front']]);
    expect(lastingLabels(workloadOf({ app: 'web' }, { app: 'db' }))).toStrictEqual({});
  });

  test.each([
    'pod-template-hash', 'pod-template-generation', 'controller-revision-hash', 'rollouts-pod-template-hash', 'statefulset.kubernetes.io/pod-name',
    'apps.kubernetes.io/pod-index', 'controller-uid', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-completion-index',
  ])('are not %s, which a controller writes anew', (key) => {
    expect(lastingLabels(workloadOf({ app: 'web', [key]: '1' }))).toStrictEqual({ app: 'web' });
  });
});

describe('a rule of a NetworkPolicy', () => {
  test('names pods by namespace and labels, and ports only where not all are meant', () => {
    expect(networkPolicyRule('ingress', web(), PortSet.ALL)).toStrictEqual({ from: [HTTP_TO_WEB] });
    expect(networkPolicyRule('egress', web(), PortSet.of('TCP', 80))).toStrictEqual({ to: [HTTP_TO_WEB], ports: [{ protocol: 'TCP', port: 80 }] });
    expect(networkPolicyRule('ingress', allPods(), PortSet.ALL))
      .toStrictEqual({ from: [{ namespaceSelector: HTTP_TO_WEB.namespaceSelector, podSelector: {} }] });
  });

  test('writes a range with its end, and a whole protocol without a number', () => {
    const ports = PortSet.union([PortSet.all('TCP'), PortSet.of('UDP', 1, 53), PortSet.of('SCTP', 80, 65535), PortSet.of('SCTP', 9)]);
    expect(networkPolicyRule('ingress', web(), ports).ports).toStrictEqual([
      { protocol: 'TCP' }, { protocol: 'UDP', port: 1, endPort: 53 }, { protocol: 'SCTP', port: 9 }, { protocol: 'SCTP', port: 80, endPort: 65535 },
    ]);
  });

  test.each<[string, () => WrittenPeer, readonly object[]]>([
    ['lists blocks of both families', () => addressesOf('10.0.0.0/8', '192.0.2.0/24', '2001:db8::/32'), [{ cidr: '10.0.0.0/8' }, { cidr: '192.0.2.0/24' }, { cidr: '2001:db8::/32' }]],
    ['excepts blocks where that is shorter', () => everyAddressBut('10.0.0.0/8'), [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }]],
    ['lists blocks where both are as long', () => everyAddressBut('128.0.0.0/2'), [{ cidr: '0.0.0.0/1' }, { cidr: '192.0.0.0/2' }]],
    ['is one block for a whole family', () => addressesOf('0.0.0.0/0'), [{ cidr: '0.0.0.0/0' }]],
  ])('%s', (_, peer, blocks) => {
    expect(networkPolicyRule('egress', peer(), PortSet.ALL)).toStrictEqual({ to: blocks.map((ipBlock) => ({ ipBlock })) });
  });
});

describe('a rule of a policy of the cluster', () => {
  const rule = (kind: string, ...rest: [direction: 'ingress' | 'egress', peer: WrittenPeer, ports: PortSet]): unknown => clusterPolicyRule({ kind } as KubernetesObject, ...rest);
  const ports = (): PortSet => PortSet.union([PortSet.of('TCP', 80), PortSet.of('UDP', 8000, 8100)]);

  test('speaks the language of its kind', () => {
    expect(rule('ClusterNetworkPolicy', 'ingress', web(), ports())).toStrictEqual({
      action: 'Accept',
      from: [{ pods: HTTP_TO_WEB }],
      protocols: [{ tcp: { destinationPort: { number: 80 } } }, { udp: { destinationPort: { range: { start: 8000, end: 8100 } } } }],
    });
    expect(rule('AdminNetworkPolicy', 'egress', web(), ports())).toStrictEqual({
      action: 'Allow',
      to: [{ pods: HTTP_TO_WEB }],
      ports: [{ portNumber: { protocol: 'TCP', port: 80 } }, { portRange: { protocol: 'UDP', start: 8000, end: 8100 } }],
    });
  });

  test('has no ports where all are meant', () => {
    expect(rule('ClusterNetworkPolicy', 'ingress', web(), PortSet.ALL)).toStrictEqual({ action: 'Accept', from: [{ pods: HTTP_TO_WEB }] });
    expect(rule('BaselineAdminNetworkPolicy', 'ingress', web(), PortSet.ALL)).toStrictEqual({ action: 'Allow', from: [{ pods: HTTP_TO_WEB }] });
  });

  test('names addresses as destination, and cannot name them as source', () => {
    const blocks = addressesOf('10.0.0.0/8', '192.0.2.0/24');
    expect(rule('ClusterNetworkPolicy', 'egress', blocks, PortSet.ALL)).toStrictEqual({ action: 'Accept', to: [{ networks: ['10.0.0.0/8', '192.0.2.0/24'] }] });
    expect(rule('ClusterNetworkPolicy', 'ingress', blocks, PortSet.ALL)).toBeUndefined();
  });
});

describe('a new NetworkPolicy', () => {
  test('isolates its pods in its direction, and has rules only if there are any', () => {
    const head = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'db', namespace: 'shop' } };
    expect(networkPolicy('db', 'shop', { app: 'db' }, 'ingress', [])).toStrictEqual({ ...head, spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'] } });
    expect(networkPolicy('db', 'shop', {}, 'egress', [{}])).toStrictEqual({ ...head, spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}] } });
  });

  test('names peers as sources of what comes in and destinations of what goes out', () => {
    expect([peersKey('ingress'), peersKey('egress')]).toStrictEqual(['from', 'to']);
  });
});
