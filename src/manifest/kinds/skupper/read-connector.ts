import { Field } from '../../field';
import { ConnectorSpec } from './connector';

const LAST_PORT = 65535;

/** Reads a Connector or AttachedConnector of skupper.io/v2alpha1 (CustomResourceDefinitions of Skupper 2.1). Its selector is one text, `app=db,tier=data`. */
export function readConnector(object: Field): ConnectorSpec {
  const spec = object.objectOrEmpty('spec');
  const selector = spec.text('selector');
  const host = spec.text('host');
  const port = spec.integer('port', 1, LAST_PORT);
  return {
    ...(selector === undefined || selector === '' ? {} : { selector: Object.fromEntries(selector.split(',').map(keyAndValue)) }),
    ...(host === undefined || host === '' ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    protocol: spec.text('type') === 'udp' ? 'UDP' : 'TCP',
  };
}

function keyAndValue(requirement: string): [string, string] {
  const [key = '', value = ''] = requirement.split('=');
  return [key.trim(), value.trim()];
}
