import { findingsOf, reportOn, verdictOn } from './shop';

const thumbs = (intent: string, visibility = '') => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: thumbs
  namespace: shop
  labels: {${visibility}}
  annotations: {cdk8s-exposure/intent: ${intent}}
spec: {template: {metadata: {labels: {app: thumbs}}, spec: {containers: [{image: thumbs}]}}}`;
const CLOSED = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: thumbs, namespace: shop}
spec: {podSelector: {matchLabels: {app: thumbs}}, policyTypes: [Ingress]}`;
const LOCAL = 'networking.knative.dev/visibility: cluster-local';
const PUBLIC = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config-domain, namespace: knative-serving}\ndata: {example.com: ""}';
const MAPPING = 'apiVersion: serving.knative.dev/v1beta1\nkind: DomainMapping\nmetadata: {name: thumbs.example.com, namespace: shop}\nspec: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: thumbs}}';
const objects = (...documents: readonly string[]) => findingsOf(reportOn(documents), 'EXP-KNATIVE').map(({ object, severity }) => `${severity} ${object}`);

describe('a Knative Service without the label', () => {
  test.each(['internal', 'private', 'isolated'])('is an error if it is %s', (intent) => {
    expect(objects(thumbs(intent), CLOSED)).toStrictEqual(['error Service shop/thumbs']);
  });

  test('breaks a private intent, and leaves an internal one unproven while nobody knows the domain', () => {
    expect(verdictOn(reportOn([thumbs('private'), CLOSED]), 'shop/thumbs[Service]')).toBe('violated');
    expect(verdictOn(reportOn([thumbs('internal'), CLOSED]), 'shop/thumbs[Service]')).toBe('unproven');
    expect(verdictOn(reportOn([thumbs('internal'), CLOSED, PUBLIC]), 'shop/thumbs[Service]')).toBe('violated');
  });

  test('is what a public workload wants', () => {
    expect(objects(thumbs('public'), PUBLIC)).toStrictEqual([]);
  });
});

test('with the label nothing is wrong, and the intent holds', () => {
  const report = reportOn([thumbs('private', LOCAL), CLOSED, PUBLIC]);
  expect(findingsOf(report, 'EXP-KNATIVE')).toStrictEqual([]);
  expect(verdictOn(report, 'shop/thumbs[Service]')).toBe('honored');
});

test('a DomainMapping publishes in spite of the label', () => {
  expect(objects(thumbs('internal', LOCAL), CLOSED, MAPPING)).toStrictEqual(['error DomainMapping shop/thumbs.example.com']);
});
