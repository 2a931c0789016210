/** A cluster of `size` workloads in namespaces of ten: each has a Service, and a policy that admits the workload before it. */
export function clusterOf(size: number): object[] {
  const namespaces = Array.from({ length: Math.ceil(size / 10) }, (_, i) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `team-${i}` } }));
  return [...namespaces, ...Array.from({ length: size }, (_, i) => service(i)).flat()];
}

function service(index: number): object[] {
  const name = `service-${index}`;
  const namespace = `team-${Math.floor(index / 10)}`;
  const labels = { 'app.kubernetes.io/name': name };
  const metadata = { name, namespace, labels };
  const port = 8080 + (index % 5);
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'main', image: 'registry.example.com/service:1', ports: [{ containerPort: port }] }] },
        },
      },
    },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 80, targetPort: port }] } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ['Ingress'],
        ingress: [{
          from: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'app.kubernetes.io/name': `service-${Math.max(0, index - 1)}` } } }],
          ports: [{ port }],
        }],
      },
    },
  ];
}
