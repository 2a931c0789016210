import { Field } from '../../field';
import { FIRST_PORT, LAST_PORT } from '../read-port';

/** The port in `number` of a port selector; 0 stands for none. */
export function readPortNumber(port: Field | undefined): number | undefined {
  return readIstioPort(port, 'number');
}

/** A port as Istio writes one; 0 stands for none, as in every unsigned field of its API. */
export function readIstioPort(owner: Field | undefined, key: string): number | undefined {
  const number = owner?.integer(key, 0, LAST_PORT);
  return number === undefined || number < FIRST_PORT ? undefined : number;
}
