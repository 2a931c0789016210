import { Cluster, Workload } from '../cluster/model';
import { Exposure } from '../exposure/model';
import { Declarations } from '../intent/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { Origin } from '../manifest/origin';
import { Profile } from '../profile/profile';
import { Reachability } from '../reachability/model';

export type Severity = 'error' | 'warning' | 'info';

/** Everything that a rule may look at. Rules are pure functions of it. */
export interface Analysis {
  readonly cluster: Cluster;
  readonly profile: Profile;
  readonly reachability: Reachability;
  readonly exposure: Exposure;
  readonly declarations: Declarations;
}

/** What a rule reports; the engine adds the rule's id, positions and acceptance. */
export interface RawFinding {
  /** The object on which it is reported. */
  readonly object: KubernetesObject;
  /** Field path in `object`, for the position. */
  readonly field?: string;
  /** The workload whose exposure or intent it is about. */
  readonly workload?: Workload;
  /** Replaces the rule's severity, where the intent or the profile decides. */
  readonly severity?: Severity;
  /** What is wrong, with names and values; one sentence, without the fix. */
  readonly message: string;
  /** Hops of the connection it is about, outermost first. */
  readonly path?: readonly string[];
  /** What to do about it. */
  readonly fix: string;
  /** What it means for the verdict on `workload`, or on `object` where that is a Namespace; nothing if absent. */
  readonly verdict?: 'violated' | 'unproven';
  /** Where to point, if not at `object`. */
  readonly origin?: Origin;
  /** False where this finding cannot be accepted although others of the rule can. Default: what the rule says. */
  readonly acceptable?: boolean;
}

/** What is said of a rule, with a page of its name in docs/rules. */
export interface RuleDescription {
  readonly id: string;
  readonly severity: Severity;
  /** The claim, as one sentence: what the rule finds. */
  readonly title: string;
  /** Why it matters, with the source of the Kubernetes or controller behaviour. */
  readonly rationale: string;
  /** False for what nobody may accept. Default true. */
  readonly acceptable?: boolean;
}

/** One rule: a file of this folder, named by its id. */
export interface Rule extends RuleDescription {
  evaluate(analysis: Analysis): Iterable<RawFinding>;
}
