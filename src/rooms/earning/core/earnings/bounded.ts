import { type Rounding, scale } from '../../../../kernel/integer.ts';
import { LIMITS } from '../../../../kernel/limits.ts';

/**
 * `value × num ÷ den` as points, at most as many as any one amount may be: a slip in the document
 * (a million points a cent) must not stop the till.
 */
export function scalePoints(value: number, num: number, den: number, rounding: Rounding): number {
  return (value * num) / den >= LIMITS.amount ? LIMITS.amount : scale(value, num, den, rounding);
}
