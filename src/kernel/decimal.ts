const DECIMAL = /^(-?)(\d{1,13})(?:\.(\d{1,9}))?$/;

/**
 * Reads a decimal text such as `12.50` as an integer of the smallest unit (`1250` at 2 decimals).
 * Returns `null` for anything that is not exactly such a number: no exponents, no blanks, no NaN,
 * and no digits beyond `decimals` unless they are zeros.
 */
export function parseDecimal(text: string, decimals: number): number | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const fraction = (match[3] ?? '').padEnd(decimals, '0');
  if (/[1-9]/.test(fraction.slice(decimals))) return null;
  const value = Number(match[2] + fraction.slice(0, decimals));
  if (!Number.isSafeInteger(value)) return null;
  return match[1] && value !== 0 ? -value : value;
}

/** Writes an integer of the smallest unit as a decimal text: `1250` at 2 decimals is `12.50`. */
export function formatDecimal(value: number, decimals: number): string {
  if (decimals === 0) return String(value);
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${value < 0 ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}
