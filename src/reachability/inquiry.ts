import { buildCluster } from '../cluster/build';
import { Cluster, Workload } from '../cluster/model';
import { ParsedManifests } from '../manifest/read';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Profile } from '../profile/profile';
import { analyzeReachability } from './analyze';
import { EndName, EndNameError, findWorkload, parseEndName, workloadAt } from './end-name';
import { ExplainedEnd } from './explanation';
import { hypotheticalPodObject } from './hypothetical-pod';
import { DecidingRule, Decision, Direction, Reachability } from './model';

/** Whom a question is about, as the user names them. */
export interface EndNames {
  readonly source: string;
  readonly destination: string;
}

const EVERYTHING: Decision = { allowed: PortSet.ALL, some: PortSet.ALL, unknown: PortSet.NONE, assumptions: [] };

/** One connection in one state of the manifests. */
export class Inquiry {
  public readonly source: ExplainedEnd;
  public readonly destination: ExplainedEnd;
  public readonly reachability: Reachability;

  /** @throws EndNameError if a name means nothing, or no policy can govern either end */
  public constructor(public readonly parsed: ParsedManifests, public readonly profile: Profile, names: EndNames) {
    const [source, destination] = [parseEndName(names.source), parseEndName(names.destination)];
    if (source.kind === 'addresses' && destination.kind === 'addresses') {
      throw new EndNameError('source and destination are both addresses: policies govern pods, so one of them must be a workload or a pod');
    }
    const pods = [source, destination].flatMap((name) => (name.kind === 'pod' ? [hypotheticalPodObject(name.pod)] : []));
    const objects = new Map(pods.map((pod) => [pod.ref, pod]));
    const cluster = buildCluster({ ...parsed, objects: [...parsed.objects, ...objects.values()] });
    this.reachability = analyzeReachability(cluster, profile);
    this.source = endOf(cluster, names.source, source);
    this.destination = endOf(cluster, names.destination, destination);
  }

  public get cluster(): Cluster {
    return this.reachability.cluster;
  }

  /** The end whose policies decide in that direction. */
  public own(direction: Direction): ExplainedEnd {
    return direction === 'egress' ? this.source : this.destination;
  }

  /** The end that these policies look at. */
  public other(direction: Direction): ExplainedEnd {
    return direction === 'egress' ? this.destination : this.source;
  }

  /** Both halves together. */
  public decision(): Decision {
    const { source, destination } = this;
    if (destination.workload !== undefined) return this.reachability.into(destination.workload, source.peer);
    return this.reachability.outOf(source.workload as Workload, destination.peer);
  }

  /** One half; policies of the cluster have no say over addresses, so that their half lets everything pass. */
  public half(direction: Direction): Decision {
    const { workload } = this.own(direction);
    return workload === undefined ? EVERYTHING : this.reachability.half(workload, direction, this.other(direction).peer);
  }

  public why(direction: Direction): readonly DecidingRule[] {
    const { workload } = this.own(direction);
    return workload === undefined ? [] : this.reachability.why(workload, direction, this.other(direction).peer);
  }

  /** The part of the manifests that can make a difference to this connection. */
  public relevantPart(): ParsedManifests {
    const ends = [this.source, this.destination].flatMap(({ workload }) => workload ?? []);
    const namespaces = new Set(ends.map(({ namespace }) => namespace.name));
    const objects = this.parsed.objects.filter((object) => {
      const { namespace } = object.metadata;
      const workload = this.cluster.workloadOf(object);
      if (workload !== undefined) return ends.includes(workload);
      return namespace === undefined || namespaces.has(namespace);
    });
    return { objects, problems: [] };
  }
}

function endOf(cluster: Cluster, asked: string, name: EndName): ExplainedEnd {
  if (name.kind === 'addresses') {
    const workload = workloadAt(cluster, name.addresses);
    if (workload !== undefined) return ofWorkload(asked, workload);
    const shown = name.addresses === AddressSet.PUBLIC ? 'the internet (every public address)' : name.addresses.toString();
    return { asked, name: shown, peer: { kind: 'addresses', addresses: name.addresses } };
  }
  if (name.kind === 'workload') return ofWorkload(asked, findWorkload(cluster, name));
  const { metadata, kind } = hypotheticalPodObject(name.pod);
  return ofWorkload(asked, cluster.workload(`${metadata.namespace}/${metadata.name}[${kind}]`) as Workload);
}

function ofWorkload(asked: string, workload: Workload): ExplainedEnd {
  return { asked, name: workload.id, peer: { kind: 'workload', workload }, workload };
}
