import Type from 'typebox';

const Text = Type.String();
const NullableText = Type.Union([Type.String(), Type.Null()]);
const Words = Type.Object({ en: Text, zh: Text }, { title: 'Words' });
const Count = Type.Integer({ minimum: 0 });

/** Where a member looks at the catalogue. */
export const RedeemableQuery = Type.Object(
  {
    store: Type.Optional(
      Type.String({ maxLength: 200, description: 'The store it is wanted in.' }),
    ),
    channel: Type.Optional(Type.String({ maxLength: 200, description: 'store, app, web, …' })),
  },
  { additionalProperties: false },
);

/** The catalogue with what is left. */
export const CatalogueBody = Type.Object({
  at: Text,
  rewards: Type.Array(
    Type.Object({
      reward: Text,
      name: Words,
      kind: Text,
      price: Type.Record(Text, Type.Unknown(), { description: 'As the program has it.' }),
      stock: Type.Array(
        Type.Object({ store: NullableText, units: Count, per: Text, left: Count }),
        { description: 'Units of this period, in all (store null) or in one store.' },
      ),
      terms: Type.Record(Text, Type.Unknown(), { description: 'The rest, as the program has it.' }),
    }),
  ),
});

/** The catalogue for one member. */
export const RedeemableBody = Type.Object({
  member: Text,
  at: Text,
  rewards: Type.Array(
    Type.Object({
      reward: Text,
      name: Words,
      state: Type.Enum(['now', 'nearly', 'not-yet']),
      points: Count,
      currency: Text,
      short: Type.Integer({ minimum: 0, description: 'Points that are missing.' }),
      missing: Type.Array(Type.Object({ code: Text, detail: Text, fix: Text }), {
        description: 'Why it cannot be had now, apart from points.',
      }),
    }),
  ),
});

/** Redemptions that are not over. */
export const RedemptionsBody = Type.Object({
  member: Text,
  at: Text,
  redemptions: Type.Array(
    Type.Object({
      redemption: Text,
      reward: Text,
      name: Words,
      kind: Text,
      state: Type.Enum(['held', 'entered', 'reserved', 'to-collect', 'shipped', 'used']),
      currency: Text,
      points: Count,
      money: Count,
      off: Type.Integer({ minimum: 0, description: 'What it takes off the basket.' }),
      fulfil: Type.Array(Text),
      store: NullableText,
      heldAt: Text,
      until: Type.Union([Type.String(), Type.Null()], {
        description: 'When its state ends by itself.',
      }),
      rollbackUntil: NullableText,
    }),
  ),
});
