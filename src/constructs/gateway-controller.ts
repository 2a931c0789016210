import { ControllerPreset } from '../controllers/controller';
import { PRESETS } from '../controllers/presets';
import { PolicyPeer } from '../emit/network-policy';
import { AddressSet } from '../network/address-set';
import { ControllerProfile } from '../profile/profile';
import { refuse } from './declaration-error';
import { mapOf, Shape, TEXT, typedOptions } from './prop-types';
import { Problems } from './validation';

/** How an installation of a controller differs from its usual one. */
export interface GatewayControllerOptions {
  /**
   * Name of the IngressClass.
   * @default - the one that the controller's documentation uses
   */
  readonly className?: string;
  /**
   * Namespace of the controller's pods.
   * @default - that of its usual installation
   */
  readonly namespace?: string;
  /**
   * Labels of the controller's pods.
   * @default - those of its usual installation
   */
  readonly podLabels?: { [key: string]: string };
}

const SHAPE: Shape<GatewayControllerOptions> = { className: TEXT, namespace: TEXT, podLabels: mapOf(TEXT) };

/**
 * The ingress controller behind a gateway: where its pods are, and which annotations it understands. Switching the
 * controller of all apps is switching this one value.
 */
export class GatewayController {
  /**
   * Traefik Proxy, as its Helm chart installs it: pods `app.kubernetes.io/name: traefik` in namespace `traefik`, class
   * `traefik`.
   *
   * @throws when an option cannot be that of an installation
   */
  public static traefik(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('traefik', options);
  }

  /**
   * ingress-nginx of the Kubernetes project, as its Helm chart installs it: pods `app.kubernetes.io/name: ingress-nginx`
   * in namespace `ingress-nginx`, class `nginx`. It was retired in March 2026 and gets no security fixes: a warning on
   * standard error says so.
   *
   * @throws when an option cannot be that of an installation
   */
  public static ingressNginx(options: GatewayControllerOptions = {}): GatewayController {
    return new GatewayController('ingress-nginx', options);
  }

  /** Name of the IngressClass. */
  public readonly className: string;
  private readonly preset: ControllerPreset;
  private readonly options: GatewayControllerOptions;

  private constructor(presetName: string, given: GatewayControllerOptions) {
    const options = typedOptions(`GatewayController ${presetName}`, given ?? {}, SHAPE);
    this.options = options;
    this.preset = PRESETS.get(presetName)!;
    this.className = options.className ?? this.preset.className;
    const problems = new Problems();
    problems.objectName('className', this.className);
    if (options.namespace !== undefined) problems.namespaceName('namespace', options.namespace);
    if (options.podLabels !== undefined) {
      problems.labels('podLabels', options.podLabels);
      problems.check(Object.keys(options.podLabels).length > 0, () => 'podLabels: is empty and would let in every pod of the namespace; name the labels of the controller\'s pods');
    }
    refuse('INVALID_VALUE', `GatewayController ${presetName}`, problems.all);
  }

  /** @internal */
  public get _preset(): ControllerPreset {
    return this.preset;
  }

  /** @internal */
  public _profile(): ControllerProfile {
    const { pods, cidrs } = this.preset;
    const namespace = this.options.namespace ?? pods?.namespace;
    const podLabels = this.options.podLabels ?? pods?.labels;
    return {
      preset: this.preset.name,
      className: this.className,
      ...(namespace === undefined ? {} : { namespace }),
      ...(podLabels === undefined ? {} : { podLabels }),
      ...(cidrs === undefined ? {} : { cidrs }),
      scope: 'internet',
    };
  }

  /**
   * Where its traffic comes from.
   *
   * @internal
   */
  public _peers(): PolicyPeer[] {
    const { namespace, podLabels, cidrs = [] } = this._profile();
    const pods: PolicyPeer[] = namespace === undefined || podLabels === undefined ? [] : [{ kind: 'pods', namespace, labels: podLabels }];
    const addresses: PolicyPeer[] = cidrs.length === 0 ? [] : [{ kind: 'addresses', addresses: AddressSet.union(cidrs.map((c) => AddressSet.parseCidr(c))) }];
    return [...pods, ...addresses];
  }
}
