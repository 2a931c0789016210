import { ControllerPreset } from '../controllers/controller';
import { CertificateKind } from '../controllers/data-plane';
import { dialectNamed } from '../controllers/dialects/dialects';
import { CERTIFICATES, CertificateSources, CertifiedApp, CertifiedGateway, GatewayCertificates, IngressCertificates, USUAL_CERTIFICATES } from '../emit/certificates';
import { refuse } from './declaration-error';
import { FLAG, listOf, required, Shape, TEXT, typedOptions } from './prop-types';
import { SecretOptions, SecretReference, secretReference } from './secret-reference';
import { Problems, quoted } from './validation';

/** Settings of certificates that cert-manager issues. */
export interface CertManagerOptions {
  /** Name of the ClusterIssuer. */
  readonly clusterIssuer: string;
  /**
   * Whether the issuer proves ownership by DNS-01. With HTTP-01 a policy lets the controller reach the pods that
   * answer; wildcard hosts need DNS-01.
   * @default false
   */
  readonly dns01?: boolean;
}

/** Settings of certificates of AWS Certificate Manager. */
export interface AcmOptions {
  /**
   * Certificates of the load balancer; the first is for hosts that none of them names.
   * @default - those whose names fit the hosts of the apps: the controller finds them
   */
  readonly certificateArns?: string[];
}

const CERT_MANAGER: Shape<CertManagerOptions> = { clusterIssuer: required(TEXT), dns01: FLAG };
const ACM: Shape<AcmOptions> = { certificateArns: listOf(TEXT) };

/** A certificate of any partition; several stand in one annotation, with commas between them. */
const CERTIFICATE_ARN = /^arn:aws[a-z-]*:(?:acm|iam):[a-z0-9-]*:\d{12}:(?:certificate|server-certificate)\/[\w+=.@/-]+$/;

/** The controller of a gateway as far as certificates are concerned. */
interface CertifiedController {
  /** Of the controller, for people. */
  readonly title: string;
  readonly certificates?: readonly CertificateKind[];
  readonly ingress?: Pick<ControllerPreset, 'dialect' | 'pods'>;
  readonly podNamespace?: string;
}

/** Where the certificates of a gateway come from. Not every controller takes every kind: the gateway says so. */
export class GatewayTls {
  /**
   * cert-manager issues one certificate for each app, into the Secret `<app>-tls` of the app's namespace; on a Gateway one for
   * each host, into a Secret of the Gateway's namespace.
   *
   * @throws when the name cannot be that of an issuer
   */
  public static certManager(options: CertManagerOptions): GatewayTls {
    options = typedOptions('GatewayTls.certManager', options, CERT_MANAGER);
    const problems = new Problems();
    problems.objectName('clusterIssuer', options.clusterIssuer);
    refuse('INVALID_VALUE', 'GatewayTls.certManager', problems.all);
    return GatewayTls.of('secret', { clusterIssuer: options.clusterIssuer, solvesHttp01: options.dns01 !== true });
  }

  /**
   * A Secret of this name, of type `kubernetes.io/tls`, exists in the namespace of each app, or in that of the Gateway, or, for
   * Ingresses of Istio, in that of its proxies; or else in the namespace that `options` name. It is not created.
   *
   * @throws when a name cannot be that of a Secret or a namespace
   */
  public static secret(secretName: string, options: SecretOptions = {}): GatewayTls {
    const reference = secretReference('GatewayTls.secret', secretName, options ?? {});
    return GatewayTls.of('secret', { ...reference, solvesHttp01: false }, reference);
  }

  /**
   * AWS Certificate Manager has the certificates: for load balancers of AWS, which read no Secrets.
   *
   * @throws when an ARN is not that of a certificate
   */
  public static acm(options: AcmOptions = {}): GatewayTls {
    const { certificateArns: arns = [] } = typedOptions('GatewayTls.acm', options, ACM);
    const problems = new Problems();
    arns.forEach((arn, i) => problems.check(CERTIFICATE_ARN.test(arn),
      () => `certificateArns[${i}]: ${quoted(arn)} is no ARN of a certificate; write it as arn:aws:acm:eu-central-1:123456789012:certificate/ID`));
    refuse('INVALID_VALUE', 'GatewayTls.acm', problems.all);
    return GatewayTls.of('acm', { arns: [...arns] });
  }

  /**
   * Google makes a certificate for the hosts of each app: a ManagedCertificate, for external Ingresses of GKE.
   */
  public static googleManaged(): GatewayTls {
    return GatewayTls.of('google-managed', {});
  }

  /**
   * SSL certificates of the project with these names: for load balancers of GKE. They are not created.
   *
   * @throws when a name cannot be that of a certificate
   */
  public static googlePreShared(names: string[]): GatewayTls {
    return GatewayTls.of('google-pre-shared', { names: googleNames('GatewayTls.googlePreShared', names) });
  }

