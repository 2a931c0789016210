import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { FuturePods } from '../../src/reachability/future-pods';
import { OwnRules } from '../../src/reachability/halves';
import { Direction, Reachability } from '../../src/reachability/model';
import { PeerSets } from '../../src/reachability/peer-set';
import { admittedPhrase } from '../../src/reachability/pod-phrase';
import { CompiledRule } from '../../src/reachability/rule-model';
import { RulePorts } from '../../src/reachability/rule-ports';
import { analyze, from, namespace, pod, policy } from './analyzed';

const DB = pod('db');
const DB_TO_POLICIES = 'subject: { namespaces: {} }';

function adminPolicy(name: string, spec: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: ${name} }\nspec: { ${DB_TO_POLICIES}, ${spec} }`;
}

/** Who gets into the database, or is reached by it, beyond any pod. */
function admitted(reachability: Reachability, direction = 'ingress'): string[] {
  return [...reachability.futurePods()].filter((row) => row.workload.name === 'db' && row.direction === direction)
    .map(({ condition, except, ports, portNames }) => [admittedPhrase(condition, except), ports.toString(), ...portNames].join(': '));
}

describe('futurePods', () => {
  test('names the namespace of a policy where a peer leaves it out', () => {
    expect(admitted(analyze([DB, from('[{ podSelector: { matchLabels: { app: web } } }]', '[{ port: 5432 }]')])))
      .toStrictEqual(['a pod with app=web in namespace shop: TCP 5432']);
  });

  test('says of a namespace what it must be labelled with', () => {
    expect(admitted(analyze([DB, from('[{ namespaceSelector: { matchLabels: { team: sales } } }]')])))
      .toStrictEqual(['any pod in any namespace with team=sales: all ports']);
  });

  test('needs no label that a declared namespace has, and leaves out one that it lacks', () => {
    const peer = (team: string): string => `[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ops, team: ${team} } } }]`;
    expect(admitted(analyze([DB, namespace('ops', '{ team: sales }'), from(peer('sales'))]))).toStrictEqual(['any pod in namespace ops: all ports']);
    expect(admitted(analyze([DB, namespace('ops', '{ team: sales }'), from(peer('platform'))]))).toStrictEqual([]);
  });

  test('leaves out selectors that nothing can satisfy', () => {
    const never = '[{ podSelector: { matchLabels: { app: web }, matchExpressions: [{ key: app, operator: DoesNotExist }] } }]';
    expect(admitted(analyze([DB, from(never)]))).toStrictEqual([]);
  });

  test('leaves out a selector that a wider one covers, and gives one with more ports those of both', () => {
    const rules = `[
      { from: [{ podSelector: {} }], ports: [{ port: 80 }] },
      { from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 80 }] },
      { from: [{ podSelector: { matchLabels: { app: orders } } }], ports: [{ port: 5432 }] }]`;
    expect(admitted(analyze([DB, policy('db', `{ podSelector: {}, ingress: ${rules} }`)])))
      .toStrictEqual(['any pod in namespace shop: TCP 80', 'a pod with app=orders in namespace shop: TCP 80,5432']);
  });

  test('lists no port that every pod gets', () => {
    const rules = '[{ from: [{ namespaceSelector: {} }], ports: [{ port: 80 }] }, { from: [{ podSelector: {} }], ports: [{ port: 80 }, { port: 81 }] }]';
    expect(admitted(analyze([DB, policy('db', `{ podSelector: {}, ingress: ${rules} }`)]))).toStrictEqual(['any pod in namespace shop: TCP 81']);
  });

  test('excepts what the Admin tier denies', () => {
    const deny = adminPolicy('no-tests', 'priority: 1, ingress: [{ action: Deny, from: [{ namespaces: { matchLabels: { stage: test } } }] }]');
    expect(admitted(analyze([DB, deny, from('[{ namespaceSelector: {}, podSelector: { matchLabels: { app: web } } }]')])))
      .toStrictEqual(['a pod with app=web in any namespace, except in any namespace with stage=test: all ports']);
  });

  test('asks for both selectors where one passes a denial and the other allows', () => {
    const pass = adminPolicy('only-prod', `priority: 1, ingress: [
      { action: Pass, from: [{ namespaces: { matchLabels: { stage: prod } } }] },
      { action: Deny, from: [{ namespaces: {} }] }]`);
    expect(admitted(analyze([DB, pass, from('[{ namespaceSelector: {}, podSelector: { matchLabels: { app: web } } }]', '[{ port: 5432 }]')])))
      .toStrictEqual(['a pod with app=web in any namespace with stage=prod: TCP 5432']);
  });

  test('knows that nobody is left where what is denied covers what is allowed', () => {
    const deny = adminPolicy('nobody', `priority: 1, ingress: [
      { action: Deny, from: [{ namespaces: { matchExpressions: [{ key: stage, operator: Exists }] } }] },
      { action: Deny, from: [{ namespaces: { matchExpressions: [{ key: stage, operator: DoesNotExist }] } }] }]`);
    expect(admitted(analyze([DB, deny, from('[{ podSelector: { matchLabels: { app: web } } }]')]))).toStrictEqual([]);
  });

  test('opens ports by the names that the pod gives them', () => {
    const egress = '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: http }] }] }';
    expect(admitted(analyze([DB, policy('db', egress)]), 'egress')).toStrictEqual(['a pod with app=web in namespace shop: no port: http']);
  });

  test('lists nothing for pods that no policy can isolate', () => {
    const web = pod('db', { spec: ', hostNetwork: true' });
    expect(admitted(analyze([web, from('[{ podSelector: { matchLabels: { app: web } } }]')]))).toStrictEqual([]);
  });
});

describe('what no rule by itself says', () => {
  test('is left out: a denial of some of the addresses that the pod may have', () => {
    const egress = '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 80 }, { port: 443 }] }] }';
    const deny = adminPolicy('some-addresses', 'priority: 1, egress: [{ action: Deny, to: [{ networks: [10.244.0.0/24] }], ports: [{ portNumber: { protocol: TCP, port: 80 } }] }]');
    const reachability = analyze([DB, deny, policy('db', egress)], { podCidrs: ['10.244.0.0/16'] });
    expect(admitted(reachability, 'egress')).toStrictEqual(['a pod with app=web in namespace shop: TCP 443']);
  });

  test('may be that nobody is left, where that takes very many tries to find out', () => {
    const label = (key: string, operator: string): string => `{ key: ${key}, operator: ${operator} }`;
    const denied = [
      ...Array.from({ length: 12 }, (_, i) => [label(`a-${i}`, 'DoesNotExist'), label(`b-${i}`, 'DoesNotExist')]), [label('zone', 'Exists')], [label('zone', 'DoesNotExist')],
    ].map((expressions) => `{ action: Deny, from: [{ pods: { namespaceSelector: {}, podSelector: { matchExpressions: [${expressions.join()}] } } }] }`);
    const web = from('[{ podSelector: { matchLabels: { app: web } } }]');
    expect(admitted(analyze([DB, adminPolicy('many', `priority: 1, ingress: [${denied.join()}]`), web]))).toHaveLength(1);
    expect(admitted(analyze([DB, adminPolicy('few', `priority: 1, ingress: [${denied.slice(-4).join()}]`), web]))).toHaveLength(0);
  });
});

describe('lists of rules that say the same', () => {
  const rule = (ports: RulePorts): CompiledRule =>
    ({ action: 'allow', peers: [new PeerSets().pods('shop', LabelSelector.of({ app: 'web' }))], ports, path: 'spec.ingress[0]' });
  const own = (direction: Direction, port: number, ...rules: CompiledRule[]): OwnRules => {
    const compiled = { policy: undefined as never, direction, rules };
    return { rules: { direction, tiers: [{ policies: [compiled], undecided: 'deny' }], isolated: true }, ports: portsOf(port) };
  };
  const portsOf = (http: number): OwnRules['ports'] => [{ name: 'http', containerPort: http, protocol: 'TCP', path: '' }];
  const HTTPS = new RulePorts(PortSet.of('TCP', 443), []);
  const HTTP = new RulePorts(PortSet.NONE, [{ protocol: 'TCP', name: 'http' }]);
  const futurePods = (): FuturePods => new FuturePods(new Map(), { known: false, set: AddressSet.ALL });

  test('are found once, whatever the ports of the pods are called', () => {
    for (const other of [own('ingress', 80, rule(HTTPS), rule(HTTPS)), own('egress', 80, rule(HTTP), rule(HTTPS))]) {
      const found = futurePods();
      expect(found.admittedBy([{ ...other, ports: portsOf(8080) }], PortSet.NONE)).toBe(found.admittedBy([other], PortSet.NONE));
    }
  });

  test('are others where port names mean other ports of the pod', () => {
    const web = own('ingress', 80, rule(HTTPS), rule(HTTP));
    const found = futurePods();
    const ports = [80, 8080].map((http) => found.admittedBy([{ ...web, ports: portsOf(http) }], PortSet.NONE).map((row) => `${row.ports}`));
    expect(ports).toStrictEqual([['TCP 80,443'], ['TCP 443,8080']]);
    expect(found.admittedBy([web], PortSet.NONE)).toBe(found.admittedBy([{ ...web }], PortSet.NONE));
  });

  test('are others where one of several policies has port names', () => {
    const [named, plain] = [own('ingress', 80, rule(HTTP)), own('ingress', 80, rule(HTTPS))];
    const policies = [...plain.rules.tiers, ...named.rules.tiers].flatMap((tier) => tier.policies);
    const both = { ...plain.rules, tiers: [{ policies, undecided: 'deny' as const }] };
    const found = futurePods();
    const ports = [80, 8080].map((http) => found.admittedBy([{ rules: both, ports: portsOf(http) }], PortSet.NONE).map((row) => `${row.ports}`));
    expect(ports).toStrictEqual([['TCP 80,443'], ['TCP 443,8080']]);
  });

  test('are others for other policies, other pods together and other open ports', () => {
    const [a, b] = [own('ingress', 80, rule(HTTPS)), own('ingress', 80, rule(new RulePorts(PortSet.of('TCP', 80), [])))];
    const found = futurePods();
    const lists = [found.admittedBy([a], PortSet.NONE), found.admittedBy([b], PortSet.NONE), found.admittedBy([a, b], PortSet.NONE), found.admittedBy([a], PortSet.of('TCP', 443))];
    expect(lists.map((rows) => rows.map((row) => `${row.ports}`))).toStrictEqual([['TCP 443'], ['TCP 80'], ['TCP 80,443'], []]);
  });
});
