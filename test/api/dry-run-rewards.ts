/** What the dry-run spec asks of every write about rewards. */

/** A reward of which there are a few. */
export const REWARDS = [
  { id: 'mug', kind: 'goods', price: { points: 'star', amount: 10 }, stock: { total: 3 } },
];

const member = { card: 'A' };

/** For each writing path bodies that are accepted first and refused after. */
export const REWARD_CASES: Record<string, readonly Record<string, unknown>[]> = {
  '/v1/members/:member/redemptions/holds': [
    { id: 'd1', reward: 'mug' },
    { id: 'd2', reward: 'mug' },
    { id: 'd3', reward: 'cup' },
  ],
  '/v1/members/:member/redemptions': [
    { id: 'd4', reward: 'mug' },
    { id: 'd5', reward: 'mug' },
  ],
  '/v1/redemptions/commit': [
    { id: 'd6', member, redemption: 'd1', paid: 5 },
    { id: 'd7', member, redemption: 'd1', operator: 'li' },
    { id: 'd8', member, redemption: 'd1' },
  ],
  '/v1/redemptions/void': [
    { id: 'd9', member, redemption: 'd2' },
    { id: 'd10', member, redemption: 'd2' },
  ],
  '/v1/redemptions/fulfilment': [
    { id: 'd11', member, redemption: 'd1', to: 'used' },
    { id: 'd12', member, redemption: 'd1', to: 'shipped' },
  ],
  '/v1/redemptions/rollback': [
    { id: 'd13', member, redemption: 'd1', restock: true },
    { id: 'd14', member, redemption: 'd1' },
  ],
};
