import Type, { type Static } from 'typebox';

const Count = Type.Integer();
const Moment = Type.String({ format: 'date-time' });
const Text = Type.String();
const Names = Type.Record(Text, Text, { description: 'By language: en, zh.' });
const OrNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const ProgramHead = Type.Object({
  name: Text,
  version: Count,
  timezone: Text,
  currency: Text,
  decimals: Type.Integer({ description: 'Digits of the smallest unit of the currency.' }),
});

const Points = Type.Object({
  currency: Text,
  names: Names,
  issued: Count,
  redeemed: Count,
  expired: Count,
  takenBack: Type.Integer({
    description: 'After returns, void before they became usable, given up or donated when leaving.',
  }),
  active: Count,
  pending: Count,
  held: Count,
});

const Recent = Type.Object({
  happenedAt: Moment,
  recordedAt: Moment,
  member: Text,
  no: Count,
  source: Text,
  id: Text,
  type: Text,
  amount: OrNull(Type.Integer({ description: 'Net money of a purchase, smallest unit.' })),
  channel: OrNull(Text),
  store: OrNull(Type.Object({ id: Text, names: Names })),
  points: Type.Array(Type.Object({ currency: Text, amount: Count })),
  why: Type.Array(
    Type.Object({
      code: Type.String({ description: 'A rule, a level, a kind of movement, or a flag.' }),
      names: Names,
      points: Count,
      reason: OrNull(Type.String({ description: 'Why a rule did not pay.' })),
    }),
  ),
});

const Demo = Type.Object({
  state: Type.Enum(['loading', 'done', 'stopped', 'failed']),
  members: Count,
  done: Count,
  total: Type.Integer({ description: 'An estimate until it is done.' }),
  refused: Count,
  ratePerSecond: Count,
  secondsLeft: OrNull(Count),
});

/** What `GET /v1/status` answers. */
export const StatusBody = Type.Object({
  version: Type.String({ description: 'Of Hachi.' }),
  program: OrNull(ProgramHead),
  countedUntil: OrNull(Moment),
  members: Count,
  events: Count,
  purchases: Count,
  returns: Count,
  points: Type.Array(Points),
  recent: Type.Array(Recent),
  demo: OrNull(Demo),
  queue: Type.Object({ waiting: Count, most: Count }),
  database: Type.Object({ version: Text, bytes: Count }),
});

/** The state of a hub, as the status page shows it. */
export type StatusAnswer = Static<typeof StatusBody>;
