import { onlyWinner } from './arena.ts';
import type { Race } from './race.ts';

/** One code of a changing card, shown at every till at the same moment. */
export const oneCardCode: Race = {
  name: 'one dynamic code shown at many tills',
  sections: {},
  async prepare(arena) {
    await arena.post('/v1/members', { member: { card: 'anna' } });
  },
  async round(arena, round) {
    arena.turn(30_000);
    const { body } = await arena.get('/v1/members/card:anna/card');
    const answers = await arena.all((client) => [
      '/v1/purchases',
      { id: `buy-${round}-${client}`, member: { code: body.content }, data: { total: 100 } },
    ]);
    onlyWinner(answers, 'card_code_used');
  },
};
