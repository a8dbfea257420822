import { onlyWinner } from './arena.ts';
import type { Race } from './race.ts';

/** The last unit of a reward: everybody has the points, one gets it, and lets it go again. */
export const lastUnit: Race = {
  name: 'last unit of stock',
  sections: {
    rewards: [
      {
        ...{ id: 'bag', kind: 'goods', price: { points: 'star', amount: 10 } },
        stock: { total: 1 },
      },
    ],
  },
  async prepare(arena) {
    const cards = Array.from({ length: arena.clients }, (_, client) => `card-${client}`);
    await Promise.all(cards.map((card) => arena.give(card, 10)));
  },
  async round(arena, round) {
    const answers = await arena.all((client) => [
      `/v1/members/card:card-${client}/redemptions/holds`,
      { id: `hold-${round}-${client}`, reward: 'bag' },
    ]);
    const winner = onlyWinner(answers, 'reward_out_of_stock');
    await arena.post('/v1/redemptions/void', {
      member: { card: `card-${winner}` },
      redemption: `hold-${round}-${winner}`,
    });
  },
};
