import { Workload } from '../../src/cluster/model';
import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { Assumptions, contestedBy, openQuestions } from '../../src/reachability/assumptions';
import { EndPoint, PodEnd } from '../../src/reachability/end-point';
import { OwnRules } from '../../src/reachability/halves';
import { Nodes } from '../../src/reachability/nodes';
import { PeerSet, PeerSets } from '../../src/reachability/peer-set';
import { Action, CompiledPolicy, CompiledRule } from '../../src/reachability/rule-model';
import { NamedPort, PortNames, RulePorts } from '../../src/reachability/rule-ports';
import { Subject } from '../../src/reachability/subject';

const POLICY = { ref: 'NetworkPolicy shop/db' } as KubernetesObject;
const PATH = 'spec.ingress[0]';
const WHERE = `(${POLICY.ref}, ${PATH})`;

const cidr = (text: string): AddressSet => AddressSet.parseCidr(text);
const sets = (): PeerSets => new PeerSets(new Nodes([], cidr('10.0.0.0/24')));
const labelled = (key: string, value: string): LabelSelector => LabelSelector.of({ [key]: value });

/** A pod that has one label, and perhaps others; so has its namespace. */
function web(addresses = cidr('10.244.0.0/16'), known = false): PodEnd {
  return {
    kind: 'pod',
    name: 'shop/web[Pod]',
    namespace: 'shop',
    namespaceLabels: { labels: { team: 'sales' }, complete: false },
    labels: { labels: { app: 'web' }, complete: false },
    ports: [],
    addresses: { known, set: addresses },
  };
}

const unknownPod = (): EndPoint => ({ kind: 'unknown', addresses: { known: false, set: cidr('10.244.0.0/16') } });
const anything = (): EndPoint => ({ kind: 'anything', addresses: cidr('10.0.0.0/24') });
const at = (text: string): EndPoint => ({ kind: 'addresses', addresses: cidr(text), ports: 'none', node: false });

function rule(peers: readonly PeerSet[] | undefined, ports = PortSet.ALL, named: readonly NamedPort[] = [], action: Action = 'allow'): CompiledRule {
  return { action, peers, ports: new RulePorts(ports, named), path: PATH };
}

function policyOf(rules: readonly CompiledRule[], more: Partial<CompiledPolicy> = {}): CompiledPolicy {
  return { policy: POLICY, direction: 'ingress', rules, ...more };
}

