/** How workloads are spread. */
interface Layout {
  readonly namespaces: number;
  readonly perNamespace: number;
}

/**
 * A cluster of `size` workloads with ten pods each, in namespaces of fifty unless said otherwise, and a policy for each of them;
 * every feature of every kind of policy that is evaluated occurs. One more policy for each namespace is for all of it, or for the
 * whole cluster.
 */
export function mixedClusterOf(size: number, perNamespace: number = 50): object[] {
  const layout = { namespaces: Math.ceil(size / perNamespace), perNamespace };
  return [
    ...times(layout.namespaces, namespace),
    ...times(size, (i) => workload(i, layout)),
    ...times(size, (i) => policyOfWorkload(i, layout)),
    ...times(layout.namespaces, (i) => widePolicy(i, layout)),
  ];
}

const TIERS = ['web', 'api', 'worker', 'cache', 'db'];
const CLUSTER_KIND = 'policy.networking.k8s.io';

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const nameOf = (i: number) => `service-${i}`;
const namespaceOf = (i: number, { perNamespace }: Layout) => `team-${Math.floor(i / perNamespace)}`;
const portOf = (i: number) => 8000 + (i % 40);
const named = (i: number) => ({ 'app.kubernetes.io/name': nameOf(i) });
const inNamespace = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
/** The workload `distance` before this one in its namespace. */
const neighbour = (i: number, distance: number, { perNamespace }: Layout) =>
  Math.floor(i / perNamespace) * perNamespace + ((i + distance) % perNamespace);

function namespace(i: number): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `team-${i}`, labels: { 'stage': i % 3 === 0 ? 'prod' : 'test', 'pod-security.kubernetes.io/enforce': 'restricted' } } };
}

function labelsOf(i: number): Record<string, string> {
  return {
    ...named(i),
    'app.kubernetes.io/instance': `${nameOf(i)}-main`,
    'app.kubernetes.io/part-of': `product-${i % 17}`,
    'tier': TIERS[i % 5] as string,
    ...(i % 97 === 0 ? { role: 'monitor' } : {}),
  };
}

/** What a team writes for a service: the fields that a Deployment has in real clusters. */
function workload(i: number, layout: Layout): object {
  const kind = i % 20 === 7 ? 'StatefulSet' : 'Deployment';
  const probe = (path: string) => ({ httpGet: { path, port: 'http' }, initialDelaySeconds: 5, periodSeconds: 10 });
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: nameOf(i), namespace: namespaceOf(i, layout), labels: labelsOf(i), annotations: { 'example.com/owner': `team-${i % 50}@example.com` } },
    spec: {
      replicas: 10,
      selector: { matchLabels: named(i) },
      ...(kind === 'StatefulSet' ? { serviceName: nameOf(i) } : { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } }),
      template: {
        metadata: { labels: labelsOf(i) },
        spec: {
          automountServiceAccountToken: false,
          serviceAccountName: nameOf(i),
          ...(i % 100 === 13 ? { hostNetwork: true } : {}),
          securityContext: { runAsNonRoot: true, fsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'main',
            image: `registry.example.com/${nameOf(i)}:1.${i % 30}`,
            ports: [{ name: 'http', containerPort: portOf(i), ...(i % 100 === 13 ? { hostPort: portOf(i) } : {}) }, { name: 'metrics', containerPort: 9090 }],
            env: [{ name: 'PORT', value: String(portOf(i)) }, { name: 'LOG_LEVEL', value: 'info' }, { name: 'UPSTREAM', value: `http://${nameOf(i + 1)}.${namespaceOf(i, layout)}.svc.cluster.local` }],
            resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
            securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
            livenessProbe: probe('/livez'),
            readinessProbe: probe('/readyz'),
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          }],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  };
}

function networkPolicy(name: string, ns: string, spec: object): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: ns, labels: { 'app.kubernetes.io/managed-by': 'cdk8s' } }, spec };
}

