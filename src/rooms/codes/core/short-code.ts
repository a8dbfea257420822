import { symbolOf } from './alphabet.ts';
import { checkDigit } from './check-digit.ts';

/** Random symbols of a short code, which a person reads out to a friend. */
const SYMBOLS = 9;

/**
 * A code of ten symbols, the last one its check digit, from bytes that nobody can foresee (at least
 * nine). Two of a million such codes are the same once in 70 times: who makes them keeps a table.
 */
export function shortCode(bytes: Uint8Array): string {
  let body = '';
  for (let index = 0; index < SYMBOLS; index++) body += symbolOf(bytes[index] ?? 0);
  return body + (checkDigit(body) ?? '');
}