describe('what is open about a rule', () => {
  const questions = (end: EndPoint, ...peers: readonly PeerSet[]): readonly string[] => openQuestions(policyOf([]), rule(peers), end);
  const PODS_HAVE = 'cluster.podCidrs of exposure.yaml says which addresses pods have';

  test.each<[string, () => EndPoint, (of: PeerSets) => PeerSet, string]>([
    ['labels of a pod', web, (of) => of.pods('shop', labelled('tier', 'front')), 'whether shop/web[Pod] matches tier=front'],
    ['labels of a pod in namespaces that match', web, (of) => of.pods(labelled('team', 'sales'), labelled('tier', 'front')), 'whether shop/web[Pod] matches tier=front'],
    ['labels of a namespace', web, (of) => of.pods(labelled('zone', 'dmz'), LabelSelector.EVERYTHING), 'whether namespace shop, which the manifests do not declare, matches zone=dmz'],
    ['whether it is pods', anything, (of) => of.pods('shop', labelled('app', 'web')), 'whether the connection comes from pods that match app=web'],
    ['whether it is any pods', anything, (of) => of.pods('shop', LabelSelector.EVERYTHING), 'whether the connection comes from pods that match any label'],
    ['what an ipBlock means', web, (of) => of.addresses(cidr('10.244.0.0/17')), `whether ipBlock 10.244.0.0/17 also means pods: network plugins differ, and ${PODS_HAVE}`],
    ['the address of a pod', web, (of) => of.addresses(cidr('10.244.0.0/17'), 'certain'), `whether shop/web[Pod] has an address in 10.244.0.0/17: ${PODS_HAVE}`],
    ['the address of some pod', unknownPod, (of) => of.addresses(cidr('10.244.0.0/17'), 'certain'), `whether a pod about which nothing is known has an address in 10.244.0.0/17: ${PODS_HAVE}`],
    ['labels of a node', anything, (of) => of.nodes(labelled('role', 'edge')), 'whether the node matches role=edge: manifests with Nodes, their labels and addresses would say'],
    ['whether it is a node', anything, (of) => of.nodes(LabelSelector.EVERYTHING), 'whether the node matches any label: manifests with Nodes, their labels and addresses would say'],
    ['addresses of names', () => at('9.9.9.9/32'), (of) => of.names(['a.example', 'b.example']), 'which addresses a.example, b.example resolve to'],
    ['a field', web, (of) => of.relative('namespaces.sameLabels'), 'which pods namespaces.sameLabels means: the field is recognised, not evaluated'],
    ['what a CIDR of Cilium means', () => at('10.0.0.7/32'), (of) => of.cilium([], cidr('10.0.0.0/8'), 'ingress'), 'whether CIDR 10.0.0.0/8 also means nodes, as with policy-cidr-match-mode of Cilium'],
  ])('%s', (_, end, peer, expected) => {
    expect(questions(end(), peer(sets()))).toStrictEqual([`${expected} ${WHERE}`]);
  });

  test('what Cilium takes an address, or a pod, for', () => {
    const nodes = 'Nodes in the manifests, or cluster.nodeCidrs of exposure.yaml, say which addresses nodes have';
    expect(questions(at('10.0.0.7/32'), sets().cilium(['host', 'world'], AddressSet.NONE, 'ingress'))).toStrictEqual([`whether 10.0.0.7/32 is host or world to Cilium: ${nodes} ${WHERE}`]);
    expect(questions(web(), sets().cilium(['unmanaged'], AddressSet.NONE, 'ingress'))).toStrictEqual([`whether shop/web[Pod] is unmanaged to Cilium: ${nodes} ${WHERE}`]);
  });

  test('is every peer that may match, and no other', () => {
    const of = sets();
    expect(questions(web(), of.pods('ops', LabelSelector.EVERYTHING), of.relative('first'), of.relative('second')).map((text) => text.split(' ')[2])).toStrictEqual(['first', 'second']);
  });

  test('is the port that a name means, where peers are certain', () => {
    const named: NamedPort[] = [{ name: 'http', protocol: 'TCP' }, { name: 'metrics' }];
    expect(openQuestions(policyOf([]), rule(undefined, PortSet.NONE, named), web())).toStrictEqual([`which port shop/web[Pod] calls "http" (TCP), "metrics" ${WHERE}`]);
    expect(openQuestions(policyOf([]), rule([sets().relative('first')], PortSet.NONE, named), web())).toHaveLength(1);
    expect(openQuestions(policyOf([]), rule(undefined), web())).toStrictEqual([]);
  });

  test('is whether the policy is about a namespace that nobody declares', () => {
    const found = openQuestions(policyOf([], { undeclaredNamespace: 'ops' }), rule(undefined, PortSet.NONE, [{ name: 'http' }]), web());
    expect(found).toStrictEqual([`whether namespace ops, which the manifests do not declare, is one that ${POLICY.ref} is about (spec.subject)`]);
  });
});

