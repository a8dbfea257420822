import { type Rounding, scale } from '../../../kernel/integer.ts';
import { LIMITS } from '../../../kernel/limits.ts';

/**
 * What a coupon is worth, as far as a till needs it without asking: amounts in the smallest unit of
 * the program's money, a percentage in hundredths of a percent (1,250 is 12.5 %). What the gift or
 * the article of a fixed price is, the till looks up by the definition.
 */
export type CouponValue =
  | { readonly kind: 'amount'; readonly off: number }
  | {
      readonly kind: 'percent';
      readonly hundredths: number;
      readonly rounding: Rounding;
      readonly cap: number | null;
    }
  | { readonly kind: 'price'; readonly price: number }
  | { readonly kind: 'gift' }
  | { readonly kind: 'delivery' }
  | { readonly kind: 'privilege' };

const WHOLE = 10_000;
const ROUNDINGS = { P: 'down', Q: 'up', H: 'half-up' } as const;
const LETTERS = { down: 'P', up: 'Q', 'half-up': 'H' } as const;
const BARE = { G: 'gift', D: 'delivery', R: 'privilege' } as const;

/**
 * Writes a value: `A500`, `P1250` (`Q` rounds up, `H` half up), `P1250-2000` with a cap, `F990`,
 * `G`, `D`, `R`.
 */
export function writeValue(value: CouponValue): string {
  switch (value.kind) {
    case 'amount':
      return `A${value.off}`;
    case 'percent':
      return `${LETTERS[value.rounding]}${value.hundredths}${writeCap(value.cap)}`;
    case 'price':
      return `F${value.price}`;
    case 'gift':
      return 'G';
    case 'delivery':
      return 'D';
    case 'privilege':
      return 'R';
  }
}

function writeCap(cap: number | null): string {
  return cap === null ? '' : `-${cap}`;
}

/** Reads a value; `null` when it is none. */
export function readValue(text: string): CouponValue | null {
  if (text === 'G' || text === 'D' || text === 'R') return { kind: BARE[text] };
  const match = /^([AFHPQ])([^-]*)(?:-(.*))?$/.exec(text);
  const number = readAmount(match?.[2]);
  const second = match?.[3];
  if (match === null || number === null) return null;
  const letter = match[1] as keyof typeof ROUNDINGS | 'A' | 'F';
  if (letter === 'A' || letter === 'F') {
    if (second !== undefined) return null;
    return letter === 'A' ? { kind: 'amount', off: number } : { kind: 'price', price: number };
  }
  const cap = second === undefined ? null : readAmount(second);
  if (number === 0 || number > WHOLE || (second !== undefined && cap === null)) return null;
  return { kind: 'percent', hundredths: number, rounding: ROUNDINGS[letter], cap };
}

/** A whole number in its only spelling, 0 to 10^12; `null` for anything else. */
export function readAmount(text: string | undefined): number | null {
  if (text === undefined || !/^(0|[1-9][0-9]{0,12})$/.test(text)) return null;
  return Number(text) <= LIMITS.amount ? Number(text) : null;
}

/**
 * What a value takes off `total`, what is to pay of the goods it is for (smallest unit): never more
 * than that, a percentage rounded and then capped. `null` for what has no amount of its own.
 */
export function amountOff(value: CouponValue, total: number): number | null {
  switch (value.kind) {
    case 'amount':
      return Math.min(value.off, total);
    case 'percent':
      return Math.min(scale(total, value.hundredths, WHOLE, value.rounding), value.cap ?? total);
    default:
      return null;
  }
}
