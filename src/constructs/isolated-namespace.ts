import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { managedBy } from '../emit/labels';
import { allowDnsSpec, defaultDenySpec, namespaceAnnotations, namespaceLabels } from '../emit/namespace';
import { clusterObject } from './cluster-object';
import { refuse } from './declaration-error';
import { ExposureRegistry } from './exposure-registry';
import { nameOf } from './names';
import { oneOf, Shape, TEXT, typedProps } from './prop-types';
import { Problems } from './validation';

/** Levels of the Pod Security Standards, which admission enforces. */
export enum PodSecurityLevel {
  /** Hardened: what the workloads of this library need. */
  RESTRICTED = 'restricted',
  /** Without known ways to more rights: no host network and no host ports. */
  BASELINE = 'baseline',
  /** Everything; host network and host ports bypass policies. */
  PRIVILEGED = 'privileged',
}

/** Settings of an IsolatedNamespace. */
export interface IsolatedNamespaceProps {
  /**
   * Name of the namespace.
   * @default - the namespace of the Chart, or the path of the construct inside a Chart that names none
   */
  readonly name?: string;
  /**
   * What pods must do without. `restricted` is what workloads of this library are built for; sidecars that a mesh
   * injects may need `BASELINE` or, with init containers that change the network, `PRIVILEGED`.
   * @default PodSecurityLevel.RESTRICTED
   */
  readonly podSecurity?: PodSecurityLevel;
}

const SHAPE: Shape<IsolatedNamespaceProps> = { name: TEXT, podSecurity: oneOf(PodSecurityLevel) };

/**
 * A namespace in which nothing connects unless a policy says so. It makes
 *
 * - the Namespace, which declares what it is, so that the check proves it for pods that nobody knows yet,
 * - one policy that denies all of its pods everything in both directions,
 * - one policy that lets pods resolve names which bring no policy of their own.
 *
 * Workloads of this library bring their own policies and need no such namespace; it also covers what others put into it.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const shop = new Chart(app, 'shop', { namespace: 'shop' });
 * new IsolatedNamespace(shop, 'namespace');
 */
export class IsolatedNamespace extends Construct {
  /** Name of the namespace. */
  public readonly name: string;

  /** @throws when the name cannot be that of a namespace */
  public constructor(scope: Construct, id: string, props: IsolatedNamespaceProps = {}) {
    props = typedProps(scope, id, props ?? {}, SHAPE);
    super(scope, id);
    const registry = ExposureRegistry.of(this);
    registry.register(this);
    this.name = props.name ?? Chart.of(this).namespace ?? nameOf(this);
    const problems = new Problems();
    problems.namespaceName('name', this.name);
    refuse('INVALID_PROPS', this.node.path, problems.all);
    clusterObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: this.name,
        labels: { ...namespaceLabels(props.podSecurity ?? PodSecurityLevel.RESTRICTED) },
        annotations: namespaceAnnotations(),
      },
    });
    this.policy('policy', 'default-deny', defaultDenySpec);
    this.policy('dns', 'allow-dns', () => allowDnsSpec(registry.profile.cluster.dns));
  }

  private policy(id: string, name: string, spec: () => object): void {
    new ApiObject(this, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: this.name, labels: { ...managedBy() } },
      spec: Lazy.any({ produce: spec }),
    });
  }
}
