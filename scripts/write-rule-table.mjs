// Writes docs/rules/README.md, the table of all rules, from the compiled catalogue: `node scripts/write-rule-table.mjs`.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { RULES, ENGINE_RULES } = createRequire(import.meta.url)('../lib/rules/catalogue.js');

const row = ({ id, severity, title, acceptable }) => `| [${id}](${id}.md) | ${severity} | ${acceptable === false ? 'no' : 'yes'} | ${title} |`;
const table = (rules) => ['| rule | severity | can be accepted | finds |', '|---|---|---|---|', ...rules.map(row)].join('\n');

const text = `# Rules

Generated from the catalogue by \`scripts/write-rule-table.mjs\`. Each page says what the rule finds and why it matters, with a
wrong and a right manifest. The severity is the usual one; the intent of a workload can raise or lower it.

## About objects and intents

${table(RULES)}

## About the input, the declarations and the acceptances

${table(ENGINE_RULES)}
`;
writeFileSync(new URL('../docs/rules/README.md', import.meta.url), text);
