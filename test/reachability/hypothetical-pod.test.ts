import { buildCluster } from '../../src/cluster/build';
import { StringMap } from '../../src/manifest/kubernetes-object';
import { dnsSubdomain } from '../../src/manifest/names';
import { hypotheticalPodObject } from '../../src/reachability/hypothetical-pod';

describe('a pod that somebody thinks of', () => {
  test('has a name from its labels that no Pod can have, whatever their order', () => {
    const looks: readonly StringMap[] = [{ tier: 'front', app: 'web' }, { app: 'web', tier: 'front' }, {}];
    const names = looks.map((labels) => hypotheticalPodObject({ namespace: 'shop', labels }));
    expect(names.map(({ ref }) => ref)).toStrictEqual(['Pod shop/app=web,tier=front', 'Pod shop/app=web,tier=front', 'Pod shop/(no labels)']);
    for (const { ref, metadata: { name } } of names) {
      expect(ref).toBe(`Pod shop/${name}`);
      expect(dnsSubdomain(name)).toBeDefined();
    }
  });

  test('is a workload of one pod with its labels, of which neither address nor ports are known, on a network of its own', () => {
    const object = hypotheticalPodObject({ namespace: 'shop', labels: { app: 'web' } });
    const cluster = buildCluster({ objects: [object], problems: [] });
    expect(cluster.workloads.map(({ id, annotations }) => [id, annotations])).toStrictEqual([['shop/app=web[Pod]', {}]]);
    expect(cluster.workloadOf(object)?.pods).toStrictEqual([{ labels: { app: 'web' }, hostNetwork: false, ports: [], containers: [], portNamesUnknown: true, podIPs: [] }]);
  });

  test('is an object like one that was read, only that it stands nowhere', () => {
    const { apiVersion, group, version, kind, metadata, raw, spec, origin, locate } = hypotheticalPodObject({ namespace: 'shop', labels: { app: 'web' } });
    expect({ apiVersion, group, version, kind }).toStrictEqual({ apiVersion: 'v1', group: '', version: 'v1', kind: 'Pod' });
    expect(metadata).toStrictEqual({ name: 'app=web', namespace: 'shop', labels: { app: 'web' }, annotations: {}, ownerReferences: [] });
    expect({ raw, origin, at: locate('spec'), replicas: spec.replicas, podSpecPath: spec.podSpecPath }).toStrictEqual({ raw: {}, origin: {}, at: {}, replicas: 1, podSpecPath: 'spec' });
  });
});
