import Type from 'typebox';
import { Grants } from '../program/index.ts';

const Text = Type.String();
const NullableText = Type.Union([Type.String(), Type.Null()]);
const Words = Type.Object({ en: Text, zh: Text }, { title: 'Words' });
const Count = Type.Integer({ minimum: 0 });
const NullableCount = Type.Union([Count, Type.Null()]);

const about = {
  challenge: Text,
  name: Words,
  version: Type.Integer({ description: 'The program version whose terms hold.' }),
  unit: Type.String({ description: 'events, pieces, money, sum, days, things' }),
  target: Count,
  end: NullableText,
  grants: Type.Array(Grants.items),
  stages: Type.Array(
    Type.Object({ at: Count, reached: Type.Boolean(), grants: Type.Array(Grants.items) }),
  ),
};

/** What a member has and may have. */
export const ChallengesBody = Type.Object({
  member: Text,
  at: Text,
  open: Type.Array(
    Type.Object({
      ...about,
      assignment: Text,
      status: Type.String({
        description: 'offered (may be joined), waiting (for its start), open (counts)',
      }),
      since: Text,
      progress: Count,
      rounds: Type.Integer({ minimum: 0, description: 'Rounds completed.' }),
      roundsOf: NullableCount,
      nearly: Type.Boolean({ description: 'At least two thirds are done.' }),
    }),
    { description: 'The nearest to its target first.' },
  ),
  nearly: Type.Array(Text, { description: 'Assignments of which at least two thirds are done.' }),
  available: Type.Array(
    Type.Object({
      ...about,
      join: Type.Boolean({ description: 'Joined first; the others begin by themselves.' }),
    }),
  ),
  done: Type.Array(Type.Object({ challenge: Text, name: Words, times: Count })),
  badges: Type.Array(Type.Object({ badge: Text, name: Words, since: Text })),
});

export const ChallengePath = Type.Object({
  challenge: Type.String({ maxLength: 80, description: 'The id in the program.' }),
});

export const LeaderboardQuery = Type.Object(
  {
    member: Type.Optional(
      Type.String({ maxLength: 200, description: 'Whose own place is told, such as card:123.' }),
    ),
  },
  { additionalProperties: false },
);

/** Who is ahead, among those who agreed to be shown. */
export const LeaderboardBody = Type.Object({
  challenge: Text,
  name: Words,
  rows: Type.Array(
    Type.Object({
      rank: Count,
      name: Type.String({ description: 'Its first letter.' }),
      score: Count,
      me: Type.Boolean(),
    }),
  ),
  mine: Type.Union([Type.Object({ score: Count, rank: NullableCount }), Type.Null()]),
});
