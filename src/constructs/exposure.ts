import * as fs from 'fs';
import { ApiObject, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ANNOTATIONS } from '../intent/annotation-keys';
import { AcceptanceEntry, formatAcceptances } from '../intent/annotations';
import { readProfile } from '../profile/read';
import { nearest } from '../profile/spelling';
import { renderCheckJson } from '../report/check-json';
import { renderCheckText } from '../report/check-text';
import { CheckReport } from '../report/model';
import { RULES } from '../rules/catalogue';
import { refuse } from './declaration-error';
import { AcceptOptions, Enforcement, ExposureOptions } from './exposure-options';
import { EnforcementMode, ExposureRegistry } from './exposure-registry';
import { ExposureReport } from './exposure-report';
import { oneOf, PropType, readOptions, required, Shape, TEXT, typedOptions } from './prop-types';
import { Problems, quoted } from './validation';

/** Acceptances by the object that carries them; on the App's objects, so that nothing outlives the App. */
const ACCEPTED = Symbol.for('cdk8s-exposure.Accepted');

/** An ISO day such as `2027-03-31`. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reasons shorter than this say nothing to the person who reads them a year later. */
const SHORTEST_REASON = 10;

const ACCEPT: Shape<AcceptOptions> = { rule: required(TEXT), reason: required(TEXT), expires: TEXT };

/** Read by the schema of exposure.yaml, which also knows the line. */
const AS_IN_FILE: PropType = { words: 'as in exposure.yaml', read: (_prop, value) => value };

const SETTINGS: Shape<ExposureOptions> = {
  enforcement: oneOf(Enforcement), profileFile: TEXT, cluster: AS_IN_FILE, controllers: AS_IN_FILE, intents: AS_IN_FILE,
};

/**
 * The check of an App, seen from one of its constructs.
 *
 * Every App that uses a construct of this library is checked at synth; nothing needs to be called for that. This class
 * configures the check, accepts findings and returns the report.
 *
 * @exampleMetadata fixture=shop
 * @example
 * Exposure.of(app).configure({ cluster: { provider: 'eks', nodeCidrs: ['10.0.0.0/16'] } });
 */
export class Exposure {
  /** The check of the App that `scope` belongs to. */
  public static of(scope: IConstruct): Exposure {
    refuse('INVALID_VALUE', 'Exposure.of', Construct.isConstruct(scope) ? [] : [`${quoted(scope)} must be an App, or a construct inside one`]);
    return new Exposure(scope, ExposureRegistry.of(scope));
  }

  private constructor(private readonly scope: IConstruct, private readonly registry: ExposureRegistry) {
  }

  /**
   * Says what the manifests cannot: the cluster, controllers installed elsewhere, intents of workloads that others
   * wrote. A later call replaces an earlier one; settings left out take their defaults.
   *
   * @throws when a value is not one of those allowed, or when DNS names with another cluster domain were already handed out
   */
  public configure(options: ExposureOptions): void {
    const problems = new Problems();
    const { enforcement, profileFile, ...content } = readOptions(options, SETTINGS, problems);
    problems.check(profileFile === undefined || fs.existsSync(profileFile), () => `profileFile: there is no file ${quoted(profileFile)}; give its path from the working directory`);
    refuse('INVALID_VALUE', 'Exposure.configure', problems.all);
    if (profileFile !== undefined && Object.keys(content).length > 0) {
      throw new Error(`Exposure.configure: give either profileFile ("${profileFile}") or ${Object.keys(content).join(', ')}, not both.`);
    }
    const text = profileFile === undefined ? JSON.stringify(content) : fs.readFileSync(profileFile, 'utf8');
    const { profile, problems: unreadable } = readProfile(text, profileFile ?? 'Exposure.configure');
    if (unreadable.length > 0) {
      throw new Error(`The exposure settings cannot be used:\n  ${unreadable.map((p) => `${p.file}: ${p.path}: ${p.message}`).join('\n  ')}`);
    }
    this.registry.configure(profile, enforcement === undefined ? undefined : MODES[enforcement]);
  }

