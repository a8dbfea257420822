import Type, { type Static } from 'typebox';
import { DayText, DurationText, Id, Label } from '../../program/index.ts';

const strict = { additionalProperties: false };

/** What a person reads and agrees to, in full. */
const Text = Type.Union([
  Type.String({ minLength: 1, maxLength: 4_000 }),
  Type.Object(
    {
      en: Type.String({ minLength: 1, maxLength: 4_000 }),
      zh: Type.Optional(Type.String({ minLength: 1, maxLength: 4_000 })),
    },
    strict,
  ),
]);

const Version = Type.Object(
  {
    id: Type.String({
      pattern: '^[a-zA-Z0-9][a-zA-Z0-9._-]{0,39}$',
      description: 'What the sender names, such as 2026-01.',
    }),
    from: Type.Unsafe<string>({ ...DayText, description: 'The first day on which it is shown.' }),
    text: Text,
    renew: Type.Optional(
      Type.Boolean({
        description: 'From its first day on, a consent to an earlier version no longer counts.',
      }),
    ),
  },
  strict,
);

const Ids = Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true });

/** What may be done only while the consent stands. */
const Rests = Type.Object(
  {
    attributes: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9_]{0,39}$' }), {
        minItems: 1,
        maxItems: 50,
        uniqueItems: true,
        description:
          'Attributes and sealed fields of a member that are neither used nor shown without it.',
      }),
    ),
    rules: Type.Optional(
      Type.Unsafe<string[]>({ ...Ids, description: 'Earning rules that pay nothing without it.' }),
    ),
    challenges: Type.Optional(
      Type.Unsafe<string[]>({ ...Ids, description: 'Challenges that stand still without it.' }),
    ),
    preferences: Type.Optional(
      Type.Boolean({
        description: 'What a member prefers is neither worked out nor shown without it.',
      }),
    ),
    referrals: Type.Optional(
      Type.Boolean({ description: 'Nobody brings or is brought without it.' }),
    ),
  },
  { ...strict, minProperties: 1 },
);

const Purpose = Type.Object(
  {
    id: Id,
    name: Label,
    channels: Type.Optional(
      Type.Unsafe<string[]>({
        ...Type.Array(Id, { minItems: 1, maxItems: 12, uniqueItems: true }),
        description: 'Asked for one by one: email, sms, … Left out: one question for all.',
      }),
    ),
    versions: Type.Array(Version, {
      minItems: 1,
      maxItems: 50,
      description: 'Every text that was ever shown, oldest first; none is ever taken out.',
    }),
    rests: Type.Optional(Rests),
  },
  strict,
);

/** The `consent` section: for what members are asked, and what rests on their yes. */
export const ConsentSection = Type.Object(
  {
    purposes: Type.Array(Purpose, { minItems: 1, maxItems: 50 }),
    requests: Type.Optional(
      Type.Object(
        {
          answerWithin: Type.Optional(
            Type.Unsafe<string>({
              ...DurationText,
              description: 'How long an access, export, erasure or correction may take; P1M.',
            }),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
);

export type ConsentDocument = Static<typeof ConsentSection>;
export type PurposeDocument = Static<typeof Purpose>;
