import { eachEffect, type Side } from './side.ts';

/** An entry stays until it is over; once its member has been told how it went, for ever. */
export const rewardEntries: Side = {
  table: 'reward_entries',
  expected({ events }) {
    const rows = new Map();
    eachEffect(events, ({ room, kind, id, draw, from, why }) => {
      if (room !== 'rewards') return;
      const key = String(id);
      const known = rows.get(key);
      if (kind === 'entered') rows.set(key, { seal: draw, told: false });
      else if (kind === 'won') rows.set(key, { ...known, told: true, won: true });
      else if (kind !== 'released' || from !== 'entered') return;
      else if (why === 'not-drawn') rows.set(key, { ...known, told: true, won: false });
      else if (known?.told === false) rows.delete(key);
    });
    return rows;
  },
};
