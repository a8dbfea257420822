import Type, { type Static } from 'typebox';

const Turnover = Type.Object({ in: Type.Integer(), out: Type.Integer() });

const Sums = Type.Object({
  members: Type.Integer({ minimum: 0 }),
  events: Type.Integer({ minimum: 0 }),
  entries: Type.Integer({ minimum: 0 }),
  keys: Type.Integer({ minimum: 0 }),
  accounts: Type.Record(Type.String(), Type.Record(Type.String(), Turnover)),
  budgets: Type.Record(Type.String(), Type.Integer()),
  stopped: Type.Array(Type.String()),
  benefits: Type.Record(Type.String(), Type.Array(Type.Integer(), { minItems: 5, maxItems: 5 })),
});

/**
 * Where a proof has come to and what it has added up on the way. It travels with the caller, so
 * that any process can go on and the hub remembers nothing.
 */
export const Cursor = Type.Object({
  step: Type.Enum(['members', 'keys', 'books']),
  /** The last member that was looked at. */
  member: Type.Integer({ minimum: 0 }),
  /** The last key that was looked at. */
  key: Type.Object({ source: Type.String(), id: Type.String() }),
  /** Members there were at the beginning. */
  membersTotal: Type.Integer({ minimum: 0 }),
  sums: Sums,
});

export type Cursor = Static<typeof Cursor>;
