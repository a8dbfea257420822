import assert from 'node:assert/strict';
import { onlyWinner } from './arena.ts';
import type { Race } from './race.ts';

/** One member joins a challenge from everywhere at once, and leaves it again. */
export const joinOnce: Race = {
  name: 'one challenge joined by many clients',
  sections: { challenges: [{ id: 'tea', goal: { count: 9 }, optIn: true }] },
  async prepare(arena) {
    await arena.post('/v1/members', { member: { card: 'one' } });
  },
  async round(arena) {
    const challenge = { challenge: 'tea' };
    const answers = await arena.all(() => ['/v1/members/card:one/challenges/join', challenge]);
    onlyWinner(answers, 'challenge_joined_already');
    await arena.post('/v1/members/card:one/challenges/leave', challenge);
  },
};

/** All complete what pays once: every purchase counts, one is paid, and its return frees it. */
export const lastPayment: Race = {
  name: 'last payment of a challenge',
  sections: {
    challenges: [
      {
        ...{ id: 'first', goal: { count: 1 }, repeat: {} },
        limits: { total: 1 },
        grants: [{ points: 'star', amount: 10 }],
      },
    ],
  },
  async prepare() {},
  async round(arena, round) {
    const answers = await arena.all((client) => [
      '/v1/purchases',
      {
        id: `p-${round}-${client}`,
        member: { card: `card-${client}` },
        data: { lines: [{ gross: 100 }] },
      },
    ]);
    for (const { status, body } of answers) assert.equal(status, 201, JSON.stringify(body));
    const paid = answers.flatMap(({ body }, client) => (body.points.star?.earned ? [client] : []));
    assert.equal(paid.length, 1, `${paid.length} were paid`);
    const purchase = { id: `p-${round}-${paid[0]}` };
    const back = await arena.post('/v1/returns', { id: `r-${round}`, data: { purchase } });
    assert.equal(back.body.points.star.clawedBack, 10);
  },
};
