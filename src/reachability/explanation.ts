import { Workload } from '../cluster/model';
import { Origin } from '../manifest/origin';
import { PortSet } from '../network/port-set';
import { DecidingRule, Direction, Peer } from './model';
import { PolicyEdit } from './policy-edit';

/** One end of a connection that somebody asked about. */
export interface ExplainedEnd {
  /** As it was asked for. */
  readonly asked: string;
  /** Workload id, or what else it is, in words. */
  readonly name: string;
  readonly peer: Extract<Peer, { kind: 'workload' | 'addresses' }>;
  /** The workload whose policies govern this end; undefined for addresses. */
  readonly workload?: Workload;
}

/** What becomes of the ports asked for: disjoint, and all of them together. */
export interface Verdict {
  /** For every pod and address of both ends. */
  readonly allowed: PortSet;
  /** For some pods or addresses, not for all. */
  readonly partly: PortSet;
  /** Manifests cannot decide. */
  readonly unknown: PortSet;
  readonly blocked: PortSet;
}

/** The layer that a reason belongs to, in the order in which they are asked. */
export type ReasonTier = 'Admin' | 'NetworkPolicy' | 'Baseline' | 'default';

/** A rule, or the absence of one, that decided some of the ports. */
export interface Reason extends DecidingRule {
  readonly tier: ReasonTier;
  /** Where the rule is written, or the policy where no rule of it matches. */
  readonly location?: Origin;
}

/** What the policies of one end say. */
export interface ExplainedHalf {
  readonly direction: Direction;
  readonly end: ExplainedEnd;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** What would settle what is unknown. */
  readonly assumptions: readonly string[];
}

/** The smallest change of policies that turns a verdict, proved by applying it. */
export interface ProposedEdit {
  readonly effect: 'allow' | 'block';
  /** The ports whose verdict it turns. */
  readonly ports: PortSet;
  readonly edit: PolicyEdit;
  /** What else it does. */
  readonly consequences: readonly string[];
}

/** Why no edit is proposed. */
export interface NoEdit {
  readonly effect: 'allow' | 'block';
  readonly ports: PortSet;
  readonly reason: string;
}

/** Why a connection is allowed or blocked, and what would change that. */
export interface Explanation {
  readonly source: ExplainedEnd;
  readonly destination: ExplainedEnd;
  /** The ports asked about: all of them if none were named. */
  readonly ports: PortSet;
  /** Both halves together. */
  readonly verdict: Verdict;
  readonly assumptions: readonly string[];
  /** Egress of the source, then ingress of the destination. */
  readonly halves: readonly ExplainedHalf[];
  readonly edits: readonly (ProposedEdit | NoEdit)[];
  /** What no policy changes. */
  readonly notes: readonly string[];
}