  /**
   * Accepts one finding on exactly this construct: on the Kubernetes objects that it wrote itself, not on those of
   * constructs that were handed to it.
   *
   * The acceptance stays visible in the report. One that no finding needs, or that has expired, is itself a finding.
   *
   * @throws when the rule does not exist or may not be accepted, the reason is shorter than 10 characters, the date is
   * not a day, or the construct has no objects
   */
  public accept(options: AcceptOptions): void {
    options = typedOptions(`${this.scope.node.path}: Exposure.accept`, options, ACCEPT);
    const problems = acceptanceProblems(options);
    const objects = this.ownObjects();
    if (objects.length === 0) problems.push('the construct has no Kubernetes objects; accept on the construct that the finding names');
    if (problems.length > 0) {
      throw new Error(`Exposure.accept at "${this.scope.node.path}": ${problems.join('; ')}.`);
    }
    const item: AcceptanceEntry = { ...options, construct: this.scope.node.path };
    for (const object of objects) addAcceptance(object, item);
  }

  /** The report over everything in the App as it is now, whoever wrote it. Never throws for a finding. */
  public report(): ExposureReport {
    return toReport(this.registry.report());
  }

  private ownObjects(): ApiObject[] {
    const found: ApiObject[] = [];
    const visit = (construct: IConstruct): void => {
      if (construct !== this.scope && this.registry.isRegistered(construct)) return;
      if (ApiObject.isApiObject(construct)) found.push(construct);
      construct.node.children.forEach(visit);
    };
    visit(this.scope);
    return found;
  }
}

const MODES: Readonly<Record<Enforcement, EnforcementMode>> = {
  [Enforcement.ERROR]: 'error',
  [Enforcement.WARN]: 'warn',
  [Enforcement.OFF]: 'off',
};

function acceptanceProblems(options: AcceptOptions): string[] {
  const problems: string[] = [];
  const rule = RULES.find((r) => r.id === options.rule);
  if (rule === undefined) {
    const suggestion = nearest(options.rule, RULES.map((r) => r.id));
    problems.push(`there is no rule "${options.rule}"${suggestion === undefined ? '' : `; did you mean "${suggestion}"?`}`);
  } else if (rule.acceptable === false) {
    problems.push(`${rule.id} cannot be accepted: ${rule.title}`);
  }
  if (options.reason.trim().length < SHORTEST_REASON) problems.push(`the reason "${options.reason}" is shorter than ${SHORTEST_REASON} characters`);
  if (options.expires !== undefined && (!DAY.test(options.expires) || Number.isNaN(Date.parse(options.expires)))) {
    problems.push(`"${options.expires}" is not a day; write it as 2027-03-31`);
  }
  return problems;
}

function addAcceptance(object: ApiObject & { [ACCEPTED]?: AcceptanceEntry[] }, item: AcceptanceEntry): void {
  const known = object[ACCEPTED];
  if (known !== undefined) {
    if (!known.some((k) => k.rule === item.rule && k.construct === item.construct)) known.push(item);
    return;
  }
  const items = [item];
  Object.defineProperty(object, ACCEPTED, { value: items });
  // lazily, because more acceptances may follow
  object.metadata.addAnnotation(ANNOTATIONS.accept, Lazy.any({ produce: () => formatAcceptances(items) }) as unknown as string);
}

function toReport(report: CheckReport): ExposureReport {
  return {
    ok: !report.findings.some((f) => f.severity === 'error' && f.accepted === undefined),
    workloads: report.workloads.map((w) => ({ workload: w.workload, intent: w.intent ?? undefined, verdict: w.verdict ?? undefined })),
    reach: report.reach.map((r) => ({
      workload: r.workload,
      zone: r.from,
      protocol: r.protocol,
      ports: r.ports.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)),
      verdict: r.verdict,
      through: [...r.through],
      assuming: [...r.assuming],
    })),
    findings: report.findings.map((f) => ({
      rule: f.rule,
      severity: f.severity,
      object: f.object,
      workload: f.workload,
      message: f.message,
      path: [...f.path],
      fix: f.fix,
      constructPath: f.location.constructPath,
      acceptedBecause: f.accepted?.reason,
    })),
    text: renderCheckText(report),
    json: renderCheckJson(report),
  };
}
