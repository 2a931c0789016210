import fc from 'fast-check';
import { buildCluster } from '../../../src/cluster/build';
import { readValues } from '../../../src/manifest/read';
import { LabelSelector } from '../../../src/network/label-selector';
import { LabelIndex } from '../../../src/rules/facts/label-index';
import { propertyRuns } from '../../property-runs';

const VALUES = ['web', 'orders', 'db'];
const labels = fc.record({ app: fc.constantFrom(...VALUES), tier: fc.constantFrom(...VALUES) }, { requiredKeys: [] });
const expression = fc.record({
  key: fc.constantFrom('app', 'tier', 'constructor'),
  operator: fc.constantFrom('In' as const, 'NotIn' as const),
  values: fc.uniqueArray(fc.constantFrom(...VALUES, 'other'), { minLength: 1 }),
});

/** Pods `p0`, `p1`, …, each of which has an owner, so that several make one workload. */
function workloadsWith(pods: readonly { readonly owner: number; readonly labels: object }[]) {
  const manifests = pods.map((pod, i) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `p${i}`,
      namespace: 'shop',
      labels: pod.labels,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: `w${pod.owner}`, uid: `${pod.owner}`, controller: true }],
    },
    spec: { containers: [{ name: 'c', image: 'registry.example/web' }] },
  }));
  return buildCluster(readValues(manifests.map((value) => ({ value, origin: {} })))).workloads;
}

test('an index finds what trying each workload finds, in the same order', () => {
  const pods = fc.array(fc.record({ owner: fc.nat(90), labels }), { minLength: 100, maxLength: 150 });
  fc.assert(fc.property(pods, fc.array(expression, { maxLength: 3 }), (written, expressions) => {
    const workloads = workloadsWith(written);
    const selector = LabelSelector.of({}, expressions);
    const matching = workloads.filter((workload) => workload.pods.some((pod) => selector.matches(pod.labels)));
    expect(new LabelIndex(workloads).select(selector).map(({ id }) => id)).toStrictEqual(matching.map(({ id }) => id));
  }), propertyRuns(100));
});
