import Type, { type Static } from 'typebox';
import {
  Count,
  DayText,
  DurationText,
  Expression,
  Id,
  Label,
  MoneyText,
  PeriodText,
} from '../../program/index.ts';
import { VALUES } from './values/catalogue.ts';

const strict = { additionalProperties: false };
const Names = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
  minItems: 1,
  maxItems: 1_000,
});

/** Local days, both included. */
const Days = Type.Object(
  { from: Type.Optional(DayText), to: Type.Optional(DayText) },
  { ...strict, minProperties: 1, description: 'Local days, both included.' },
);

/** Valid for a while from the moment of issue, and at most to a day. */
const SinceIssue = Type.Object(
  { for: DurationText, to: Type.Optional(DayText) },
  { ...strict, description: 'From the issue on; whole days end with their local day.' },
);

const Members = Type.Object(
  { tags: Type.Optional(Names), when: Type.Optional(Expression) },
  { ...strict, minProperties: 1, description: 'Members with one of the tags, and as `when` says.' },
);

const Times = Type.Object({ times: Count, per: PeriodText }, strict);

/** Money that may be given away; what does not fit in any more is refused, by `stop` as well. */
const MoneyBudget = Type.Object(
  {
    money: MoneyText,
    per: Type.Optional(PeriodText),
    whenShort: Type.Optional(
      Type.Enum(['refuse', 'stop'], {
        description: 'A use that does not fit in is refused. `stop` means the same here.',
      }),
    ),
  },
  strict,
);

/** Who bears what is taken off; the shares add up to 100. */
const PaidBy = Type.Array(
  Type.Object({ by: Id, percent: Type.Integer({ minimum: 1, maximum: 100 }) }, strict),
  { minItems: 1, maxItems: 5 },
);

/** What a campaign and a coupon may both say; then both must hold. */
const shared = {
  stores: Type.Optional(Names),
  channels: Type.Optional(Names),
  when: Type.Optional(Expression),
  budget: Type.Optional(MoneyBudget),
  paidBy: Type.Optional(PaidBy),
};

/** What many coupons have in common: dates, members, places, and who pays. */
const Campaign = Type.Object(
  {
    id: Id,
    name: Type.Optional(Label),
    valid: Type.Optional(Days),
    members: Type.Optional(Members),
    ...shared,
  },
  strict,
);

/** Coupons in a lane compete or add up by `choose`; lanes apply in the order of the document. */
const CouponLane = Type.Object({ id: Id, choose: Type.Enum(['all', 'best', 'first']) }, strict);

const Coupon = Type.Object(
  {
    id: Id,
    name: Type.Optional(Label),
    campaign: Type.Optional(Id),
    lane: Type.Optional(Id),
    take: Type.Union(VALUES.map((value) => value.args)),
    for: Type.Optional(
      Type.Object(
        {
          products: Type.Optional(Names),
          categories: Type.Optional(Names),
          brands: Type.Optional(Names),
          when: Type.Optional(Expression),
        },
        { ...strict, minProperties: 1, description: 'The lines it is for; without it, all.' },
      ),
    ),
    minimum: Type.Optional(
      Type.Object(
        { net: Type.Optional(MoneyText), pieces: Type.Optional(Count) },
        { ...strict, minProperties: 1, description: 'What the lines it is for must come to.' },
      ),
    ),
    valid: Type.Optional(Type.Union([Days, SinceIssue])),
    members: Type.Optional(Type.Union([Type.Literal('issued'), Members])),
    code: Type.Optional(
      Type.String({
        pattern: '^[0-9A-Z][0-9A-Z-]{2,39}$',
        description: 'A public code: everybody who may use the coupon uses this one.',
      }),
    ),
    codes: Type.Optional(
      Type.Object(
        {
          kind: Type.Enum(['unique', 'pool'], {
            description: '`unique`: one for each member; `pool`: who presents one first has it.',
          }),
          prefix: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{1,8}$' })),
        },
        strict,
      ),
    ),
    ...shared,
    limits: Type.Optional(
      Type.Object(
        {
          perMember: Type.Optional(Type.Array(Times, { minItems: 1, maxItems: 6 })),
          perBasket: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
          total: Type.Optional(Type.Array(Times, { minItems: 1, maxItems: 6 })),
        },
        { ...strict, minProperties: 1 },
      ),
    ),
    stock: Type.Optional(Count),
    transfer: Type.Optional(Type.Boolean()),
    reserve: Type.Optional(DurationText),
    onReturn: Type.Optional(Type.Enum(['give-back', 'keep'])),
    stopped: Type.Optional(Type.Boolean()),
  },
  strict,
);

export const CampaignsSection = Type.Array(Campaign, { maxItems: 300 });
export const CouponLanesSection = Type.Array(CouponLane, { minItems: 1, maxItems: 10 });
export const CouponsSection = Type.Array(Coupon, { maxItems: 2_000 });

export type CampaignDocument = Static<typeof Campaign>;
export type CouponLaneDocument = Static<typeof CouponLane>;
/** `take` is one of the kinds in values/. */
export type CouponDocument = Omit<Static<typeof Coupon>, 'take'> & {
  take: Readonly<Record<string, unknown>>;
};
export type SharedDocument = Pick<
  CouponDocument,
  'stores' | 'channels' | 'when' | 'budget' | 'paidBy'
>;
export type MembersDocument = Static<typeof Members>;
