import Type from 'typebox';
import { Id } from '../../../program/index.ts';
import type { Condition } from './condition.ts';

/** The level in which the member stands when the event is decided, by tier set. */
export const tiers: Condition = {
  code: 'tiers',
  summary: 'for members in {args}',
  args: Type.Record(Id, Type.Array(Id, { minItems: 1, maxItems: 20 }), {
    minProperties: 1,
    maxProperties: 10,
  }),
  reason: 'tier_not_listed',
  level: () => 'event',
  prepare(args) {
    const wanted = Object.entries(args as Record<string, string[]>).map(
      ([set, levels]) => [set, new Set(levels)] as const,
    );
    return ({ member }) => wanted.every(([set, levels]) => levels.has(member.tier(set)));
  },
};
