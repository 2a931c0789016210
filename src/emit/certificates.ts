import { CertificateKind } from '../controllers/data-plane';
import { SideObject } from '../controllers/features/feature';
import { ANNOTATIONS } from '../intent/annotation-keys';

/** Where the certificates of a gateway are from, as its author says it. */
export interface CertificateSources {
  /** Secrets: one of this name, of this namespace if it is none beside what refers to it, or one for each app or host, which cert-manager fills. */
  readonly 'secret': { readonly secretName?: string; readonly namespace?: string; readonly clusterIssuer?: string; readonly solvesHttp01: boolean };
  /** AWS Certificate Manager: these, or those whose names fit the hosts. */
  readonly 'acm': { readonly arns: readonly string[] };
  /** Google makes one for the hosts of each app. */
  readonly 'google-managed': object;
  /** Certificates of the project that have these names. */
  readonly 'google-pre-shared': { readonly names: readonly string[] };
  /** A map of the Certificate Manager of Google that has this name. */
  readonly 'google-map': { readonly map: string };
}

/** An app whose hosts need a certificate. */
export interface CertifiedApp {
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
}

/** A Gateway whose listeners need certificates. */
export interface CertifiedGateway {
  readonly namespace: string;
}

export interface IngressCertificates {
  readonly annotations?: Readonly<Record<string, string>>;
  /** What `spec.tls` says of the hosts; it is left out where the controller finds certificates without it. */
  readonly tls?: { readonly secretName?: string };
  /** In the app's namespace. */
  readonly objects?: readonly SideObject[];
}

export interface GatewayCertificates {
  readonly annotations?: Readonly<Record<string, string>>;
  /** `tls` of the listener of a host; left out where the product finds certificates without it. */
  readonly listenerTls?: (host: string) => object;
  /** For an object that configures the load balancer. */
  readonly arns?: readonly string[];
}

/** What one kind of certificates writes; it cannot be had where there is nothing to write. */
interface CertificateRow<Source> {
  /** For people: what a controller takes, or does not take. */
  readonly title: string;
  /** What authors write. */
  readonly use: string;
  readonly onIngress?: (source: Source, app: CertifiedApp) => IngressCertificates;
  readonly onGateway?: (source: Source, gateway: CertifiedGateway) => GatewayCertificates;
  /** Why it cannot be for a wildcard. */
  readonly refusesWildcards?: string;
  /** Where this is documented. */
  readonly source: string;
}

/** The issuer itself is not in the manifests, so who orders from it says how it is challenged. */
function orders({ clusterIssuer, solvesHttp01 }: CertificateSources['secret']): Readonly<Record<string, string>> {
  if (clusterIssuer === undefined) return {};
  return { ...(solvesHttp01 && { [ANNOTATIONS.acmeChallenge]: 'http-01' }), 'cert-manager.io/cluster-issuer': clusterIssuer };
}

/** The one place that knows what a kind of certificates writes. */
export const CERTIFICATES: { readonly [Kind in CertificateKind]: CertificateRow<CertificateSources[Kind]> } = {
  'secret': {
    title: 'Secrets',
    use: 'GatewayTls.certManager or GatewayTls.secret',
    onIngress: (source, { name }) => ({
      annotations: orders(source),
      tls: { secretName: source.secretName ?? `${name}-tls` },
    }),
    onGateway: (source, gateway) => ({
      annotations: orders(source),
      listenerTls: (host) => ({
        mode: 'Terminate', certificateRefs: [{ name: source.secretName ?? secretOfListener(host), ...elsewhere(source.namespace, gateway.namespace) }],
      }),
    }),
    source: 'Kubernetes API: Ingress, spec.tls; Gateway API v1.6: certificateRefs; cert-manager 1.21: annotated Ingress and Gateway',
  },
  'acm': {
    title: 'certificates of AWS Certificate Manager',
    use: 'GatewayTls.acm',
    onIngress: ({ arns }) => ({
      // hosts without a Secret are looked up by their names
      ...(arns.length === 0 ? {} : { annotations: { 'alb.ingress.kubernetes.io/certificate-arn': arns.join(',') } }),
      tls: {},
    }),
    onGateway: ({ arns }) => ({ arns }),
    source: 'aws-load-balancer-controller v3.5.0: docs/guide/ingress/cert_discovery.md, annotations.md (certificate-arn), docs/guide/gateway/gateway.md',
  },
  'google-managed': {
    title: 'managed certificates of Google',
    use: 'GatewayTls.googleManaged',
    onIngress: (_, { name, hosts }) => ({
      annotations: { 'networking.gke.io/managed-certificates': name },
      objects: [{ apiVersion: 'networking.gke.io/v1', kind: 'ManagedCertificate', name, fields: { spec: { domains: [...hosts].sort() } } }],
    }),
    refusesWildcards: 'managed certificates of Google cannot prove; use GatewayTls.googlePreShared, or name the hosts',
    source: 'cloud.google.com/kubernetes-engine/docs/how-to/managed-certs',
  },
  'google-pre-shared': {
    title: 'pre-shared certificates of Google',
    use: 'GatewayTls.googlePreShared',
    onIngress: ({ names }) => ({ annotations: { 'ingress.gcp.kubernetes.io/pre-shared-cert': names.join(',') } }),
    onGateway: ({ names }) => ({ listenerTls: () => ({ mode: 'Terminate', options: { 'networking.gke.io/pre-shared-certs': names.join(',') } }) }),
    source: 'cloud.google.com/kubernetes-engine/docs/how-to/ingress-multi-ssl, secure-gateway (SSL certificates)',
  },
  'google-map': {
    title: 'certificate maps of Google',
    use: 'GatewayTls.googleCertificateMap',
    onGateway: ({ map }) => ({ annotations: { 'networking.gke.io/certmap': map } }),
    source: 'cloud.google.com/kubernetes-engine/docs/how-to/secure-gateway (Certificate Manager; without certificateRefs)',
  },
};

/** What controllers take of which nothing else is known. */
export const USUAL_CERTIFICATES: readonly CertificateKind[] = ['secret'];

function elsewhere(namespace: string | undefined, home: string): { readonly namespace?: string } {
  return namespace === undefined || namespace === home ? {} : { namespace };
}

/** Named after the host; that of a wildcard has a name that no host's has. */
function secretOfListener(host: string): string {
  return host.startsWith('*.') ? `${host.slice(2)}-wildcard-tls` : `${host}-tls`;
}
