import { Cluster, Workload } from '../cluster/model';
import { Profile } from '../profile/profile';
import { analyzeReachability } from '../reachability/analyze';
import { Reachability } from '../reachability/model';
import { behindProxy } from './controllers/proxied';
import { AsSeenFrom } from './gateway-api/as-seen-from';
import { GatewayCluster, withGeneratedProxies } from './gateway-api/generated-proxies';
import { joinPolicies } from './join';
import { Exposure, Reach, WayIn } from './model';
import { FoundWayIn, ProxyFront } from './way-in-finder';
import { WAYS_IN } from './ways-in';

/** All ways in, and who gets through them. */
export function findExposure(cluster: Cluster, reachability: Reachability, profile: Profile): Exposure {
  const gateways = withGeneratedProxies(cluster, profile);
  if (gateways.cluster === cluster) return findWithProxies(gateways, reachability, profile);
  const found = findWithProxies(gateways, analyzeReachability(gateways.cluster, profile), profile);
  const own = new AsSeenFrom(cluster, gateways);
  return new FoundExposure(own.waysIn(found.waysIn), own.reach(found.reach));
}

function findWithProxies(gateways: GatewayCluster, reachability: Reachability, profile: Profile): Exposure {
  const { cluster } = gateways;
  const open: WayIn[] = [];
  const proxied: { readonly found: FoundWayIn; readonly front: ProxyFront }[] = [];
  for (const finder of WAYS_IN) {
    for (const found of finder.find({ cluster, profile, gateways })) {
      if (found.ports.isEmpty) continue;
      if (found.front.kind === 'proxy') proxied.push({ found, front: found.front });
      else open.push(opened(found, found.front));
    }
  }
  const proxies = new Set(proxied.map(({ front }) => front.workload));
  const join = (ways: readonly WayIn[]) => ways.flatMap((wayIn) => joinPolicies(wayIn, reachability, profile));
  const direct = new FoundExposure(open, join(open));
  let known = direct;
  // Proxies may stand behind proxies: each round lets the outside in by one more of them.
  for (let round = 0; round <= proxies.size; round++) {
    const behind = proxied.map(({ found, front }) => behindProxy(found, front, known));
    const next = new FoundExposure([...open, ...behind], [...direct.reach, ...join(behind)]);
    const settled = [...proxies].every((proxy) => sameEntry(proxy, known, next));
    known = next;
    if (settled) break;
  }
  return known;
}

class FoundExposure implements Exposure {
  private readonly waysByWorkload: ReadonlyMap<Workload, readonly WayIn[]>;
  private readonly reachByWorkload: ReadonlyMap<Workload, readonly Reach[]>;

  public constructor(public readonly waysIn: readonly WayIn[], public readonly reach: readonly Reach[]) {
    this.waysByWorkload = grouped(waysIn);
    this.reachByWorkload = grouped(reach);
  }

  public waysInto(workload: Workload): readonly WayIn[] {
    return this.waysByWorkload.get(workload) ?? [];
  }

  public reachOf(workload: Workload): readonly Reach[] {
    return this.reachByWorkload.get(workload) ?? [];
  }
}

function opened({ front: _, ...found }: FoundWayIn, front: Exclude<FoundWayIn['front'], ProxyFront>): WayIn {
  return { ...found, entries: front.entries, seenAs: front.seenAs, scope: front.scope };
}

/** Whether the same gets to a proxy in two rounds. */
function sameEntry(proxy: Workload, before: Exposure, after: Exposure): boolean {
  const summary = (exposure: Exposure) => [
    ...exposure.reachOf(proxy).map(({ from, verdict, ports }) => `${from} ${verdict} ${ports.toString()}`),
    ...exposure.waysInto(proxy).flatMap(({ entries }) => entries.map(({ zone, verdict }) => `${zone} ${verdict}`)),
  ].join('\n');
  return summary(before) === summary(after);
}

function grouped<T extends { readonly workload: Workload }>(items: readonly T[]): ReadonlyMap<Workload, readonly T[]> {
  const groups = new Map<Workload, T[]>();
  for (const item of items) {
    const group = groups.get(item.workload);
    if (group === undefined) groups.set(item.workload, [item]);
    else group.push(item);
  }
  return groups;
}
