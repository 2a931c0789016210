import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROLLER_CHARTS } from '../../../src/controllers/charts/charts';

const PAGE = readFileSync(join(__dirname, '../../../docs/gateways.md'), 'utf8');

test('docs/gateways.md has a row for every product that can be installed, with its charts, the verified version and what must be there', () => {
  const rows = Object.entries(CONTROLLER_CHARTS).map(([preset, { charts, verified, before }]) =>
    `| \`${preset}\` | ${charts.map(({ name }) => `\`${name}\``).join(', ')} | ${verified} | ${before === undefined ? '' : `${before} `}|`);
  expect(PAGE).toContain(rows.join('\n'));
});
