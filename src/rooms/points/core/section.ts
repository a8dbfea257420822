import Type, { type Static } from 'typebox';
import { Count, DurationText, Id, Label, PeriodText } from '../../program/index.ts';

const strict = { additionalProperties: false };

/** To which local boundary a moment is carried forward. `none` keeps it to the millisecond. */
export const RoundTo = Type.Enum([
  'none',
  'end-of-day',
  'end-of-month',
  'end-of-quarter',
  'end-of-year',
]);

/** When points of a currency end. */
const Expiry = Type.Union([
  Type.Literal('never'),
  Type.Object(
    {
      rolling: DurationText,
      round: Type.Optional(RoundTo),
      from: Type.Optional(Type.Enum(['earned', 'activated'])),
    },
    { ...strict, description: 'Each lot ends a set time after it was earned (or activated).' },
  ),
  Type.Object(
    {
      calendar: Type.String({ pattern: '^\\d{2}-\\d{2}$', description: 'MM-DD, end of that day.' }),
      years: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
    },
    { ...strict, description: 'All lots end on a fixed day; `years` more full years to live.' },
  ),
  Type.Object(
    { sliding: DurationText, round: Type.Optional(RoundTo) },
    { ...strict, description: 'All lots end together, a set time after the last activity.' },
  ),
]);

/** When earned points become usable. */
const Pending = Type.Union([
  Type.Object({ for: DurationText, round: Type.Optional(RoundTo) }, strict),
  Type.Object(
    {
      until: Type.String({ minLength: 1, maxLength: 80 }),
      within: Type.Optional(DurationText),
    },
    { ...strict, description: 'Until an event of this type names the purchase; else void.' },
  ),
]);

/** One point currency. */
export const Currency = Type.Object(
  {
    name: Type.Optional(Label),
    decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
    qualifying: Type.Optional(Type.Boolean()),
    spendable: Type.Optional(Type.Boolean()),
    pending: Type.Optional(Pending),
    expiry: Expiry,
    returns: Type.Optional(Type.Enum(['only-pending', 'within-balance', 'unlimited'])),
    overdraft: Type.Optional(Type.Object({ limit: Count }, strict)),
    caps: Type.Optional(
      Type.Array(Type.Object({ points: Count, per: PeriodText }, strict), {
        minItems: 1,
        maxItems: 6,
      }),
    ),
    transfer: Type.Optional(Type.Boolean()),
    hold: Type.Optional(Type.Object({ for: DurationText }, strict)),
  },
  strict,
);

/** The `points` section: every currency by its id. */
export const PointsSection = Type.Record(Id, Currency, { minProperties: 1, maxProperties: 20 });

export type CurrencyDocument = Static<typeof Currency>;
export type PointsDocument = Record<string, CurrencyDocument>;
export type RoundToName = Static<typeof RoundTo>;
