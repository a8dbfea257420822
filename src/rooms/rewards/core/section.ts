import Type, { type Static } from 'typebox';
import {
  audienceProperties,
  Count,
  Days,
  DayText,
  DurationText,
  Grants,
  Id,
  Label,
  MemberLimits,
  MoneyText,
  PeriodText,
} from '../../program/index.ts';

const strict = { additionalProperties: false };

/** Zero has the right shape, so that its refusal can say why it is none. */
const Points = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 });

/** A price in points, or in points and money. */
const FixedPrice = Type.Object(
  { points: Id, amount: Points, money: Type.Optional(MoneyText) },
  strict,
);

/** Paying with points at the till: as many as the member likes, by a fixed exchange. */
const ExchangePrice = Type.Object(
  {
    points: Id,
    exchange: Type.Object({ points: Points, money: MoneyText }, strict),
    step: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000_000_000,
        description: 'Points are taken in multiples of this; worth a whole amount of money.',
      }),
    ),
    most: Type.Optional(
      Type.Object(
        {
          amount: Type.Optional(MoneyText),
          share: Type.Optional(
            Type.String({
              pattern: '^\\d{1,6}/\\d{1,6}$',
              description: 'The share of the basket that points may pay, such as "1/2".',
            }),
          ),
        },
        { ...strict, minProperties: 1, description: 'The most that points pay of one basket.' },
      ),
    ),
  },
  strict,
);

const Stock = Type.Object(
  {
    total: Type.Optional(Count),
    per: Type.Optional(PeriodText),
    perStore: Type.Optional(
      Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Count, {
        minProperties: 1,
        maxProperties: 1_000,
      }),
    ),
  },
  { ...strict, minProperties: 1 },
);

const Draw = Type.Object(
  {
    until: DayText,
    seal: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of the seed, in hex: it is fixed now and shown at the draw.',
    }),
    within: Type.Optional(DurationText),
    claim: Type.Optional(DurationText),
  },
  { ...strict, description: 'Drawn among all who enter up to the end of the day `until`.' },
);

/** What a reward is. */
export const KINDS = ['goods', 'coupon', 'discount', 'privilege', 'partner', 'donation'] as const;

/** How a reward reaches the member. */
export const FULFILMENTS = ['at-once', 'on-use', 'collect', 'ship'] as const;

/** One reward of the catalogue. */
export const Reward = Type.Object(
  {
    id: Id,
    name: Type.Optional(Label),
    kind: Type.Enum([...KINDS]),
    price: Type.Union([FixedPrice, ExchangePrice]),
    worth: Type.Optional(MoneyText),
    gives: Type.Optional(Grants),
    ...audienceProperties,
    during: Type.Optional(Days),
    stock: Type.Optional(Stock),
    limits: Type.Optional(Type.Object({ perMember: MemberLimits }, strict)),
    draw: Type.Optional(Draw),
    fulfil: Type.Optional(Type.Array(Type.Enum([...FULFILMENTS]), { minItems: 1, maxItems: 3 })),
    hold: Type.Optional(DurationText),
    collectWithin: Type.Optional(DurationText),
    rollback: Type.Optional(Type.Union([DurationText, Type.Literal('never')])),
  },
  strict,
);

/** The `rewards` section: the catalogue. */
export const RewardsSection = Type.Array(Reward, { maxItems: 500 });

export type RewardDocument = Static<typeof Reward>;
export type RewardKind = (typeof KINDS)[number];
export type Fulfilment = (typeof FULFILMENTS)[number];
export type FixedPriceDocument = Static<typeof FixedPrice>;
export type ExchangePriceDocument = Static<typeof ExchangePrice>;
