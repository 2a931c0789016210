import fc from 'fast-check';
import { buildCluster } from '../../src/cluster/build';
import { Cluster } from '../../src/cluster/model';
import { findExposure } from '../../src/exposure/find';
import { readDeclarations } from '../../src/intent/read';
import { readValues } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { Reachability } from '../../src/reachability/model';
import { NP_REDUNDANT } from '../../src/rules/np-redundant';
import { RawFinding } from '../../src/rules/rule';
import { propertyRuns } from '../property-runs';
import { manifestsOf, randomCluster } from '../reachability/random-cluster';
import { findingsOf, policy, reportOn } from './shop';

const ORDERS = '{podSelector: {matchLabels: {app: orders}}}';
const SHOP = '{matchLabels: {kubernetes.io/metadata.name: shop}}';
const named = (name: string, text: string): string => text.replace(/\{name: [^,]+,/, `{name: ${name},`);

function reported(...policies: readonly string[]): readonly (readonly [string, string])[] {
  return findingsOf(reportOn(policies), 'NP-REDUNDANT').map(({ severity, message }) => [severity, message.replace(/: .*/, '')] as const);
}

describe('a rule that another one of the same policy covers', () => {
  test.each([
    ['everyone', `{ports: [{port: 5432}]}, {from: [${ORDERS}], ports: [{port: 5432}]}`],
    ['every pod of the namespace', `{from: [{podSelector: {}}]}, {from: [${ORDERS}]}`],
    ['every pod of the namespace, which it names', `{from: [{namespaceSelector: ${SHOP}}]}, {from: [${ORDERS}]}`],
    ['every pod of the cluster', `{from: [{namespaceSelector: {}}]}, {from: [${ORDERS}]}`],
    ['pods with one of its labels', `{from: [${ORDERS}]}, {from: [{podSelector: {matchLabels: {app: orders, tier: api}}}]}`],
    ['a wider block', '{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}, {from: [{ipBlock: {cidr: 10.2.0.0/16}}]}'],
    ['a wider block of IPv6', '{from: [{ipBlock: {cidr: "2001:db8::/32"}}]}, {from: [{ipBlock: {cidr: "2001:db8:1::/48"}}]}'],
    ['all ports of the protocol', `{from: [${ORDERS}], ports: [{protocol: TCP}]}, {from: [${ORDERS}], ports: [{port: 5432}, {port: sql}]}`],
    ['a range of ports', `{from: [${ORDERS}], ports: [{port: 5000, endPort: 6000}]}, {from: [${ORDERS}], ports: [{port: 5432}]}`],
    ['the same again', `{from: [${ORDERS}]}, {from: [{namespaceSelector: ${SHOP}, podSelector: {matchLabels: {app: orders}}}]}`],
  ])('is superfluous beside one for %s', (_what, rules) => {
    expect(reported(policy('db', `ingress: [${rules}]`))).toStrictEqual([['warning', 'NetworkPolicy shop/db spec.ingress[1] changes nothing']]);
  });

  test.each([
    ['a namespace-wide rule on another port', `{from: [{podSelector: {}}], ports: [{port: 9100}]}, {from: [${ORDERS}], ports: [{port: 5432}]}`],
    ['the same port of another protocol', `{from: [${ORDERS}], ports: [{protocol: UDP, port: 53}]}, {from: [${ORDERS}], ports: [{protocol: TCP, port: 53}]}`],
    ['a name that may be another port', `{from: [${ORDERS}], ports: [{port: 5432}]}, {from: [${ORDERS}], ports: [{port: sql}]}`],
    ['pods of every namespace, beside addresses', '{from: [{namespaceSelector: {}}]}, {from: [{ipBlock: {cidr: 0.0.0.0/0}}]}'],
    ['addresses, beside pods', `{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}, {from: [${ORDERS}]}`],
    ['a block with a hole in the middle of it', '{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.2.3.0/24]}}]}, {from: [{ipBlock: {cidr: 10.2.0.0/16}}]}'],
    ['the other family', '{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}, {from: [{ipBlock: {cidr: "::/0"}}]}'],
  ])('is none beside %s', (_what, rules) => {
    expect(reported(policy('db', `ingress: [${rules}]`))).toStrictEqual([]);
  });

  test.each([
    ['half of its callers', `{from: [${ORDERS}]}, {from: [${ORDERS}, {podSelector: {matchLabels: {app: report}}}]}`],
    ['labels that only some of its callers have', `{from: [{podSelector: {matchLabels: {app: orders, tier: api}}}]}, {from: [${ORDERS}]}`],
  ])('stays beside one for %s, which is superfluous although it comes first', (_what, rules) => {
    expect(reported(policy('db', `ingress: [${rules}]`))).toStrictEqual([['warning', 'NetworkPolicy shop/db spec.ingress[0] changes nothing']]);
  });
});

describe('policies that belong together', () => {
  const deny = named('default-deny', policy('any', '', '[Ingress, Egress]', '{}'));
  const dns = '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{protocol: UDP, port: 53}]}';

  test('a default deny beside policies that allow is none', () => {
    const allowDns = named('allow-dns', policy('any', `egress: [${dns}]`, '[Egress]', '{}'));
    expect(reported(deny, named('deny-egress', policy('any', '', '[Egress]', '{matchLabels: {app: db}}')), allowDns, policy('db', `ingress: [{from: [${ORDERS}]}]`))).toStrictEqual([]);
  });

  test('the same default deny again is superfluous', () => {
    expect(reported(deny, named('isolate', policy('any', '', '[Ingress]', '{}')))).toStrictEqual([['info', 'NetworkPolicy shop/isolate changes nothing']]);
    expect(reported(deny, named('deny-db', policy('db', '', '[Ingress]')))).toStrictEqual([]);
  });

  test('one policy for each caller of a database is not', () => {
    const edge = (app: string): string => named(`db-from-${app}`, policy('db', `ingress: [{from: [{podSelector: {matchLabels: {app: ${app}}}}], ports: [{port: 5432}]}]`));
    expect(reported(edge('orders'), edge('report'), edge('backup'))).toStrictEqual([]);
  });

  test('a policy for one workload that its namespace allows anyway is superfluous, as info', () => {
    const wide = named('allow-shop', policy('any', 'ingress: [{from: [{podSelector: {}}]}]', '[Ingress]', '{}'));
    expect(reported(wide, policy('db', `ingress: [{from: [${ORDERS}]}]`))).toStrictEqual([['info', 'NetworkPolicy shop/db changes nothing']]);
  });

  test('it is not if it also isolates in a direction that nothing else isolates', () => {
    const wide = named('allow-shop', policy('any', 'ingress: [{from: [{podSelector: {}}]}]', '[Ingress]', '{}'));
    expect(reported(wide, policy('db', `ingress: [{from: [${ORDERS}]}]`, '[Ingress, Egress]'))).toStrictEqual([['info', 'NetworkPolicy shop/db spec.ingress[0] changes nothing']]);
  });

  test('nor do policies for other pods or of other namespaces cover it', () => {
    const rules = `ingress: [{from: [{namespaceSelector: ${SHOP}}]}]`;
    expect(reported(policy('db', rules), policy('web', rules), policy('db', rules).replace('namespace: shop', 'namespace: ops'))).toStrictEqual([]);
  });

  test('rules of a direction that is ignored cover nothing', () => {
    expect(reported(policy('db', `ingress: [{from: [${ORDERS}]}]`), named('wide', policy('db', 'ingress: [{}]', '[Egress]')))).toStrictEqual([]);
  });
});

/** A policy of a random cluster, as the test rewrites it. */
interface WrittenPolicy {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly ingress?: readonly object[]; readonly egress?: readonly object[] };
}

