import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ParsedManifests } from '../manifest/read';
import { Profile } from '../profile/profile';
import { check as checkManifests } from '../report/check';
import { renderCheckJson } from '../report/check-json';
import { renderCheckText } from '../report/check-text';
import { CheckReport } from '../report/model';
import { Severity } from '../rules/rule';
import { Command, CommandArguments, EXIT, Io, UnusableInput, write } from './command';
import { readConfig, readInputs } from './inputs';

/** How the report can be written. */
const FORMATS: ReadonlyMap<string, (report: CheckReport) => string> = new Map([
  ['text', renderCheckText],
  ['json', renderCheckJson],
]);

/** The severities that end with status 1. */
const FAIL_ON: ReadonlyMap<string, readonly Severity[]> = new Map([
  ['error', ['error']],
  ['warning', ['error', 'warning']],
  ['never', []],
]);

/** `cdk8s-exposure check`: whether every intent holds, and what breaks it. */
export const check: Command = {
  name: 'check',
  summary: 'verify the declared intents, and report what breaks them',
  operands: '[PATH|-]...',
  options: [
    { name: 'format', value: 'FORMAT', choices: [...FORMATS.keys()], otherwise: 'text', summary: 'how to write the report' },
    { name: 'output', value: 'FILE', summary: 'write the report into a file instead of standard output' },
    { name: 'config', value: 'FILE', summary: 'what manifests cannot say about the cluster: exposure.yaml' },
    { name: 'fail-on', value: 'SEVERITY', choices: [...FAIL_ON.keys()], otherwise: 'error', summary: 'which findings end with status 1' },
  ],
  run: runCheck,
};

async function runCheck(args: CommandArguments, io: Io): Promise<number> {
  const [parsed, profile] = await readAll(args, io);
  const report = checkManifests(parsed, profile, { today: today(io.env) });
  const render = FORMATS.get(args.option('format') as string) as (report: CheckReport) => string;
  await deliver(render(report), args.option('output'), io);
  const failing = FAIL_ON.get(args.option('fail-on') as string) as readonly Severity[];
  const failed = report.findings.some((finding) => finding.accepted === undefined && failing.includes(finding.severity));
  return failed ? EXIT.findings : EXIT.ok;
}

/** Reads manifests and configuration; what is wrong with either is told at once. */
async function readAll(args: CommandArguments, io: Io): Promise<[ParsedManifests, Profile]> {
  const [parsed, profile] = await Promise.allSettled([readInputs(args.operands, io), readConfig(args.option('config'), io)]);
  if (parsed.status === 'fulfilled' && profile.status === 'fulfilled') return [parsed.value, profile.value];
  const reasons = [profile, parsed].flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  const lines = reasons.flatMap((reason) => {
    if (!(reason instanceof UnusableInput)) throw reason;
    return reason.lines;
  });
  throw new UnusableInput(lines);
}

async function deliver(text: string, file: string | undefined, io: Io): Promise<void> {
  if (file === undefined) return write(io.stdout, text);
  try {
    await writeFile(resolve(io.cwd, file), text);
  } catch (cause) {
    throw new UnusableInput([`${file}: the report cannot be written: ${(cause as Error).message}`], { cause });
  }
}

/** The day that acceptances are measured against, UTC: `SOURCE_DATE_EPOCH` where a build pins it, else the clock. */
function today(env: Io['env']): string {
  const epoch = env.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === '') return new Date().toISOString().slice(0, 10);
  const date = new Date(/^\d+$/.test(epoch) ? Number(epoch) * 1000 : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new UnusableInput([`SOURCE_DATE_EPOCH "${epoch}" is not a number of seconds`]);
  return date.toISOString().slice(0, 10);
}
