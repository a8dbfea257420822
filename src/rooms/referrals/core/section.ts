import Type, { type Static } from 'typebox';
import {
  Count,
  DurationText,
  Expression,
  Grants,
  Id,
  Label,
  MoneyText,
  PeriodText,
} from '../../program/index.ts';
import { ChecksSettings } from './fraud/catalogue.ts';

const strict = { additionalProperties: false };

/** What one payment costs the retailer, in the program's currency: caps of cost count it. */
const Cost = Type.Unsafe<string>({ ...MoneyText, description: 'What it costs, for the caps.' });

const Paid = { grants: Grants, cost: Type.Optional(Cost) };

const Payout = Type.Object(Paid, strict);

/** Which purchase of a friend counts. */
const Qualify = Type.Object(
  {
    within: Type.Unsafe<string>({
      ...DurationText,
      description: 'How long after the friend came the purchase may be made.',
    }),
    least: Type.Optional(
      Type.Unsafe<string>({
        ...MoneyText,
        description: 'What must be left of the purchase, net, when its window is over.',
      }),
    ),
    when: Type.Optional(Expression),
    pendingFor: Type.Optional(
      Type.Unsafe<string>({
        ...DurationText,
        description: 'The return window: until it is over the purchase is pending.',
      }),
    ),
  },
  strict,
);

/** How far an advocate reaches, and what one friend is worth at that reach. */
const Reach = Type.Union([
  Type.Object(
    {
      id: Id,
      name: Type.Optional(Label),
      at: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Friends who counted.' }),
      perDay: Type.Optional(Count),
      ...Paid,
    },
    strict,
  ),
  Type.Object(
    { id: Id, name: Type.Optional(Label), when: Expression, perDay: Type.Optional(Count), ...Paid },
    strict,
  ),
]);

/** What a friend counts for somebody above: first the advocate, then the advocate's, at most 3. */
const ChainLink = Type.Object(
  {
    counts: Type.Integer({ minimum: 0, maximum: 100, description: 'Steps of the progress bar.' }),
    grants: Type.Optional(Grants),
    cost: Type.Optional(Cost),
  },
  strict,
);

const ProgressStep = Type.Object(
  {
    id: Id,
    name: Type.Optional(Label),
    at: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    ...Paid,
  },
  strict,
);

const Limit = Type.Union([
  Type.Object({ times: Count, per: PeriodText }, strict),
  Type.Object({ cost: Cost, per: PeriodText }, strict),
]);

const Limits = Type.Object(
  {
    perMember: Type.Optional(Type.Array(Limit, { minItems: 1, maxItems: 6 })),
    total: Type.Optional(Type.Object({ cost: Cost, per: Type.Optional(PeriodText) }, strict)),
  },
  strict,
);

const Fraud = Type.Object(
  {
    hold: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, description: 'Held from this score on.' }),
    ),
    checks: Type.Optional(ChecksSettings),
  },
  strict,
);

/** The `referrals` section. */
export const ReferralsSection = Type.Object(
  {
    link: Type.Optional(
      Type.String({
        pattern: '^https://[^{}\\s]{1,120}\\{code\\}[^{}\\s]{0,80}$',
        description: 'The link that an advocate shares, with {code} where the code goes.',
      }),
    ),
    advocate: Type.Optional(Type.Object({ when: Expression }, strict)),
    bind: Type.Optional(
      Type.Object({ within: DurationText }, { ...strict, description: 'After enrolment.' }),
    ),
    qualify: Qualify,
    friend: Type.Optional(
      Type.Object(
        { welcome: Type.Optional(Payout), qualified: Type.Optional(Payout) },
        { ...strict, minProperties: 1 },
      ),
    ),
    reach: Type.Array(Reach, { minItems: 1, maxItems: 10 }),
    chain: Type.Optional(Type.Array(ChainLink, { minItems: 1, maxItems: 3 })),
    progress: Type.Optional(Type.Array(ProgressStep, { minItems: 1, maxItems: 20 })),
    onReturn: Type.Optional(Type.Enum(['clawback', 'keep'])),
    limits: Type.Optional(Limits),
    fraud: Type.Optional(Fraud),
  },
  strict,
);

export type ReferralsDocument = Static<typeof ReferralsSection>;
export type ReachDocument = Static<typeof Reach>;
export type LimitDocument = Static<typeof Limit>;
