import { parseArguments } from './arguments';
import { Command, EXIT, Io, UnusableInput, write } from './command';
import { COMMANDS } from './commands';
import { commandUsage, programUsage } from './usage';
import { version } from './version';

/** Runs the command line without the name of the program. Resolves to the exit status; never throws. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (isClosedPipe(error)) return EXIT.ok;
    if (error instanceof UnusableInput) {
      await write(io.stderr, error.lines.map((line) => `${line}\n`));
      return EXIT.unusable;
    }
    await write(io.stderr, `cdk8s-exposure: a defect of the program, please report it: ${describe(error, io)}\n`);
    return EXIT.defect;
  }
}

async function dispatch([first, ...rest]: readonly string[], io: Io): Promise<number> {
  if (first === '--version') return show(io, `${version()}\n`);
  if (first === '--help' || first === 'help') return help(rest[0], io);
  if (first === undefined) throw new UnusableInput(programUsage(COMMANDS).trimEnd().split('\n'));
  const command = find(first);
  if (rest.includes('--help') && !rest.slice(0, rest.indexOf('--help')).includes('--')) return show(io, commandUsage(command));
  return command.run(parseArguments(command, rest), io);
}

function help(name: string | undefined, io: Io): Promise<number> {
  return show(io, name === undefined ? programUsage(COMMANDS) : commandUsage(find(name)));
}

function find(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const names = COMMANDS.map((known) => known.name).join(', ');
  throw new UnusableInput([`cdk8s-exposure: there is no command "${name}"; commands are ${names}`, 'Try: cdk8s-exposure --help']);
}

async function show(io: Io, text: string): Promise<number> {
  await write(io.stdout, text);
  return EXIT.ok;
}

/** The reader of the output (`head`, a pager) has seen enough. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'EPIPE';
}

function describe(error: unknown, { env }: Io): string {
  if (!(error instanceof Error)) return String(error);
  return env.CDK8S_EXPOSURE_DEBUG ? `${error.stack}` : `${error.name}: ${error.message} (CDK8S_EXPOSURE_DEBUG=1 shows where)`;
}
