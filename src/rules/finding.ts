import { Origin } from '../manifest/origin';
import { Severity } from './rule';

/** What is proved of a workload's intent. */
export type IntentVerdict = 'honored' | 'violated' | 'unproven';

/** Why a finding does not count, and until when. */
export interface ReportedAcceptance {
  readonly reason: string;
  readonly expires?: string;
}

/** A rule broken by an object. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly object: string;
  readonly workload?: string;
  readonly message: string;
  readonly path: readonly string[];
  readonly fix: string;
  readonly location: Origin;
  readonly accepted?: ReportedAcceptance;
  /** What the finding makes of the verdict on `workload`. Not part of the JSON report. */
  readonly breaks?: 'violated' | 'unproven';
}
