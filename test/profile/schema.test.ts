import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonSchema, validate } from '../../src/profile/json-schema';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { EXPOSURE_SCHEMA, GATEWAY_SCHEMA } from '../../src/profile/schema';

test.each([['exposure', EXPOSURE_SCHEMA], ['gateway-annotation', GATEWAY_SCHEMA]])('schema/%s.schema.json is what the reader enforces', (name, schema) => {
  const published: unknown = JSON.parse(readFileSync(join(__dirname, `../../schema/${name}.schema.json`), 'utf8'));
  expect(published).toStrictEqual(JSON.parse(JSON.stringify(schema)));
});

test('the default profile satisfies the schema', () => expect(validate(EXPOSURE_SCHEMA, DEFAULT_PROFILE)).toStrictEqual([]));

test('every object of the schema says which keys it has, so that no key is ignored', () => {
  const open = objects(EXPOSURE_SCHEMA).filter(({ additionalProperties }) => additionalProperties === undefined);
  expect(open).toStrictEqual([]);
});

test('every setting of the cluster is described, and its default is the one that counts', () => {
  const settings = Object.entries(EXPOSURE_SCHEMA.properties?.cluster?.properties ?? {});
  const defaults = Object.fromEntries(settings.filter(([, { type }]) => type !== 'object').map(([key, schema]) => [key, schema.default]));
  const { dns: _dns, addressPools: _pools, ...scalars } = DEFAULT_PROFILE.cluster;
  expect(settings.every(([, { description }]) => (description ?? '') !== '')).toBe(true);
  expect(defaults).toStrictEqual({ ...scalars, loadBalancer: undefined });
});

function objects(schema: JsonSchema): readonly JsonSchema[] {
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.items === undefined ? [] : [schema.items])];
  return [...(schema.type === 'object' ? [schema] : []), ...inner.flatMap(objects)];
}
