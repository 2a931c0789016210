import { strayKeys } from '../../src/intent/stray-annotations';
import { readYaml } from '../../src/manifest/read';
import { pod } from '../rules/shop';

const places = (document: string): readonly string[] =>
  readYaml(document, 'shop.yaml').objects.flatMap((object) => strayKeys(object).map(({ key, place }) => `${place} ${key}`));

test('an intent among the labels is astray', () => {
  const labelled = pod('db').replace('{app: db}', '{app: db, cdk8s-exposure/intent: private}');
  expect(places(labelled)).toStrictEqual(['metadata.labels cdk8s-exposure/intent']);
});

test('an intent on the Jobs of a CronJob, or on their pods, is astray', () => {
  const nightly = (job: string, pods: string): string => `apiVersion: batch/v1
kind: CronJob
metadata: {name: report, namespace: shop}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    metadata: ${job}
    spec: {template: {metadata: ${pods}, spec: {restartPolicy: Never, containers: [{name: report, image: registry.example/report}]}}}`;
  const declared = '{annotations: {cdk8s-exposure/intent: isolated}}';
  expect(places(nightly(declared, '{}'))).toStrictEqual(['spec.jobTemplate.metadata.annotations cdk8s-exposure/intent']);
  expect(places(nightly('{}', declared))).toStrictEqual(['spec.jobTemplate.spec.template.metadata.annotations cdk8s-exposure/intent']);
});

test('an intent on the pod template of a kind that nobody knows is astray', () => {
  const cloneSet = `apiVersion: apps.kruise.io/v1alpha1
kind: CloneSet
metadata: {name: db, namespace: shop}
spec: {template: {metadata: {annotations: {cdk8s-exposure/intent: private}}, spec: {containers: [{name: db, image: registry.example/db}]}}}`;
  expect(places(cloneSet)).toStrictEqual(['spec.template.metadata.annotations cdk8s-exposure/intent']);
});

test('an intent on the metadata of a workload is where it belongs', () => {
  expect(places(pod('db', { declares: { intent: 'private' } }))).toStrictEqual([]);
});
