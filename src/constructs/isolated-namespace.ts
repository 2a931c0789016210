import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { managedBy } from '../emit/labels';
import { allowDnsSpec, allowMeshSpec, defaultDenySpec, namespaceAnnotations, namespaceLabels } from '../emit/namespace';
import { clusterObject } from './cluster-object';
import { refuse } from './declaration-error';
import { ExposureRegistry } from './exposure-registry';
import { checkMesh, joinMesh, refuseUndeclared } from './meshes/mesh-in-namespace';
import { controlPlaneTraffic, namespaceMarks } from './meshes/mesh-marks';
import { MeshSettings, ServiceMesh } from './meshes/service-mesh';
import { nameOf } from './names';
import { made, oneOf, Shape, TEXT, typedProps } from './prop-types';
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
  /**
   * The mesh that its pods join.
   * @default - none
   */
  readonly mesh?: ServiceMesh;
}

const SHAPE: Shape<IsolatedNamespaceProps> = {
  name: TEXT, podSecurity: oneOf(PodSecurityLevel), mesh: made('a ServiceMesh, such as ServiceMesh.istioAmbient()', '_settings'),
};

/**
 * A namespace in which nothing connects unless a policy says so. It makes
 *
 * - the Namespace, which declares what it is, so that the check proves it for pods that nobody knows yet,
 * - one policy that denies all of its pods everything in both directions,
 * - one policy that lets pods resolve names which bring no policy of their own,
 * - in a mesh, one that lets the same pods have what each of them needs for it, and what tells the mesh to refuse what no one declared.
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
    const podSecurity = props.podSecurity ?? PodSecurityLevel.RESTRICTED;
    const settings = props.mesh?._settings;
    if (settings !== undefined) checkMesh(settings, podSecurity, problems);
    refuse('INVALID_PROPS', this.node.path, problems.all);
    const { labels, annotations } = settings === undefined ? {} : namespaceMarks(settings);
    clusterObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: this.name,
        labels: { ...namespaceLabels(podSecurity), ...labels },
        annotations: { ...namespaceAnnotations(), ...annotations },
      },
    });
    this.policy('policy', 'default-deny', defaultDenySpec);
    this.policy('dns', 'allow-dns', () => allowDnsSpec(registry.profile.cluster.dns));
    if (settings !== undefined) this.join(settings);
  }

  private join(settings: MeshSettings): void {
    joinMesh(this, this.name, { settings, isMarked: true });
    const { probeCidrs } = settings.mesh;
    const controlPlane = controlPlaneTraffic(settings);
    if (probeCidrs.length + controlPlane.length > 0) this.policy('mesh', 'allow-mesh', () => allowMeshSpec(probeCidrs, controlPlane));
    refuseUndeclared(this, this.name, settings);
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
