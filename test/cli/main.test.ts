import { run } from '../../src/cli/main';
import { runCommandLine } from './run-command-line';

describe('the command line', () => {
  test('--help names every command and ends with 0', async () => {
    const { status, stdout, stderr } = await runCommandLine(['--help']);
    expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: cdk8s-exposure COMMAND/);
    expect(stdout).toMatch(/^ {2}check /m);
    expect(stdout).toMatch(/^ {2}connectivity /m);
  });

  test.each([['help', 'connectivity'], ['connectivity', '--help'], ['connectivity', 'shop.yaml', '--help']])('%s %s %s explains the command', async (...argv) => {
    const { status, stdout } = await runCommandLine(argv.filter((word) => word !== undefined));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: cdk8s-exposure connectivity \[OPTION\]\.\.\. \[PATH\|-\]\.\.\.\n/);
    expect(stdout).toContain('--format text|json|csv|markdown|dot|mermaid  how to write the list (default: text)');
  });

  test('--version prints the version of the package', async () => {
    const { version } = jest.requireActual<{ version: string }>('../../package.json');
    expect(await runCommandLine(['--version'])).toStrictEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('without a command the usage is an error', async () => {
    const { status, stdout, stderr } = await runCommandLine([]);
    expect({ status, stdout }).toStrictEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: cdk8s-exposure COMMAND/);
  });

  test.each([
    [['conectivity'], 'there is no command "conectivity"'],
    [['help', 'conectivity'], 'there is no command "conectivity"'],
    [['connectivity', '--fromat', 'json', 'shop.yaml'], "cdk8s-exposure connectivity: Unknown option '--fromat'"],
    [['connectivity', '--format'], "Option '--format <value>' argument missing"],
    [['connectivity', '--format', 'xml', 'shop.yaml'], '--format must be one of text, json, csv, markdown, dot, mermaid, not "xml"'],
    [['connectivity', '--format=', 'shop.yaml'], '--format must be one of text, json, csv, markdown, dot, mermaid, not ""'],
    [['connectivity'], 'no input; name files or folders, or - for standard input'],
  ])('%j is refused with status 2 and one clear message', async (argv, message) => {
    const { status, stdout, stderr } = await runCommandLine(argv);
    expect({ status, stdout }).toStrictEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('a defect ends with 3 and without a stack trace, unless one is asked for', async () => {
    const broken = (env: Record<string, string>): Promise<{ status: number; stderr: string }> => new Promise((resolve) => {
      let stderr = '';
      const sink = { write: (text: string) => { stderr += text; return true; } } as unknown as NodeJS.WritableStream;
      const stdout = { write: () => { throw new Error('the disk is on fire'); } } as unknown as NodeJS.WritableStream;
      void run(['--help'], { stdin: process.stdin, stdout, stderr: sink, cwd: '/', env }).then((status) => resolve({ status, stderr }));
    });
    const { status, stderr } = await broken({});
    expect(status).toBe(3);
    expect(stderr).toContain('a defect of the program, please report it: Error: the disk is on fire');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect((await broken({ CDK8S_EXPOSURE_DEBUG: '1' })).stderr).toMatch(/^\s+at /m);
  });

  test('a reader that stops reading is no error', async () => {
    const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const stdout = { write: () => { throw closed; } } as unknown as NodeJS.WritableStream;
    expect(await run(['--help'], { stdin: process.stdin, stdout, stderr: process.stderr, cwd: '/', env: {} })).toBe(0);
  });
});
