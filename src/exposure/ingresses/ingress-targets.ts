import { Cluster, Ingress, Service, Workload } from '../../cluster/model';
import { serviceTargets } from '../../cluster/service-targets';
import { IngressBackend, IngressSpec, ServiceBackendPort } from '../../manifest/kinds/ingress';
import { ServicePort } from '../../manifest/kinds/service';
import { PortSet } from '../../network/port-set';
import { Route } from '../model';
import { aliasChain, portsBehind } from '../services/service-aliases';
import { portsByWorkload } from '../services/service-way-in';
import { withoutActions } from './alb-actions';

/** A path as it was written: what one of type ImplementationSpecific means is up to who serves it. */
export interface IngressRoute extends Route {
  readonly specific?: true;
}

/** A workload that an Ingress leads to, whoever serves it. */
export interface IngressTarget {
  /** Field path of the backend. */
  readonly field: string;
  readonly workload: Workload;
  readonly ports: PortSet;
  /** The Ingress and the Services behind it, outermost first. */
  readonly through: readonly string[];
  readonly routes: readonly IngressRoute[];
  /** The Service port that the backend names; absent behind an alias, which has no endpoints of its own. */
  readonly published?: { readonly service: Service; readonly port: ServicePort };
}

/**
 * Everything that rules and the default backend of an Ingress lead to: Services of its own namespace, by number or name of a Service port,
 * never by a target port (Kubernetes API, IngressBackend).
 */
export function* ingressTargets(cluster: Cluster, ingress: Ingress): Generator<IngressTarget> {
  for (const { service, port, field, routes } of publishedPorts(cluster, ingress)) {
    const targets = serviceTargets(cluster, service).filter(({ servicePort }) => servicePort === port);
    for (const [workload, ports] of portsByWorkload(targets)) {
      yield { field, workload, ports, through: [ingress.ref, service.ref], routes, published: { service, port } };
    }
  }
  yield* aliasTargets(cluster, ingress);
}

/** The port of a Service that a backend names. HTTP needs TCP. */
export function backendPort(service: Service, { name, number }: ServiceBackendPort): ServicePort | undefined {
  return service.spec.ports.find((port) => port.protocol === 'TCP'
    && (number === undefined ? name !== undefined && port.name === name : port.port === number));
}

/**
 * Backends of type ExternalName that are another name for a Service of the cluster: the controller resolves it and connects to the
 * port that the backend names (Kubernetes, "Services", type ExternalName).
 */
function* aliasTargets(cluster: Cluster, ingress: Ingress): Generator<IngressTarget> {
  for (const { backend: { service: named, path: field }, route } of backends(ingress)) {
    const chain = named === undefined ? [] : aliasChain(cluster, { namespace: ingress.metadata.namespace ?? 'default', name: named.name });
    const [alias, service] = [chain[0], chain.at(-1)];
    if (named === undefined || alias === undefined || service === undefined || alias === service) continue;
    const port = named.port.number ?? alias.spec.ports.find(({ name }) => name === named.port.name)?.port;
    for (const [workload, ports] of portsBehind(cluster, service, port === undefined ? {} : { port })) {
      yield { field, workload, ports, through: [ingress.ref, ...chain.map(({ ref }) => ref)], routes: [route] };
    }
  }
}

/** A Service port that an Ingress publishes, with everything that leads to it. */
interface PublishedPort {
  readonly service: Service;
  readonly port: ServicePort;
  /** Field path of the first backend that names it. */
  readonly field: string;
  readonly routes: readonly IngressRoute[];
}

/** What stands in the rules and what stands in the default backend are kept apart: they are findings of their own. */
function publishedPorts(cluster: Cluster, ingress: Ingress): readonly PublishedPort[] {
  const published = new Map<string, PublishedPort & { routes: IngressRoute[] }>();
  for (const { backend, route, isDefault } of backends(ingress)) {
    const service = backend.service === undefined ? undefined : cluster.service(ingress.metadata.namespace ?? 'default', backend.service.name);
    const port = service === undefined || backend.service === undefined ? undefined : backendPort(service, backend.service.port);
    if (service === undefined || port === undefined) continue;
    const key = `${isDefault} ${service.ref} ${port.path}`;
    const known = published.get(key);
    if (known === undefined) published.set(key, { service, port, field: backend.path, routes: [route] });
    else known.routes.push(route);
  }
  return [...published.values()];
}

interface RoutedBackend {
  readonly backend: IngressBackend;
  readonly route: IngressRoute;
  readonly isDefault: boolean;
}

function* backends(ingress: Ingress): Generator<RoutedBackend> {
  for (const written of writtenBackends(ingress.spec)) {
    for (const backend of withoutActions(ingress, written.backend)) yield { ...written, backend };
  }
}

function* writtenBackends(spec: IngressSpec): Generator<RoutedBackend> {
  if (spec.defaultBackend !== undefined) {
    yield { backend: spec.defaultBackend, route: { path: '/', tls: hasTls(spec, undefined) }, isDefault: true };
  }
  for (const { host, paths } of spec.rules) {
    for (const { path, pathType, backend } of paths) {
      const exact = pathType === 'Exact' ? { exact: true, type: 'Exact' } as const : {};
      const route: IngressRoute = { ...(pathType === 'ImplementationSpecific' && { specific: true as const }), path: path ?? '/', ...exact, tls: hasTls(spec, host), ...(host === undefined ? {} : { host }) };
      yield { backend, route, isDefault: false };
    }
  }
}

/** Whether the TLS section covers the host: by its name, by a wildcard for one label, or by naming no host at all. */
function hasTls({ tls }: IngressSpec, host: string | undefined): boolean {
  return tls.some(({ hosts }) => hosts.length === 0 || (host !== undefined && hosts.some((covered) => covers(covered, host))));
}

function covers(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  return pattern.startsWith('*.') && !host.startsWith('*') && host.slice(host.indexOf('.') + 1) === pattern.slice(2);
}
