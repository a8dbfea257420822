import Type from 'typebox';
import { LIMITS } from '../../../../kernel/limits.ts';
import { Expression, Id } from '../../../program/index.ts';
import type { Earning } from './earning.ts';
import { shareOverLines } from './share.ts';

/** Points by a CEL expression that gives a whole number; less than one pays nothing. */
export const formula: Earning = {
  code: 'formula',
  key: 'earn',
  summary: '{points} by formula {formula}',
  args: Type.Object({ points: Id, formula: Expression }, { additionalProperties: false }),
  reason: 'formula_gave_nothing',
  fits: (args) => 'formula' in args,
  prepare(raw, { expressions }) {
    const ask = expressions.int((raw as { formula: string }).formula);
    return (input) => {
      const points = Math.min(ask(input.facts) ?? 0, LIMITS.amount);
      return points > 0 ? shareOverLines(points, input) : { points: 0, perLine: [] };
    };
  },
};
