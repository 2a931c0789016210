import { Gateway } from '../../cluster/gateway-api/objects';
import { Cluster } from '../../cluster/model';
import { parametersOf, settingOf } from './gateway-parameters';
import { GatewayProduct } from './gateway-product';

/**
 * Whether the product makes neither proxies nor a Service for a Gateway, because its parameters say that somebody else does: the first object
 * decides that says either. False where one of them is not in the manifests, which may say otherwise.
 */
export function isSelfManaged(cluster: Cluster, gateway: Gateway, product: GatewayProduct): boolean {
  const { selfManaged, managed } = product.preset?.parameters ?? {};
  if (selfManaged === undefined) return false;
  const { objects, provided } = parametersOf(cluster, gateway, product);
  const says = (path: string | undefined, object: (typeof objects)[number]): boolean => settingOf({ objects: [object] }, path) !== undefined;
  const deciding = objects.find((object) => says(selfManaged, object) || says(managed, object));
  return provided === undefined && deciding !== undefined && says(selfManaged, deciding);
}
