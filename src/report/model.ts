import { Intent } from '../intent/model';
import { Origin } from '../manifest/origin';
import { Finding, IntentVerdict } from '../rules/finding';

export type { Finding, IntentVerdict, ReportedAcceptance } from '../rules/finding';

export interface ReportedWorkload {
  readonly workload: string;
  readonly intent: Intent | null;
  /** Null without an intent. */
  readonly verdict: IntentVerdict | null;
  readonly origin: Origin;
}

/** A namespace that is declared isolated. */
export interface ReportedNamespace {
  readonly namespace: string;
  readonly verdict: IntentVerdict;
  readonly origin: Origin;
}

export interface ReportedReach {
  readonly workload: string;
  readonly from: string;
  readonly protocol: string;
  readonly ports: readonly (readonly [number, number])[];
  readonly verdict: 'reachable' | 'unknown';
  readonly through: readonly string[];
  readonly assuming: readonly string[];
  /** Hosts and paths by which an application-layer way in leads there; absent for others. */
  readonly routes?: readonly ReportedRoute[];
}

/** A host and a path that lead to a workload. */
export interface ReportedRoute {
  /** Every host if absent. */
  readonly host?: string;
  readonly path: string;
  /** Whether clients may come by TLS. */
  readonly tls: boolean;
}

/** What `check` prints, in any format. */
export interface CheckReport {
  readonly workloads: readonly ReportedWorkload[];
  /** Only those that declare an intent. */
  readonly namespaces: readonly ReportedNamespace[];
  readonly reach: readonly ReportedReach[];
  /** Sorted: errors first, then by object, rule and message. */
  readonly findings: readonly Finding[];
  /** How much was looked at, against success that proves nothing. */
  readonly examined: { readonly objects: number; readonly workloads: number; readonly policies: number; readonly waysIn: number };
}
