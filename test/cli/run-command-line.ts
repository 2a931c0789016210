import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../src/cli/main';

export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, with everything it would take from the process. */
export async function runCommandLine(argv: readonly string[], { stdin = '', cwd = process.cwd(), env = {} }: { stdin?: string; cwd?: string; env?: Record<string, string> } = {}): Promise<Finished> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = Promise.all([text(stdout), text(stderr)]);
  const status = await run(argv, { stdin: Readable.from([stdin]), stdout, stderr, cwd, env });
  stdout.end();
  stderr.end();
  const [out, err] = await output;
  return { status, stdout: out, stderr: err };
}
