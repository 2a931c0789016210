import { Attachment, attachmentsOf, Refusal } from '../../cluster/gateway-api/attachment';
import { Gateway, GatewayApi, GatewayRoute } from '../../cluster/gateway-api/objects';
import { productOf } from '../../exposure/gateway-api/gateway-product';
import { WayIn } from '../../exposure/model';
import { Analysis } from '../rule';

/** Ways in through the Gateway, whether or not policies let anybody pass. */
export function waysThrough({ exposure }: Analysis, gateway: Gateway): readonly WayIn[] {
  return exposure.waysIn.filter(({ kind, through }) => kind === 'Gateway' && through[0] === gateway.ref);
}

/** Whether the internet reaches the Gateway, as far as is known: an unknown scope counts as public. */
export function isPublicGateway(analysis: Analysis, gateway: Gateway): boolean {
  const ways = waysThrough(analysis, gateway);
  if (ways.length > 0) return ways.some(({ entries }) => entries.some(({ zone }) => zone === 'internet'));
  const { preset, descriptions } = productOf(analysis.cluster, analysis.profile, gateway);
  const [described] = descriptions;
  return preset?.meshOnly !== true && (described?.scope ?? preset?.scope) !== 'private-network';
}

/** A route of the manifests with the listeners that take it and the parents that do not. */
export interface AttachedRoute {
  readonly route: GatewayRoute;
  readonly attachments: readonly Attachment[];
  readonly refusals: readonly Refusal[];
}

export function attachedRoutes({ cluster }: Analysis): readonly AttachedRoute[] {
  return GatewayApi.of(cluster).routes.map((route) => ({ route, ...attachmentsOf(cluster, route) }));
}

/** Whether the route sends requests to a backend, and does not only redirect them. */
export function isApplicationRoute({ spec }: GatewayRoute): boolean {
  return spec.rules.some(({ backends }) => backends.some(({ role, weight }) => role === 'backend' && weight > 0));
}
