import Type, { type Static } from 'typebox';
import { DurationText, Expression, Id, Label } from '../../program/index.ts';

const strict = { additionalProperties: false };

/** What a measured set counts, and over which window (all time when there is none). */
const Measure = Type.Union([
  Type.Object(
    {
      points: Id,
      count: Type.Optional(Type.Enum(['earned', 'balance'])),
      over: Type.Optional(DurationText),
    },
    { ...strict, description: 'Points earned in the window (less what was clawed back), or held.' },
  ),
  Type.Object({ spend: Type.Literal(true), over: Type.Optional(DurationText) }, strict),
  Type.Object({ purchases: Type.Literal(true), over: Type.Optional(DurationText) }, strict),
]);

/** What happens when a level is no longer deserved, and when that is looked at. */
const Downgrade = Type.Object(
  {
    policy: Type.Enum(['none', 'one-down', 'balance-based']),
    review: Type.Optional(
      Type.Union([
        Type.Literal('tier-anniversary'),
        Type.Literal('join-anniversary'),
        Type.Object(
          {
            calendar: Type.Array(Type.String({ pattern: '^\\d{2}-\\d{2}$' }), {
              minItems: 1,
              maxItems: 12,
            }),
          },
          strict,
        ),
        Type.Object({ every: DurationText }, strict),
      ]),
    ),
    warn: Type.Optional(DurationText),
    grace: Type.Optional(DurationText),
  },
  strict,
);

const MeasuredLevel = Type.Object(
  {
    id: Id,
    name: Type.Optional(Label),
    at: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
    keep: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000_000_000_000,
        description: 'Needed to keep it, when that differs from `at`.',
      }),
    ),
  },
  strict,
);

const ConditionLevel = Type.Object(
  { id: Id, name: Type.Optional(Label), when: Expression },
  strict,
);

/** A set whose levels stand on one measure, lowest first, the first at 0. */
export const MeasuredSet = Type.Object(
  {
    set: Id,
    name: Type.Optional(Label),
    measure: Measure,
    downgrade: Type.Optional(Downgrade),
    levels: Type.Array(MeasuredLevel, { minItems: 1, maxItems: 20 }),
  },
  strict,
);

/**
 * A set whose levels are conditions, lowest first. A member climbs them in order, or to the highest
 * that holds.
 */
export const ConditionSet = Type.Object(
  {
    set: Id,
    name: Type.Optional(Label),
    climb: Type.Optional(Type.Enum(['in-order', 'highest'])),
    downgrade: Type.Optional(Downgrade),
    levels: Type.Array(ConditionLevel, { minItems: 1, maxItems: 20 }),
  },
  strict,
);

/** The `tiers` section. */
export const TiersSection = Type.Array(Type.Union([MeasuredSet, ConditionSet]), { maxItems: 10 });

export type TierSetDocument = Static<typeof MeasuredSet> | Static<typeof ConditionSet>;
export type MeasuredSetDocument = Static<typeof MeasuredSet>;
export type ConditionSetDocument = Static<typeof ConditionSet>;
export type DowngradeDocument = Static<typeof Downgrade>;
export type MeasureDocument = Static<typeof Measure>;
