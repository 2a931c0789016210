import { RuleDescription } from './rule';

/** What the checker itself reports, not about one object but about the input, the declarations and the acceptances. */
export const CHECKER_FAILED: RuleDescription = {
  id: 'CHECKER-FAILED',
  severity: 'error',
  title: 'A rule could not be evaluated.',
  rationale: 'A rule that fails has said nothing; the other rules go on. It is a defect of the checker: please report it with the manifests.',
  acceptable: false,
};

export const API_INVALID: RuleDescription = {
  id: 'API-INVALID',
  severity: 'error',
  title: 'The API server would refuse an object.',
  rationale: 'What is refused does not take part: a policy that is not there protects nobody, so nothing that it touches can be proved.',
  acceptable: false,
};

export const INTENT_ANNOTATION: RuleDescription = {
  id: 'INTENT-ANNOTATION',
  severity: 'error',
  title: 'A declaration cannot be understood.',
  rationale: 'A declaration that is ignored looks like one that is kept; therefore unknown keys, malformed values and contradictions are errors.',
  acceptable: false,
};

export const ACCEPT_EXPIRED: RuleDescription = {
  id: 'ACCEPT-EXPIRED',
  severity: 'error',
  title: 'An acceptance has expired.',
  rationale: 'The day until which it was to hold has passed; the finding counts again.',
  acceptable: false,
};

export const ACCEPT_UNUSED: RuleDescription = {
  id: 'ACCEPT-UNUSED',
  severity: 'warning',
  title: 'An acceptance accepts nothing.',
  rationale: 'The finding is gone, or never was on that object; left in place, the acceptance would hide the next one.',
  acceptable: false,
};

export const ACCEPT_UNKNOWN: RuleDescription = {
  id: 'ACCEPT-UNKNOWN',
  severity: 'error',
  title: 'An acceptance names a rule that does not exist.',
  rationale: 'It accepts nothing, and whoever wrote it believes otherwise.',
  acceptable: false,
};

export const ACCEPT_REASON: RuleDescription = {
  id: 'ACCEPT-REASON',
  severity: 'error',
  title: 'An acceptance gives no reason that a reader could judge.',
  rationale: 'A reason of fewer than ten characters says nothing to the person who reads it a year later; the finding counts.',
  acceptable: false,
};

export const ACCEPT_FORBIDDEN: RuleDescription = {
  id: 'ACCEPT-FORBIDDEN',
  severity: 'error',
  title: 'An acceptance is for something that nobody may accept.',
  rationale: 'A private workload that is open to the internet is not private, whatever the reason: declare it for what it is.',
  acceptable: false,
};

export const ENGINE_RULES: readonly RuleDescription[] = [
  CHECKER_FAILED, API_INVALID, INTENT_ANNOTATION, ACCEPT_EXPIRED, ACCEPT_UNUSED, ACCEPT_UNKNOWN, ACCEPT_REASON, ACCEPT_FORBIDDEN,
];
