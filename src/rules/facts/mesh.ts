import { Workload } from '../../cluster/model';
import { PortSet } from '../../network/port-set';

/**
 * Ports on which a service mesh carries the connections of other ports, and by what a workload shows that it is in the mesh.
 *
 * - Istio ambient: HBONE on 15008, by label `istio.io/dataplane-mode: ambient` (Istio documentation, "Ambient and Kubernetes NetworkPolicy").
 * - Linkerd: 4143, by annotation `linkerd.io/inject: enabled` (Linkerd documentation, "Kubernetes Network Policies").
 */
const MESHES = [
  { port: 15008, key: 'istio.io/dataplane-mode', value: 'ambient' },
  { port: 4143, key: 'linkerd.io/inject', value: 'enabled' },
] as const;

/** The port through which declared callers may come instead, because a mesh carries them; none outside a mesh. */
export function meshPorts(workload: Workload): PortSet {
  const marks = [
    workload.namespace.labels,
    workload.namespace.object?.metadata.annotations ?? {},
    ...workload.pods.map((pods) => pods.labels),
    ...workload.objects.map((object) => object.spec.template.annotations),
  ];
  const carrying = MESHES.filter(({ key, value }) => marks.some((mark) => mark[key] === value));
  return PortSet.union(carrying.map(({ port }) => PortSet.of('TCP', port)));
}
