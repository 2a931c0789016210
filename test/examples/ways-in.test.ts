import { EXAMPLES, Manifest, copy, manifestsOf, reportOn, turned } from './manifests';

const TEMPLATE_OWNERS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'];

const podSpecOf = (workload: Manifest): Manifest => (workload.kind === 'CronJob' ? workload.spec.jobTemplate : workload).spec.template.spec;
const labelsOf = (workload: Manifest): Record<string, string> => (workload.kind === 'CronJob' ? workload.spec.jobTemplate : workload).spec.template.metadata.labels;
const portOf = (workload: Manifest): number => podSpecOf(workload).containers[0].ports?.[0]?.containerPort ?? 9999;

function service(workload: Manifest, spec: Manifest): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${workload.metadata.name}-careless`, namespace: workload.metadata.namespace },
    spec: { selector: labelsOf(workload), ports: [{ port: portOf(workload), targetPort: portOf(workload) }], ...spec },
  };
}

function ingress(workload: Manifest, spec: Manifest): Manifest[] {
  const target = service(workload, {});
  return [target, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: `${workload.metadata.name}-careless`, namespace: workload.metadata.namespace },
    spec: { ingressClassName: 'traefik', ...spec },
  }];
}

const backendOf = (workload: Manifest): Manifest => ({ service: { name: `${workload.metadata.name}-careless`, port: { number: portOf(workload) } } });

function policy(workload: Manifest, spec: Manifest): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${workload.metadata.name}-careless`, namespace: workload.metadata.namespace },
    spec: { podSelector: { matchLabels: labelsOf(workload) }, policyTypes: ['Ingress'], ...spec },
  };
}

/** Everything that opens a workload: adds objects, or changes the workload in place. */
const OPENINGS: Readonly<Record<string, (workload: Manifest) => Manifest[]>> = {
  'a LoadBalancer Service': (w) => [service(w, { type: 'LoadBalancer' })],
  'a NodePort Service': (w) => [service(w, { type: 'NodePort' })],
  'a Service with externalIPs': (w) => [service(w, { externalIPs: ['203.0.113.7'] })],
  'a hostPort': (w) => { podSpecOf(w).containers[0].ports = [{ containerPort: portOf(w), hostPort: portOf(w) }]; return []; },
  'the host network': (w) => { podSpecOf(w).hostNetwork = true; return []; },
  'an Ingress': (w) => ingress(w, { rules: [{ host: 'careless.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: backendOf(w) }] } }] }),
  'an Ingress default backend': (w) => ingress(w, { defaultBackend: backendOf(w) }),
  'a policy that admits everybody': (w) => [policy(w, { ingress: [{}] })],
  'a policy that admits every pod': (w) => [policy(w, { ingress: [{ from: [{ namespaceSelector: {} }] }] })],
  'a policy that admits its namespace': (w) => [policy(w, { ingress: [{ from: [{ podSelector: {} }] }] })],
  'a policy that admits half of the internet': (w) => [policy(w, { ingress: [{ from: [{ ipBlock: { cidr: '128.0.0.0/1' } }] }] })],
  'a policy that admits IPv6': (w) => [policy(w, { ingress: [{ from: [{ ipBlock: { cidr: '2000::/3' } }] }] })],
};

describe.each(Object.keys(EXAMPLES))('opening a workload of %s', (example) => {
  const manifests = manifestsOf(example);
  const before = reportOn(manifests);
  const workloads = manifests.filter((m) => [...TEMPLATE_OWNERS, 'CronJob'].includes(m.kind));
  const cases = workloads.flatMap((w) => Object.keys(OPENINGS).map((opening) => [opening, `${w.kind} ${w.metadata.name}`] as const));

  test.each(cases)('by %s turns the verdict on %s', (opening, name) => {
    const changed = copy(manifests);
    const workload = changed.find((m) => `${m.kind} ${m.metadata.name}` === name)!;
    const after = reportOn([...changed, ...OPENINGS[opening]!(workload)]);
    const id = `${workload.metadata.namespace}/${workload.metadata.name}[${workload.kind}]`;
    expect(turned(before, after).filter((t) => t.startsWith(`${id}: honored`))).toHaveLength(1);
    expect(after.findings.some((f) => f.severity !== 'info' && f.workload === id && f.fix !== '')).toBe(true);
  });
});
