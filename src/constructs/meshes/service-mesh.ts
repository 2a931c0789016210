import { Mesh, MESHES, MeshName } from '../../controllers/meshes';
import { refuse } from '../declaration-error';
import { FLAG, listOf, readOptions, Shape, TEXT } from '../prop-types';
import { isDnsSubdomain, Problems, quoted } from '../validation';

/** What every mesh has. */
export interface MeshOptions {
  /**
   * Namespace of its control plane.
   * @default - `istio-system`, or `linkerd`
   */
  readonly controlPlaneNamespace?: string;
  /**
   * Whether the mesh, too, lets in exactly the declared callers, by the identities of their service accounts: AuthorizationPolicies, and Servers
   * for Linkerd. Each workload that names no service account gets one of its own.
   * @default false
   */
  readonly authorization?: boolean;
  /**
   * Further namespaces whose pods are in the same mesh, of which nothing else says so: of gateways, of callers that are named by their namespace.
   * @default - those of this App that joined
   */
  readonly otherNamespaces?: string[];
}

/** Settings of Istio. */
export interface IstioOptions extends MeshOptions {
  /**
   * Whether pods take connections with mutual TLS alone: PeerAuthentication `STRICT`. Ports on which a gateway that is not in the mesh, or a load
   * balancer, reaches a workload stay open for plain connections, which policies restrict to these.
   * @default false
   */
  readonly strictMutualTls?: boolean;
  /**
   * Trust domain of the mesh's identities.
   * @default cluster.local
   */
  readonly trustDomain?: string;
}

/** Settings of Istio with sidecars. */
export interface IstioSidecarOptions extends IstioOptions {
  /**
   * Revision of the control plane that injects the sidecars (label `istio.io/rev`).
   * @default - the default one (label `istio-injection: enabled`)
   */
  readonly revision?: string;
  /**
   * Whether Istio's CNI plugin redirects connections, instead of an init container with more rights than pod security of level `baseline` admits.
   * @default false
   */
  readonly cniPlugin?: boolean;
}

/** Settings of Linkerd. */
export interface LinkerdOptions extends MeshOptions {
  /**
   * Whether Linkerd's CNI plugin redirects connections, instead of an init container with more rights than pod security of level `baseline` admits.
   * @default false
   */
  readonly cniPlugin?: boolean;
}

type AllOptions = IstioSidecarOptions & LinkerdOptions;

const COMMON: Shape<MeshOptions> = { controlPlaneNamespace: TEXT, authorization: FLAG, otherNamespaces: listOf(TEXT) };
const ISTIO: Shape<IstioOptions> = { ...COMMON, strictMutualTls: FLAG, trustDomain: TEXT };
const ISTIO_SIDECAR: Shape<IstioSidecarOptions> = { ...ISTIO, revision: TEXT, cniPlugin: FLAG };
const LINKERD: Shape<LinkerdOptions> = { ...COMMON, cniPlugin: FLAG };

/** What the library does for members of a mesh. */
export interface MeshSettings {
  readonly mesh: Mesh;
  readonly controlPlaneNamespace: string;
  readonly authorization: boolean;
  readonly strictMutualTls: boolean;
  readonly trustDomain: string;
  readonly otherNamespaces: readonly string[];
  readonly revision?: string;
  readonly cniPlugin: boolean;
}

/**
 * A service mesh that is installed in the cluster. Policies of workloads in it let its connections, its control plane and its probes through; on
 * request it is told the same edges as the policies.
 *
 * Ports of a mesh lead to every port of the pods behind them: `authorization` keeps callers to those that are declared.
 *
 * @exampleMetadata fixture=shop
 * @example
 * new IsolatedNamespace(shop, 'namespace', { mesh: ServiceMesh.istioAmbient({ strictMutualTls: true, authorization: true }) });
 */
export class ServiceMesh {
  /** Istio in ambient mode: a proxy on every node, and nothing in the pods. */
  public static istioAmbient(options: IstioOptions = {}): ServiceMesh {
    return ServiceMesh.of('istio-ambient', 'ServiceMesh.istioAmbient', options, ISTIO);
  }

  /** Istio with a proxy in each pod. */
  public static istioSidecar(options: IstioSidecarOptions = {}): ServiceMesh {
    return ServiceMesh.of('istio-sidecar', 'ServiceMesh.istioSidecar', options, ISTIO_SIDECAR);
  }

  /** Linkerd, which has a proxy in each pod. */
  public static linkerd(options: LinkerdOptions = {}): ServiceMesh {
    return ServiceMesh.of('linkerd', 'ServiceMesh.linkerd', options, LINKERD);
  }

  private static of<T extends MeshOptions>(name: MeshName, caller: string, options: T, shape: Shape<T>): ServiceMesh {
    const problems = new Problems();
    const given = readOptions(options ?? {}, shape, problems) as AllOptions;
    const mesh = MESHES[name];
    const { controlPlaneNamespace = mesh.controlPlaneNamespace, trustDomain = 'cluster.local', otherNamespaces = [] } = given;
    if (problems.all.length === 0) {
      problems.namespaceName('controlPlaneNamespace', controlPlaneNamespace);
      otherNamespaces.forEach((namespace, i) => problems.namespaceName(`otherNamespaces[${i}]`, namespace));
      problems.check(isDnsSubdomain(trustDomain), () => `trustDomain: ${quoted(trustDomain)} is no domain`);
    }
    refuse('INVALID_VALUE', caller, problems.all);
    return new ServiceMesh({
      mesh,
      controlPlaneNamespace,
      trustDomain,
      otherNamespaces,
      authorization: given.authorization ?? false,
      strictMutualTls: given.strictMutualTls ?? false,
      cniPlugin: given.cniPlugin ?? false,
      ...(given.revision !== undefined && { revision: given.revision }),
    });
  }

  private constructor(private readonly settings: MeshSettings) {}

  /** @internal */
  public get _settings(): MeshSettings {
    return this.settings;
  }
}
