import { ContainerPort } from '../manifest/kinds/pod-template';
import { PortSet } from '../network/port-set';
import { Protocol } from '../network/protocol';

/** The container port names that a rule opens, still to be looked up on the destination. */
export interface NamedPort {
  /** Undefined for whichever protocol the container declares it with. */
  readonly protocol?: Protocol;
  readonly name: string;
}

/** Ports of a rule on one destination: those it has for certain, and those it may have. */
export interface ResolvedPorts {
  readonly certain: PortSet;
  /** Contains `certain`. */
  readonly possible: PortSet;
}

/** Where a connection ends, as far as port names go: known containers, unknown ones, or no pod at all. */
export type PortNames = readonly ContainerPort[] | 'unknown' | 'none';

/** The ports of a rule: numbers, and names that mean something else on every destination. */
export class RulePorts {
  public static readonly ALL = new RulePorts(PortSet.ALL, []);

  private readonly fixed: ResolvedPorts;

  public constructor(public readonly numbered: PortSet, public readonly named: readonly NamedPort[]) {
    this.fixed = { certain: numbered, possible: numbered };
  }

  /**
   * The ports on a destination. A name counts only with the protocol of the rule, if that has one; a name that no container declares
   * matches nothing, and an address outside has no names.
   */
  public on(destination: PortNames): ResolvedPorts {
    if (this.named.length === 0 || destination === 'none') return this.fixed;
    if (destination === 'unknown') return { certain: this.numbered, possible: this.named.reduce((set, { protocol }) => set.union(protocol === undefined ? PortSet.ALL : PortSet.all(protocol)), this.numbered) };
    const found = this.named.reduce((set, port) => set.union(declared(port, destination)), this.numbered);
    return { certain: found, possible: found };
  }
}

function declared({ protocol, name }: NamedPort, ports: readonly ContainerPort[]): PortSet {
  const found = ports.filter((p) => p.name === name && (protocol === undefined || p.protocol === protocol));
  return PortSet.union(found.map((p) => PortSet.of(p.protocol, p.containerPort)));
}
