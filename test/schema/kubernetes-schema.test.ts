import { validateAgainstKubernetes } from './kubernetes-schema';

const labels = { app: 'web' };
const template = {
  metadata: { labels },
  spec: {
    restartPolicy: 'Never',
    containers: [{
      name: 'web',
      image: 'registry.example.com/web:1',
      ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
      env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'web', key: 'password' } } }],
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      readinessProbe: { httpGet: { path: '/', port: 'http' } },
      securityContext: { capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    }],
    volumes: [{ name: 'tmp', emptyDir: {} }],
  },
};

function metadata(name = 'web') {
  return { name, namespace: 'shop', labels, annotations: { 'cdk8s-exposure/intent': 'public' } };
}

function deployment(spec: object) {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata(), spec: { selector: { matchLabels: labels }, template, ...spec } };
}

const valid = [
  deployment({ replicas: 2, strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: 1 } } }),
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata('db'),
    spec: {
      serviceName: 'db',
      selector: { matchLabels: labels },
      template,
      volumeClaimTemplates: [{
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
      }],
    },
  },
  { apiVersion: 'batch/v1', kind: 'Job', metadata: metadata(), spec: { backoffLimit: 1, template } },
  { apiVersion: 'batch/v1', kind: 'CronJob', metadata: metadata(), spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(),
    spec: { type: 'ClusterIP', selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(),
    spec: {
      ingressClassName: 'traefik',
      tls: [{ hosts: ['shop.example.com'], secretName: 'web-tls' }],
      rules: [{
        host: 'shop.example.com',
        http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }] },
      }],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'traefik', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    spec: { controller: 'traefik.io/ingress-controller' },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(),
    spec: {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ namespaceSelector: { matchLabels: labels }, podSelector: {} }], ports: [{ protocol: 'TCP', port: 'http' }] }],
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }], ports: [{ port: 8000, endPort: 8010 }] }],
    },
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(), automountServiceAccountToken: false },
];

describe('the official schemas', () => {
  test.each(valid.map(object => [object.kind, object]))('accept a right %s', (_kind, object) => {
    expect(validateAgainstKubernetes([object])).toEqual([]);
  });

  test('name a value of the wrong type', () => {
    expect(validateAgainstKubernetes([deployment({ replicas: 'two' })])).toEqual(['Deployment shop/web: spec.replicas must be integer']);
  });

  test('name a number where a label wants text', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { tier: 1 } } };
    expect(validateAgainstKubernetes([namespace])).toEqual(['Namespace shop: metadata.labels.tier must be string']);
  });

  test('name fields that they do not know, at every depth', () => {
    const container = { ...template.spec.containers[0], port: 8080 };
    const misspelt = { ...deployment({ replica: 2, template: { ...template, spec: { containers: [container] } } }), status: undefined, specs: {} };
    expect(validateAgainstKubernetes([misspelt])).toEqual([
      'Deployment shop/web: spec.replica is an unknown field',
      'Deployment shop/web: spec.template.spec.containers.0.port is an unknown field',
      'Deployment shop/web: specs is an unknown field',
    ]);
  });

  test('name a required field that is missing', () => {
    expect(validateAgainstKubernetes([deployment({ selector: undefined })]))
      .toEqual(['Deployment shop/web: spec must have required property selector']);
  });

  test('do not stop at the first problem or the first object', () => {
    const problems = validateAgainstKubernetes([deployment({ replicas: 'two', paused: 'no' }), valid[0], deployment({ selector: 1 })]);
    expect(problems).toHaveLength(3);
  });
});

describe('kinds', () => {
  const issuer = { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: 'letsencrypt' } };

  test('that Kubernetes does not have are a problem', () => {
    expect(validateAgainstKubernetes([issuer])).toEqual(['cert-manager.io/v1 ClusterIssuer is no kind of Kubernetes']);
  });

  test('that Kubernetes does not have pass where the caller lists them', () => {
    expect(validateAgainstKubernetes([issuer], ['cert-manager.io/v1 ClusterIssuer'])).toEqual([]);
  });

  test('under a wrong apiVersion are a problem', () => {
    const old = { apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: metadata() };
    expect(validateAgainstKubernetes([old])).toEqual(['extensions/v1beta1 Ingress is no kind of Kubernetes']);
  });

  test.each([[null], ['text'], [[]], [{ kind: 'Pod' }]])('are missing in %j', object => {
    expect(validateAgainstKubernetes([object])).toEqual([`not an object with apiVersion and kind: ${JSON.stringify(object)}`]);
  });

  test('without a name are a problem', () => {
    expect(validateAgainstKubernetes([{ apiVersion: 'v1', kind: 'Namespace' }])).toEqual(['Namespace : metadata.name is missing']);
  });
});
