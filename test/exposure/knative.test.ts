import { exposureOf, reachInto, verdictOn } from './exposure-of';

const thumbs = (labels = '{}', traffic = '') => `
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: thumbs, namespace: shop, labels: ${labels} }
spec:
  ${traffic}
  template: { metadata: { labels: { tier: media } }, spec: { containers: [{ image: thumbs }] } }
`;
const config = (data: string) => `\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: config-domain, namespace: knative-serving }\ndata: ${data}\n`;
const mapping = (ref: string) => `\n---\napiVersion: serving.knative.dev/v1beta1\nkind: DomainMapping\nmetadata: { name: thumbs.example.com, namespace: shop }\nspec: { ref: ${ref} }\n`;
const policy = (ingress: string) => `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: thumbs, namespace: shop }
spec: { podSelector: { matchLabels: { tier: media } }, policyTypes: [Ingress], ingress: ${ingress} }
`;
const LOCAL = '{ networking.knative.dev/visibility: cluster-local }';
const PUBLIC = config('{ example.com: "" }');
const internet = (manifests: string, workload = 'shop/thumbs[Service]') => verdictOn(exposureOf(manifests), workload, 'internet', 'TCP', 8012);

describe('a Knative Service', () => {
  test('is published on the domain of the cluster, at the proxy of its pods', () => {
    expect(reachInto(exposureOf(thumbs() + PUBLIC), 'shop/thumbs[Service]')).toStrictEqual([
      'internet: TCP 8012-8013,8112 reachable by Service shop/thumbs',
      'private-network: TCP 8012-8013,8112 reachable by Service shop/thumbs',
    ]);
    expect(exposureOf(thumbs() + PUBLIC).waysIn[0]?.routes).toStrictEqual([{ host: 'thumbs.shop.example.com', path: '/', tls: false }]);
  });

  test('is perhaps published if the manifests do not contain the domain', () => {
    expect(internet(thumbs())).toBe('unknown');
    expect(exposureOf(thumbs()).reach[0]?.assuming).toStrictEqual([
      'a domain outside of the cluster is configured for Service shop/thumbs, in the ConfigMap config-domain of Knative, which the manifests do not contain',
    ]);
  });

  test.each([
    ['its label says so', thumbs(LOCAL) + PUBLIC],
    ['only the example of the configuration names a domain', thumbs() + config('{ _example: "example.com: |" }')],
    ['its labels choose the domain of the cluster', thumbs('{ app: secret }') + config('{ example.com: "", svc.cluster.local: "selector: { app: secret }" }')],
    ['no selector of a domain chooses it', thumbs() + config('{ example.com: "selector:\\n  app: web" }')],
  ])('stays inside if %s', (_, manifests) => {
    expect(internet(manifests)).toBe('unreachable');
  });

  test.each([
    ['an annotation', thumbs().replace('labels: {}', 'annotations: { networking.knative.dev/visibility: cluster-local }')],
    ['the label of its namespace', `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: ${LOCAL} }\n${thumbs()}`],
    ['the label of its pods', thumbs().replace('tier: media', 'tier: media, networking.knative.dev/visibility: cluster-local')],
    ['the label of old', thumbs('{ serving.knative.dev/visibility: cluster-local }')],
  ])('is kept inside by no %s', (_, manifests) => {
    expect(internet(manifests + PUBLIC)).toBe('reachable');
  });

  test('may have its domain from the operator', () => {
    const operated = '\n---\napiVersion: operator.knative.dev/v1beta1\nkind: KnativeServing\nmetadata: { name: knative-serving, namespace: knative-serving }\nspec: { config: { domain: { example.com: "" } } }\n';
    expect(internet(thumbs() + operated)).toBe('reachable');
  });

  test('has pods that policies select by its template, and that the activator connects to', () => {
    const activator = '{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: knative-serving } }, podSelector: { matchLabels: { app: activator } } }], ports: [{ port: 8012 }] }';
    expect(internet(thumbs() + PUBLIC + policy(`[${activator}]`))).toBe('reachable');
    expect(internet(thumbs() + PUBLIC + policy('[]'))).toBe('unknown');
  });

  test('that runs is one workload with all that it made', () => {
    const owned = (kind: string, api: string, owner: string, spec: string) => `
---
apiVersion: ${api}
kind: ${kind}
metadata: { name: thumbs-00001, namespace: shop, ownerReferences: [{ apiVersion: v1, kind: ${owner}, name: ${owner === 'Service' ? 'thumbs' : 'thumbs-00001'}, controller: true }] }
spec: ${spec}
`;
    const pods = '{ containers: [{ name: user-container, image: thumbs }] }';
    const exposure = exposureOf(thumbs() + PUBLIC + owned('Revision', 'serving.knative.dev/v1', 'Service', pods) + owned('Deployment', 'apps/v1', 'Revision',
      `{ selector: { matchLabels: { app: thumbs } }, template: { metadata: { labels: { app: thumbs } }, spec: ${pods} } }`));
    expect([...new Set(exposure.waysIn.map(({ workload }) => workload.id))]).toStrictEqual(['shop/thumbs[Service]']);
  });
});

describe('a Route of Knative', () => {
  const route = (target: string, labels = '{}') => `\n---\napiVersion: serving.knative.dev/v1\nkind: Route\nmetadata: { name: media, namespace: shop, labels: ${labels} }\nspec: { traffic: [{ ${target}, percent: 100 }] }\n`;
  const CONFIGURATION = thumbs().replace('kind: Service', 'kind: Configuration');

  test('publishes the revisions of the Configuration that it names', () => {
    expect(internet(CONFIGURATION + route('configurationName: thumbs') + PUBLIC, 'shop/thumbs[Configuration]')).toBe('reachable');
    expect(internet(thumbs(LOCAL) + route('revisionName: thumbs-00002') + PUBLIC)).toBe('reachable');
  });

  test('of the cluster publishes nothing', () => {
    expect(internet(CONFIGURATION + route('configurationName: thumbs', LOCAL) + PUBLIC, 'shop/thumbs[Configuration]')).toBe('unreachable');
  });
});

describe('a DomainMapping', () => {
  test('publishes a Knative Service that else stays inside', () => {
    expect(internet(thumbs(LOCAL) + mapping('{ apiVersion: serving.knative.dev/v1, kind: Service, name: thumbs }'))).toBe('reachable');
  });

  test('publishes port 80 of a Service of Kubernetes', () => {
    const web = `
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: web }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }, { name: admin, port: 81 }] }
`;
    expect(reachInto(exposureOf(web + mapping('{ apiVersion: v1, kind: Service, name: web }')), 'shop/web[Pod]')[0])
      .toBe('internet: TCP 8080 reachable by DomainMapping shop/thumbs.example.com > Service shop/web');
  });

  test('to nothing that is there publishes nothing', () => {
    expect(exposureOf(thumbs(LOCAL) + mapping('{ apiVersion: serving.knative.dev/v1, kind: Service, name: orders }')).waysIn).toStrictEqual([]);
  });
});
