import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { DatabaseEngine, InternalApi, IsolatedNamespace, PodSecurityLevel, PrivateDatabase, ServiceMesh } from '../../../src';
import { buildCluster } from '../../../src/cluster/build';
import { readValues } from '../../../src/manifest/read';
import { PortSet } from '../../../src/network/port-set';
import { DEFAULT_PROFILE } from '../../../src/profile/profile';
import { analyzeReachability } from '../../../src/reachability/analyze';
import { propertyRuns } from '../../property-runs';
import { Manifest, manifestsOf } from '../rendered';
import { EVALUATORS } from './mesh-evaluator';

const NAMESPACES = ['shop', 'billing'];
const PORTS = [8080, 9090];
/** Ports of a database whose replicas talk to each other, and of nothing. */
const ASKED = [...PORTS, 3306, 4567, 12345];
const SIZE = 4;

/** Who connects to whom, on which port, and which namespaces may connect to whom. */
const server = fc.nat(SIZE - 1);
const port = fc.constantFrom(...PORTS);
const edges = fc.array(fc.record({ from: server, to: server, port }).filter(({ from, to }) => from !== to), { maxLength: 8 });
const groups = fc.array(fc.record({ to: server, port, namespace: fc.constantFrom(undefined, ...NAMESPACES) }), { maxLength: 2 });

type Edges = readonly { readonly from: number; readonly to: number; readonly port: number }[];
type Groups = readonly { readonly to: number; readonly port: number; readonly namespace: string | undefined }[];

function servicesOf(mesh: () => ServiceMesh, declared: Edges, open: Groups): Manifest[] {
  const app = new App();
  const charts = NAMESPACES.map((namespace) => new Chart(app, namespace, { namespace }));
  const servers = Array.from({ length: SIZE }, (_, i) => new InternalApi(charts[i % charts.length]!, `api-${i}`, {
    image: 'registry.example.com/api:1', port: PORTS[0]!, additionalPorts: [{ name: 'admin', port: PORTS[1]! }],
  }));
  for (const { from, to, ...options } of declared) servers[from]!.connectTo(servers[to]!, options);
  for (const { to, namespace, ...options } of open) {
    if (namespace === undefined) servers[to]!.allowFromCluster(options);
    else servers[to]!.allowFromNamespace(namespace, options);
  }
  const db = new PrivateDatabase(charts[0]!, 'db', { engine: DatabaseEngine.mariadb({ version: '11' }), replicas: 3, ephemeral: true });
  servers[0]!.connectTo(db);
  for (const chart of charts) new IsolatedNamespace(chart, 'namespace', { mesh: mesh(), podSecurity: PodSecurityLevel.BASELINE });
  return manifestsOf(app);
}

describe.each([
  ['Istio ambient', 'istio', () => ServiceMesh.istioAmbient({ authorization: true })],
  ['Istio with sidecars', 'istio', () => ServiceMesh.istioSidecar({ authorization: true, cniPlugin: true })],
  ['Linkerd', 'linkerd', () => ServiceMesh.linkerd({ authorization: true, cniPlugin: true })],
] as const)('policies of the network and of %s', (_, family, mesh) => {
  test('let the same members through to the same ports, whatever is declared', () => {
    fc.assert(fc.property(edges, groups, (declared, open) => {
      const manifests = servicesOf(mesh, declared, open);
      const { cluster, into } = reachabilityOf(manifests);
      for (const to of cluster.workloads) {
        for (const from of cluster.workloads) {
          const network = ASKED.filter((one) => into(to, from).has('TCP', one));
          const told = ASKED.filter((one) => EVALUATORS[family](manifests,
            { namespace: from.namespace.name, serviceAccount: accountOf(manifests, from) },
            { namespace: to.namespace.name, labels: to.pods[0]!.labels, port: one }));
          expect({ from: from.id, to: to.id, ports: told }).toStrictEqual({ from: from.id, to: to.id, ports: network });
        }
      }
    }), propertyRuns(60));
  });
});

type Cluster = ReturnType<typeof buildCluster>;
type Server = Cluster['workloads'][number];

function accountOf(manifests: readonly Manifest[], { name, namespace }: Server): string {
  const deployment = manifests.find(({ kind, metadata }) => ['Deployment', 'StatefulSet'].includes(kind) && metadata.name === name && metadata.namespace === namespace.name)!;
  return deployment.spec.template.spec.serviceAccountName;
}

function reachabilityOf(manifests: readonly Manifest[]): { readonly cluster: Cluster; readonly into: (to: Server, from: Server) => PortSet } {
  const cluster = buildCluster(readValues(manifests.map((value) => ({ value, origin: { constructPath: value.metadata.name } }))));
  const reachability = analyzeReachability(cluster, DEFAULT_PROFILE);
  return { cluster, into: (to, from) => reachability.half(to, 'ingress', { kind: 'workload', workload: from }).allowed };
}
