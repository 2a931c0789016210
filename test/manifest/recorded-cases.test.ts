import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mergeParsed, ParsedManifests, readYaml } from '../../src/manifest/read';
import { linesOf } from './reading';

const SHARED = resolve(__dirname, '../../../shared');
const CASES = join(SHARED, 'conformance/cases');
const EXPOSURE = join(SHARED, 'conformance/exposure');
const REAL_WORLD = join(SHARED, 'real-world');
const present = [CASES, EXPOSURE, REAL_WORLD].every((folder) => existsSync(folder));
const describeRecorded = present ? describe : describe.skip;
const title = present ? '' : ' (skipped: the recorded cases are not beside this checkout)';

const RULES = ['NP-CIDR', 'NP-NAMED-PORT', 'ING-PATH', 'ING-CLASS-BOTH'];

interface Expected {
  readonly mode?: string;
  readonly error?: { readonly rejectedByKubernetesApi?: boolean };
  readonly findings?: readonly { readonly rule: string; readonly object: string }[];
}

const foldersOf = (base: string) => (present ? readdirSync(base) : []).map((name) => join(base, name));
const expectedOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
const blocking = (parsed: ParsedManifests) => linesOf({ objects: [], problems: parsed.problems.filter(({ kind }) => kind !== 'tolerated') });

function filesUnder(path: string): string[] {
  if (statSync(path).isDirectory()) return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name)));
  return /\.(ya?ml|json)$/.test(path) && !/(expected\.json|config\.yaml)$/.test(path) ? [path] : [];
}

function read(folder: string): ParsedManifests {
  return mergeParsed(filesUnder(folder).map((file) => readYaml(readFileSync(file, 'utf8'), file)));
}

describeRecorded(`recorded cases of policies${title}`, () => {
  test('what the API server rejects is refused, everything else is read', () => {
    const wrong = foldersOf(CASES).filter((folder) => {
      const { mode, error } = expectedOf(folder);
      if (mode === 'error' && error?.rejectedByKubernetesApi === false) return false;
      return (mode === 'error') !== (blocking(read(folder)).length > 0);
    });
    expect(wrong).toStrictEqual([]);
  });
});

describeRecorded(`recorded cases of ways in${title}`, () => {
  test('objects are refused exactly where a finding on them says so', () => {
    for (const folder of foldersOf(EXPOSURE)) {
      const { findings = [] } = expectedOf(folder);
      const expected = new Set(findings.filter(({ rule }) => RULES.includes(rule)).map(({ rule, object }) => `${rule} ${object}`));
      for (const { kind, rule, ref } of read(folder).problems) expect([folder, kind, expected.has(`${rule} ${ref}`)]).toStrictEqual([folder, 'refused', true]);
    }
  });
});

describeRecorded(`applications of the real world${title}`, () => {
  test('are read without a problem, as a whole folder', () => {
    for (const folder of foldersOf(REAL_WORLD)) {
      const parsed = read(folder);
      expect([folder, linesOf(parsed), parsed.objects.length > 10]).toStrictEqual([folder, [], true]);
    }
  });
});
