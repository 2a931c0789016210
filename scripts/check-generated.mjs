// Runs every generator of the repository and fails, with a diff, if that changes a file that git keeps.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (result.error) throw result.error;
  return result;
}

/** Files that git keeps or would keep, so that a new file that nobody added counts as well. */
function keptFiles() {
  const listed = run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).stdout;
  return listed.split('\0').filter(file => file !== '' && existsSync(file));
}

const before = mkdtempSync(join(tmpdir(), 'generated-'));
try {
  const filesBefore = keptFiles();
  filesBefore.forEach(file => cpSync(file, join(before, file)));

  const generated = run('npx', ['--no-install', 'projen', 'generate'], { stdio: 'inherit' });
  const changed = [...new Set([...filesBefore, ...keptFiles()])].sort().filter(file => {
    const old = join(before, file);
    return !existsSync(file) || !existsSync(old) || !readFileSync(file).equals(readFileSync(old));
  });
  for (const file of changed) {
    const [from, to] = [join(before, file), file].map(path => (existsSync(path) ? path : '/dev/null'));
    run('git', ['--no-pager', 'diff', '--no-index', '--', from, to], { stdio: 'inherit' });
  }
  if (generated.status !== 0) {
    console.error('`npm run generate` failed.');
    process.exitCode = 1;
  } else if (changed.length > 0) {
    console.error(`Not what \`npm run generate\` writes: ${changed.join(', ')}`);
    process.exitCode = 1;
  } else {
    console.log('Every generated file is current.');
  }
} finally {
  rmSync(before, { recursive: true, force: true });
}
