import { parseArgs } from 'node:util';
import { Command, CommandArguments, CommandOption, UnusableInput } from './command';

/** Parses what follows the name of a command. Unknown options, missing and impossible values are unusable. */
export function parseArguments(command: Command, argv: readonly string[]): CommandArguments {
  const { values, positionals } = parse(command, argv);
  for (const option of command.options) checkChoice(command, option, values[option.name]);
  return {
    operands: positionals,
    option: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : command.options.find((option) => option.name === name)?.otherwise;
    },
    flag: (name) => values[name] === true,
  };
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function parse(command: Command, argv: readonly string[]): { values: Values; positionals: string[] } {
  const options = Object.fromEntries(command.options.map((o) => [o.name, { type: o.value === undefined ? 'boolean' as const : 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { values: values as Values, positionals };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('ERR_PARSE_ARGS_')) throw error;
    // The first sentence names the option; what follows explains how node would like it.
    throw usageError(command, message.split(/\. |\n/, 1)[0] as string, error);
  }
}

function checkChoice(command: Command, { name, choices }: CommandOption, value: string | boolean | undefined): void {
  if (choices === undefined || typeof value !== 'string' || choices.includes(value)) return;
  throw usageError(command, `--${name} must be one of ${choices.join(', ')}, not "${value}"`);
}

function usageError(command: Command, message: string, cause?: unknown): UnusableInput {
  return new UnusableInput([`cdk8s-exposure ${command.name}: ${message}`, `Try: cdk8s-exposure ${command.name} --help`], { cause });
}
