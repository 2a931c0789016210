import { Protocol, PROTOCOLS } from '../../network/protocol';
import { Field, integerExpected } from '../field';
import { portName } from '../names';
import { quote } from '../quote';

export const FIRST_PORT = 1;
export const LAST_PORT = 65535;

/** A required port number; where it is missing or wrong, 0, which is no port. */
export function readRequiredPort(field: Field, key: string): number {
  if (!field.has(key)) field.reportMissing(key, `a port number, ${FIRST_PORT} to ${LAST_PORT}`);
  return readPort(field, key) ?? 0;
}

export function readPort(field: Field, key: string): number | undefined {
  return field.integer(key, FIRST_PORT, LAST_PORT);
}

/** A port number of which 0 means that there is none (`hostPort`, `nodePort`). */
export function readOptionalPort(field: Field, key: string): number | undefined {
  const value = field.value[key];
  return value === 0 ? undefined : readPort(field, key);
}

/** The number or the name of a container port (`IntOrString`). */
export function readPortOrName(field: Field, key: string, rule?: string): number | string | undefined {
  const value = field.value[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') {
    if (value === '') field.report(key, `${quote(value)} must be a port number or the name of a container port`, rule);
    else field.check(key, value, portName, rule);
    return value;
  }
  if (typeof value === 'number' && Number.isInteger(value) && value >= FIRST_PORT && value <= LAST_PORT) return value;
  field.report(key, integerExpected(value, FIRST_PORT, LAST_PORT), rule);
  return undefined;
}

export function readProtocol(field: Field): Protocol {
  return field.choice('protocol', PROTOCOLS, 'TCP');
}
