import { buildCluster } from '../cluster/build';
import { Cluster } from '../cluster/model';
import { findExposure } from '../exposure/find';
import { Exposure, Route, ZONES } from '../exposure/model';
import { Acceptance } from '../intent/model';
import { readDeclarations } from '../intent/read';
import { ParsedManifests } from '../manifest/read';
import { PROTOCOLS } from '../network/protocol';
import { Profile } from '../profile/profile';
import { analyzeReachability } from '../reachability/analyze';
import { Analysis } from '../rules/rule';
import { RuleResults, runRules } from '../rules/run';
import { CheckReport, ReportedReach, ReportedRoute, ReportedWorkload } from './model';

/** What a check needs to know beside the manifests and the profile. */
export interface CheckOptions {
  /** The day that acceptances are measured against, `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** Acceptances that stand in no manifest and no profile. */
  readonly acceptances?: readonly Acceptance[];
}

/** Checks manifests from parsing to the report: the one way that the command line, the check at synth and tests take. */
export function check(parsed: ParsedManifests, profile: Profile, options: CheckOptions): CheckReport {
  const cluster = buildCluster(parsed);
  const reachability = analyzeReachability(cluster, profile);
  const exposure = findExposure(cluster, reachability, profile);
  const declarations = readDeclarations(cluster, profile);
  const analysis: Analysis = { cluster, profile, reachability, exposure, declarations };
  const results = runRules(analysis, options.today, options.acceptances);
  return {
    workloads: workloadsOf(analysis, results),
    namespaces: declarations.namespaces.map(({ object, origin }) => ({
      namespace: object.metadata.name,
      verdict: results.namespaceVerdict(object),
      origin,
    })),
    reach: reachOf(cluster, exposure),
    findings: results.findings,
    examined: {
      objects: cluster.objects.length,
      workloads: cluster.workloads.length,
      policies: cluster.networkPolicies.length + cluster.clusterPolicies.length + cluster.ciliumPolicies.length,
      waysIn: exposure.waysIn.length,
    },
  };
}

function workloadsOf({ cluster, declarations }: Analysis, results: RuleResults): readonly ReportedWorkload[] {
  return cluster.workloads.map((workload) => ({
    workload: workload.id,
    intent: declarations.of(workload)?.intent ?? null,
    verdict: results.verdict(workload),
    origin: workload.objects[0]!.origin,
  }));
}

/** One row for each workload, zone, protocol, verdict and way; in that order. */
function reachOf(cluster: Cluster, exposure: Exposure): readonly ReportedReach[] {
  const rows = new Map<string, ReportedReach>();
  for (const workload of cluster.workloads) {
    const reach = exposure.reachOf(workload);
    for (const zone of ZONES) {
      for (const { from, ports, verdict, through, assuming, wayIn } of reach) {
        if (from !== zone) continue;
        for (const protocol of PROTOCOLS) {
          const ranges = ports.ranges(protocol);
          if (ranges.length === 0) continue;
          const row = { workload: workload.id, from, protocol, ports: ranges, verdict, through, assuming };
          const key = JSON.stringify(row);
          const routes = withRoutes(rows.get(key)?.routes, wayIn.routes ?? []);
          rows.set(key, routes.length === 0 ? row : { ...row, routes });
        }
      }
    }
  }
  return [...rows.values()];
}

/** The routes of two ways in that are one row, each once, by host and path. */
function withRoutes(known: readonly ReportedRoute[] = [], more: readonly Route[]): readonly ReportedRoute[] {
  const routes = [...known, ...more.map(({ host, path, tls }) => ({ ...(host === undefined ? {} : { host }), path, tls }))];
  const byText = new Map(routes.map((route) => [`${route.host ?? ''} ${route.path} ${route.tls}`, route]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, route]) => route);
}
