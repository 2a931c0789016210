import { AddressError } from '../network/address-set';
import { formatCidr, parseCidr } from '../network/cidr';

/** Formats of texts that a pattern cannot describe: each says what is wrong with a text, or nothing. */
export const FORMATS = {
  /** A block of addresses without bits beyond its prefix. */
  cidr: (text: string): string | undefined => {
    try {
      const { first, prefixLength, canonical } = parseCidr(text);
      return canonical ? undefined : `"${text}" has bits beyond its prefix; write "${formatCidr(first, prefixLength)}"`;
    } catch (error) {
      if (error instanceof AddressError) return error.message;
      throw error;
    }
  },
  /** A day of the calendar, `YYYY-MM-DD`. */
  date: (text: string): string | undefined => {
    const date = new Date(`${text}T00:00:00Z`);
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
    return isDay ? undefined : `must be a day such as 2027-03-31, not "${text}"`;
  },
} as const;
export type Format = keyof typeof FORMATS;
