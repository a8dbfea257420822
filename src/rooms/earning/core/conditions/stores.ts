import Type from 'typebox';
import type { Condition } from './condition.ts';

/** The stores in which the event happened. */
export const stores: Condition = {
  code: 'stores',
  summary: 'in stores {args}',
  args: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 1_000 }),
  reason: 'store_not_listed',
  level: () => 'event',
  prepare(args) {
    const listed = new Set(args as string[]);
    return ({ fact }) => listed.has(fact.store ?? '');
  },
};
