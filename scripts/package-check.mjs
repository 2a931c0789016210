// Generates the library in every other language and fails if jsii-pacmak has a word of warning to say.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LANGUAGES = ['python', 'java', 'dotnet', 'go'];

const outdir = mkdtempSync(join(tmpdir(), 'package-check-'));
try {
  const targets = LANGUAGES.flatMap(language => ['--target', language]);
  const { stdout, stderr, status, error } = spawnSync('npx', ['--no-install', 'jsii-pacmak', '--code-only', '--outdir', outdir, ...targets], {
    encoding: 'utf8',
    // What npm itself has to say about the machine is no warning about the library.
    env: { ...process.env, npm_config_loglevel: 'error' },
  });
  if (error) throw error;
  const output = stdout + stderr;
  process.stdout.write(output);

  const problems = [
    ...(status === 0 ? [] : [`jsii-pacmak ended with exit status ${status}`]),
    ...output.split('\n').filter(line => /\bwarn(ing)?\b/i.test(line)),
    ...LANGUAGES.filter(language => !existsSync(join(outdir, language))).map(language => `nothing was generated for ${language}`),
  ];
  if (problems.length > 0) {
    console.error(`The library does not package cleanly:\n  ${problems.join('\n  ')}`);
    process.exitCode = 1;
  } else {
    console.log(`Packages cleanly for ${LANGUAGES.join(', ')}.`);
  }
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
