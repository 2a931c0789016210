import { Construct } from 'constructs';
import { refuse } from '../declaration-error';
import { ExposureRegistry } from '../exposure-registry';
import { namespaceOf } from '../names';
import { made, required, Shape, TEXT, typedProps } from '../prop-types';
import { Problems } from '../validation';
import { joinMesh } from './mesh-in-namespace';
import { ServiceMesh } from './service-mesh';

/** Settings of a MeshMembership. */
export interface MeshMembershipProps {
  /** The mesh. */
  readonly mesh: ServiceMesh;
  /**
   * The namespace.
   * @default - that of the Chart
   */
  readonly namespace?: string;
}

const SHAPE: Shape<MeshMembershipProps> = {
  mesh: required(made('a ServiceMesh, such as ServiceMesh.istioAmbient()', '_settings')), namespace: TEXT,
};

/**
 * Makes the workloads of a namespace members of a mesh, where the Namespace itself is made elsewhere. It writes nothing of its own: each workload
 * that is built here says of its pods that they are in the mesh, so that the check can see it. What was handed over must say so itself.
 *
 * For a namespace that is made here, give the mesh to its `IsolatedNamespace`.
 *
 * @exampleMetadata fixture=shop
 * @example
 * new MeshMembership(shop, 'mesh', { mesh: ServiceMesh.linkerd() });
 */
export class MeshMembership extends Construct {
  /** @throws when the namespace has no name that a namespace can have, or is in a mesh already */
  public constructor(scope: Construct, id: string, props: MeshMembershipProps) {
    props = typedProps(scope, id, props, SHAPE);
    super(scope, id);
    ExposureRegistry.of(this).register(this);
    const namespace = props.namespace ?? namespaceOf(this);
    const problems = new Problems();
    problems.namespaceName('namespace', namespace);
    refuse('INVALID_PROPS', this.node.path, problems.all);
    joinMesh(this, namespace, { settings: props.mesh._settings, isMarked: false });
  }
}
