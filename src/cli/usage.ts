import { Command, CommandOption } from './command';

const PROGRAM = 'cdk8s-exposure';

/** What the program can do, command by command. */
export function programUsage(commands: readonly Command[]): string {
  return [
    `Usage: ${PROGRAM} COMMAND [OPTION]... [PATH|-]...`,
    '',
    'Proves from Kubernetes manifests who can reach each workload. Reads files, folders and, as -, standard input.',
    '',
    'Commands:',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options:',
    ...columns([['--help', 'show this text, or that of a command'], ['--version', 'show the version']]),
    '',
    'Exit status: 0 nothing to report, 1 findings, 2 unusable input or usage, 3 a defect of the program.',
    '',
  ].join('\n');
}

/** What one command does, and its options. */
export function commandUsage({ name, summary, operands, options }: Command): string {
  return [
    `Usage: ${PROGRAM} ${name} [OPTION]... ${operands}`,
    '',
    `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    '',
    'Options:',
    ...columns([...options.map((option): [string, string] => [formatOption(option), formatSummary(option)]), ['--help', 'show this text']]),
    '',
  ].join('\n');
}

function formatOption({ name, value, choices }: CommandOption): string {
  return value === undefined ? `--${name}` : `--${name} ${choices?.join('|') ?? value}`;
}

function formatSummary({ summary, otherwise }: CommandOption): string {
  return otherwise === undefined ? summary : `${summary} (default: ${otherwise})`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
