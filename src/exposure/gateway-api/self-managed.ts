import { Gateway } from '../../cluster/gateway-api/objects';
import { Cluster } from '../../cluster/model';
import { parametersOf, settingOf } from './gateway-parameters';
import { GatewayProduct } from './gateway-product';

/** Who installs the proxies of a Gateway: the product, or somebody else, as its parameters may say. */
export type Management = 'product' | 'self' | 'unclear';

/**
 * The first object decides that says either. Unclear where it is the product by an object that has precedence over one which says somebody else:
 * versions differ in whether that takes it back (kgateway-dev/kgateway: callers of deepMergeGatewayParameters). By the product where an object
 * is not in the manifests, which leaves open who gets in anyhow.
 */
export function managementOf(cluster: Cluster, gateway: Gateway, product: GatewayProduct): Management {
  const { selfManaged, managed } = product.preset?.parameters ?? {};
  if (selfManaged === undefined) return 'product';
  const { objects, provided } = parametersOf(cluster, gateway, product);
  if (provided !== undefined) return 'product';
  const says = (path: string | undefined) => objects.findIndex((object) => settingOf({ objects: [object] }, path) !== undefined);
  const [bySelf, byProduct] = [says(selfManaged), says(managed)];
  if (bySelf < 0) return 'product';
  return byProduct >= 0 && byProduct < bySelf ? 'unclear' : 'self';
}

/** What must hold for outside traffic to get to proxies of which it is unclear who installs them. */
export function unlessMadeByProduct(gateway: Gateway): string {
  return `\`selfManaged\` in the parameters of the class holds for ${gateway.ref} too, and its proxies are open to outside traffic where somebody else installs them`;
}
