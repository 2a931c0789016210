import * as ipaddr from 'ipaddr.js';

/** An address as a number: 32 bits for IPv4, 128 bits for IPv6. */
export type IpAddress = { readonly family: 4; readonly value: number } | { readonly family: 6; readonly value: bigint };

/** A text that is no address or no CIDR; the message is the reason, with the text quoted. */
export class AddressError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'AddressError';
  }
}

/** Longer texts are cut in messages. */
const LONGEST_QUOTE = 80;
const IPV6_CHARACTERS = /^[0-9a-fA-F:.]+$/;
const DIGITS_AND_DOTS = /^\d+(\.\d+)*$/;
const LEADING_ZERO = /(^|\.)0\d/;

/**
 * Reads an address strictly, as the API server does with `StrictIPCIDRValidation` (KEP-4858): IPv4 in four decimal
 * parts without leading zeros, IPv6 without zone, no IPv4-mapped IPv6.
 *
 * @throws AddressError with the reason.
 */
export function parseIpAddress(text: string): IpAddress {
  if (DIGITS_AND_DOTS.test(text)) return { family: 4, value: parseIpv4(text) };
  if (!text.includes(':') || !IPV6_CHARACTERS.test(text) || !ipaddr.IPv6.isValid(text)) throw notAnAddress(text);
  if (text.includes('.') && LEADING_ZERO.test(text.slice(text.lastIndexOf(':') + 1))) throw leadingZero(text);
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) {
    throw new AddressError(`${quoted(text)} must not be an IPv4-mapped IPv6 address; write it as ${address.toIPv4Address().toString()}`);
  }
  return { family: 6, value: address.parts.reduce((value, part) => value * 65536n + BigInt(part), 0n) };
}

/** Writes an address: IPv4 in four decimal parts, IPv6 in its short form (RFC 5952). */
export function formatIpAddress(address: IpAddress): string {
  if (address.family === 4) return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address.value / unit) % 256).join('.');
  const parts = [7n, 6n, 5n, 4n, 3n, 2n, 1n, 0n].map((position) => Number((address.value / 65536n ** position) % 65536n));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

/** A text as messages show it: on one line, and no longer than anyone reads. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
}

function parseIpv4(text: string): number {
  if (LEADING_ZERO.test(text)) throw leadingZero(text);
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) throw notAnAddress(text);
  return ipaddr.IPv4.parse(text).octets.reduce((value, octet) => value * 256 + octet, 0);
}

function notAnAddress(text: string): AddressError {
  return new AddressError(`${quoted(text)} must be a valid IP address (for example 10.9.8.7 or 2001:db8::ffff)`);
}

function leadingZero(text: string): AddressError {
  return new AddressError(`${quoted(text)} must not have leading zeros in the address`);
}
