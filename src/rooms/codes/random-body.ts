import { randomBytes } from 'node:crypto';
import { ALPHABET } from './core/alphabet.ts';

/** 60 bits: among a thousand million codes, a guess hits once in as many times. */
const SYMBOLS = 12;

/** Twelve random symbols: what makes a code unguessable that is made for one coupon alone. */
export function randomBody(): string {
  return Array.from(randomBytes(SYMBOLS), (byte) => ALPHABET[byte & 31]).join('');
}
