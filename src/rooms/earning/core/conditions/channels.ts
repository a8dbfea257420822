import Type from 'typebox';
import type { Condition } from './condition.ts';

/** The channels in which the event happened. */
export const channels: Condition = {
  code: 'channels',
  summary: 'in {args}',
  args: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 1_000 }),
  reason: 'channel_not_listed',
  level: () => 'event',
  prepare(args) {
    const listed = new Set(args as string[]);
    return ({ fact }) => listed.has(fact.channel ?? '');
  },
};
