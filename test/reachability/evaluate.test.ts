import { KubernetesObject } from '../../src/manifest/kubernetes-object';
import { AddressSet } from '../../src/network/address-set';
import { LabelSelector } from '../../src/network/label-selector';
import { PortSet } from '../../src/network/port-set';
import { EndPoint } from '../../src/reachability/end-point';
import { evaluate } from '../../src/reachability/evaluate';
import { PeerSets } from '../../src/reachability/peer-set';
import { Action, CompiledRule, Tier } from '../../src/reachability/rule-model';
import { RulePorts } from '../../src/reachability/rule-ports';

const POLICY = { ref: 'ClusterNetworkPolicy guard' } as KubernetesObject;
const peerSets = new PeerSets();

/** Of the pod the labels are known, of its namespace only the name. */
const WEB: EndPoint = {
  kind: 'pod',
  name: 'shop/web[Pod]',
  namespace: 'shop',
  namespaceLabels: { labels: { 'kubernetes.io/metadata.name': 'shop' }, complete: false },
  labels: { labels: { app: 'web' }, complete: true },
  ports: [],
  addresses: { known: false, set: AddressSet.NONE },
};

const WEB_PODS = [peerSets.pods(LabelSelector.EVERYTHING, LabelSelector.of({ app: 'web' }))];
const DB_PODS = [peerSets.pods(LabelSelector.EVERYTHING, LabelSelector.of({ app: 'db' }))];
const PERHAPS_WEB = [peerSets.pods(LabelSelector.of({ team: 'platform' }), LabelSelector.EVERYTHING)];
const HTTP = PortSet.of('TCP', 80);

function rule(action: Action, peers: CompiledRule['peers'], ports: PortSet = PortSet.ALL): CompiledRule {
  return { action, peers, ports: new RulePorts(ports, []), path: 'spec.ingress[0]' };
}

function tier(undecided: Tier['undecided'], ...rules: CompiledRule[]): Tier {
  return { undecided, policies: [{ policy: POLICY, direction: 'ingress', rules }] };
}

/** What passes for certain, and what may pass. */
function outcome(...tiers: Tier[]): [string, string] {
  const { certain, possible } = evaluate({ direction: 'ingress', tiers, isolated: false }, [], WEB);
  return [`${certain}`, `${possible}`];
}

const certainly = (ports: string): [string, string] => [ports, ports];

describe('evaluate', () => {
  test('the first rule that matches a port decides it', () => {
    expect(outcome(tier('next', rule('allow', WEB_PODS, HTTP), rule('deny', WEB_PODS)))).toStrictEqual(certainly('TCP 80'));
    expect(outcome(tier('next', rule('deny', WEB_PODS), rule('allow', WEB_PODS, HTTP)))).toStrictEqual(certainly('no port'));
  });

  test('rules about others decide nothing, and what nobody decides is allowed', () => {
    expect(outcome(tier('next', rule('deny', DB_PODS)))).toStrictEqual(certainly('all ports'));
  });

  test('a tier is asked only about what the tiers before it left open', () => {
    expect(outcome(tier('next', rule('allow', WEB_PODS, HTTP)), tier('deny'))).toStrictEqual(certainly('TCP 80'));
    expect(outcome(tier('next', rule('deny', WEB_PODS, HTTP)), tier('deny', rule('allow', undefined)))).toStrictEqual(certainly('TCP 1-79,81-65535 UDP 1-65535 SCTP 1-65535'));
  });

  test('a tier that isolates keeps what it does not decide from the tiers behind it', () => {
    expect(outcome(tier('deny', rule('allow', DB_PODS)), tier('next', rule('allow', WEB_PODS)))).toStrictEqual(certainly('no port'));
  });

  test('what is passed skips the rest of its tier and goes on to the next', () => {
    expect(outcome(tier('next', rule('pass', WEB_PODS, HTTP), rule('deny', WEB_PODS)), tier('deny', rule('allow', WEB_PODS)))).toStrictEqual(certainly('TCP 80'));
    expect(outcome(tier('next', rule('pass', WEB_PODS, HTTP), rule('deny', WEB_PODS)), tier('deny'))).toStrictEqual(certainly('no port'));
  });

  test('a rule that may match makes both outcomes possible', () => {
    expect(outcome(tier('next', rule('deny', PERHAPS_WEB, HTTP)))).toStrictEqual(['TCP 1-79,81-65535 UDP 1-65535 SCTP 1-65535', 'all ports']);
    expect(outcome(tier('deny', rule('allow', PERHAPS_WEB, HTTP)))).toStrictEqual(['no port', 'TCP 80']);
    expect(outcome(tier('next', rule('pass', PERHAPS_WEB, HTTP), rule('deny', WEB_PODS)))).toStrictEqual(['no port', 'TCP 80']);
  });

  test('a rule that may match changes nothing where the outcome is the same without it', () => {
    expect(outcome(tier('deny', rule('allow', PERHAPS_WEB, HTTP), rule('allow', WEB_PODS)))).toStrictEqual(certainly('all ports'));
    expect(outcome(tier('next', rule('deny', PERHAPS_WEB, HTTP), rule('deny', WEB_PODS)))).toStrictEqual(certainly('no port'));
  });

  test('port names are looked up on the pod that has the rules for ingress, on the other end for egress', () => {
    const named: CompiledRule = { action: 'allow', peers: undefined, ports: new RulePorts(PortSet.NONE, [{ protocol: 'TCP', name: 'http' }]), path: 'spec.ingress[0]' };
    const ports = [{ name: 'http', containerPort: 8080, protocol: 'TCP' as const, path: '' }];
    const tiers = [tier('deny', named)];
    expect(`${evaluate({ direction: 'ingress', tiers, isolated: true }, ports, WEB).certain}`).toBe('TCP 8080');
    expect(`${evaluate({ direction: 'egress', tiers, isolated: true }, ports, WEB).certain}`).toBe('no port');
    expect(`${evaluate({ direction: 'egress', tiers, isolated: true }, [], { ...WEB, ports }).certain}`).toBe('TCP 8080');
  });
});
