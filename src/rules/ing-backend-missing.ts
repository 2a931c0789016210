import { Cluster, Ingress, Service } from '../cluster/model';
import { IngressBackend, ServiceBackendPort } from '../manifest/kinds/ingress';
import { backendsOf } from './facts/ingress-backends';
import { Analysis, RawFinding, Rule } from './rule';

export const ING_BACKEND_MISSING: Rule = {
  id: 'ING-BACKEND-MISSING',
  severity: 'error',
  title: 'The backend of an Ingress does not exist: no such Service, or no such port of it.',
  rationale: 'The controller answers with 502, 503 or 404. The port is that of the Service, by number or by name, never the port of the pod '
    + '(Kubernetes API, ServiceBackendPort).',
  *evaluate(analysis) {
    for (const ingress of analysis.cluster.ingresses) {
      for (const backend of backendsOf(ingress)) {
        const finding = missing(analysis, ingress, backend);
        if (finding !== undefined) yield finding;
      }
    }
  },
};

function missing({ cluster }: Analysis, ingress: Ingress, { service: named, path }: IngressBackend): RawFinding | undefined {
  if (named === undefined) return undefined;
  const namespace = ingress.metadata.namespace ?? 'default';
  const service = cluster.service(namespace, named.name);
  if (service !== undefined) return hasPort(service, named.port) ? undefined : missingPort(ingress, service, named.port, path);
  // ING-BACKEND-NS reports one of another namespace, and the input's own rule one that was refused
  if (existsElsewhere(cluster, namespace, named.name)) return undefined;
  return {
    object: ingress,
    field: path,
    message: `${ingress.ref} names Service ${named.name}, which does not exist`,
    path: [ingress.ref, `Service ${namespace}/${named.name} does not exist`],
    fix: `Add Service ${named.name} to namespace ${namespace}, or correct the name.`,
  };
}

function existsElsewhere(cluster: Cluster, namespace: string, name: string): boolean {
  return cluster.services.some((service) => service.metadata.name === name)
    || cluster.problems.some((problem) => problem.ref === `Service ${namespace}/${name}`);
}

function hasPort(service: Service, { number, name }: ServiceBackendPort): boolean {
  if (service.spec.type === 'ExternalName' && service.spec.ports.length === 0) return true;
  return service.spec.ports.some((port) => (number === undefined ? port.name === name : port.port === number));
}

function missingPort(ingress: Ingress, service: Service, port: ServiceBackendPort, path: string): RawFinding {
  const wanted = port.number ?? `"${port.name ?? ''}"`;
  const ports = service.spec.ports.map((p) => (p.name === undefined ? `${p.port}` : `${p.port} (${p.name})`)).join(', ');
  const target = service.spec.ports.find((p) => p.targetPort === (port.number ?? port.name));
  return {
    object: ingress,
    field: path,
    message: `${ingress.ref} names port ${wanted} of ${service.ref}, which has ${ports === '' ? 'no port' : ports}`
      + (target === undefined ? '' : `; ${wanted} is its targetPort`),
    path: [ingress.ref, service.ref, `port ${wanted} does not exist`],
    fix: target === undefined ? `Name a port of ${service.ref}: ${ports}.` : `Write port number ${target.port}, the port of the Service.`,
  };
}
