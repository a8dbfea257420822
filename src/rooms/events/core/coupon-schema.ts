import Type from 'typebox';
import { LIMITS } from '../../../kernel/limits.ts';
import { purchaseFields } from './schema.ts';

const Text = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: LIMITS.text });
const Name = (description: string) => Type.String({ description, minLength: 1, maxLength: 500 });
const Names = Type.Array(Name('A code as scanned or typed, or the id of a coupon.'), {
  minItems: 1,
  maxItems: 50,
});
const { lines, total, discount, byReward, shipping, currency } = purchaseFields;
const goods = { lines, total, discount, byReward, shipping, currency };
const basket = { basket: Text('The basket, as its till or app calls it.') };
const one = { coupon: Name("The id or the code of a coupon in the member's hands.") };
const reason = { reason: Type.Optional(Text('Why, in words.')) };

/** What the events about coupons say, as the reference page shows it. */
export const couponBodies = {
  issue: { coupon: Text('The id of a coupon of the program.'), ...reason },
  reserve: {
    coupons: Names,
    ...basket,
    ...goods,
    until: Type.Optional(
      Type.String({ description: 'When it lapses at the latest.', format: 'date-time' }),
    ),
  },
  release: basket,
  redeem: {
    coupons: Type.Optional(Names),
    ...basket,
    ...goods,
    expect: Type.Optional(
      Type.Integer({
        description: 'What the member was told they take off; another amount is refused.',
        minimum: 0,
        maximum: LIMITS.amount,
      }),
    ),
  },
  rollback: { redemption: Text('The id of the redemption, or of its event.') },
  void: { ...one, ...reason },
  transfer: one,
};
