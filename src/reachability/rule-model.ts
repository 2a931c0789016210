import { KubernetesObject } from '../manifest/kubernetes-object';
import { Direction } from './model';
import { PeerSet } from './peer-set';
import { RulePorts } from './rule-ports';

/** What a rule does with the connections that it matches. `pass` leaves the rest of the tier out. */
export type Action = 'allow' | 'deny' | 'pass';

/** One rule of a policy, compiled once for all the pods that the policy selects. */
export interface CompiledRule {
  readonly action: Action;
  /** Any one of them; undefined for every peer there is, inside and outside. */
  readonly peers: readonly PeerSet[] | undefined;
  readonly ports: RulePorts;
  /** Field path in the policy: `spec.ingress[0]`. */
  readonly path: string;
}

/** What one policy says about one direction. */
export interface CompiledPolicy {
  readonly policy: KubernetesObject;
  readonly direction: Direction;
  /** In the order in which they are asked: the first that matches a port decides it. */
  readonly rules: readonly CompiledRule[];
  /**
   * Precedence within the tier, lowest first. Of policies that share one, the network plugin applies whichever it likes
   * among those that match; undefined where the order makes no difference.
   */
  readonly priority?: number;
  /** False where the policy only adds to what is allowed, in a tier that blocks the rest. */
  readonly isolates?: boolean;
  /** Namespace of the pod, where nobody knows whether it is one that the policy is about: the manifests do not declare its labels. */
  readonly undeclaredNamespace?: string;
}

/**
 * Policies of one layer. Tiers are asked in order, each only about the ports that none before has decided.
 */
export interface Tier {
  /** In order of precedence. */
  readonly policies: readonly CompiledPolicy[];
  /** What becomes of ports that no rule of the tier decides: blocked (the pod is isolated), or left to the next tier. */
  readonly undecided: 'deny' | 'next';
}

/** All that policies say about one class of pods, in one direction. What no tier decides is allowed. */
export interface PodRules {
  readonly direction: Direction;
  readonly tiers: readonly Tier[];
  /** Whether some tier blocks what its rules do not decide. */
  readonly isolated: boolean;
}

/** Rules of pods that no policy selects or can isolate. */
export function unrestricted(direction: Direction): PodRules {
  return UNRESTRICTED[direction];
}

const UNRESTRICTED: Readonly<Record<Direction, PodRules>> = {
  ingress: { direction: 'ingress', tiers: [], isolated: false },
  egress: { direction: 'egress', tiers: [], isolated: false },
};
