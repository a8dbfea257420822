import Type, { type Static } from 'typebox';
import {
  Count,
  DayText,
  DurationText,
  Expression,
  Grants,
  Id,
  Label,
  MoneyText,
  TimesLimits,
} from '../../program/index.ts';

const strict = { additionalProperties: false };
const EventType = Type.String({ minLength: 1, maxLength: 80, description: 'An event type.' });

/** Of what there must be one of each, or so many different ones. */
const CollectOf = Type.Enum(['category', 'product', 'brand', 'store', 'channel']);

/** What has to be done. Exactly one kind. */
export const Goal = Type.Union([
  Type.Object(
    { count: Count, atLeast: Type.Optional(MoneyText) },
    { ...strict, description: 'So many events; of purchases only those of at least an amount.' },
  ),
  Type.Object({ pieces: Count }, { ...strict, description: 'So many pieces bought.' }),
  Type.Object({ spend: MoneyText }, { ...strict, description: 'So much net money spent.' }),
  Type.Object({ single: MoneyText }, { ...strict, description: 'One purchase of so much.' }),
  Type.Object(
    { streak: Type.Integer({ minimum: 2, maximum: 366 }) },
    { ...strict, description: 'An event on so many local days in a row.' },
  ),
  Type.Object(
    {
      collect: CollectOf,
      among: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 1,
        maxItems: 50,
      }),
    },
    { ...strict, description: 'One of each.' },
  ),
  Type.Object(
    { collect: CollectOf, different: Type.Integer({ minimum: 2, maximum: 50 }) },
    { ...strict, description: 'So many different ones.' },
  ),
  Type.Object(
    { sum: Expression, to: Count },
    { ...strict, description: 'A whole number of each event, added up.' },
  ),
]);

/** When it counts: between two local days, and for so long from the moment of assignment. */
export const Window = Type.Object(
  {
    from: Type.Optional(DayText),
    to: Type.Optional(DayText),
    for: Type.Optional(DurationText),
  },
  { ...strict, minProperties: 1, description: 'Both days, and the last moment of `for`, count.' },
);

/** Who has it: everybody, whoever an expression holds for, or whoever an event names. */
export const Assign = Type.Union([
  Type.Literal('all'),
  Type.Object({ when: Expression }, strict),
  Type.Object(
    {
      on: EventType,
      when: Type.Optional(Expression),
      again: Type.Optional(
        Type.Enum(['ignore', 'stack', 'restart'], {
          description: 'What an assignment does while the same challenge is open.',
        }),
      ),
    },
    strict,
  ),
]);

/** What is given on the way to the target. */
const Stage = Type.Object({ at: Type.Union([Count, MoneyText]), grants: Grants }, strict);

const Attribute = (description: string) =>
  Type.String({ minLength: 1, maxLength: 100, description });

/** Who is ahead: a list that everybody may see. */
const Leaderboard = Type.Object(
  {
    show: Type.Integer({ minimum: 1, maximum: 100 }),
    consent: Type.Optional(
      Attribute('Attribute that is `true` of members who agreed; `leaderboard` by default.'),
    ),
    name: Type.Optional(
      Attribute("Attribute with the member's name, shown masked; `name` by default."),
    ),
  },
  strict,
);

/** One challenge. */
export const Challenge = Type.Object(
  {
    id: Id,
    name: Type.Optional(Label),
    on: Type.Optional(EventType),
    when: Type.Optional(Expression),
    goal: Goal,
    window: Type.Optional(Window),
    assign: Type.Optional(Assign),
    optIn: Type.Optional(Type.Boolean()),
    startOn: Type.Optional(
      Type.Object(
        { on: EventType, when: Type.Optional(Expression) },
        { ...strict, description: 'It counts only from this event on, such as a view.' },
      ),
    ),
    repeat: Type.Optional(
      Type.Object(
        {
          times: Type.Optional(Type.Integer({ minimum: 2, maximum: 10_000 })),
          carry: Type.Optional(Type.Boolean()),
        },
        { ...strict, description: 'It begins again; without `times`, without end.' },
      ),
    ),
    stages: Type.Optional(Type.Array(Stage, { minItems: 1, maxItems: 20 })),
    grants: Type.Optional(Grants),
    onReturn: Type.Optional(Type.Enum(['keep', 'take-back'])),
    limits: Type.Optional(
      Type.Object(
        {
          perMember: Type.Optional(TimesLimits),
          total: Type.Optional(Count),
        },
        { ...strict, minProperties: 1, description: 'How often its target may pay.' },
      ),
    ),
    leaderboard: Type.Optional(Leaderboard),
  },
  strict,
);

/** Something to be proud of: it can be granted, and nothing more. */
export const Badge = Type.Object(
  { id: Id, name: Type.Optional(Label), description: Type.Optional(Label) },
  strict,
);

export const ChallengesSection = Type.Array(Challenge, { maxItems: 200 });
export const BadgesSection = Type.Array(Badge, { maxItems: 200 });

export type ChallengeDocument = Static<typeof Challenge>;
export type GoalDocument = Static<typeof Goal>;
export type AssignDocument = Static<typeof Assign>;
export type BadgeDocument = Static<typeof Badge>;
