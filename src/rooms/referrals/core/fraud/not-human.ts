import Type from 'typebox';
import { type WeighingCheck, Weight } from './check.ts';

/**
 * The token that proves a person was refused by the service; where one is `required`, also when
 * there was none, or nobody could be asked about it.
 */
export const notHuman: WeighingCheck = {
  code: 'not-human',
  reason: 'not_proven_human',
  summary: 'no proof of a person',
  args: Type.Object(
    { weight: Type.Optional(Weight), required: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  defaults: { weight: 50, required: false },
  prepare:
    ({ required }) =>
    ({ human }) => {
      if (human === 'passed' || (human !== 'failed' && required !== true)) return null;
      return { token: human };
    },
};