describe('assumptions', () => {
  const own = (policies: readonly CompiledPolicy[], ports: PortNames = []): OwnRules =>
    ({ rules: { direction: 'ingress', tiers: policies.length === 0 ? [] : [{ undecided: 'deny', policies }], isolated: true }, ports });
  const pod = (end = web()): Subject => ({ kind: 'pod', end });
  const range = (text: string): Subject => ({ kind: 'range', addresses: cidr(text) });
  const http = (): PortSet => PortSet.of('TCP', 80);
  const dns = (): PortSet => PortSet.of('UDP', 53);

  function texts(of: OwnRules, subject: Subject, unknown = http()): readonly string[] {
    const assumptions = new Assumptions(unknown);
    assumptions.addHalf(of, subject);
    return assumptions.texts;
  }

  test('name pods that differ, and policies that are not evaluated, each once', () => {
    const assumptions = new Assumptions(PortSet.ALL);
    expect(assumptions.texts).toStrictEqual([]);
    for (let again = 0; again < 2; again++) {
      assumptions.addDifferentPods({ id: 'shop/db[StatefulSet]' } as Workload);
      assumptions.addOverlays([{ object: { ref: 'FQDNNetworkPolicy shop/web' } as KubernetesObject, why: 'it is not evaluated' }] as never);
    }
    expect(assumptions.texts).toStrictEqual([
      'not all pods are treated alike: those of shop/db[StatefulSet], or of the other end, differ in labels, ports, addresses or host network',
      'what FQDNNetworkPolicy shop/web allows or denies: it is not evaluated',
    ]);
  });

  test('are the open questions of rules about ports that are unknown, and of no others', () => {
    const perhaps = (ports: PortSet): OwnRules => own([policyOf([rule([sets().relative('first')], ports)])]);
    expect(texts(perhaps(http()), pod())).toStrictEqual([`which pods first means: the field is recognised, not evaluated ${WHERE}`]);
    expect(texts(perhaps(dns()), pod())).toStrictEqual([]);
  });

  test('are none of rules that match for certain', () => {
    expect(texts(own([policyOf([rule(undefined, http(), [{ name: 'http' }])])]), pod())).toStrictEqual([]);
    expect(texts(own([policyOf([rule([sets().pods('ops', LabelSelector.EVERYTHING)], http())])]), pod())).toStrictEqual([]);
  });

  test('name policies of the same priority that say different things about ports that are unknown', () => {
    const guard = { policy: { ref: 'ClusterNetworkPolicy guard' } as KubernetesObject, priority: 1 };
    const disagreeing = (ports: PortSet): OwnRules => own([policyOf([rule(undefined, ports)], { priority: 1 }), policyOf([rule(undefined, ports, [], 'deny')], guard)]);
    const expected = 'which of NetworkPolicy shop/db and ClusterNetworkPolicy guard the network plugin applies: they have the same priority and say different things';
    expect(texts(disagreeing(http()), pod())).toStrictEqual([expected]);
    expect(texts(disagreeing(dns()), pod())).toStrictEqual([]);
    expect(contestedBy([policyOf([]), policyOf([], guard)])).toBe(expected);
  });

  describe('on the address of a pod', () => {
    const networks = (...blocks: readonly string[]): OwnRules => own([policyOf(blocks.map((block) => rule([sets().addresses(cidr(block), 'certain')], http())))]);
    const FIRST = '10.244.0.0/17';
    const SECOND = '10.244.128.0/17';

    test('name those that get through, where others do not', () => {
      expect(texts(networks(FIRST), pod()))
        .toStrictEqual([`which address shop/web[Pod] has, of which policies let ${FIRST} through: cluster.podCidrs of exposure.yaml says which addresses pods have`]);
      const several = texts(networks('10.244.0.0/18', SECOND), pod());
      expect([several.length, several[0]]).toStrictEqual([1, expect.stringContaining('let 10.244.0.0/18, 10.244.128.0/17 through')]);
    });

    test('are none where all get through, or none does, or the ports are not unknown', () => {
      expect(texts(networks(FIRST, SECOND), pod())).toStrictEqual([]);
      expect(texts(networks('192.0.2.0/24'), pod())).toStrictEqual([]);
      expect(texts(networks(FIRST), pod(), dns())).toStrictEqual([]);
    });

    test('are none where it is known', () => {
      expect(texts(networks(FIRST), pod(web(cidr('10.244.0.7/32'), true)))).toStrictEqual([]);
      expect(texts(networks(FIRST), pod(web(cidr('10.244.200.7/32'), true)))).toStrictEqual([]);
    });
  });

  describe('on addresses', () => {
    const blocks = (): OwnRules => own([policyOf([rule([sets().addresses(cidr('192.0.2.0/26'))], http()), rule([sets().addresses(cidr('192.0.2.128/25'))], http().union(dns()))])]);

    test('name the part that gets through on ports that are unknown', () => {
      expect(texts(blocks(), range('192.0.2.0/24'))).toStrictEqual(['only part of the addresses gets through: 192.0.2.0/26, 192.0.2.128/25']);
      expect(texts(blocks(), range('192.0.2.0/24'), dns())).toStrictEqual(['only part of the addresses gets through: 192.0.2.128/25']);
      expect(texts(blocks(), range('192.0.2.0/24'), PortSet.all('SCTP'))).toStrictEqual([]);
    });

    test('say what would tell which one a node has', () => {
      const node: Subject = { kind: 'somewhere', addresses: cidr('192.0.2.0/24'), at: (addresses) => ({ kind: 'addresses', addresses, ports: 'none', node: true }) };
      expect(texts(blocks(), node, dns()))
        .toStrictEqual(['which address the connection has, of which policies let 192.0.2.128/25 through (cluster.nodeCidrs of exposure.yaml says which addresses nodes have)']);
    });

    test('are none where no rule is asked', () => {
      expect(texts(own([]), range('192.0.2.0/24'))).toStrictEqual([]);
    });
  });

  test('are none on the proxy of Cilium', () => {
    expect(texts(own([policyOf([rule([sets().cilium(['ingress'], AddressSet.NONE, 'ingress')])])]), { kind: 'entity', end: { kind: 'entity', entity: 'ingress' } })).toStrictEqual([]);
  });
});
