import { Ingress, Service } from '../../cluster/model';
import { StringMap } from '../../manifest/kubernetes-object';
import { EMISSARY_CONFIG, servicesIn } from '../controllers/config-texts';
import { domainNamesIn, NamedService } from './service-names';

/** An annotation or label by which a product lets outside traffic in to Services. */
interface AnnotationRow {
  readonly key: RegExp;
  /** What reads it. */
  readonly reader: string;
  /** The Services that it leads to. */
  backends(value: string, object: Service | Ingress): Iterable<NamedService>;
}

/** A Service, or a route, that an annotation leads traffic to. */
export interface AnnotatedBackend {
  readonly key: string;
  readonly reader: string;
  readonly backend: NamedService;
  readonly field: string;
}

const SERVICE_ROWS: readonly AnnotationRow[] = [
  { key: /^getambassador\.io\/config$/, reader: EMISSARY_CONFIG.reader, backends: (value, object) => servicesIn(value, EMISSARY_CONFIG, homeOf(object)) },
];

const INGRESS_ROWS: readonly AnnotationRow[] = [
  { key: /^nginx\.ingress\.kubernetes\.io\/mirror-target$/, reader: 'ingress-nginx', backends: (value) => domainNamesIn(value) },
  { key: /^nginx\.(?:ingress\.kubernetes\.io|org)\/[a-z-]+-snippets?$/, reader: 'nginx', backends: (value) => domainNamesIn(value) },
];

/** Services that annotations of a Service lead outside traffic to. Those of tunnels, meshes of clusters and load balancers have files of their own. */
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
        yield { key, reader: row.reader, backend, field: `metadata.${place}[${key}]` };
      }
    }
  }
}

function homeOf({ metadata }: Service | Ingress): string {
  return metadata.namespace ?? 'default';
}
