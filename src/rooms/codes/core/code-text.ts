import { foldLookAlikes, isOfAlphabet, upperCase } from './alphabet.ts';
import { type Refused, refuse } from './refused.ts';

/** Symbols of the longest code that can be read, imported codes included. */
export const CODE_SYMBOLS_MAX = 40;

/** Spaces, dashes of every kind, and underscores: only there for the eye. */
const SEPARATORS = /[\s\p{Dash_Punctuation}\u2212_]+/gu;

/** Symbols that are printed together. */
const GROUP = 4;

/**
 * The one form in which a code is kept and compared, from what a clerk types, a customer pastes or
 * a file imports: wide forms made narrow, capitals, no separators, look-alikes folded
 * (`welcome-1o` and `WELC0ME 10` are one code). It says nothing about the check digit, which
 * imported codes lack.
 */
export function readCode(text: string): { readonly code: string } | Refused {
  if (text.length > 4 * CODE_SYMBOLS_MAX) return tooLong();
  const letters = upperCase(text.normalize('NFKC')).replace(SEPARATORS, '');
  const code = foldLookAlikes(letters);
  if (code.length > CODE_SYMBOLS_MAX) return tooLong();
  if (code !== '' && isOfAlphabet(code)) return { code };
  const detail = code === '' ? 'The code is empty.' : 'The code has characters that no code has.';
  return refuse('code_unreadable', detail, 'Use the digits 0 to 9 and the letters A to Z.');
}

function tooLong(): Refused {
  const fix = `Send at most ${CODE_SYMBOLS_MAX} letters and digits.`;
  return refuse('code_unreadable', 'The code is too long.', fix);
}

/** A code as people read it: the prefix, then groups of four, as in `SPR-7K3M-9QX4-TZ9`. */
export function printCode(code: string, prefix: string): string {
  const groups = code.slice(prefix.length).match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  return (prefix === '' ? groups : [prefix, ...groups]).join('-');
}
