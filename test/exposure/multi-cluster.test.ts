import { database, databaseService } from './exposure-of';
import { object, PRIVATE, rows, verdicts } from './tunnels/shop';

const marked = (annotations: string) => database() + databaseService('type: ClusterIP', annotations);
const OTHER_CLUSTERS = ['unreachable', 'unknown'];
const NOBODY = ['unreachable', 'unreachable'];

describe('a Service is offered to other clusters', () => {
  test.each([
    ['by the API for that', PRIVATE + object('multicluster.x-k8s.io/v1alpha1', 'ServiceExport', 'db', '')],
    ['by a version of it that nobody here knows', PRIVATE + object('multicluster.x-k8s.io/v2', 'ServiceExport', 'db', '')],
    ['on GKE', PRIVATE + object('net.gke.io/v1', 'ServiceExport', 'db', '')],
    ['by Submariner of old', PRIVATE + object('submariner.io/v2alpha1', 'ServiceExport', 'db', '')],
    ['by VPC Lattice', PRIVATE + object('application-networking.k8s.aws/v1alpha1', 'ServiceExport', 'db', 'spec: { exportedPorts: [{ port: 6000, routeType: HTTP }] }')],
    ['by Karmada', PRIVATE + object('networking.karmada.io/v1alpha1', 'MultiClusterService', 'db', 'spec: { types: [CrossCluster] }')],
    ['by Cilium', marked('{ service.cilium.io/global: "true" }')],
    ['by Linkerd', marked('{ mirror.linkerd.io/exported: remote-discovery }')],
    ['by a label, as Linkerd does', marked('{}').replace('annotations: {}', 'labels: { mirror.linkerd.io/exported: "true" }')],
  ])('%s', (_, manifests) => {
    expect(verdicts(manifests)).toStrictEqual(OTHER_CLUSTERS);
  });

  test('and says what would settle it', () => {
    expect(rows(PRIVATE + object('multicluster.x-k8s.io/v1alpha1', 'ServiceExport', 'db', ''))).toStrictEqual(['private-network: TCP 5432 unknown by ServiceExport shop/db > Service shop/db']);
  });
});

test.each([
  ['an export of another name', PRIVATE + object('multicluster.x-k8s.io/v1alpha1', 'ServiceExport', 'web', '')],
  ['an export of another namespace', PRIVATE + object('multicluster.x-k8s.io/v1alpha1', 'ServiceExport', 'db', '', 'edge')],
  ['an import', PRIVATE + object('multicluster.x-k8s.io/v1alpha1', 'ServiceImport', 'db', 'spec: { type: ClusterSetIP, ports: [{ port: 6000 }] }')],
  ['a global Service that shares nothing', marked('{ service.cilium.io/global: "true", service.cilium.io/shared: "false" }')],
  ['a mark with the value "false"', marked('{ mirror.linkerd.io/exported: "false" }')],
])('%s offers nothing', (_, manifests) => {
  expect(verdicts(manifests)).toStrictEqual(NOBODY);
});
