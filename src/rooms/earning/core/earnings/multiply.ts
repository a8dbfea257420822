import Type from 'typebox';
import { split } from '../../../../kernel/integer.ts';
import { Id } from '../../../program/index.ts';
import { scalePoints } from './bounded.ts';
import type { Earning } from './earning.ts';

const RATIO = /^(\d{1,6})\/(\d{1,6})$/;

/** Reads `2` or `"3/2"` as an integer pair; `null` when it is neither. */
export function readRatio(by: unknown): { num: number; den: number } | null {
  if (typeof by === 'number') return Number.isInteger(by) ? { num: by, den: 1 } : null;
  const match = typeof by === 'string' ? RATIO.exec(by) : null;
  return match ? { num: Number(match[1]), den: Number(match[2]) } : null;
}

const Factor = Type.Union([
  Type.Integer({ minimum: 2, maximum: 100 }),
  Type.String({ pattern: '^\\d{1,6}/\\d{1,6}$', description: 'A ratio such as "3/2".' }),
]);

/**
 * Multiplies what earlier lanes earned on the lines that count: `2` pays the same once more. The
 * sum is rounded, not each line: ten lines of one point times "3/2" are five more. Written
 * short as a factor (all spendable points) or with the currency named.
 */
export const multiply: Earning = {
  code: 'multiply',
  key: 'multiply',
  summary: 'times {by}',
  args: Type.Union([
    Factor,
    Type.Object({ by: Factor, points: Id }, { additionalProperties: false }),
  ]),
  reason: 'nothing_to_multiply',
  fits: (args) => 'by' in args,
  prepare(raw) {
    const ratio = readRatio(raw.by) ?? { num: 1, den: 1 };
    return ({ before, counts }) => {
      let sum = 0;
      const counted = before.map((points, index) => {
        const some = counts.length === 0 || counts[index] ? points : 0;
        sum += some;
        return some;
      });
      const points = scalePoints(sum, ratio.num - ratio.den, ratio.den, 'down');
      return { points, perLine: split(points, counted) };
    };
  },
};
