import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '../cli/run-command-line';
import { differences, ExpectedConnectivity, PrintedConnectivity } from './compare-connectivity';

const CASES = join(__dirname, '..', '..', '..', 'shared', 'conformance', 'cases');
const PASSING = readFileSync(join(__dirname, 'connectivity.passing'), 'utf8').split('\n').filter((name) => name !== '');
const hasCases = existsSync(CASES);

describe(hasCases ? 'connectivity on the recorded cases' : 'connectivity on the recorded cases (skipped: there is no ../shared/conformance)', () => {
  (hasCases ? test : test.skip).each(PASSING)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8')) as ExpectedConnectivity;
    const { status, stdout, stderr } = await runCommandLine(['connectivity', '--format', 'json', join(CASES, name, 'manifests.yaml')]);
    if (expected.mode === 'error') {
      expect({ status, explained: stderr.trim() !== '', trace: /^\s+at .*:\d+:\d+\)?$/m.test(stderr) }).toStrictEqual({ status: 2, explained: true, trace: false });
      return;
    }
    expect({ status, ...(status === 0 ? {} : { stderr }) }).toStrictEqual({ status: 0 });
    expect(differences(expected, JSON.parse(stdout) as PrintedConnectivity)).toStrictEqual([]);
  });

  test('the list of cases that pass is sorted and names each case once', () => {
    expect(PASSING).toStrictEqual([...new Set(PASSING)].sort());
  });
});
