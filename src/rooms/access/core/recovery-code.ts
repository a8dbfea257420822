/** Letters and figures that nobody mistakes for one another: 32 of them, five bits each. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 16;
const GROUP = 4;

/** How many codes somebody gets at once. */
export const RECOVERY_CODES = 10;
/** Random bytes that one code takes. */
export const RECOVERY_BYTES = LENGTH;

/** A code of 80 bits from random bytes, as it is shown: `k3fp-7wxa-…`. */
export function recoveryCode(random: Uint8Array): string {
  const signs = [...random.slice(0, LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
  return (signs.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** What somebody typed, in the one form that is hashed. */
export function readRecoveryCode(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z0-9]/g, '');
}
