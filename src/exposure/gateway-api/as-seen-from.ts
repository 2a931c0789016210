import { Cluster, Workload } from '../../cluster/model';
import { Peer } from '../../reachability/model';
import { Reach, SeenAs, WayIn, ZoneEntry } from '../model';
import { GatewayCluster } from './generated-proxies';

/** What was found in a cluster with generated proxies, said of the cluster without them: its own workloads, and no word of what was added. */
export class AsSeenFrom {
  private readonly known = new Map<WayIn, WayIn | undefined>();

  public constructor(private readonly cluster: Cluster, private readonly gateways: GatewayCluster) {}

  public waysIn(found: readonly WayIn[]): readonly WayIn[] {
    return found.flatMap((wayIn) => this.wayIn(wayIn) ?? []);
  }

  public reach(found: readonly Reach[]): readonly Reach[] {
    return found.flatMap((reach) => {
      const wayIn = this.wayIn(reach.wayIn);
      return wayIn === undefined ? [] : [{ ...reach, wayIn, workload: wayIn.workload, through: this.visible(reach.through) }];
    });
  }

  private wayIn(found: WayIn): WayIn | undefined {
    if (!this.known.has(found)) this.known.set(found, this.translated(found));
    return this.known.get(found);
  }

  private translated(found: WayIn): WayIn | undefined {
    const workload = this.own(found.workload);
    if (workload === undefined) return undefined;
    const entries = found.entries.map((entry) => this.entry(entry));
    return { ...found, workload, entries, seenAs: this.seenAs(found.seenAs), through: this.visible(found.through) };
  }

  private entry(entry: ZoneEntry): ZoneEntry {
    return entry.via === undefined ? entry : { ...entry, via: this.visible(entry.via) };
  }

  private seenAs(seenAs: SeenAs): SeenAs {
    if (seenAs.kind !== 'peer') return seenAs;
    const { sender: _, ...rest } = seenAs;
    const peers = seenAs.peers.flatMap((peer): readonly Peer[] => {
      if (peer.kind !== 'workload') return [peer];
      const workload = this.own(peer.workload);
      return workload === undefined ? [] : [{ ...peer, workload }];
    });
    return { ...rest, peers };
  }

  private own(workload: Workload): Workload | undefined {
    return this.cluster.workload(workload.id);
  }

  private visible(refs: readonly string[]): readonly string[] {
    return refs.filter((ref) => !this.gateways.added.has(ref));
  }
}
