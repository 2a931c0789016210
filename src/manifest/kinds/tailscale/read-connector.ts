import { Field } from '../../field';
import { ConnectorSpec } from './connector';

/** Reads a Connector of tailscale.com/v1alpha1. */
export function readConnector(object: Field): ConnectorSpec {
  return { advertiseRoutes: object.objectOrEmpty('spec').objectOrEmpty('subnetRouter').texts('advertiseRoutes') };
}
