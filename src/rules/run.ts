import { Workload } from '../cluster/model';
import { Acceptance } from '../intent/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { applyAcceptances, Judged } from './acceptances';
import { RULES, ruleNamed } from './catalogue';
import { API_INVALID, CHECKER_FAILED, INTENT_ANNOTATION } from './engine-rules';
import { Finding, IntentVerdict } from './finding';
import { Analysis, RawFinding, Rule, Severity } from './rule';
import { touchedBy } from './touched';

/** What the rules make of a cluster. */
export interface RuleResults {
  /** Sorted: errors first, then by object, rule and message. */
  readonly findings: readonly Finding[];
  /** Null for a workload without an intent. */
  verdict(workload: Workload): IntentVerdict | null;
  /** On a namespace that declares an intent. */
  namespaceVerdict(object: KubernetesObject): IntentVerdict;
}

/**
 * Evaluates every rule.
 *
 * A rule that fails becomes a finding and does not keep the others from being evaluated. An acceptance changes whether
 * a finding counts, never the verdict: what is accepted is still true.
 *
 * @param today the day that acceptances are measured against, `YYYY-MM-DD`, UTC
 * @param acceptances those that stand in no manifest and no profile
 */
export function runRules(analysis: Analysis, today: string, acceptances: readonly Acceptance[] = [], rules: readonly Rule[] = RULES): RuleResults {
  const verdicts = new Verdicts(analysis);
  const judged: Judged[] = [];
  for (const rule of rules) judged.push(...evaluate(rule, analysis, verdicts));
  judged.push(...ofDeclarations(analysis, verdicts), ...ofInput(analysis, verdicts));
  const findings = applyAcceptances(distinct(judged), [...analysis.declarations.acceptances, ...acceptances], today);
  return {
    findings: [...findings].sort(compareFindings),
    verdict: (workload) => verdicts.of(workload),
    namespaceVerdict: (object) => verdicts.ofNamespace(object),
  };
}

/** What findings make of each intent. */
class Verdicts {
  private readonly worst = new Map<string, 'violated' | 'unproven'>();

  public constructor(private readonly analysis: Analysis) {
  }

  public add(workload: Workload | undefined, verdict: 'violated' | 'unproven' | undefined): void {
    if (workload !== undefined) this.note(workload.id, verdict);
  }

  public addNamespace(object: KubernetesObject, verdict: 'violated' | 'unproven' | undefined): void {
    if (object.kind === 'Namespace') this.note(object.ref, verdict);
  }

  /** Of everything that was declared. */
  public addAll(verdict: 'violated' | 'unproven'): void {
    this.analysis.declarations.all.forEach(({ workload }) => this.add(workload, verdict));
    this.analysis.declarations.namespaces.forEach(({ object }) => this.addNamespace(object, verdict));
  }

  public ofNamespace(object: KubernetesObject): IntentVerdict {
    return this.worst.get(object.ref) ?? 'honored';
  }

  public of(workload: Workload): IntentVerdict | null {
    if (this.analysis.declarations.of(workload) === undefined) return null;
    return this.worst.get(workload.id) ?? 'honored';
  }

  private note(key: string, verdict: 'violated' | 'unproven' | undefined): void {
    if (verdict !== undefined && this.worst.get(key) !== 'violated') this.worst.set(key, verdict);
  }
}

function evaluate(rule: Rule, analysis: Analysis, verdicts: Verdicts): readonly Judged[] {
  const judged: Judged[] = [];
  try {
    for (const raw of rule.evaluate(analysis)) {
      verdicts.add(raw.workload, raw.verdict);
      if (raw.workload === undefined) verdicts.addNamespace(raw.object, raw.verdict);
      judged.push({ finding: located(rule, raw), acceptable: raw.acceptable !== false && rule.acceptable !== false });
    }
  } catch (error) {
    // what the rule would have said is unknown: no intent can be called honored
    verdicts.addAll('unproven');
    judged.push({ finding: failure(rule, error), acceptable: false });
  }
  return judged;
}

function located(rule: Rule, raw: RawFinding): Finding {
  const { object, field, workload, severity, message, path, fix, verdict, origin } = raw;
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    object: object.ref,
    ...(workload === undefined ? {} : { workload: workload.id }),
    message,
    path: path ?? [],
    fix,
    location: origin ?? object.locate(field),
    ...(verdict === undefined ? {} : { breaks: verdict }),
  };
}

function failure(rule: Rule, error: unknown): Finding {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    rule: CHECKER_FAILED.id,
    severity: CHECKER_FAILED.severity,
    object: rule.id,
    message: `Rule ${rule.id} could not be evaluated: ${reason}`,
    path: [],
    fix: 'Report it with the manifests; the verdicts lack what this rule would have said.',
    location: {},
  };
}

function ofDeclarations({ declarations }: Analysis, verdicts: Verdicts): readonly Judged[] {
  return declarations.problems.map(({ object, workload, key, message, origin }) => {
    verdicts.add(workload, 'unproven');
    return {
      acceptable: false,
      finding: {
        rule: INTENT_ANNOTATION.id,
        severity: INTENT_ANNOTATION.severity,
        object: object?.ref ?? origin.file ?? '',
        ...(workload === undefined ? {} : { workload: workload.id }),
        message: `${key} ${message}`,
        path: [],
        fix: 'Correct it as docs/annotations.md describes.',
        location: origin,
        ...(workload === undefined ? {} : { breaks: 'unproven' as const }),
      },
    };
  });
}

/** Objects that the API server would refuse; of what they touch nothing is proved. */
function ofInput({ cluster }: Analysis, verdicts: Verdicts): readonly Judged[] {
  return cluster.problems.map((problem) => {
    const touched = touchedBy(cluster, problem);
    for (const workload of touched) verdicts.add(workload, 'unproven');
    const rule = ruleNamed(problem.rule) ?? API_INVALID;
    const what = problem.ref ?? 'An object';
    return {
      acceptable: false,
      finding: {
        rule: problem.rule,
        severity: rule.severity === 'info' ? 'warning' as const : 'error' as const,
        object: problem.ref ?? '',
        ...(touched.length === 1 ? { workload: touched[0]!.id } : {}),
        message: `${what} would be refused by the API server: ${problem.path === '' ? '' : `${problem.path}: `}${problem.message}`,
        path: touched.length === 0 ? [] : [`nothing is proved of ${named(touched)}`],
        fix: 'Correct the object; until then it is treated as absent.',
        location: problem.origin,
        ...(touched.length > 0 ? { breaks: 'unproven' as const } : {}),
      },
    };
  });
}

function named(workloads: readonly Workload[]): string {
  const shown = workloads.slice(0, 3).map((workload) => workload.id).join(', ');
  return workloads.length > 3 ? `${shown} and ${workloads.length - 3} more` : shown;
}

/** Findings that say exactly the same of the same workload are one. */
function distinct(judged: readonly Judged[]): readonly Judged[] {
  const byText = new Map<string, Judged>();
  for (const item of judged) {
    const { rule, object, workload, message } = item.finding;
    const key = `${rule}\n${object}\n${workload ?? ''}\n${message}`;
    if (!byText.has(key)) byText.set(key, item);
  }
  return [...byText.values()];
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Errors first, then by object, rule, workload and message. */
export function compareFindings(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
    || compare(a.object, b.object) || compare(a.rule, b.rule) || compare(a.workload ?? '', b.workload ?? '') || compare(a.message, b.message);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
