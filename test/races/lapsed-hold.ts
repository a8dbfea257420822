import assert from 'node:assert/strict';
import type { Arena } from './arena.ts';
import type { Race } from './race.ts';

const MINUTE = 60_000;

async function unitsLeft(arena: Arena): Promise<number> {
  const { body } = await arena.get('/v1/rewards');
  return body.rewards[0].stock[0].left;
}

/** Holds that ran out, found by two tasks and by an event of each member: each unit back once. */
export const lapsedHold: Race = {
  name: 'a lapsed hold found by task and event',
  sections: {
    rewards: [
      {
        ...{ id: 'cup', kind: 'goods', price: { points: 'star', amount: 10 } },
        stock: { total: 500 },
      },
    ],
  },
  async prepare(arena) {
    const cards = Array.from({ length: arena.clients }, (_, client) => `card-${client}`);
    await Promise.all(cards.map((card) => arena.give(card, 10)));
  },
  async round(arena, round) {
    const held = await arena.all((client) => [
      `/v1/members/card:card-${client}/redemptions/holds`,
      { id: `hold-${round}-${client}`, reward: 'cup' },
    ]);
    assert.ok(held.every(({ status }) => status === 201));
    assert.equal(await unitsLeft(arena), 500 - arena.clients);
    arena.turn(16 * MINUTE);
    const visits = arena.all((client) => [
      '/v1/events',
      { id: `visit-${round}-${client}`, type: 'visit', member: { card: `card-${client}` } },
    ]);
    await Promise.all([visits, arena.settle(), arena.settle()]);
    assert.equal(await unitsLeft(arena), 500);
  },
};
