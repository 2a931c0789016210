import { MeshMarks } from '../../controllers/meshes';
import { AllowedTraffic } from '../../emit/network-policy';
import { MeshSettings } from './service-mesh';

/** Whether the mesh is told to refuse what is not declared. */
const REFUSE_UNDECLARED = { 'config.linkerd.io/default-inbound-policy': 'deny' };

/** What pods say of themselves to be in the mesh. */
export function podMarks({ mesh, revision, authorization }: MeshSettings): MeshMarks {
  return marksOf(mesh.podMarks, { revision, denies: mesh.family === 'linkerd' && authorization });
}

/** What a Namespace says of its pods. A revision takes the place of the default label (istio.io: Installing the Sidecar). */
export function namespaceMarks({ mesh, revision, authorization }: MeshSettings): MeshMarks {
  const marks = revision === undefined ? mesh.namespaceMarks : {};
  return marksOf(marks, { revision, denies: mesh.family === 'linkerd' && authorization });
}

function marksOf(
  { labels, annotations }: MeshMarks, { revision, denies }: { revision: string | undefined; denies: boolean },
): MeshMarks {
  const allLabels = { ...labels, ...(revision !== undefined && { 'istio.io/rev': revision }) };
  const allAnnotations = { ...annotations, ...(denies && REFUSE_UNDECLARED) };
  return {
    ...(Object.keys(allLabels).length > 0 && { labels: allLabels }),
    ...(Object.keys(allAnnotations).length > 0 && { annotations: allAnnotations }),
  };
}

/** From pods with a proxy of the mesh to what tells it whom to trust, and where everything is. */
export function controlPlaneTraffic({ mesh, controlPlaneNamespace }: MeshSettings): readonly AllowedTraffic[] {
  return mesh.controlPlane.map(({ labels, ports }) => ({
    peer: { kind: 'pods', namespace: controlPlaneNamespace, labels }, ports: ports.map((port) => ({ protocol: 'TCP', port })),
  }));
}

