/**
 * The 32 symbols of every code: digits and capital letters without I, L, O and U (Crockford's
 * base 32). The first three look like 1 and 0; without U fewer codes become words.
 */
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bits that one symbol carries. */
export const SYMBOL_BITS = 5;

/** What people write for a symbol, by the letter that codes never contain. */
const FOLDED: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V' };

const VALUES: ReadonlyMap<string, number> = new Map(
  [...ALPHABET].map((symbol, value) => [symbol, value]),
);

/** The symbol of a value from 0 to 31. */
export function symbolOf(value: number): string {
  return ALPHABET[value & 31]!;
}

/** The value of a symbol, 0 to 31; `null` for any other character. Nothing is folded here. */
export function valueOfSymbol(symbol: string): number | null {
  return VALUES.get(symbol) ?? null;
}

/** Whether a text consists of symbols only. */
export function isOfAlphabet(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]*$/.test(text);
}

/** Replaces the letters that codes never contain by the symbols they are taken for. */
export function foldLookAlikes(text: string): string {
  return text.replace(/[ILOU]/g, (letter) => FOLDED[letter]!);
}

/** Capitals for the letters a to z, and only for these: no language's rules apply. */
export function upperCase(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
