import { contradictions, mergedValues, valueAt } from '../../../src/constructs/installation/chart-values';
import { unlikeRelied } from '../../../src/constructs/installation/installation-checks';
import { service, Tree, workload } from '../../controllers/charts/facts/fact';

const EDGE = { name: 'edge', namespace: 'edge' };
const LABELS = { app: 'proxy' };
const RELIED = { namespace: 'edge', labels: LABELS, ports: { 80: 8000, 443: 8443 } };

const PORTS = [{ name: 'web', containerPort: 8000 }, { name: 'admin', containerPort: 9000 }];

const pods = (pod: Tree = {}, release = EDGE): Tree =>
  workload('DaemonSet', 'proxy', release, { ...LABELS, tier: 'edge' }, { ports: PORTS }, pod);
const ENTRIES = [{ port: 80, targetPort: 8000 }, { port: 443, targetPort: 8443 }];

const balancer = (...ports: Tree[]): Tree => service('proxy', EDGE, 'LoadBalancer', LABELS, [...ENTRIES.filter(({ port }) => ports.every((other) => other.port !== port)), ...ports]);
const inside = (type = 'ClusterIP', more: Tree = {}): Tree => ({ ...service('proxy', EDGE, type, LABELS, ENTRIES), spec: { ...service('proxy', EDGE, type, LABELS, ENTRIES).spec, ...more } });
const onNodes = (...ports: Tree[]): Tree => workload('DaemonSet', 'proxy', EDGE, LABELS, { ports });

describe('an installation is what policies rely on', () => {
  test.each<[string, Tree[]]>([
    ['where its Service leads to the entry points by number', [pods(), balancer()]],
    ['where it leads there by name', [pods(), balancer({ port: 80, targetPort: 'web' })]],
    ['whatever other ports it has, and those of UDP', [pods(), balancer(), service('more', EDGE, 'LoadBalancer', LABELS, [{ port: 9000, targetPort: 'admin' }, { port: 443, targetPort: 9443, protocol: 'UDP' }])]],
    ['where an injected container has the port', [pods(), balancer({ port: 80, targetPort: 'http' })]],
    ['whatever Services of other pods do', [pods(), balancer(), service('other', EDGE, 'ClusterIP', { app: 'other' }, [{ port: 80, targetPort: 1 }])]],
    ['where the ports of nodes lead there', [pods(), inside('NodePort')]],
    ['where addresses outside lead there', [pods(), inside('ClusterIP', { externalIPs: ['203.0.113.10'] })]],
    ['where nodes have ports of its pods', [onNodes({ containerPort: 8000, hostPort: 80 }, { containerPort: 8443, hostPort: 443 }), inside()]],
    ['where one Service beside that of the cluster leads there', [pods(), inside(), balancer()]],
  ])('%s', (_, manifests) => {
    expect(unlikeRelied(manifests, RELIED)).toStrictEqual([]);
  });

  test.each<[string, Tree[], string]>([
    ['without pods', [balancer()], 'no pods in namespace edge have the labels app=proxy'],
    ['with pods in another namespace', [pods({}, { name: 'edge', namespace: 'other' })], 'no pods in namespace edge'],
    ['with pods on the network of nodes', [pods({ hostNetwork: true }), balancer()], 'its pods are on the network of their nodes'],
    ['whose Service leads elsewhere by number', [pods(), balancer({ port: 443, targetPort: 9443 })],
      'port 443 of Service proxy leads to port 9443 of its pods, and not to 8443'],
    ['whose Service leads elsewhere by name', [pods(), balancer({ port: 80, targetPort: 'admin' })], 'port 80 of Service proxy leads to port 9000 of its pods, and not to 8000'],
    ['whose Service is of the cluster alone', [pods(), inside()], 'nothing leads from outside to port 80 and 443 of its proxies: the only Services of them are proxy (ClusterIP)'],
    ['whose Service says no type', [pods(), inside(undefined, { type: undefined })], 'the only Services of them are proxy (ClusterIP)'],
    ['without a Service', [pods(), service('other', EDGE, 'LoadBalancer', { app: 'other' }, ENTRIES)], 'nothing leads from outside to port 80 and 443 of its proxies: no Service selects them'],
    ['whose load balancer selects no pods', [pods(), inside('LoadBalancer', { selector: undefined })], 'no Service selects them'],
    ['whose load balancer has an empty selector', [pods(), inside('LoadBalancer', { selector: {} })], 'no Service selects them'],
    ['whose load balancer is in another namespace', [pods(), service('proxy', { name: 'edge', namespace: 'other' }, 'LoadBalancer', LABELS, ENTRIES)], 'no Service selects them'],
    ['whose load balancer has one of the ports', [pods(), service('proxy', EDGE, 'LoadBalancer', LABELS, [ENTRIES[0]!])], 'nothing leads from outside to port 443 of its proxies'],
    ['whose load balancer has a port for UDP alone', [pods(), service('proxy', EDGE, 'LoadBalancer', LABELS, [ENTRIES[0]!, { ...ENTRIES[1]!, protocol: 'UDP' }])], 'nothing leads from outside to port 443'],
    ['whose nodes have one of the ports', [onNodes({ containerPort: 8443, hostPort: 443 }, { containerPort: 8000 }), inside()], 'nothing leads from outside to port 80 of its proxies'],
    ['whose Service leads to the port that it has itself', [pods(), balancer({ port: 80 })], 'port 80 of Service proxy leads to port 80'],
  ])('but not %s', (_, manifests, problem) => {
    expect(unlikeRelied(manifests, RELIED)).toStrictEqual([expect.stringContaining(problem)]);
  });
});

describe('values of a chart', () => {
  test('are merged map by map; lists and what is null are replaced', () => {
    expect(mergedValues({ a: { b: 1, c: [1, 2] }, d: { e: 1 } }, { a: { c: [3] }, d: null }, { f: true }))
      .toStrictEqual({ a: { b: 1, c: [3] }, d: null, f: true });
  });

  test.each<[string, Tree, string[]]>([
    ['say other things', { a: { z: 1 }, y: 2 }, []],
    ['say the same', { a: { b: 1 }, list: [1] }, []],
    ['say otherwise', { a: { b: 2 } }, ['values.a.b: 2 is not what the gateway relies on, 1; leave it out, or install the controller yourself']],
    ['have another list', { list: [1, 2] }, [expect.stringContaining('values.list: [1,2] is not what the gateway relies on, [1]') as string]],
    ['take away a map', { a: null }, [expect.stringContaining('values.a: null is not what the gateway relies on') as string]],
    ['put a text in place of a map', { a: 'b' }, [expect.stringContaining('values.a: "b" is not what') as string]],
  ])('contradict what is relied on where they %s', (_, author, problems) => {
    expect(contradictions({ a: { b: 1 }, list: [1] }, author, 'values')).toStrictEqual(problems);
  });

  test('are found by their path', () => {
    expect([valueAt({ a: { b: 1 } }, 'a.b'), valueAt({ a: 1 }, 'a.b'), valueAt({}, 'a')]).toStrictEqual([1, undefined, undefined]);
  });
});
