import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { readProfile } from '../../src/profile/read';
import { check } from '../../src/report/check';
import { RULE_DESCRIPTIONS, RULES } from '../../src/rules/catalogue';

const FOLDER = join(__dirname, '..', '..', 'docs', 'rules');
const PAGES = readdirSync(FOLDER).filter((name) => name !== 'README.md').map((name) => name.replace('.md', ''));

interface Page { readonly heading: string; readonly text: string; section(title: string): string | undefined }

function pageOf(id: string): Page {
  const text = readFileSync(join(FOLDER, `${id}.md`), 'utf8');
  return {
    text,
    heading: text.slice(2, text.indexOf('\n')),
    section: (title) => new RegExp(`^## ${title}\\n[^#]*?\`\`\`yaml\\n([\\s\\S]*?)\`\`\``, 'm').exec(text)?.[1],
  };
}

function rulesFiredBy(id: string, section: string): ReadonlySet<string> {
  const page = pageOf(id);
  const config = page.section('Configuration of the examples');
  const read = config === undefined ? { profile: DEFAULT_PROFILE, problems: [] } : readProfile(config, 'exposure.yaml');
  expect(read.problems).toStrictEqual([]);
  const manifests = page.section(section);
  expect(manifests).toBeDefined();
  const report = check(readYaml(manifests!, `${id}.md`), read.profile, { today: '2026-11-21' });
  return new Set(report.findings.map((finding) => finding.rule));
}

const WITH_EXAMPLES = RULE_DESCRIPTIONS.map((rule) => rule.id).filter((id) => id !== 'CHECKER-FAILED');

test('every rule has a page, and every page a rule', () => {
  expect([...PAGES].sort()).toStrictEqual(RULE_DESCRIPTIONS.map((rule) => rule.id).sort());
});

test('every evaluated rule has a file of its name', () => {
  const files = new Set(readdirSync(join(__dirname, '..', '..', 'src', 'rules')));
  expect(RULES.map((rule) => `${rule.id.toLowerCase()}.ts`).filter((file) => !files.has(file))).toStrictEqual([]);
});

describe.each(RULE_DESCRIPTIONS.map((rule) => [rule.id, rule] as const))('the page of %s', (id, rule) => {
  test('says what the catalogue says', () => {
    const { heading, text } = pageOf(id);
    expect(heading).toBe(id);
    expect(text).toContain(rule.title);
    expect(text).toContain(rule.rationale);
    expect(text).toContain(`Severity: ${rule.severity}`);
    expect(text.includes('This cannot be accepted.')).toBe(rule.acceptable === false);
  });
});

describe.each(WITH_EXAMPLES)('the examples of %s', (id) => {
  test('the wrong manifest triggers the rule', () => {
    expect([...rulesFiredBy(id, 'Wrong')]).toContain(id);
  });

  test('the right manifest does not', () => {
    expect([...rulesFiredBy(id, 'Right')]).not.toContain(id);
  });
});
