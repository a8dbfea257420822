import assert from 'node:assert/strict';
import { type Arena, onlyWinner } from './arena.ts';
import type { Race } from './race.ts';

const sections = {
  rewards: [{ id: 'mug', kind: 'goods', price: { points: 'star', amount: 10 } }],
};
const prepare = (arena: Arena): Promise<void> => arena.give('anna', 10);

/** Everybody at once does the same to one redemption. */
async function race(arena: Arena, what: 'commit' | 'rollback', round: number, reason: string) {
  const answers = await arena.all((client) => [
    `/v1/redemptions/${what}`,
    {
      ...{ id: `${what}-${round}-${client}`, member: { card: 'anna' } },
      redemption: `redemption-${round}`,
    },
  ]);
  onlyWinner(answers, reason);
}

async function has(arena: Arena, points: number): Promise<void> {
  const { body } = await arena.get('/v1/members/card:anna/balances');
  assert.deepEqual([body.currencies.star.active, body.currencies.star.held], [points, 0]);
}

/** One hold, committed by everybody. */
export const commitTwice: Race = {
  name: 'one hold committed twice',
  sections,
  prepare,
  async round(arena, round) {
    const id = `redemption-${round}`;
    await arena.post('/v1/members/card:anna/redemptions/holds', { id, reward: 'mug' });
    await race(arena, 'commit', round, 'redemption_committed');
    await has(arena, 0);
    await arena.post('/v1/redemptions/rollback', { member: { card: 'anna' }, redemption: id });
  },
};

/** One redemption, rolled back by everybody: its points come back once. */
export const rollbackTwice: Race = {
  name: 'rollback twice at once',
  sections,
  prepare,
  async round(arena, round) {
    const id = `redemption-${round}`;
    await arena.post('/v1/members/card:anna/redemptions', { id, reward: 'mug' });
    await race(arena, 'rollback', round, 'redemption_not_open');
    await has(arena, 10);
  },
};
