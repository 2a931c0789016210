import { AddressError, formatIpAddress, IpAddress, parseIpAddress, quoted } from './ip-address';

/** A block of addresses as it is written, without host bits: `first` is the lowest address of the block. */
export interface Cidr {
  readonly first: IpAddress;
  readonly prefixLength: number;
  /** False for `10.0.0.5/24`: the API server accepted host bits until 1.36 and ignores them. */
  readonly canonical: boolean;
}

const PREFIX_LENGTH = /^(0|[1-9]\d*)$/;

/**
 * Reads a CIDR. The address is read strictly; host bits are cleared, and `canonical` says whether there were any.
 *
 * @throws AddressError with the reason.
 */
export function parseCidr(text: string): Cidr {
  const slash = text.indexOf('/');
  if (slash < 0) throw notACidr(text, isAddress(text) ? `; a prefix length is missing, did you mean "${text}/${text.includes(':') ? 128 : 32}"?` : '');
  const address = readAddress(text, slash);
  const prefixLength = readPrefixLength(text, slash, address.family === 4 ? 32 : 128);
  if (address.family === 4) {
    const size = 2 ** (32 - prefixLength);
    const first = Math.floor(address.value / size) * size;
    return { first: { family: 4, value: first }, prefixLength, canonical: first === address.value };
  }
  const size = 2n ** BigInt(128 - prefixLength);
  const first = (address.value / size) * size;
  return { first: { family: 6, value: first }, prefixLength, canonical: first === address.value };
}

/** Writes a CIDR in its canonical form: `10.0.0.0/24`. */
export function formatCidr(first: IpAddress, prefixLength: number): string {
  return `${formatIpAddress(first)}/${prefixLength}`;
}

function readAddress(text: string, slash: number): IpAddress {
  try {
    return parseIpAddress(text.slice(0, slash));
  } catch (error) {
    if (error instanceof AddressError && error.message.includes('must not')) throw error;
    throw notACidr(text, '');
  }
}

function readPrefixLength(text: string, slash: number, bits: number): number {
  const written = text.slice(slash + 1);
  if (/^0\d+$/.test(written)) throw new AddressError(`${quoted(text)} must not have leading zeros in the prefix length`);
  const prefixLength = PREFIX_LENGTH.test(written) ? Number(written) : NaN;
  if (!(prefixLength <= bits)) throw notACidr(text, `; the prefix length must be 0 to ${bits}`);
  return prefixLength;
}

function isAddress(text: string): boolean {
  try {
    parseIpAddress(text);
    return true;
  } catch {
    return false;
  }
}

function notACidr(text: string, hint: string): AddressError {
  return new AddressError(`${quoted(text)} must be a valid CIDR value (for example 10.9.8.0/24 or 2001:db8::/64)${hint}`);
}
