import Type, { type Static } from 'typebox';

/** What is done with an operation that the hub would refuse, although the till has done it. */
const Policy = Type.Enum(['accept', 'refuse', 'review']);

/** The `offline` section: what becomes of conflicts when a till comes back. */
export const OfflineSection = Type.Object(
  {
    conflicts: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_.-]{0,79}$' }), Policy, {
        description: 'By type of event; `accept` is for points.spend: the balance goes below zero.',
        maxProperties: 50,
      }),
    ),
    otherwise: Type.Optional(
      Type.Enum(['refuse', 'review'], { description: 'For all other types.' }),
    ),
  },
  { additionalProperties: false },
);

export type OfflineDocument = Static<typeof OfflineSection>;
