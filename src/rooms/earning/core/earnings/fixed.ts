import Type from 'typebox';
import { Count, Id } from '../../../program/index.ts';
import { scalePoints } from './bounded.ts';
import type { Earning } from './earning.ts';
import { shareOverLines } from './share.ts';

/** A set number of points, once per event or once for every line (or piece) that counts. */
export const fixed: Earning = {
  code: 'fixed',
  key: 'earn',
  summary: '{amount} {points} per {each}',
  args: Type.Object(
    {
      points: Id,
      amount: Count,
      each: Type.Optional(Type.Enum(['event', 'line', 'piece'])),
    },
    { additionalProperties: false },
  ),
  reason: 'nothing_to_pay',
  fits: (args) => 'amount' in args && !('per' in args),
  prepare(raw) {
    const { amount, each } = raw as { amount: number; each?: 'event' | 'line' | 'piece' };
    if (each === undefined || each === 'event') return (input) => shareOverLines(amount, input);
    return ({ facts, counts }) => {
      const { lines = [] } = facts.fact.data as { lines?: { quantity: number; voided: boolean }[] };
      const perLine = lines.map((line, index) => {
        if (!counts[index] || line.voided) return 0;
        return each === 'piece' ? scalePoints(amount, line.quantity, 1, 'down') : amount;
      });
      return { points: perLine.reduce((sum, points) => sum + points, 0), perLine };
    };
  },
};
