import { ClassBy } from '../controllers/controller';

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
  /** What `spec.tls` says beside the hosts; undefined for an Ingress without TLS, or whose controller finds certificates without it. */
  readonly tls?: { readonly secretName?: string };
}

/** Of an Ingress whose class the field cannot name, because there is no IngressClass for it. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Annotations by which an Ingress names its class, where it does not do so by its field. */
export function classAnnotations({ className, classBy }: Pick<IngressIntent, 'className' | 'classBy'>): Record<string, string> {
  return classBy === 'annotation' ? { [CLASS_ANNOTATION]: className } : {};
}

/** `spec` of an Ingress: every path of every host to one Service, and one certificate for all hosts. */
export function ingressSpec(intent: IngressIntent): object {
  const hosts = [...new Set(intent.hosts)].sort();
  const backend = { service: { name: intent.serviceName, port: { number: intent.servicePort } } };
  const paths = sortedPaths(intent.paths).map(({ path, pathType }) => ({ path, pathType, backend }));
  return {
    ...(intent.classBy === 'field' ? { ingressClassName: intent.className } : {}),
    ...(intent.tls === undefined ? {} : { tls: [{ hosts, ...intent.tls }] }),
    rules: hosts.map((host) => ({ host, http: { paths } })),
  };
}

/** Every path once, so that the order in which an author names them changes nothing. */
function sortedPaths(paths: readonly IngressPath[]): readonly IngressPath[] {
  const byText = new Map(paths.map((path) => [`${path.path} ${path.pathType}`, path]));
  return [...byText.keys()].sort().map((key) => byText.get(key) as IngressPath);
}