  /**
   * A certificate map of the Certificate Manager of Google: for global Gateways of GKE. It is not created.
   *
   * @throws when the name cannot be that of a map
   */
  public static googleCertificateMap(map: string): GatewayTls {
    googleNames('GatewayTls.googleCertificateMap', [map]);
    return GatewayTls.of('google-map', { map });
  }

  private static of<Kind extends CertificateKind>(kind: Kind, source: CertificateSources[Kind], secret?: SecretReference): GatewayTls {
    const { onIngress, onGateway } = CERTIFICATES[kind];
    return new GatewayTls(
      kind,
      (app) => onIngress?.(source, app) ?? {},
      (gateway) => onGateway?.(source, gateway) ?? {},
      'clusterIssuer' in source,
      'solvesHttp01' in source && source.solvesHttp01,
      secret,
    );
  }

  private constructor(
    private readonly kind: CertificateKind,
    private readonly onIngress: (app: CertifiedApp) => IngressCertificates,
    private readonly onGateway: (gateway: CertifiedGateway) => GatewayCertificates,
    private readonly issued: boolean,
    private readonly http01: boolean,
    private readonly reference?: SecretReference,
  ) {}

  /**
   * What an Ingress says of them, and the objects beside it.
   *
   * @internal
   */
  public _onIngress(app: CertifiedApp, { dialect }: Pick<ControllerPreset, 'dialect'>): IngressCertificates {
    const said = this.onIngress(app);
    const { namespace } = this.reference ?? {};
    const delegation = dialectNamed(dialect)?.secretDelegation;
    if (namespace === undefined || namespace === app.namespace || delegation === undefined) return said;
    return { ...said, annotations: { ...said.annotations, [delegation.annotation]: namespace } };
  }

  /**
   * What a Gateway says of them.
   *
   * @internal
   */
  public _onGateway(gateway: CertifiedGateway): GatewayCertificates {
    return this.onGateway(gateway);
  }

  /**
   * The Secret that exists; undefined where there is none, or nobody named it.
   *
   * @internal
   */
  public get _secret(): SecretReference | undefined {
    return this.reference;
  }

  /**
   * Why the controller of a gateway cannot have them, and what it takes instead.
   *
   * @internal
   */
  public _problems(controller: CertifiedController): string[] {
    const { title, certificates = USUAL_CERTIFICATES, ingress } = controller;
    // cert-manager writes the Secret beside the Ingress
    if (this.issued && ingress !== undefined && dialectNamed(ingress.dialect)?.secrets === 'proxy') {
      return [`tls: ${title} reads Secrets beside its proxies only; order the certificate in their namespace and name its Secret by GatewayTls.secret, or use the Gateway API`];
    }
    if (certificates.includes(this.kind)) return this.unreadable(controller);
    return [`tls: ${title} takes no ${CERTIFICATES[this.kind].title}; use ${certificates.map((kind) => CERTIFICATES[kind].use).join(' or ')}`];
  }

  /** Why the Secret is not looked for in the namespace that was said. */
  private unreadable({ title, ingress, podNamespace }: CertifiedController): string[] {
    const { namespace } = this.reference ?? {};
    if (namespace === undefined || ingress === undefined) return [];
    const dialect = dialectNamed(ingress.dialect);
    if (dialect?.secrets === 'proxy') {
      return namespace === podNamespace ? [] : [`tls: ${title} reads Secrets of namespace ${quoted(podNamespace)} only, where its proxies are, and not of ${quoted(namespace)}; copy the Secret there, or use the Gateway API`];
    }
    return dialect?.secretDelegation !== undefined ? []
      : [`tls: ${title} reads the Secret beside each Ingress, which cannot name a namespace; copy the Secret into those of the apps and leave namespace out, or use the Gateway API`];
  }

  /**
   * Why none of them can be for a wildcard, as a sentence part; undefined if one can.
   *
   * @internal
   */
  public get _refusesWildcards(): string | undefined {
    if (this.http01) return 'HTTP-01 cannot prove; set dns01 in GatewayTls.certManager, or name the hosts';
    return CERTIFICATES[this.kind].refusesWildcards;
  }

  /**
   * Whether pods of cert-manager answer challenges in the namespace of the app.
   *
   * @internal
   */
  public get _solvesHttp01(): boolean {
    return this.http01;
  }
}

/** Names of resources of Google Cloud (RFC 1035). */
function googleNames(caller: string, names: readonly string[]): readonly string[] {
  const problems = new Problems();
  problems.check(names.length > 0, () => 'names: is empty; name at least one certificate');
  names.forEach((name, i) => problems.check(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name), () => `names[${i}]: ${quoted(name)} is no name of a resource of Google Cloud`));
  refuse('INVALID_VALUE', caller, problems.all);
  return [...names];
}
