interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names that stand for numbers, from `least` on. */
  readonly names: readonly string[];
}

/** The five fields that the CronJob controller reads; Sunday is 0 there, and never 7. */
const FIELDS: readonly Field[] = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of the month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { name: 'day of the week', least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const DESCRIPTORS = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every (\d+(\.\d+)?(ns|us|ms|s|m|h))+)$/;

/** Why the CronJob controller would not understand the schedule; undefined if it does. */
export function scheduleProblem(schedule: string): string | undefined {
  if (DESCRIPTORS.test(schedule)) return undefined;
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return 'is no cron expression';
  const wrong = FIELDS.find((field, i) => !fields[i]!.split(',').every((part) => holds(field, part)));
  return wrong === undefined ? undefined : `is no cron expression: the ${wrong.name} must lie between ${wrong.least} and ${wrong.most}`;
}

function holds(field: Field, part: string): boolean {
  const [, from, to, step] = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
  if (from === undefined || (step !== undefined && Number(step) === 0)) return false;
  if (from === '*' || from === '?') return to === undefined;
  const [first, last] = [numberOf(field, from), numberOf(field, to ?? from)];
  return first >= field.least && last <= field.most && first <= last;
}

function numberOf(field: Field, text: string): number {
  const index = field.names.indexOf(text.toLowerCase());
  return index < 0 ? Number(/^\d+$/.test(text) ? text : NaN) : field.least + index;
}
