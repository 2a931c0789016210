import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayController } from '../../src';

const PAGE = readFileSync(join(__dirname, '../../docs/controllers.md'), 'utf8');
const FACTORIES = Object.getOwnPropertyNames(GatewayController).filter((name) => typeof Object.getOwnPropertyDescriptor(GatewayController, name)?.value === 'function');

test.each(FACTORIES.filter((name) => name !== 'custom'))('docs/controllers.md has a column and a section for %s', (name) => {
  expect(PAGE).toContain(`[${name}](#${name.toLowerCase()})`);
  expect(PAGE).toContain(`\n### ${name}\n`);
});
