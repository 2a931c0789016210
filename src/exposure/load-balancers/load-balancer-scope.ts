import { Service } from '../../cluster/model';
import { NetworkScope, Profile } from '../../profile/profile';
import { nodeScope } from '../services/node-addresses';
import { isPrivateAddress } from '../zones';
import { AnnotationCondition, LoadBalancerRow, ScopeMarker, separatedByCommas } from './load-balancer-row';
import { LOAD_BALANCER_TABLE, UNKNOWN_LOAD_BALANCER } from './load-balancer-table';

/** The kind of load balancer that a Service of type LoadBalancer gets. */
export function loadBalancerOf(service: Service, profile: Profile): LoadBalancerRow {
  return LOAD_BALANCER_TABLE.find((row) => applies(row, service, profile)) ?? UNKNOWN_LOAD_BALANCER;
}

/** Which network reaches the load balancer; `unknown` where exposure.yaml does not say which of two products makes it. */
export function loadBalancerScope(row: LoadBalancerRow, service: Service, profile: Profile): NetworkScope | 'unknown' {
  return statedScope(row, service, profile) ?? (row.default === 'nodes' ? nodeScope(profile) : row.default);
}

/** Which network reaches the load balancer, where the Service says so by annotations; undefined where it leaves that to the product. */
function statedScope(row: LoadBalancerRow, service: Service, profile: Profile): NetworkScope | undefined {
  const [marker] = markersOn(row, service);
  return marker?.scope ?? scopeOfPool(row, service, profile) ?? scopeOfAddresses(row, service);
}

/** The markers of this kind of load balancer that the Service carries, one for each annotation; the first one decides. */
export function markersOn(row: LoadBalancerRow, service: Service): readonly ScopeMarker[] {
  const carried = row.markers.filter(({ when }) => when.every((condition) => holds(condition, service)));
  const annotationOf = ({ when }: ScopeMarker): string => when[0]?.annotation ?? '';
  return carried.filter((marker, i) => carried.findIndex((other) => annotationOf(other) === annotationOf(marker)) === i);
}

/** Whether the load balancer connects to pods, and not to ports of the nodes. */
export function targetsPods({ podTargets = [] }: LoadBalancerRow, service: Service): boolean {
  return podTargets.some((condition) => holds(condition, service));
}

export function holds({ annotation, value }: AnnotationCondition, service: Service): boolean {
  const written = service.metadata.annotations[annotation];
  return written !== undefined && value.test(written);
}

function applies({ providers, implementations, classes, when }: LoadBalancerRow, service: Service, { cluster }: Profile): boolean {
  const { loadBalancerClass } = service.spec;
  if (loadBalancerClass === undefined ? classes !== undefined : !classes?.includes(loadBalancerClass)) return false;
  if (providers !== undefined && !providers.includes(cluster.provider)) return false;
  if (implementations !== undefined && (cluster.loadBalancer === undefined || !implementations.includes(cluster.loadBalancer))) return false;
  return when === undefined || holds(when, service);
}

/** The addresses that the Service asks for: by an annotation, or by the field that the annotations replaced. */
export function addressesAskedFor({ pools }: LoadBalancerRow, { metadata, spec }: Service): readonly string[] {
  if (pools === undefined) return [];
  const asked = pools.addresses.flatMap((annotation) => separatedByCommas(metadata.annotations[annotation] ?? ''));
  return asked.length > 0 || spec.loadBalancerIP === undefined ? asked : [spec.loadBalancerIP];
}

function scopeOfAddresses(row: LoadBalancerRow, service: Service): NetworkScope | undefined {
  const addresses = addressesAskedFor(row, service);
  if (addresses.length === 0) return undefined;
  return addresses.every(isPrivateAddress) ? 'private-network' : 'internet';
}

function scopeOfPool(row: LoadBalancerRow, service: Service, { cluster }: Profile): NetworkScope | undefined {
  for (const annotation of row.pools?.pool ?? []) {
    const pool = service.metadata.annotations[annotation];
    if (pool !== undefined && Object.hasOwn(cluster.addressPools, pool)) return cluster.addressPools[pool];
  }
  return undefined;
}
