import Type from 'typebox';
import { couponBodies } from '../events/index.ts';

const Text = Type.String();
const NullableText = Type.Union([Text, Type.Null()]);
const Words = Type.Object({ en: Text, zh: Text }, { title: 'Words' });
const Money = Type.Integer({ description: 'Smallest unit.' });

const coupon = {
  id: Text,
  coupon: Type.String({ description: 'The coupon of the program.' }),
  name: Words,
  code: NullableText,
  from: Text,
  until: NullableText,
};

export const CouponsBody = Type.Object({
  member: Text,
  at: Text,
  open: Type.Array(Type.Object(coupon)),
  reserved: Type.Array(Type.Object({ ...coupon, basket: Text, reservedUntil: NullableText })),
  closed: Type.Array(
    Type.Object({
      ...coupon,
      why: Type.String({ description: 'used, expired, voided, sent, back.' }),
      at: NullableText,
      off: Money,
    }),
  ),
});

export const CouponPath = Type.Object({
  member: Text,
  coupon: Type.String({ description: 'Its id (write / as %2F) or its code.' }),
});
export const CouponCodeBody = Type.Object({
  member: Text,
  id: Text,
  coupon: Text,
  code: Type.String({ description: 'As a barcode, or typed.' }),
  printed: Text,
  signed: Type.String({ description: 'The text of a QR code that a till verifies offline.' }),
  until: NullableText,
});

export const CardBody = Type.Object({
  member: Text,
  content: Type.String({ description: 'The text of the QR code or barcode at this moment.' }),
  until: Type.String({ description: 'When the next one is shown.' }),
  generation: Type.Integer({ description: 'How often the card was replaced.' }),
  secret: Type.Optional(
    Type.String({ description: "With ?secret=true, for the member's app alone; base64url." }),
  ),
});
export const CardQuery = Type.Object({ secret: Type.Boolean({ default: false }) });

export const KeysBody = Type.Object({
  keys: Type.Array(Type.Object({ kty: Text, crv: Text, kid: Text, x: Text })),
});

const { coupons, basket, lines, total, discount, byReward, shipping, currency } =
  couponBodies.reserve;
export const PriceBody = Type.Object(
  {
    coupons: Type.Optional(coupons),
    basket: Type.Optional(basket),
    store: Type.Optional(Text),
    channel: Type.Optional(Text),
    ...{ lines, total, discount, byReward, shipping, currency },
  },
  { additionalProperties: false },
);
export const PricedBody = Type.Object({
  member: Text,
  off: Money,
  takes: Type.Array(
    Type.Object({
      name: Text,
      of: Text,
      version: Type.Integer(),
      off: Money,
      lines: Type.Array(Type.Object({ line: Text, off: Money })),
      delivery: Money,
      gift: Type.Union([Type.Object({ sku: Text, quantity: Type.Integer() }), Type.Null()]),
      privilege: NullableText,
      worth: Money,
    }),
  ),
  refused: Type.Array(Type.Object({ name: Text, code: Text, detail: Text, fix: Text })),
});

export const DefinitionPath = Type.Object({
  definition: Type.String({ description: 'The coupon of the program.' }),
});
export const IssuesBody = Type.Object(
  {
    id: Type.String({
      description: 'Names the whole for ever: sent again, nobody gets a second one.',
      minLength: 1,
      maxLength: 100,
    }),
    members: Type.Array(Type.Record(Type.String(), Text), {
      description: 'Who: [{ "card": "…" }, { "phone": "…" }, …]',
      minItems: 1,
      maxItems: 1_000,
    }),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
);
export const IssuedBody = Type.Object({
  issued: Type.Integer(),
  again: Type.Integer({ description: 'Who had been given it by this id before.' }),
  refused: Type.Array(
    Type.Object({ index: Type.Integer(), code: Text, path: Text, detail: Text, fix: Text }),
  ),
});
