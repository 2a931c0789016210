import { AddressSet } from '../../network/address-set';

/** What a Node says about itself. */
export interface NodeSpec {
  /** IP addresses of `status.addresses`, of whatever type. */
  readonly addresses: AddressSet;
}
