import Type, { type Static } from 'typebox';
import {
  audienceProperties,
  Count,
  Days,
  DurationText,
  Grants,
  Id,
  Label,
  MoneyText,
  PeriodText,
  TimesLimits,
} from '../../program/index.ts';

const strict = { additionalProperties: false };
const Margin = Type.Integer({ minimum: 0, maximum: 60 });

/** Days around a day of the member's own that comes back every year: a birthday week. */
const Yearly = Type.Object(
  {
    attribute: Type.String({
      minLength: 1,
      maxLength: 80,
      description: 'The attribute with the day, as MM-DD or YYYY-MM-DD.',
    }),
    before: Type.Optional(Margin),
    after: Type.Optional(Margin),
  },
  strict,
);

/**
 * One benefit. Without `window` it stands: whoever fits has it, on the days it names. With one it
 * is granted: by an event (`on`), or by what other sections give.
 */
export const Benefit = Type.Object(
  {
    id: Id,
    name: Type.Optional(Label),
    on: Type.Optional(
      Type.String({ minLength: 1, maxLength: 80, description: 'An event type that grants it.' }),
    ),
    ...audienceProperties,
    during: Type.Optional(Days),
    yearly: Type.Optional(Yearly),
    monthly: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 31 }), {
        minItems: 1,
        maxItems: 31,
        description: 'Days of the month, such as [8] for a member day.',
      }),
    ),
    window: Type.Optional(DurationText),
    round: Type.Optional(Type.Enum(['none', 'end-of-day'])),
    uses: Type.Optional(Count),
    again: Type.Optional(
      Type.Enum(['stack', 'extend', 'ignore'], {
        description: 'What a second grant does while the first is open.',
      }),
    ),
    onReturn: Type.Optional(Type.Enum(['lapse', 'keep'])),
    gives: Type.Optional(
      Type.Object(
        { granted: Type.Optional(Grants), used: Type.Optional(Grants) },
        { ...strict, minProperties: 1, description: 'What comes with the grant, and with a use.' },
      ),
    ),
    cost: Type.Optional(MoneyText),
    quota: Type.Optional(Type.Object({ times: Count, per: PeriodText }, strict)),
    limits: Type.Optional(Type.Object({ perMember: TimesLimits }, strict)),
    products: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 1,
        maxItems: 100,
        description: 'What it opens, for a touchpoint that asks: a product before others.',
      }),
    ),
  },
  strict,
);

/** The `benefits` section. */
export const BenefitsSection = Type.Array(Benefit, { maxItems: 200 });

export type BenefitDocument = Static<typeof Benefit>;
