import { backendsOf } from './facts/ingress-backends';
import { Rule } from './rule';

export const ING_BACKEND_NS: Rule = {
  id: 'ING-BACKEND-NS',
  severity: 'error',
  title: 'The backend of an Ingress is a Service of another namespace.',
  rationale: 'An Ingress can only name Services of its own namespace (Kubernetes API, IngressServiceBackend.name).',
  *evaluate({ cluster }) {
    const namespaces = new Map<string, string[]>();
    for (const { metadata } of cluster.services) namespaces.set(metadata.name, [...namespaces.get(metadata.name) ?? [], metadata.namespace ?? 'default']);
    for (const ingress of cluster.ingresses) {
      const namespace = ingress.metadata.namespace ?? 'default';
      for (const { service, path } of backendsOf(ingress)) {
        if (service === undefined || cluster.service(namespace, service.name) !== undefined) continue;
        const others = namespaces.get(service.name) ?? [];
        if (others.length === 0) continue;
        yield {
          object: ingress,
          field: path,
          message: `${ingress.ref} names Service ${service.name}, which is in namespace ${others.join(', ')}, not in ${namespace}`,
          path: [ingress.ref, `Service ${namespace}/${service.name} does not exist`],
          fix: `Write the Ingress into namespace ${others[0]}, beside its Service.`,
        };
      }
    }
  },
};
