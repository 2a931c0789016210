import { Acceptance } from '../intent/model';
import { didYouMean } from '../profile/spelling';
import { RULE_DESCRIPTIONS, ruleNamed } from './catalogue';
import { ACCEPT_EXPIRED, ACCEPT_FORBIDDEN, ACCEPT_REASON, ACCEPT_UNKNOWN, ACCEPT_UNUSED } from './engine-rules';
import { Finding } from './finding';
import { RuleDescription } from './rule';

const SHORTEST_REASON = 10;

/** A finding, and whether anybody may accept it. */
export interface Judged {
  readonly finding: Finding;
  readonly acceptable: boolean;
}

/**
 * The findings, those marked that an acceptance covers, and findings about the acceptances themselves.
 *
 * An acceptance covers findings of its rule on exactly its objects. One that is expired, gives no reason or is for
 * something that nobody may accept covers nothing.
 *
 * @param today `YYYY-MM-DD`, UTC
 */
export function applyAcceptances(judged: readonly Judged[], acceptances: readonly Acceptance[], today: string): readonly Finding[] {
  const byTarget = new Map<string, Acceptance>();
  const used = new Set<Acceptance>();
  const refused = new Set<Acceptance>();
  const faults = acceptances.flatMap((acceptance) => faultsOf(acceptance, today));
  const faulty = new Set(faults.map((fault) => fault.acceptance));
  for (const acceptance of acceptances) {
    for (const object of acceptance.objects) {
      const key = target(acceptance.rule, object);
      // one that covers nothing never stands in the way of one that does
      if (!faulty.has(acceptance) || !byTarget.has(key)) byTarget.set(key, acceptance);
    }
  }
  const findings = judged.map(({ finding, acceptable }) => {
    const acceptance = byTarget.get(target(finding.rule, finding.object));
    if (acceptance === undefined) return finding;
    used.add(acceptance);
    if (!acceptable) refused.add(acceptance);
    if (!acceptable || faulty.has(acceptance)) return finding;
    const { reason, expires } = acceptance;
    return { ...finding, accepted: { reason, ...(expires === undefined ? {} : { expires }) } };
  });
  const forbidden = [...refused].map((acceptance) => report(ACCEPT_FORBIDDEN, acceptance,
    `${acceptance.rule} on ${objectsOf(acceptance)} cannot be accepted: ${forbiddenBecause(acceptance.rule)}`, 'Remove the acceptance and what it was for.'));
  const unused = acceptances.filter((a) => !used.has(a) && !faulty.has(a)).map((acceptance) => report(ACCEPT_UNUSED, acceptance,
    `${acceptance.rule} is accepted on ${objectsOf(acceptance)}, but no finding of that rule is there`, 'Remove the acceptance.'));
  return [...findings, ...faults.map((fault) => fault.finding), ...forbidden, ...unused];
}

const target = (rule: string, object: string): string => `${rule} ${object}`;

function forbiddenBecause(rule: string): string {
  return ruleNamed(rule)?.acceptable === false ? 'nobody may accept this rule' : 'a private or isolated workload is open to the internet';
}

interface Fault { readonly acceptance: Acceptance; readonly finding: Finding }

function faultsOf(acceptance: Acceptance, today: string): readonly Fault[] {
  const { rule, reason, expires } = acceptance;
  const faults: Finding[] = [];
  if (ruleNamed(rule) === undefined) {
    const hint = didYouMean(rule, RULE_DESCRIPTIONS.map((r) => r.id));
    faults.push(report(ACCEPT_UNKNOWN, acceptance, `There is no rule "${rule}" to accept on ${objectsOf(acceptance)}.${hint}`, 'Name the rule as the report does, or remove the acceptance.'));
  }
  if (reason.trim().length < SHORTEST_REASON) {
    faults.push(report(ACCEPT_REASON, acceptance, `The reason "${reason}" for accepting ${rule} on ${objectsOf(acceptance)} has fewer than ${SHORTEST_REASON} characters`, 'Say why it is acceptable, so that a reader can judge it.'));
  }
  if (expires !== undefined && expires < today) {
    faults.push(report(ACCEPT_EXPIRED, acceptance, `The acceptance of ${rule} on ${objectsOf(acceptance)} expired on ${expires}`, 'Remove what was accepted, or decide anew and state a later day.'));
  }
  return faults.map((finding) => ({ acceptance, finding }));
}

function objectsOf({ objects }: Acceptance): string {
  return [...objects].sort().join(', ');
}

function report(rule: RuleDescription, acceptance: Acceptance, message: string, fix: string): Finding {
  return { rule: rule.id, severity: rule.severity, object: [...acceptance.objects].sort()[0] ?? '', message, path: [], fix, location: acceptance.origin };
}
