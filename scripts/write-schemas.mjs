// Writes the published JSON Schemas from the compiled library: `node scripts/write-schemas.mjs`, after compiling.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Published file → compiled module and the name of the schema in it. */
const SCHEMAS = {
  'exposure.schema.json': ['../lib/profile/schema.js', 'EXPOSURE_SCHEMA'],
  'annotations.schema.json': ['../lib/intent/schema.js', 'ANNOTATIONS_SCHEMA'],
  'gateway-annotation.schema.json': ['../lib/profile/schema.js', 'GATEWAY_SCHEMA'],
};

const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [file, [module, name]] of Object.entries(SCHEMAS)) {
  writeFileSync(new URL(file, folder), `${JSON.stringify(require(module)[name], undefined, 2)}\n`);
}
