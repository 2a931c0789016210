/** Exit statuses of every command. */
export const EXIT = {
  /** Nothing to report. */
  ok: 0,
  /** Findings at or above `--fail-on`; for `diff`, something became reachable. */
  findings: 1,
  /** Input or usage that no answer can be given for. */
  unusable: 2,
  /** A defect of the program. */
  defect: 3,
} as const;

/** The world around a run, so that tests can stand in for the process. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream;
  /** Results only. */
  readonly stdout: NodeJS.WritableStream;
  /** Messages, progress and problems. */
  readonly stderr: NodeJS.WritableStream;
  /** Directory that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One `--option` of a command. */
export interface CommandOption {
  /** Without the dashes. */
  readonly name: string;
  /** What stands for its value in the usage, such as `FILE`; an option without is a flag. */
  readonly value?: string;
  /** The values it may have; any if absent. */
  readonly choices?: readonly string[];
  /** The value where the option is not given. */
  readonly otherwise?: string;
  readonly summary: string;
}

/** The command line after parsing: known options with a permitted value, and what else stood there. */
export interface CommandArguments {
  /** Everything that is no option, in order: paths, or `-` for standard input. */
  readonly operands: readonly string[];
  /** Value of an option that has one, or its default; undefined if neither was given. */
  option(name: string): string | undefined;
  /** Whether a flag was given. */
  flag(name: string): boolean;
}

/** One command: a file of this folder, named like the command, listed in `commands.ts`. */
export interface Command {
  readonly name: string;
  /** What it does, in one line of the usage. */
  readonly summary: string;
  /** What follows the options in the usage: `[PATH|-]...`. */
  readonly operands: string;
  readonly options: readonly CommandOption[];
  /** Resolves to the exit status. Unusable input or usage is thrown as `UnusableInput` and ends with status 2. */
  run(args: CommandArguments, io: Io): Promise<number>;
}

/** Why no answer can be given: bad usage, or input that cannot be read. Its lines are printed as they are. */
export class UnusableInput extends Error {
  public constructor(public readonly lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.name = 'UnusableInput';
  }
}

/** Writes a text, or a stream of texts, and waits for the reader where it is slower. */
export async function write(out: NodeJS.WritableStream, text: string | Iterable<string>): Promise<void> {
  for (const chunk of chunks(typeof text === 'string' ? [text] : text)) {
    if (!out.write(chunk)) await new Promise<void>((resolve) => void out.once('drain', resolve));
  }
}

const CHUNK = 64 * 1024;

/** Joins small pieces, so that a large report is not millions of system calls. */
function* chunks(pieces: Iterable<string>): Iterable<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
