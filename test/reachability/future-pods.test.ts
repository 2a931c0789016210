import { Reachability } from '../../src/reachability/model';
import { admittedPhrase } from '../../src/reachability/pod-phrase';
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
