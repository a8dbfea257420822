import Type from 'typebox';

const Text = Type.String();
const NullableText = Type.Union([Type.String(), Type.Null()]);
const Points = Type.Integer({ minimum: 0, description: 'Smallest unit.' });
const Levels = Type.Record(Type.String(), Type.String());

/** What leaving would do. */
export const LeavingBody = Type.Object({
  member: Text,
  at: Text,
  state: Type.Enum(['member', 'asked', 'left']),
  due: Type.Union([Type.String(), Type.Null()], {
    description: 'When it takes effect, for who has asked.',
  }),
  effective: Type.String({ description: 'When it would, for who asks now.' }),
  points: Type.Array(
    Type.Object({
      currency: Text,
      donated: Type.Union([Type.Object({ to: Text, points: Points }), Type.Null()]),
      paidOut: Type.Union([
        Type.Object({ coupon: Text, coupons: Type.Integer(), points: Points }),
        Type.Null(),
      ]),
      lost: Points,
    }),
  ),
  coupons: Type.Object({ end: Type.Integer(), stay: Type.Integer() }),
  tiers: Levels,
  tiersUntil: NullableText,
  undone: Type.Array(Type.Object({ kind: Type.Enum(['hold', 'reservation']), id: Text })),
  confirm: Type.Object(
    {
      points: Type.Optional(Type.Record(Type.String(), Type.Integer())),
      coupons: Type.Optional(Type.Integer()),
      tiers: Type.Optional(Levels),
    },
    { description: 'Send it back with POST: if a figure has changed since, nothing happens.' },
  ),
});
