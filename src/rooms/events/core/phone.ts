import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { LruMap } from '../../../kernel/lru.ts';

/** Reading a phone number costs some ten microseconds; the same members come again and again. */
const REMEMBERED = 100_000;
/** E.164 allows 15 digits; the rest is room for blanks, brackets and dashes. */
const LONGEST = 40;

const known = new LruMap<string, string | typeof UNREADABLE>(REMEMBERED);
const UNREADABLE = Symbol('unreadable');

/**
 * A phone number in E.164 (`+8613800138000`), or `null` when it cannot be one.
 * A number without a country code needs `defaultCountry` (ISO 3166, two letters).
 * Only the length is judged, not whether an operator has given the number out: the tables of
 * number ranges age, and a member must not be turned away for having a new number.
 */
export function normalizePhone(text: string, defaultCountry: string | undefined): string | null {
  if (text.length > LONGEST) return null;
  const key = `${defaultCountry ?? ''} ${text}`;
  let phone = known.get(key);
  if (phone === undefined) {
    phone = readPhone(text, defaultCountry) ?? UNREADABLE;
    known.set(key, phone);
  }
  return phone === UNREADABLE ? null : phone;
}

/** Whether the code names a country with phone numbers of its own. */
export function isPhoneCountry(code: string): boolean {
  return isSupportedCountry(code);
}

function readPhone(text: string, defaultCountry: string | undefined): string | null {
  const options = { extract: false, ...(defaultCountry && country(defaultCountry)) };
  const phone = parsePhoneNumberFromString(text, options);
  if (!phone?.isPossible() || phone.ext !== undefined) return null;
  return phone.number;
}

function country(code: string): { defaultCountry: CountryCode } {
  return { defaultCountry: code as CountryCode };
}
