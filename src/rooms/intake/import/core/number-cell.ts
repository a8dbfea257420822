import { formatDecimal, parseDecimal } from '../../../../kernel/decimal.ts';
import { quoted } from '../../../../kernel/input/problem-list.ts';
import { scale } from '../../../../kernel/integer.ts';
import { BadRow } from './bad-row.ts';

/** How a decimal text becomes an integer of the smallest unit. */
export interface NumberSpec {
  /** Digits after the point that the unit has: 2 for cents. */
  readonly decimals: number;
  /** More digits than that are rounded to the nearest; without it they are a mistake. */
  readonly round?: boolean | undefined;
  readonly negate?: boolean | undefined;
}

const LONG_FRACTION = /^(-?\d{1,13})\.(\d{1,30})$/;

/** Reads a decimal text as the smallest unit: `12.50` at 2 decimals is 1250. */
export function readNumber(text: string, spec: NumberSpec): number {
  const value = spec.round ? readRounded(text, spec.decimals) : parseDecimal(text, spec.decimals);
  if (value === null) {
    const example = formatDecimal(1250, spec.decimals);
    const detail = `${quoted(text)} is not a number such as ${example}.`;
    throw new BadRow('not_a_decimal', detail);
  }
  return spec.negate && value !== 0 ? -value : value;
}

/** Rounds half away from zero, so that a sum and its negative stay each other's negative. */
function readRounded(text: string, decimals: number): number | null {
  const match = LONG_FRACTION.exec(text);
  if (!match || match[2]!.length <= decimals) return parseDecimal(text, decimals);
  const finer = parseDecimal(`${match[1]}.${match[2]!.slice(0, decimals + 1)}`, decimals + 1);
  if (finer === null) return null;
  const rounded = scale(Math.abs(finer), 1, 10, 'half-up');
  return finer < 0 && rounded !== 0 ? -rounded : rounded;
}
