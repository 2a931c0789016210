import { App, ApiObject } from 'cdk8s';
import { onlineBoutique } from '../../examples/online-boutique/main';
import { threeTier } from '../../examples/three-tier/main';
import { readValues } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { check } from '../../src/report/check';
import { CheckReport } from '../../src/report/model';

/** A manifest as plain data that a test may change. */
export type Manifest = Record<string, any>;

/** Every example application, by name. */
export const EXAMPLES: Readonly<Record<string, (app: App) => App>> = { 'three-tier': threeTier, 'online-boutique': onlineBoutique };

/** The manifests of an example, as deep copies. */
export function manifestsOf(name: string): Manifest[] {
  const app = EXAMPLES[name]!(new App());
  const objects = app.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
  return objects.map((o) => JSON.parse(JSON.stringify(o.toJson())));
}

/** The report on manifests alone: what the command line would say about their YAML. */
export function reportOn(manifests: readonly Manifest[]): CheckReport {
  const items = manifests.map((value, i) => ({ value, origin: { file: 'example.yaml', line: i + 1 } }));
  return check(readValues(items), DEFAULT_PROFILE, { today: '2026-11-21' });
}

/** Verdicts by workload and by namespace that declares one. */
export function verdicts(report: CheckReport): Record<string, string | null> {
  const rows = [
    ...report.workloads.map((w) => [w.workload, w.verdict] as const),
    ...((report as any).namespaces ?? []).map((n: any) => [`Namespace ${n.namespace}`, n.verdict] as const),
  ];
  return Object.fromEntries(rows);
}

/** What changed from one set of verdicts to another: `shop/db[StatefulSet]: honored → violated`. */
export function turned(before: CheckReport, after: CheckReport): string[] {
  const then = verdicts(before);
  const now = verdicts(after);
  return Object.keys(then).filter((k) => now[k] !== then[k]).map((k) => `${k}: ${then[k]} → ${now[k] ?? 'gone'}`);
}

export const copy = (manifests: readonly Manifest[]): Manifest[] => JSON.parse(JSON.stringify(manifests));
