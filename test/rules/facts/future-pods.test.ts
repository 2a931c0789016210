import { CheckReport } from '../../../src/report/model';
import { findingsOf, firedBy, pod, policy, reportOn, TRAEFIK, verdictOn } from '../shop';

const FROM_ORDERS = '{podSelector: {matchLabels: {app: orders}}}';
const NAME = 'kubernetes.io/metadata.name';

function db(allowFrom: string = '[{"workload":"shop/orders"}]', intent = 'private'): string {
  return pod('db', { port: 5432, declares: { intent, 'allow-from': allowFrom } });
}

/** A database whose policy admits `peers`, beside its declared caller. */
function admitting(peers: string, declared: string = db(), config?: string): CheckReport {
  return reportOn([declared, pod('orders'), policy('db', `ingress: [{from: [${peers}]}]`)], config);
}

function future(report: CheckReport): readonly [string | undefined, string | null | undefined] {
  return [findingsOf(report, 'INTENT-UNDECLARED-CALLER')[0]?.path[0], verdictOn(report, 'shop/db[Pod]')];
}

describe('pods that nobody knows yet', () => {
  test('get in by a label that no workload has', () => {
    expect(future(admitting(`${FROM_ORDERS}, {podSelector: {matchLabels: {app: report}}}`))).toStrictEqual(['a pod with app=report in namespace shop', 'unproven']);
  });

  test('get in by one value of several that no workload has', () => {
    expect(future(admitting('{podSelector: {matchExpressions: [{key: app, operator: In, values: [orders, report]}]}}')))
      .toStrictEqual(['a pod with app in (orders,report) in namespace shop', 'unproven']);
  });

  test.each([
    ['NotIn', '{key: app, operator: NotIn, values: [db, web]}', 'a pod with app notin (db,web) in namespace shop'],
    ['DoesNotExist', '{key: untrusted, operator: DoesNotExist}, {key: app, operator: NotIn, values: [db]}', 'a pod with app!=db,!untrusted in namespace shop'],
  ])('get in by %s, which only rules labels out', (_, expressions, name) => {
    expect(future(admitting(`{podSelector: {matchExpressions: [${expressions}]}}`))).toStrictEqual([name, 'unproven']);
  });

  test('get in from every namespace that carries a label', () => {
    const report = admitting(`${FROM_ORDERS}, {namespaceSelector: {matchLabels: {team: shop}}, podSelector: {matchLabels: {app: orders}}}`);
    expect(future(report)).toStrictEqual(['a pod with app=orders in any namespace with team=shop', 'unproven']);
  });

  test('get in from every namespace but those that are ruled out, although the known one is declared', () => {
    const report = admitting(`{namespaceSelector: {matchExpressions: [{key: ${NAME}, operator: NotIn, values: [kube-system]}]}}`, db('[{"namespace":"shop"}]'));
    expect(future(report)).toStrictEqual([`any pod in any namespace with ${NAME}!=kube-system`, 'unproven']);
  });

  test('get in from a namespace that only the policy names', () => {
    expect(future(admitting(`${FROM_ORDERS}, {namespaceSelector: {matchLabels: {${NAME}: crew}}}`)))
      .toStrictEqual(['every pod of namespace crew, also one that is added later,', 'violated']);
    expect(future(admitting(`${FROM_ORDERS}, {namespaceSelector: {matchLabels: {${NAME}: crew}}, podSelector: {matchLabels: {app: cook}}}`)))
      .toStrictEqual(['a pod with app=cook in namespace crew', 'unproven']);
  });

  test('are a warning where the workload may be open to pods', () => {
    const report = admitting(`${FROM_ORDERS}, {podSelector: {matchLabels: {app: report}}}`, db('[{"workload":"shop/orders"}]', 'internal'));
    expect(findingsOf(report, 'INTENT-UNDECLARED-CALLER').map((finding) => finding.severity)).toStrictEqual(['warning']);
  });
});

describe('pods that nobody knows yet are no finding', () => {
  test('where they would wear the labels of a declared caller', () => {
    expect(future(admitting(FROM_ORDERS))).toStrictEqual([undefined, 'honored']);
  });

  test('where their namespace, or the whole cluster, is declared', () => {
    const labelled = '{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [db]}]}}';
    expect(findingsOf(admitting(labelled, db('[{"namespace":"shop"}]')), 'INTENT-UNDECLARED-CALLER')).toStrictEqual([]);
    const anywhere = '{namespaceSelector: {matchLabels: {team: shop}}}';
    expect(findingsOf(admitting(anywhere, db('[{"cluster":true}]', 'internal')), 'INTENT-UNDECLARED-CALLER')).toStrictEqual([]);
  });

  test('where a caller of their namespace is declared that the manifests lack: that is said once', () => {
    const report = reportOn([db('[{"workload":"crew/cook"}]'), policy('db', `ingress: [{from: [{namespaceSelector: {matchLabels: {${NAME}: crew}}, podSelector: {matchLabels: {app: cook}}}]}]`)]);
    expect(firedBy(report)).toStrictEqual(['INTENT-UNPROVEN']);
  });
});

describe('a private database', () => {
  test('cannot hide behind a gateway that does not publish it', () => {
    const peers = `${FROM_ORDERS}, {namespaceSelector: {matchLabels: {${NAME}: traefik}}}`;
    expect(verdictOn(admitting(peers, db(), TRAEFIK), 'shop/db[Pod]')).toBe('violated');
  });

  test('is open to the internet if two policies admit one half of it each', () => {
    const half = (name: string, cidr: string): string => policy('db', `ingress: [{from: [{ipBlock: {cidr: ${cidr}}}]}]`).replace('{name: db,', `{name: ${name},`);
    const report = reportOn([db(), pod('orders'), policy('db', `ingress: [{from: [${FROM_ORDERS}]}]`), half('low', '0.0.0.0/1'), half('high', '128.0.0.0/1')]);
    expect([firedBy(report), verdictOn(report, 'shop/db[Pod]')]).toStrictEqual([['INTENT-UNDECLARED-CALLER'], 'violated']);
  });
});

describe('pods that policies let in by labels of their namespace', () => {
  const router = (labels: string, controllers = 'controllers: [{preset: openshift, className: openshift-default, scope: internet}]'): CheckReport =>
    admitting(`${FROM_ORDERS}, {namespaceSelector: {${labels}}, podSelector: {}}`, db('[{"workload":"shop/orders"}]', 'public'), controllers);
  const byRule = (report: CheckReport): readonly (string | undefined)[] => findingsOf(report, 'INTENT-UNDECLARED-CALLER').map(({ path }) => path[0]);

  test('are expected where a controller of the cluster has these labels by its installation', () => {
    expect(byRule(router('matchLabels: {policy-group.network.openshift.io/ingress: ""}'))).toStrictEqual([]);
  });

  test.each([
    ['no such controller is described', router('matchLabels: {policy-group.network.openshift.io/ingress: ""}', 'controllers: []')],
    ['the label is of anybody else', router('matchLabels: {team: platform}')],
    ['the labels only rule something out', router('matchExpressions: [{key: team, operator: DoesNotExist}]')],
  ])('are reported where %s', (_, report) => {
    expect(byRule(report)).toHaveLength(1);
  });
});
