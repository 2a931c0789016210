/** The verdict on the intent of one workload. */
export interface WorkloadVerdict {
  /** `ns/name[Kind]`. */
  readonly workload: string;
  /**
   * `public`, `internal`, `private` or `isolated`.
   * @default - none declared
   */
  readonly intent?: string;
  /**
   * `honored`, `violated` or `unproven`.
   * @default - none, because no intent was declared
   */
  readonly verdict?: string;
}

/** A network outside the cluster that gets to a port of a workload. What is not listed is unreachable. */
export interface ReachableFrom {
  /** `ns/name[Kind]`. */
  readonly workload: string;
  /** Where connections start: `internet` or `private-network`. */
  readonly zone: string;
  /** `TCP`, `UDP` or `SCTP`. */
  readonly protocol: string;
  /** Pod ports: `8080`, or a range `8000-8100`. */
  readonly ports: string[];
  /** `reachable` or `unknown`. */
  readonly verdict: string;
  /** Objects on the way, outermost first. */
  readonly through: string[];
  /** What would settle an `unknown`. */
  readonly assuming: string[];
}

/** A rule broken by an object. */
export interface ExposureFinding {
  /** Id of the rule; its page is in docs/rules. */
  readonly rule: string;
  /** `error`, `warning` or `info`. */
  readonly severity: string;
  /** `Kind ns/name`. */
  readonly object: string;
  /**
   * The workload that it is about.
   * @default - none
   */
  readonly workload?: string;
  /** What is wrong. */
  readonly message: string;
  /** Hops of the connection that it is about, outermost first. */
  readonly path: string[];
  /** What to do about it. */
  readonly fix: string;
  /**
   * Path of the construct that wrote the object.
   * @default - unknown
   */
  readonly constructPath?: string;
  /**
   * Why somebody accepted it.
   * @default - not accepted
   */
  readonly acceptedBecause?: string;
}

/** Everything that the check concluded about an App. */
export interface ExposureReport {
  /** Whether no finding of severity `error` remains that nobody accepted. */
  readonly ok: boolean;
  /** The verdict on every workload. */
  readonly workloads: WorkloadVerdict[];
  /** Which networks outside the cluster get to which ports. */
  readonly reach: ReachableFrom[];
  /** Every rule that is broken, also where somebody accepted it. */
  readonly findings: ExposureFinding[];
  /** The report for people, as the command line prints it. */
  readonly text: string;
  /** The report for programs, as `cdk8s-exposure check --format json` prints it. */
  readonly json: string;
}
