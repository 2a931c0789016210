import { ANNOTATIONS } from '../intent/annotation-keys';
import { refuse } from './declaration-error';
import { FLAG, required, Shape, TEXT, typedOptions } from './prop-types';
import { Problems } from './validation';

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

const CERT_MANAGER: Shape<CertManagerOptions> = { clusterIssuer: required(TEXT), dns01: FLAG };

/** Where the certificates of a gateway come from. */
export class GatewayTls {
  /**
   * cert-manager issues one certificate for each app, into the Secret `<app>-tls` of the app's namespace.
   *
   * @throws when the name cannot be that of an issuer
   */
  public static certManager(options: CertManagerOptions): GatewayTls {
    options = typedOptions('GatewayTls.certManager', options, CERT_MANAGER);
    const problems = new Problems();
    problems.objectName('clusterIssuer', options.clusterIssuer);
    refuse('INVALID_VALUE', 'GatewayTls.certManager', problems.all);
    return new GatewayTls(options.clusterIssuer, options.dns01 ?? false, undefined);
  }

  /**
   * A Secret of this name, of type `kubernetes.io/tls`, exists in the namespace of each app. It is not created.
   *
   * @throws when the name cannot be that of a Secret
   */
  public static secret(secretName: string): GatewayTls {
    const problems = new Problems();
    problems.objectName('secretName', secretName);
    refuse('INVALID_VALUE', 'GatewayTls.secret', problems.all);
    return new GatewayTls(undefined, false, secretName);
  }

  private constructor(
    private readonly clusterIssuer: string | undefined,
    private readonly dns01: boolean,
    private readonly secretName: string | undefined,
  ) {}

  /** @internal */
  public _secretOf(app: string): string {
    return this.secretName ?? `${app}-tls`;
  }

  /** @internal */
  public _annotations(): Record<string, string> {
    if (this.clusterIssuer === undefined) return {};
    // the issuer itself is not in the manifests, so the Ingress says how it is challenged
    const challenge: Record<string, string> = this._solvesHttp01 ? { [ANNOTATIONS.acmeChallenge]: 'http-01' } : {};
    return { ...challenge, 'cert-manager.io/cluster-issuer': this.clusterIssuer };
  }

  /**
   * The Secret of a listener, in the namespace of the Gateway.
   *
   * @internal
   */
  public _secretOfHost(host: string): string {
    return this.secretName ?? `${host.replace(/^\*/, 'wildcard')}-tls`;
  }

  /** @internal */
  public _gatewayAnnotations(): Record<string, string> {
    return this.clusterIssuer === undefined ? {} : { 'cert-manager.io/cluster-issuer': this.clusterIssuer };
  }

  /**
   * Whether pods of cert-manager answer challenges in the namespace of the app.
   *
   * @internal
   */
  public get _solvesHttp01(): boolean {
    return this.clusterIssuer !== undefined && !this.dns01;
  }
}
