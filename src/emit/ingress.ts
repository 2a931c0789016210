import { ClassBy } from '../controllers/controller';
import { NamedBackend } from '../controllers/features/feature';

/** A path of an Ingress, as the API writes it. */
export interface IngressPath {
  readonly path: string;
  readonly pathType: 'Prefix' | 'Exact' | 'ImplementationSpecific';
}

export interface IngressIntent {
  readonly className: string;
  readonly classBy: ClassBy;
  readonly hosts: readonly string[];
  /** Paths on each of the hosts. */
  readonly paths: readonly IngressPath[];
  readonly serviceName: string;
  readonly servicePort: number;
  /** What paths lead to in place of the Service, in this order. */
  readonly backends?: readonly NamedBackend[];
  /** What `spec.tls` says beside the hosts; undefined for an Ingress without TLS, or whose controller finds certificates without it. */
  readonly tls?: { readonly secretName?: string };
}

/** Of an Ingress whose class the field cannot name, because there is no IngressClass for it. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Annotations by which an Ingress names its class, where it does not do so by its field. */
export function classAnnotations({ className, classBy }: Pick<IngressIntent, 'className' | 'classBy'>): Record<string, string> {
  return classBy === 'annotation' ? { [CLASS_ANNOTATION]: className } : {};
}

/** `spec` of an Ingress: every path of every host to one Service, or to the same few backends, and one certificate for all hosts. */
export function ingressSpec(intent: IngressIntent): object {
  const hosts = [...new Set(intent.hosts)].sort();
  const backends = (intent.backends ?? [{ name: intent.serviceName, port: intent.servicePort }]).map(backendOf);
  const paths = sortedPaths(intent.paths).flatMap(({ path, pathType }) => backends.map((backend) => ({ path, pathType, backend })));
  return {
    ...(intent.classBy === 'field' ? { ingressClassName: intent.className } : {}),
    ...(intent.tls === undefined ? {} : { tls: [{ hosts, ...intent.tls }] }),
    rules: hosts.map((host) => ({ host, http: { paths } })),
  };
}

function backendOf({ name, port }: NamedBackend): object {
  return { service: { name, port: typeof port === 'number' ? { number: port } : { name: port } } };
}

/** Every path once, so that the order in which an author names them changes nothing. */
function sortedPaths(paths: readonly IngressPath[]): readonly IngressPath[] {
  const byText = new Map(paths.map((path) => [`${path.path} ${path.pathType}`, path]));
  return [...byText.keys()].sort().map((key) => byText.get(key) as IngressPath);
}
