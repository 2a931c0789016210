import { Redirect } from '../controllers/controller';

/** One host and path that lead to a Service of the Ingress's own namespace. */
export interface IngressRoute {
  readonly host: string;
  readonly path: string;
}

export interface IngressIntent {
  readonly className: string;
  readonly routes: readonly IngressRoute[];
  readonly serviceName: string;
  readonly servicePort: number;
  /** Secret of the certificate, in the namespace of the Ingress; undefined for an Ingress that serves plain HTTP. */
  readonly tlsSecret?: string;
}

/** `spec` of an Ingress: every route to one Service, and one certificate for all hosts. */
export function ingressSpec(intent: IngressIntent): object {
  const hosts = [...new Set(intent.routes.map((r) => r.host))].sort();
  const backend = { service: { name: intent.serviceName, port: { number: intent.servicePort } } };
  return {
    ingressClassName: intent.className,
    ...(intent.tlsSecret === undefined ? {} : { tls: [{ hosts, secretName: intent.tlsSecret }] }),
    rules: hosts.map((host) => ({ host, http: { paths: pathsOf(intent.routes, host).map((path) => ({ path, pathType: 'Prefix', backend })) } })),
  };
}

function pathsOf(routes: readonly IngressRoute[], host: string): string[] {
  return [...new Set(routes.filter((r) => r.host === host).map((r) => r.path))].sort();
}

/** Annotations of the Ingress that serves an app over TLS. */
export interface TlsDialect {
  readonly tlsAnnotations: Readonly<Record<string, string>>;
  readonly redirect: Redirect;
}

/** Annotations that make the Ingress serve TLS only and, where annotations suffice for it, send plain HTTP to HTTPS. */
export function tlsIngressAnnotations(dialect: TlsDialect, redirect: boolean, issuer: Readonly<Record<string, string>>): Record<string, string> {
  const redirecting = redirect && dialect.redirect.kind === 'annotations' ? dialect.redirect.annotations : {};
  return { ...dialect.tlsAnnotations, ...redirecting, ...issuer };
}

/** The second Ingress and the object that it needs, for controllers that redirect by a middleware. */
export interface RedirectObjects {
  readonly ingressAnnotations: Record<string, string>;
  readonly middlewareSpec: object;
}

/** What sends plain HTTP to HTTPS beside the Ingress itself; undefined where nothing more is needed. */
export function redirectObjects(dialect: TlsDialect, namespace: string, middlewareName: string): RedirectObjects | undefined {
  const { redirect } = dialect;
  if (redirect.kind !== 'middleware') return undefined;
  return {
    // Traefik names objects of its own kinds `namespace-name@provider`
    ingressAnnotations: { ...redirect.annotations, [redirect.middlewareAnnotation]: `${namespace}-${middlewareName}@kubernetescrd` },
    middlewareSpec: { redirectScheme: { scheme: 'https', permanent: true } },
  };
}
