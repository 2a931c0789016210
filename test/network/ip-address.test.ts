import { parseCidr } from '../../src/network/cidr';
import { AddressError, formatIpAddress, parseIpAddress } from '../../src/network/ip-address';

describe('an address', () => {
  test.each([
    ['10.9.8.7', '10.9.8.7'],
    ['2001:db8::0001', '2001:db8::1'],
    ['0064:ff9b::1.2.3.4', '64:ff9b::102:304'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::', '::'],
  ])('%s is taken, and written as %s', (text, written) => {
    expect(formatIpAddress(parseIpAddress(text))).toBe(written);
  });

  const invalid = 'must be a valid IP address (for example 10.9.8.7 or 2001:db8::ffff)';
  const zeros = 'must not have leading zeros in the address';
  test.each([
    ['', invalid],
    ['web', invalid],
    ['10.0.0', invalid],
    ['10.0.0.256', invalid],
    ['10.0.0.1.1', invalid],
    ['167772161', invalid],
    ['fe80::1%eth0', invalid],
    ['1:2', invalid],
    ['::g', invalid],
    ['010.0.0.1', zeros],
    ['10.0.0.01', zeros],
    ['64:ff9b::010.2.3.4', zeros],
    ['64:ff9b::1.2.3.04', zeros],
    ['::ffff:10.0.0.1', 'must not be an IPv4-mapped IPv6 address; write it as 10.0.0.1'],
  ])('%j is refused: %s', (text, reason) => {
    expect(() => parseIpAddress(text)).toThrow(new AddressError(`"${text}" ${reason}`));
  });

  test('that is refused is an error of its own name', () => {
    expect(new AddressError('reason').name).toBe('AddressError');
  });

  test('of 80 characters is shown whole in the message, a longer one is cut', () => {
    expect(() => parseIpAddress('1'.repeat(80))).toThrow(`"${'1'.repeat(80)}" must`);
    expect(() => parseIpAddress('1'.repeat(81))).toThrow(`"${'1'.repeat(80)}…" must`);
  });

  test('of a megabyte is refused in a short message', () => {
    for (const text of ['1'.repeat(1e6), '1.'.repeat(5e5), 'f:'.repeat(5e5), ':'.repeat(1e6), '0.'.repeat(5e5), '00'.repeat(5e5)]) {
      expect(() => parseIpAddress(text)).toThrow(/^"[0-9f.:]{80}…" must/);
      expect(() => parseCidr(`${text}/8`)).toThrow(/^"[0-9f.:]{80}…" must .{0,80}$/);
    }
  });
});

describe('a CIDR', () => {
  test.each([
    ['10.0.0.0/24', 24, true], ['10.0.0.5/24', 24, false], ['fd00::/8', 8, true], ['fd00::1/8', 8, false], ['0.0.0.0/0', 0, true], ['::1/128', 128, true],
  ])('%s has a prefix of %d bits and is canonical: %s', (text, prefixLength, canonical) => {
    expect(parseCidr(text)).toMatchObject({ prefixLength, canonical });
  });

  const invalid = 'must be a valid CIDR value (for example 10.9.8.0/24 or 2001:db8::/64)';
  test.each([
    ['', invalid],
    ['web', invalid],
    ['web/24', invalid],
    ['10.0.0.1', `${invalid}; a prefix length is missing, did you mean "10.0.0.1/32"?`],
    ['fd00::1', `${invalid}; a prefix length is missing, did you mean "fd00::1/128"?`],
    ['10.0.0.0/33', `${invalid}; the prefix length must be 0 to 32`],
    ['10.0.0.0/x', `${invalid}; the prefix length must be 0 to 32`],
    ['10.0.0.0/01x', `${invalid}; the prefix length must be 0 to 32`],
    ['fd00::/129', `${invalid}; the prefix length must be 0 to 128`],
    ['10.0.0.0/08', 'must not have leading zeros in the prefix length'],
    ['10.0.0.0/0024', 'must not have leading zeros in the prefix length'],
    ['010.0.0.0/8', 'must not have leading zeros in the address'],
  ])('%j is refused: %s', (text, reason) => {
    const quoted = reason.includes('in the address') ? '"010.0.0.0"' : `"${text}"`;
    expect(() => parseCidr(text)).toThrow(new AddressError(`${quoted} ${reason}`));
  });
});
