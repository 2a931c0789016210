import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { strictPeerAuthenticationSpec } from '../../emit/istio-policies';
import { managedBy } from '../../emit/labels';
import { refuse } from '../declaration-error';
import { ExposureRegistry } from '../exposure-registry';
import { Problems, quoted } from '../validation';
import { MeshedNamespace } from './mesh-namespaces';
import { MeshSettings } from './service-mesh';

/**
 * Makes the pods of a namespace members of a mesh.
 *
 * @throws DeclarationError if another construct did so before
 */
export function joinMesh(construct: Construct, namespace: string, member: Omit<MeshedNamespace, 'by'>): void {
  const holder = ExposureRegistry.of(construct).meshes.join(namespace, { ...member, by: construct });
  refuse('INVALID_PROPS', construct.node.path, holder === undefined ? []
    : [`mesh: namespace ${quoted(namespace)} joined one already, at ${holder.node.path}; a namespace is in one mesh`]);
}

/** Whether admission would refuse the pods with what the mesh puts into them. */
export function checkMesh({ mesh, cniPlugin }: MeshSettings, podSecurity: MeshSettings['mesh']['podSecurity']['usual'][number], problems: Problems): void {
  const levels = cniPlugin ? mesh.podSecurity.withCniPlugin : mesh.podSecurity.usual;
  const better = mesh.podSecurity.withCniPlugin.filter((level) => !levels.includes(level));
  const plugin = better.length === 0 ? '' : `, or use the CNI plugin of the mesh and say so with cniPlugin, for ${better.join(' or ')}`;
  problems.check(levels.includes(podSecurity),
    () => `podSecurity: ${quoted(podSecurity)} refuses what ${mesh.title} adds to pods; set it to ${levels.join(' or ')}${plugin}`);
}

/** What the mesh is told of pods of the namespace that nobody knows yet: it refuses them what policies refuse them. Linkerd reads it from the Namespace. */
export function refuseUndeclared(scope: Construct, namespace: string, { mesh, strictMutualTls, authorization }: MeshSettings): void {
  if (mesh.family !== 'istio') return;
  const write = (kind: string, name: string, spec: object): ApiObject => new ApiObject(scope, kind.toLowerCase(), {
    apiVersion: 'security.istio.io/v1', kind, metadata: { name, namespace, labels: { ...managedBy() } }, spec,
  });
  // the one of the namespace is the one without a selector; Istio's documentation calls it default
  if (strictMutualTls) write('PeerAuthentication', 'default', strictPeerAuthenticationSpec({ plainPorts: [] }));
  // one that allows nothing: its pods refuse whatever no other one allows (istio.io: AuthorizationPolicy)
  if (authorization) write('AuthorizationPolicy', 'default-deny', {});
}