const DNS = {
  to: [{ namespaceSelector: inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
};

/** One feature each. */
const SHAPES: readonly ((i: number, layout: Layout) => object)[] = [
  (i, layout) => ({ policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: { matchLabels: named(neighbour(i, 1, layout)) } }], ports: [{ port: portOf(i) }] }] }),
  (i, layout) => ({
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ namespaceSelector: inNamespace(`team-${(i * 7) % layout.namespaces}`), podSelector: { matchLabels: { tier: 'web' } } }], ports: [{ port: 'http' }] }],
    egress: [DNS, { to: [{ podSelector: { matchLabels: named(neighbour(i, 2, layout)) } }], ports: [{ port: 'http' }] }],
  }),
  (i) => ({ policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['web', 'api'] }, { key: 'role', operator: 'DoesNotExist' }] } }], ports: [{ port: 8000, endPort: 8000 + (i % 40) }] }] }),
  () => ({ policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: {} }] }], egress: [DNS, { to: [{ podSelector: {} }] }] }),
  () => ({ policyTypes: ['Ingress'], ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.244.0.0/16'] } }, { namespaceSelector: { matchLabels: { stage: 'prod' } } }], ports: [{ protocol: 'TCP', port: 443 }] }] }),
  () => ({ policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: { matchLabels: { tier: 'api' } } }], ports: [{ protocol: 'SCTP' }, { protocol: 'UDP', port: 5000, endPort: 5999 }] }] }),
  () => ({ policyTypes: ['Ingress'] }),
  () => ({ policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 443 }, { port: 8443 }] }] }),
  (i) => ({ policyTypes: ['Egress'], egress: [DNS, { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.169.254/32'] } }], ports: [{ port: 443 }] }, { to: [{ podSelector: { matchLabels: { tier: 'db' } } }], ports: [{ port: portOf(i) }] }] }),
  (i, layout) => ({ policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { role: 'monitor' } } }], ports: [{ port: 'metrics' }] }, { from: [{ podSelector: { matchLabels: named(neighbour(i, 3, layout)) } }] }] }),
];

function policyOfWorkload(i: number, layout: Layout): object {
  const shape = SHAPES[i % SHAPES.length] as (typeof SHAPES)[number];
  return networkPolicy(nameOf(i), namespaceOf(i, layout), { podSelector: { matchLabels: named(i) }, ...shape(i, layout) });
}

/** Default denies for most namespaces; for some, policies of the administrator instead. */
function widePolicy(i: number, { namespaces }: Layout): object {
  const name = `wide-${i}`;
  const subject = { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': `team-${i}` } } };
  if (namespaces > 1 && i === namespaces - 1) return baseline();
  switch (i % 10) {
    case 8: return adminPolicy(name, i, subject);
    case 9: return clusterPolicy(name, i, subject);
    default: return networkPolicy(name, `team-${i}`, { podSelector: {}, policyTypes: i % 2 === 0 ? ['Ingress'] : ['Ingress', 'Egress'], ...(i % 2 === 0 ? {} : { egress: [DNS] }) });
  }
}

function adminPolicy(name: string, i: number, subject: object): object {
  return {
    apiVersion: `${CLUSTER_KIND}/v1alpha1`,
    kind: 'AdminNetworkPolicy',
    metadata: { name },
    spec: {
      priority: i % 1000,
      subject,
      ingress: [
        { name: 'monitoring', action: 'Allow', from: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { role: 'monitor' } } } }], ports: [{ namedPort: 'metrics' }] },
        { name: 'no-tests', action: 'Deny', from: [{ namespaces: { matchLabels: { stage: 'test' } } }], ports: [{ portRange: { protocol: 'TCP', start: 8000, end: 8010 } }] },
      ],
    },
  };
}

function clusterPolicy(name: string, i: number, subject: object): object {
  return {
    apiVersion: `${CLUSTER_KIND}/v1alpha2`,
    kind: 'ClusterNetworkPolicy',
    metadata: { name },
    spec: {
      tier: 'Admin',
      priority: i % 1000,
      subject,
      egress: [
        { name: 'metadata', action: 'Deny', to: [{ networks: ['169.254.169.254/32'] }] },
        { name: 'own-choice', action: 'Pass', to: [{ namespaces: { matchLabels: { stage: 'prod' } } }], protocols: [{ tcp: { destinationPort: { number: 443 } } }] },
        { name: 'no-sctp', action: 'Deny', to: [{ namespaces: {} }], protocols: [{ sctp: { destinationPort: { range: { start: 1, end: 65535 } } } }] },
      ],
    },
  };
}

function baseline(): object {
  return {
    apiVersion: `${CLUSTER_KIND}/v1alpha1`,
    kind: 'BaselineAdminNetworkPolicy',
    metadata: { name: 'default' },
    spec: {
      subject: { namespaces: { matchLabels: { stage: 'test' } } },
      ingress: [
        { name: 'same-stage', action: 'Allow', from: [{ namespaces: { matchLabels: { stage: 'test' } } }] },
        { name: 'rest', action: 'Deny', from: [{ namespaces: {} }] },
      ],
    },
  };
}
