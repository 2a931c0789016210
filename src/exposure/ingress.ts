import { Cluster, Ingress, Service } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { IngressBackend, IngressSpec, ServiceBackendPort } from '../manifest/kinds/ingress';
import { ServicePort } from '../manifest/kinds/service';
import { frontOf } from './controller-front';
import { Controller } from './controllers';
import { IngressControllers } from './ingress-controllers';
import { Route } from './model';
import { hasNodePort } from './node-port';
import { aliasChain, portsBehind } from './service-aliases';
import { portsByWorkload } from './service-way-in';
import { ExposureContext, FoundWayIn, WayInFinder } from './way-in-finder';

/**
 * Rules and the default backend of an Ingress lead to Services of its own namespace, by the number or the name of a
 * Service port, never by a target port (Kubernetes API, IngressBackend). Who gets as far as that is up to the
 * controller of its class.
 */
export const INGRESS: WayInFinder = {
  kind: 'Ingress',
  *find(context) {
    if (context.cluster.ingresses.length === 0) return;
    const controllers = new IngressControllers(context.cluster, context.profile);
    for (const ingress of context.cluster.ingresses) yield* findIn(context, controllers, ingress);
  },
};

/** The port of a Service that a backend names. HTTP needs TCP. */
export function backendPort(service: Service, { name, number }: ServiceBackendPort): ServicePort | undefined {
  return service.spec.ports.find((port) => port.protocol === 'TCP'
    && (number === undefined ? name !== undefined && port.name === name : port.port === number));
}

function* findIn({ cluster, profile }: ExposureContext, controllers: IngressControllers, ingress: Ingress): Generator<FoundWayIn> {
  const serving = controllers.of(ingress);
  for (const { service, port, field, routes } of publishedPorts(cluster, ingress)) {
    const backend = { annotations: [ingress.metadata.annotations, service.metadata.annotations], hasNodePort: hasNodePort(service, port) };
    const fronts = serving.map((controller) => frontOf(controller, backend, profile));
    const targets = serviceTargets(cluster, service).filter(({ servicePort }) => servicePort === port);
    for (const [workload, ports] of portsByWorkload(targets)) {
      for (const front of fronts) {
        yield { kind: 'Ingress', object: ingress, field, workload, ports, through: [ingress.ref, service.ref], routes, front };
      }
    }
  }
  yield* findAliases({ cluster, profile }, serving, ingress);
}

/**
 * Backends of type ExternalName that are another name for a Service of the cluster: the controller resolves it and connects to the
 * port that the backend names (Kubernetes, "Services", type ExternalName).
 */
function* findAliases({ cluster, profile }: ExposureContext, serving: readonly Controller[], ingress: Ingress): Generator<FoundWayIn> {
  for (const { backend: { service: named, path: field }, route } of backends(ingress.spec)) {
    const chain = named === undefined ? [] : aliasChain(cluster, { namespace: ingress.metadata.namespace ?? 'default', name: named.name });
    const [alias, service] = [chain[0], chain.at(-1)];
    if (named === undefined || alias === undefined || service === undefined || alias === service) continue;
    const port = named.port.number ?? alias.spec.ports.find(({ name }) => name === named.port.name)?.port;
    const fronts = serving.map((controller) => frontOf(controller, { annotations: [ingress.metadata.annotations], hasNodePort: false }, profile));
    for (const [workload, ports] of portsBehind(cluster, service, port === undefined ? {} : { port })) {
      const through = [ingress.ref, ...chain.map(({ ref }) => ref)];
      for (const front of fronts) yield { kind: 'Ingress', object: ingress, field, workload, ports, through, routes: [route], front };
    }
  }
}

/** A Service port that an Ingress publishes, with everything that leads to it. */
interface PublishedPort {
  readonly service: Service;
  readonly port: ServicePort;
  /** Field path of the first backend that names it. */
  readonly field: string;
  readonly routes: readonly Route[];
}

/** What stands in the rules and what stands in the default backend are kept apart: they are findings of their own. */
function publishedPorts(cluster: Cluster, ingress: Ingress): readonly PublishedPort[] {
  const published = new Map<string, PublishedPort & { routes: Route[] }>();
  for (const { backend, route, isDefault } of backends(ingress.spec)) {
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

function* backends(spec: IngressSpec): Generator<{ readonly backend: IngressBackend; readonly route: Route; readonly isDefault: boolean }> {
  if (spec.defaultBackend !== undefined) {
    yield { backend: spec.defaultBackend, route: { path: '/', tls: hasTls(spec, undefined) }, isDefault: true };
  }
  for (const { host, paths } of spec.rules) {
    for (const { path, pathType, backend } of paths) {
      const exact = pathType === 'Exact' ? { exact: true } as const : {};
      const route: Route = { path: path ?? '/', ...exact, tls: hasTls(spec, host), ...(host === undefined ? {} : { host }) };
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
