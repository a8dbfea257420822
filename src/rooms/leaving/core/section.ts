import Type, { type Static } from 'typebox';
import { Count, DurationText, Id } from '../../program/index.ts';

const strict = { additionalProperties: false };

const Donate = Type.Object({ donate: Id }, { ...strict, description: 'To a good cause.' });

/** What becomes of the points of one currency. */
const PointsEnd = Type.Union([
  Type.Literal('forfeit'),
  Donate,
  Type.Object(
    {
      payout: Id,
      per: Type.Unsafe<number>({ ...Count, description: 'Points for one coupon.' }),
      most: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 100, description: 'Coupons at most.' }),
      ),
      rest: Type.Union([Type.Literal('forfeit'), Donate], {
        description: 'What becomes of the points that make no whole coupon.',
      }),
    },
    { ...strict, description: 'Paid out as coupons.' },
  ),
]);

/** The `leaving` section: what becomes of what a member has, when the member leaves. */
export const LeavingSection = Type.Object(
  {
    wait: Type.Optional(
      Type.Unsafe<string>({
        ...DurationText,
        description: 'Time to think again; left out, leaving takes effect at once.',
      }),
    ),
    points: Type.Record(Id, PointsEnd, {
      description: 'For every currency of the program.',
    }),
    pending: Type.Optional(
      Type.Enum(['forfeit', 'same'], {
        description: 'Points that are not usable yet: lost, or treated as the others.',
      }),
    ),
    coupons: Type.Enum(['forfeit', 'honour'], {
      description: 'Coupons end, or stay good for whoever holds the code.',
    }),
    tier: Type.Union([
      Type.Literal('ends'),
      Type.Object(
        { keepFor: DurationText },
        { ...strict, description: 'Given back to who comes back in time.' },
      ),
    ]),
    open: Type.Optional(
      Type.Enum(['refuse', 'void'], {
        description: 'While something is held or reserved: nobody can leave, or it is undone.',
      }),
    ),
    confirm: Type.Optional(
      Type.Array(Type.Enum(['points', 'coupons', 'tiers']), {
        maxItems: 3,
        description: 'Which figures the member must confirm; all when left out.',
      }),
    ),
  },
  strict,
);

export type LeavingDocument = Static<typeof LeavingSection>;
export type PointsEndDocument = Static<typeof PointsEnd>;
