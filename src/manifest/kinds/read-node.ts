import { AddressError, AddressSet } from '../../network/address-set';
import { Field } from '../field';
import { NodeSpec } from './node';

/** Reads a Node of core/v1. Host names among the addresses, and what is no address, say nothing about the network. */
export function readNode(object: Field): NodeSpec {
  const addresses = object.objectOrEmpty('status').objects('addresses').map((item) => item.text('address') ?? '');
  return { addresses: AddressSet.union(addresses.flatMap(parse)) };
}

function parse(text: string): readonly AddressSet[] {
  try {
    return [AddressSet.parseAddress(text)];
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return [];
  }
}
