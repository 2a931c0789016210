import { DataPlane } from '../../controllers/data-plane';
import { POD_TARGETS_UNSAID } from '../../controllers/ingress-schemes';
import { Backend, onlyIf } from '../controllers/controller-front';
import { Front } from '../way-in-finder';

/**
 * What stands in front of a Service behind a cloud's load balancer, which leads to node ports or to pods: without a node port only to pods, where somebody
 * says that it is to, or its controller does so on its own. `behind` is what an assumption names: the Service, or the Gateway in front of it.
 */
export function ifTargeted(
  front: Front, plane: DataPlane | undefined, { annotations, hasNodePort }: Backend, behind: { readonly ref: string },
): Front {
  const unsaid = plane === undefined ? undefined : POD_TARGETS_UNSAID.get(plane.name);
  const podTargets = plane?.loadBalancer?.podTargets;
  if (unsaid === undefined || podTargets === undefined || hasNodePort || front.kind !== 'open') return front;
  const said = annotations.map((written) => written[podTargets.annotation] ?? '').filter((value) => value !== '');
  if (said.some((value) => podTargets.value.test(value))) return front;
  return said.length > 0 ? { ...front, entries: [] } : onlyIf(front, `${unsaid} ${behind.ref}`);
}
