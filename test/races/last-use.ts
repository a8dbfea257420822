import { onlyWinner } from './arena.ts';
import type { Race } from './race.ts';

/** The last use of a coupon: everybody reserves it before paying, one has it, and lets it go. */
export const lastUse: Race = {
  name: 'last use of a coupon',
  sections: {
    coupons: [
      {
        ...{ id: 'last', code: 'LAST', take: { amount: '5.00' } },
        limits: { total: [{ times: 1, per: 'ever' }] },
      },
    ],
  },
  async prepare(arena) {
    await enrol(arena.clients, (body) => arena.post('/v1/members', body));
  },
  async round(arena, round) {
    const lines = [{ gross: 1_000 }];
    const basket = `basket-${round}`;
    const answers = await arena.all((client) => [
      `/v1/members/card:card-${client}/coupons/reserve`,
      { id: `reserve-${round}-${client}`, coupons: ['LAST'], basket, lines },
    ]);
    const winner = onlyWinner(answers, 'coupon_used_up');
    const path = `/v1/members/card:card-${winner}/coupons`;
    await arena.post(`${path}/redeem`, { id: `redeem-${round}`, basket, lines, expect: 500 });
    await arena.post(`${path}/rollback`, { redemption: `redeem-${round}` });
  },
};

async function enrol(clients: number, post: (body: object) => Promise<unknown>): Promise<void> {
  const members = Array.from({ length: clients }, (_, client) => ({ card: `card-${client}` }));
  await Promise.all(members.map((member) => post({ member })));
}
