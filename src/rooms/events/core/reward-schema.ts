import Type from 'typebox';
import { LIMITS } from '../../../kernel/limits.ts';
import { FULFILMENT_STATES, REWARD_WAYS } from './reward-data.ts';

const Text = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: LIMITS.text });
const Money = (description: string) =>
  Type.Optional(Type.Integer({ description, minimum: 0, maximum: LIMITS.amount }));
const Operator = Type.Optional(Text('Who does it.'));

const wanted = {
  reward: Text('The id of the reward.'),
  basket: Money('What the member still has to pay, smallest unit; for a discount.'),
  points: Type.Optional(
    Type.Integer({
      description: 'At most so many points, where the member pays with points.',
      minimum: 1,
      maximum: LIMITS.amount,
    }),
  ),
};
const redemption = { redemption: Text('The id under which it was set aside.') };
const spending = {
  paid: Money('Money that was paid besides, where the price has some.'),
  fulfil: Type.Optional(
    Type.Enum([...REWARD_WAYS], { description: 'How it reaches the member, given a choice.' }),
  ),
  purchase: Type.Optional(
    Type.Object({
      source: Type.Optional(Text("The purchase's source; this event's own when left out.")),
      id: Text("The purchase's event id."),
    }),
  ),
  receipt: Type.Optional(Text('The receipt, instead of `purchase`.')),
  operator: Operator,
};

/** What the events about rewards say, as the reference page shows it. */
export const rewardBodies = {
  hold: wanted,
  redeem: { ...wanted, ...spending },
  commit: { ...redemption, basket: wanted.basket, ...spending },
  void: redemption,
  rollback: {
    ...redemption,
    restock: Type.Optional(
      Type.Boolean({ description: 'The thing, handed over before, can be had by others again.' }),
    ),
    operator: Operator,
    reason: Type.Optional(Text('Why, in words.')),
  },
  fulfil: {
    ...redemption,
    to: Type.Enum([...FULFILMENT_STATES], { description: 'The next state.' }),
    operator: Operator,
  },
};