function analyzed(manifests: readonly object[]): { readonly cluster: Cluster; readonly reachability: Reachability } {
  const cluster = buildCluster(readValues(manifests.map((value) => ({ value, origin: {} }))));
  return { cluster, reachability: analyzeReachability(cluster, DEFAULT_PROFILE) };
}

function redundant({ cluster, reachability }: ReturnType<typeof analyzed>): readonly RawFinding[] {
  const [profile, exposure] = [DEFAULT_PROFILE, findExposure(cluster, reachability, DEFAULT_PROFILE)];
  return [...NP_REDUNDANT.evaluate({ cluster, reachability, profile, exposure, declarations: readDeclarations(cluster, profile) })];
}

/** Everything that the findings call superfluous is deleted at once; what is isolated stays so. */
function without(manifests: readonly object[], cluster: Cluster, findings: readonly RawFinding[]): readonly object[] {
  const deleted = new Set(findings.map(({ object, field }) => `${object.ref} ${field}`));
  return (manifests as readonly WrittenPolicy[]).flatMap((manifest) => {
    const ref = `NetworkPolicy ${manifest.metadata.namespace}/${manifest.metadata.name}`;
    const read = cluster.networkPolicies.find((p) => p.ref === ref);
    if (manifest.kind !== 'NetworkPolicy' || read === undefined) return [manifest];
    if (deleted.has(`${ref} spec`)) return [];
    const { ingress, egress } = read.spec.isolates;
    const left = (direction: 'ingress' | 'egress'): readonly object[] => (manifest.spec[direction] ?? []).filter((_rule, i) => !deleted.has(`${ref} spec.${direction}[${i}]`));
    const policyTypes = [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])];
    return [{ ...manifest, spec: { ...manifest.spec, policyTypes, ingress: left('ingress'), egress: left('egress') } }];
  });
}

function outcome({ reachability }: ReturnType<typeof analyzed>): unknown {
  return {
    connections: Array.from(reachability.connections(), ({ source, destination, ports }) => `${source} ${destination} ${ports.toString()}`).sort(),
    unknownPods: Array.from(reachability.unknownPods(), ({ workload, direction, ports }) => `${workload.id} ${direction} ${ports.toString()}`).sort(),
  };
}

test('deleting everything that is reported, all at once, changes no connection of any cluster', () => {
  let found = 0;
  fc.assert(fc.property(randomCluster, (cluster) => {
    const manifests = manifestsOf(cluster);
    const before = analyzed(manifests);
    const findings = redundant(before);
    found += findings.length;
    const after = analyzed(without(manifests, before.cluster, findings));
    expect(outcome(after)).toStrictEqual(outcome(before));
    expect(redundant(after)).toStrictEqual([]);
  }), propertyRuns(500));
  expect(found).toBeGreaterThan(propertyRuns(500).numRuns / 10);
});
