import Type, { type TObject } from 'typebox';
import { LIMITS } from '../../../kernel/limits.ts';

/**
 * The inputs as the reference page shows them. `normalizeEvent` is what judges an input: it
 * tells every problem with its fix, which a schema cannot.
 */
const Text = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: LIMITS.text });
const Moment = (description: string) => Type.String({ description, format: 'date-time' });
const Amount = (description: string) =>
  Type.Integer({ description, minimum: 0, maximum: LIMITS.amount });

const MemberInput = Type.Record(Type.String(), Text('The identifier as the member gave it.'), {
  description:
    "Who: one or more of the program's identifier kinds (phone, email, card, app, …) " +
    'or `id`, the member id of the hub.',
  examples: [{ phone: '+8613800138000' }, { id: 'mem_123' }],
});

const ReferenceInput = Type.Object(
  {
    source: Type.Optional(Text("The purchase's source; this event's own when left out.")),
    id: Text("The purchase's event id."),
  },
  { additionalProperties: false },
);

const LineInput = Type.Object(
  {
    line: Type.Optional(Text('Name of the line, unique in the purchase; 1, 2, … by default.')),
    sku: Type.Optional(Text('Product; the catalogue adds category and brand.')),
    category: Type.Optional(Text('Category, when the catalogue does not know the product.')),
    brand: Type.Optional(Text('Brand, when the catalogue does not know the product.')),
    quantity: Type.Optional(
      Type.Integer({
        description: 'Pieces.',
        minimum: 1,
        maximum: LIMITS.quantity,
        default: 1,
      }),
    ),
    gross: Amount('The line before any discount, smallest unit.'),
    discount: Type.Optional(Amount('All discounts on this line.')),
    tax: Type.Optional(Amount('Tax of this line.')),
    byReward: Type.Optional(Amount('What of it was paid by points or another reward.')),
    voided: Type.Optional(Type.Boolean({ description: 'Rung up and taken off again.' })),
  },
  { additionalProperties: false },
);

/** What a purchase says of its basket. */
export const purchaseFields = {
  receipt: Type.Optional(Text('Number of the receipt; it can be earned by one member only.')),
  currency: Type.Optional(Text("Must be the program's, ISO 4217.")),
  lines: Type.Optional(Type.Array(LineInput, { maxItems: LIMITS.linesPerPurchase })),
  total: Type.Optional(
    Amount(
      'Without lines: the gross of one implied line. With lines: net lines that are not ' +
        'voided plus shipping, as a check.',
    ),
  ),
  discount: Type.Optional(Amount('Basket discount, split over the lines.')),
  byReward: Type.Optional(Amount('Paid by reward for the basket, split over the lines.')),
  shipping: Type.Optional(Amount('Shipping, on top of the lines.')),
  redemptions: Type.Optional(
    Type.Array(Text('The id under which a discount was set aside.'), {
      description: 'Discounts that pay a part of these lines; leave it out of `byReward`.',
      minItems: 1,
      maxItems: 10,
    }),
  ),
  coupons: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 500 }), {
      description: 'Codes or ids of coupons: the hub takes them off these lines and this shipping.',
      minItems: 1,
      maxItems: 50,
    }),
  ),
  basket: Type.Optional(Text('The basket whose reserved coupons are used, without `coupons`.')),
  expect: Type.Optional(
    Amount('What the member was told that the coupons take off; another amount is refused.'),
  ),
};

const PurchaseDataInput = Type.Object(purchaseFields, {
  description: 'Other fields are kept and readable as `event.data`.',
});

const ReturnDataInput = Type.Object(
  {
    purchase: Type.Optional(ReferenceInput),
    receipt: Type.Optional(Text('The receipt, instead of `purchase`.')),
    lines: Type.Optional(
      Type.Array(
        Type.Object(
          {
            line: Text('Name of the line in the purchase.'),
            quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.quantity })),
            amount: Type.Optional(Amount('Net money that goes back, instead of pieces.')),
          },
          { additionalProperties: false },
        ),
        { description: 'What comes back; all that is left when absent.' },
      ),
    ),
    reason: Type.Optional(Text('Why, in words.')),
  },
  { additionalProperties: false },
);

const envelope = {
  source: Type.Optional(Text('The sending system; `api` by default.')),
  id: Text('Names the event for ever inside its source; send the same on a retry.'),
  member: Type.Optional(MemberInput),
  happenedAt: Type.Optional(Moment('When it happened; the time of arrival by default.')),
  channel: Type.Optional(Text('store, app, web, …')),
  store: Type.Optional(Text('Store id.')),
  touchpoint: Type.Optional(Text('Till, kiosk, device.')),
};

/** The body of one event of any type. */
export const EventInput: TObject = Type.Object(
  {
    ...envelope,
    type: Text('purchase, return, points.credit, member.enrolled, … or a name of your own.'),
    to: Type.Optional(MemberInput),
    data: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'What the type asks for.' }),
    ),
  },
  { additionalProperties: false, title: 'EventInput' },
);

/** The body of a purchase: an event whose type is known. */
export const PurchaseInput: TObject = Type.Object(
  { ...envelope, data: PurchaseDataInput },
  { additionalProperties: false, title: 'PurchaseInput' },
);

/** The body of a return: an event whose type is known. */
export const ReturnInput: TObject = Type.Object(
  { ...envelope, data: ReturnDataInput },
  { additionalProperties: false, title: 'ReturnInput' },
);
