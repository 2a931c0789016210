import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { isDnsLabel, isServiceName, quoted } from './validation';

/** Namespace of objects whose Chart names none; written out, so that what is proven is what is deployed. */
const DEFAULT_NAMESPACE = 'default';

/** Ids that stand for "the thing itself" in construct trees and say nothing in a name. */
const SILENT_IDS: readonly string[] = ['', 'Default', 'Resource'];

export function namespaceOf(construct: Construct): string {
  return Chart.of(construct).namespace ?? DEFAULT_NAMESPACE;
}

/** Namespace of an object that others wrote. */
export function namespaceOfObject(object: ApiObject): string {
  return object.metadata.namespace ?? DEFAULT_NAMESPACE;
}

/** Ids from the Chart down to the construct, joined with dashes, in lower case. */
export function nameOf(construct: Construct): string {
  const chart = Chart.of(construct);
  const scopes = construct.node.scopes;
  return joined(scopes.slice(scopes.indexOf(chart) + 1)).toLowerCase();
}

/** What tells workloads of equal name apart: the path of the Chart. */
export function instanceOf(construct: Construct): string {
  const text = joined(Chart.of(construct).node.scopes).replace(/[^A-Za-z0-9._-]+/g, '-');
  return text.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '') || 'app';
}

function joined(scopes: readonly IConstruct[]): string {
  return scopes.map((scope) => scope.node.id).filter((id) => !SILENT_IDS.includes(id)).join('-');
}

/** What a name must be, and what is said if it is not. */
export interface NameRule {
  readonly test: (name: string) => boolean;
  readonly longest: number;
  readonly words: string;
}

export const DNS_LABEL: NameRule = { test: isDnsLabel, longest: 63, words: 'a DNS label (lower-case letters, digits and dashes inside)' };

const SERVICE_WORDS = 'a DNS label that starts with a letter (lower-case letters, digits and dashes inside)';
export const SERVICE_NAME: NameRule = { test: isServiceName, longest: 63, words: SERVICE_WORDS };

/** Pods of a StatefulSet carry its name with a hash of eleven characters in a label. */
export const STATEFUL_SET_NAME: NameRule = { test: isServiceName, longest: 52, words: SERVICE_WORDS };

/** Jobs of a CronJob are named after it with a suffix of eleven characters. */
export const CRON_JOB_NAME: NameRule = { ...DNS_LABEL, longest: 52 };

/** Why `name` cannot be used, or undefined. `given` is the prop `name`; without it the name came from the path. */
export function nameProblem(name: string, given: string | undefined, rule: NameRule): string | undefined {
  if (rule.test(name) && name.length <= rule.longest) return undefined;
  const must = `must be ${rule.words} of at most ${rule.longest} characters`;
  return given === undefined
    ? `the name ${quoted(name)} that follows from the construct path ${must}; set the prop name`
    : `name: ${quoted(given)} ${must}`;
}

export function instanceProblem(instance: string): string | undefined {
  return instance.length <= 63 ? undefined : `the path of the Chart is too long for a label: ${quoted(instance)} has ${instance.length} characters of at most 63; shorten the Chart's id`;
}
