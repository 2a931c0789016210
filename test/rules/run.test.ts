import { buildCluster } from '../../src/cluster/build';
import { findExposure } from '../../src/exposure/find';
import { readDeclarations } from '../../src/intent/read';
import { readYaml } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { RULE_DESCRIPTIONS, RULES } from '../../src/rules/catalogue';
import { Analysis, Rule } from '../../src/rules/rule';
import { compareFindings, runRules } from '../../src/rules/run';
import { findingsOf, firedBy, from, pod, policy, reportOn, service, TODAY, verdictOn } from './shop';

const PRIVATE = { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' };
const SHOP = [pod('db', { port: 5432, declares: PRIVATE }), pod('orders'), policy('db', from('orders'))];

function analysisOf(documents: readonly string[]): Analysis {
  const cluster = buildCluster(readYaml(documents.join('\n---\n'), 'shop.yaml'));
  const reachability = analyzeReachability(cluster, DEFAULT_PROFILE);
  return {
    cluster,
    reachability,
    profile: DEFAULT_PROFILE,
    exposure: findExposure(cluster, reachability, DEFAULT_PROFILE),
    declarations: readDeclarations(cluster, DEFAULT_PROFILE),
  };
}

test('the catalogue has exactly these rules', () => {
  expect(RULE_DESCRIPTIONS.map((rule) => rule.id).sort()).toStrictEqual([
    'ACCEPT-EXPIRED', 'ACCEPT-FORBIDDEN', 'ACCEPT-REASON', 'ACCEPT-UNKNOWN', 'ACCEPT-UNUSED', 'ANN-DIALECT', 'API-INVALID', 'CHECKER-FAILED',
    'EXP-ALB-GROUP', 'EXP-AMBIGUOUS-SCHEME', 'EXP-CLASS-MISSING', 'EXP-CRD-ROUTE', 'EXP-DEFAULT-BACKEND', 'EXP-DIRECT-BYPASS', 'EXP-ENDPOINTS',
    'EXP-EXTERNALIPS', 'EXP-EXTERNALNAME-ALIAS', 'EXP-GATEWAY-SCOPE', 'EXP-GKE-CLASSLESS', 'EXP-HOSTNETWORK', 'EXP-HOSTPORT', 'EXP-INGRESS',
    'EXP-INTERNAL-SHARED', 'EXP-KNATIVE', 'EXP-LB-PRIVATE', 'EXP-LB-PUBLIC', 'EXP-MULTICLUSTER', 'EXP-NODEPORT', 'EXP-RBAC-PROXY', 'EXP-RELAY', 'EXP-ROUTE',
    'EXP-SCHEME-CONFLICT', 'EXP-SELECTOR-OVERLAP', 'EXP-SOURCE-RANGES', 'EXP-TCP-SERVICES-CM', 'EXP-TGB', 'EXP-TUNNEL', 'EXP-WILDCARD-HOST',
    'GW-ALLOWED-LISTENERS', 'GW-ALLOWED-ROUTES', 'GW-API-VERSION', 'GW-DEFAULT-SCOPE', 'GW-NO-SECTIONNAME', 'GW-REFERENCE-GRANT', 'GW-TRAEFIK-PORT',
    'ING-BACKEND-MISSING', 'ING-BACKEND-NS', 'ING-CLASS-BOTH', 'ING-CLASS-UNKNOWN', 'ING-DEFAULT-CLASS', 'ING-DUP', 'ING-PATH', 'ING-REGEX-BLEED',
    'ING-RETIRED', 'ING-SNIPPET', 'INTENT-ANNOTATION', 'INTENT-CONNECT-BLOCKED', 'INTENT-HOST-EGRESS', 'INTENT-HOST-UNROUTED', 'INTENT-MISSING',
    'INTENT-NAMESPACE-OPEN', 'INTENT-UNDECLARED-CALLER', 'INTENT-UNDECLARED-REACH', 'INTENT-UNPROVEN', 'IPV6', 'NP-ACME', 'NP-ACME-INTERNAL',
    'NP-ALLOW-ALL', 'NP-AND-OR', 'NP-CIDR', 'NP-CILIUM-INGRESS', 'NP-CNI', 'NP-CONTROLLER-MISMATCH', 'NP-DNS-EGRESS', 'NP-EGRESS-TARGET',
    'NP-HOSTNETWORK-PEER', 'NP-IPBLOCK-WORLD', 'NP-LABEL-SPOOF', 'NP-LB-IPBLOCK', 'NP-MESH', 'NP-METADATA', 'NP-NAMED-PORT', 'NP-NODEPORT-CLUSTER',
    'NP-NS-ALL', 'NP-NS-LABEL', 'NP-OVERLAY', 'NP-PEER-NONE', 'NP-POLICYTYPES', 'NP-PORT-SERVICE', 'NP-REDUNDANT', 'NP-UNPROTECTED',
    'NP-WEBHOOK-OPEN', 'NP-WRONG-NAMESPACE', 'PSA-GUARD', 'SVC-DNS', 'SVC-HEADLESS-LB', 'SVC-NODEPORTS', 'SVC-SELECTOR', 'TLS-HOST', 'TLS-MISSING',
    'TLS-REDIRECT', 'TLS-SECRET-NS', 'TLS-TRAEFIK',
  ]);
});

test('a database whose declared caller alone gets in is honored', () => {
  const report = reportOn(SHOP);
  expect(firedBy(report)).toStrictEqual([]);
  expect(verdictOn(report, 'shop/db[Pod]')).toBe('honored');
  expect(verdictOn(report, 'shop/orders[Pod]')).toBeNull();
});

test('a rule that fails becomes a finding, the others go on, and nothing is honored', () => {
  const failing: Rule = {
    ...RULES[0]!,
    id: 'EXP-LB-PUBLIC',
    // eslint-disable-next-line require-yield
    *evaluate() { throw new TypeError('no such table'); },
  };
  const analysis = analysisOf([...SHOP, service('db', 'type: NodePort', 5432)]);
  const results = runRules(analysis, TODAY, [], [failing, ...RULES]);
  expect(results.findings.filter((f) => f.rule === 'CHECKER-FAILED').map((f) => [f.severity, f.message])).toStrictEqual([
    ['error', 'Rule EXP-LB-PUBLIC could not be evaluated: TypeError: no such table'],
  ]);
  expect(results.findings.some((f) => f.rule === 'EXP-NODEPORT')).toBe(true);
  const alone = runRules(analysisOf(SHOP), TODAY, [], [failing]);
  expect(alone.verdict(analysisOf(SHOP).cluster.workload('shop/db[Pod]')!)).toBeNull();
  const same = analysisOf(SHOP);
  expect(runRules(same, TODAY, [], [failing]).verdict(same.cluster.workload('shop/db[Pod]')!)).toBe('unproven');
});

test('findings come errors first, then by object and rule, whatever the order of the documents', () => {
  const documents = [...SHOP, service('db', 'type: NodePort\n  externalIPs: [203.0.113.9]', 5432), service('ghost')];
  const { findings } = reportOn(documents);
  const backwards = reportOn([...documents].reverse());
  expect([...findings].sort(compareFindings)).toStrictEqual(findings);
  const brief = (list: typeof findings): unknown => list.map(({ rule, object, workload, message }) => [rule, object, workload, message]);
  expect(brief(backwards.findings)).toStrictEqual(brief(findings));
  expect(findings.length).toBeGreaterThan(3);
});

test('a verdict of violated never comes without an error', () => {
  const report = reportOn([...SHOP, service('db', 'type: NodePort', 5432)]);
  expect(verdictOn(report, 'shop/db[Pod]')).toBe('violated');
  expect(report.findings.filter((f) => f.breaks === 'violated' && f.severity !== 'error')).toStrictEqual([]);
  expect(report.findings.some((f) => f.breaks === 'violated')).toBe(true);
});

describe('what the API server would refuse', () => {
  const refusedPolicy = (selector: string): string => policy('broken', 'ingress: [{from: [{ipBlock: {cidr: nowhere}}]}]', '[Ingress]', selector);

  test('leaves a workload that a refused policy selects unproven', () => {
    const report = reportOn([...SHOP, refusedPolicy('{matchLabels: {app: db}}')]);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('unproven');
    expect(report.findings.filter((f) => f.object === 'NetworkPolicy shop/broken').map((f) => f.severity)).toStrictEqual(['error']);
  });

  test('leaves every workload of the namespace unproven where the selector cannot be read', () => {
    const report = reportOn([...SHOP, policy('broken', 'ingress: []', '[Ingress]', '{matchLabels: [app]}')]);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('unproven');
  });

  test('does not touch workloads of other namespaces', () => {
    const report = reportOn([...SHOP, refusedPolicy('{matchLabels: {app: db}}').replace('namespace: shop', 'namespace: blog')]);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('honored');
  });

  test('leaves a workload that a refused Service selects unproven', () => {
    const report = reportOn([...SHOP, service('db', 'type: NodePort', 70000)]);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('unproven');
    expect(findingsOf(report, 'API-INVALID').map((f) => f.object)).toStrictEqual(['Service shop/db']);
  });

  test('leaves a declared caller that is refused unproven', () => {
    const report = reportOn([pod('db', { port: 5432, declares: PRIVATE }), pod('orders', { port: 70000 }), policy('db', from('orders'))]);
    expect(verdictOn(report, 'shop/db[Pod]')).toBe('unproven');
  });
});
