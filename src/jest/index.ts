import { App, Chart, Yaml } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Exposure } from '../constructs/exposure';
import { ExposureFinding, ExposureReport } from '../constructs/exposure-report';

/** What jest asks of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Matchers for jest, for `expect.extend(exposureMatchers)`:
 *
 * - `expect(app).toHonorEveryIntent()`: no finding of severity error, every declared intent honored, and at least one declared.
 * - `expect(app).toHaveFinding('EXP-NODEPORT')`: that rule is broken and not accepted; with a second argument, on that object
 *   (`Service shop/db`).
 *
 * Each takes the App or any construct in it.
 */
export const exposureMatchers = {
  toHonorEveryIntent(received: IConstruct): MatcherResult {
    const report = Exposure.of(received).report();
    const declared = report.workloads.filter((w) => w.intent !== undefined);
    const broken = declared.filter((w) => w.verdict !== 'honored');
    const pass = report.ok && broken.length === 0 && declared.length > 0;
    return {
      pass,
      message: () => {
        if (pass) return `Expected an intent that is not honored, but all ${declared.length} are.`;
        if (declared.length === 0) return 'Expected every intent to be honored, but no workload declares one.';
        return `Expected every intent to be honored:\n\n${report.text}`;
      },
    };
  },

  toHaveFinding(received: IConstruct, rule: string, object?: string): MatcherResult {
    const report = Exposure.of(received).report();
    const pass = report.findings.some((f) => f.acceptedBecause === undefined && f.rule === rule && (object === undefined || f.object === object));
    const wanted = `${rule}${object === undefined ? '' : ` on ${object}`}`;
    return { pass, message: () => `Expected ${pass ? 'no finding' : 'a finding'} ${wanted}; there are: ${listed(report)}` };
  },
};

function listed({ findings }: ExposureReport): string {
  return findings.map((f: ExposureFinding) => `${f.rule} on ${f.object}`).join(', ') || 'none';
}

/** Serializes an App or a Chart as the YAML that it synthesizes, for `expect.addSnapshotSerializer(manifestSerializer)`. */
export const manifestSerializer = {
  test: (value: unknown): boolean => value instanceof App || value instanceof Chart,
  serialize: (value: App | Chart): string => (value instanceof App ? value.synthYaml() : Yaml.stringify(...value.toJson())),
};
