import { Ingress, Service } from '../cluster/model';
import { JsonObject, StringMap } from '../manifest/kubernetes-object';
import { EMISSARY_CONFIG, servicesIn } from './config-texts';
import { Zone, ZONES } from './model';
import { domainNamesIn, NamedService, serviceNamedBy } from './service-names';
import { serviceReferencesIn } from './service-references';

/** An annotation or label by which a product lets outside traffic in to Services. */
interface AnnotationRow {
  readonly key: RegExp;
  /** What reads it. */
  readonly reader: string;
  /** From where. Default: both zones. */
  readonly zones?: readonly Zone[];
  /** The Services that it leads to. */
  backends(value: string, object: Service | Ingress): Iterable<NamedService>;
}

/** A Service, or a route, that an annotation leads traffic to. */
export interface AnnotatedBackend {
  readonly key: string;
  readonly reader: string;
  readonly zones: readonly Zone[];
  readonly backend: NamedService;
  readonly field: string;
}

const SERVICE_ROWS: readonly AnnotationRow[] = [
  { key: /^cloud\.google\.com\/neg$/, reader: 'GKE (standalone network endpoint groups)', backends: endpointGroups },
  { key: /^service\.beta\.kubernetes\.io\/azure-pls-create$/, reader: 'Azure Private Link', backends: ifTrue },
  { key: /^tailscale\.com\/expose$/, reader: 'the Tailscale operator', zones: ['private-network'], backends: ifTrue },
  { key: /^skupper\.io\/proxy$/, reader: 'Skupper', backends: (value, object) => (value === '' ? [] : [itself(object)]) },
  { key: /^(?:service\.cilium\.io\/global|io\.cilium\/global-service)$/, reader: 'Cilium Cluster Mesh', backends: sharedByCilium },
  { key: /^mirror\.linkerd\.io\/exported$/, reader: 'Linkerd multicluster', backends: (value, object) => (/^(?:|false)$/i.test(value) ? [] : [itself(object)]) },
  { key: /^getambassador\.io\/config$/, reader: EMISSARY_CONFIG.reader, backends: (value, object) => servicesIn(value, EMISSARY_CONFIG, homeOf(object)) },
];

const INGRESS_ROWS: readonly AnnotationRow[] = [
  { key: /^nginx\.ingress\.kubernetes\.io\/default-backend$/, reader: 'ingress-nginx', backends: byName },
  { key: /^nginx\.ingress\.kubernetes\.io\/mirror-target$/, reader: 'ingress-nginx', backends: (value) => domainNamesIn(value) },
  { key: /^nginx\.(?:ingress\.kubernetes\.io|org)\/[a-z-]+-snippets?$/, reader: 'nginx', backends: (value) => domainNamesIn(value) },
  { key: /^alb\.ingress\.kubernetes\.io\/actions\./, reader: 'the AWS Load Balancer Controller', backends: inJson },
];

/** Services that annotations or labels of a Service lead outside traffic to: mostly itself. */
export function backendsOfService(service: Service): Generator<AnnotatedBackend> {
  return backendsBy(SERVICE_ROWS, service);
}

/** Services that annotations of an Ingress lead outside traffic to, beside its rules. */
export function backendsOfIngress(ingress: Ingress): Generator<AnnotatedBackend> {
  return backendsBy(INGRESS_ROWS, ingress);
}

function* backendsBy(rows: readonly AnnotationRow[], object: Service | Ingress): Generator<AnnotatedBackend> {
  const { annotations, labels } = object.metadata;
  const places: readonly (readonly [string, StringMap])[] = [['annotations', annotations], ['labels', labels]];
  for (const [place, written] of places) {
    for (const [key, value] of Object.entries(written)) {
      const row = rows.find((candidate) => candidate.key.test(key));
      if (row === undefined) continue;
      for (const backend of row.backends(value, object)) {
        yield { key, reader: row.reader, zones: row.zones ?? ZONES, backend, field: `metadata.${place}[${key}]` };
      }
    }
  }
}

function homeOf({ metadata }: Service | Ingress): string {
  return metadata.namespace ?? 'default';
}

function itself(object: Service | Ingress): NamedService {
  return { namespace: homeOf(object), name: object.metadata.name };
}

function ifTrue(value: string, object: Service | Ingress): readonly NamedService[] {
  return value.toLowerCase() === 'true' ? [itself(object)] : [];
}

function byName(value: string, object: Service | Ingress): readonly NamedService[] {
  const named = serviceNamedBy(value.trim(), homeOf(object));
  return named === undefined ? [] : [named];
}

/** A global Service is offered to the other clusters unless it says that it is not shared (Cilium, "Load-balancing & Service Discovery"). */
function sharedByCilium(value: string, object: Service | Ingress): readonly NamedService[] {
  const { annotations } = object.metadata;
  const shared = annotations['service.cilium.io/shared'] ?? annotations['io.cilium/shared-service'];
  return shared?.toLowerCase() === 'false' ? [] : ifTrue(value, object);
}

/** `exposed_ports` names ports of the Service; `ingress: true` alone only prepares it for an Ingress (GKE, "Container-native load balancing"). */
function endpointGroups(value: string, object: Service | Ingress): readonly NamedService[] {
  const exposed = parsed(value)?.exposed_ports;
  if (typeof exposed !== 'object' || exposed === null) return [];
  return Object.keys(exposed).map((port) => ({ ...itself(object), port: Number(port) }));
}

function inJson(value: string, object: Service | Ingress): Iterable<NamedService> {
  const action = parsed(value);
  return action === undefined ? [] : serviceReferencesIn(action, homeOf(object));
}

/** What is no JSON is refused by the product that reads it. */
function parsed(value: string): JsonObject | undefined {
  try {
    const json = JSON.parse(value) as unknown;
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json as JsonObject : undefined;
  } catch {
    return undefined;
  }
}
