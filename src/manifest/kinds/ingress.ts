/** Port of a backend Service, by number or by name: exactly one of the two. */
export interface ServiceBackendPort {
  readonly number?: number;
  readonly name?: string;
}

export interface IngressBackend {
  readonly service?: { readonly name: string; readonly port: ServiceBackendPort };
  /** A backend that is not a Service (`resource`), named by its kind. */
  readonly resource?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  readonly path: string;
}

export interface IngressPath {
  /** Absent means every path. */
  readonly path?: string;
  readonly pathType: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  readonly backend: IngressBackend;
}

export interface IngressRule {
  /** Absent means every host. */
  readonly host?: string;
  readonly paths: readonly IngressPath[];
  /** Field path of the rule. */
  readonly field: string;
}

export interface IngressSpec {
  readonly ingressClassName?: string;
  readonly defaultBackend?: IngressBackend;
  readonly tls: readonly { readonly hosts: readonly string[]; readonly secretName?: string }[];
  readonly rules: readonly IngressRule[];
}

export interface IngressClassSpec {
  readonly controller: string;
  readonly parameters?: { readonly apiGroup?: string; readonly kind: string; readonly name: string; readonly namespace?: string };
  /** Annotation `ingressclass.kubernetes.io/is-default-class: "true"`. */
  readonly isDefault: boolean;
}
