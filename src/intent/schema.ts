import { PROTOCOLS } from '../network/protocol';
import { ANNOTATIONS } from './annotation-keys';
import { DECLARED_PATH_TYPES, INTENTS } from './model';
import { WAY_IN_KINDS } from './way-in-kinds';

/** A JSON Schema (draft 2020-12), as data. */
export interface JsonSchema { readonly [keyword: string]: unknown }

const port = { type: 'integer', minimum: 1, maximum: 65535 };
const names = { type: 'array', items: { type: 'string', minLength: 1 } };

const ports = {
  description: 'Pod ports; every port if absent.',
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: { protocol: { enum: PROTOCOLS, default: 'TCP' }, port, endPort: port },
    required: ['port'],
    additionalProperties: false,
  },
};

const CALLER = {
  workload: { description: 'namespace/name or namespace/name[Kind]', type: 'string' },
  namespace: { description: 'Every pod of the namespace.', type: 'string' },
  cluster: { description: 'Every pod of the cluster.', const: true },
};

const DESTINATION = {
  ...CALLER,
  cidr: { description: 'Addresses outside the cluster.', type: 'string' },
  host: { description: 'A host outside the cluster; NetworkPolicy cannot name it, so the public internet is meant.', type: 'string' },
};

function peers(kinds: Readonly<Record<string, unknown>>): JsonSchema {
  return {
    type: 'array',
    items: {
      type: 'object',
      properties: { ...kinds, ports },
      oneOf: Object.keys(kinds).map((kind) => ({ required: [kind] })),
      additionalProperties: false,
    },
  };
}

const hosts = {
  type: 'array',
  items: {
    type: 'object',
    properties: { host: { type: 'string' }, path: { type: 'string', pattern: '^/', default: '/' }, pathType: { enum: DECLARED_PATH_TYPES } },
    required: ['host'],
    additionalProperties: false,
  },
};

const accept = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      rule: { type: 'string' },
      reason: { type: 'string', minLength: 10 },
      expires: { type: 'string', format: 'date' },
      construct: { type: 'string' },
    },
    required: ['rule', 'reason'],
    additionalProperties: false,
  },
};

/** Schema of the value of each annotation, after JSON is parsed; `intent` is plain text. The gateway's is in `profile`. */
export const ANNOTATION_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  [ANNOTATIONS.intent]: { enum: INTENTS },
  [ANNOTATIONS.allowFrom]: peers(CALLER),
  [ANNOTATIONS.connectTo]: peers(DESTINATION),
  [ANNOTATIONS.waysIn]: { type: 'array', items: { enum: WAY_IN_KINDS } },
  [ANNOTATIONS.gateways]: names,
  [ANNOTATIONS.hosts]: hosts,
  [ANNOTATIONS.accept]: accept,
};

/** The annotations of one object, with every value parsed, as one schema: what is published. */
export const ANNOTATIONS_SCHEMA: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Annotations of cdk8s-exposure, each value parsed from its JSON text',
  type: 'object',
  properties: ANNOTATION_SCHEMAS,
};
