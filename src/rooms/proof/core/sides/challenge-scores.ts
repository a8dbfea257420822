import { eachEffect, type Side } from './side.ts';

/** A leaderboard has what the last decision told of it; 0 for a member who left. */
export const challengeScores: Side = {
  table: 'challenge_scores',
  expected({ events }) {
    const rows = new Map();
    eachEffect(events, ({ room, challenge, score, since }) => {
      if (room !== 'challenges' || typeof score !== 'number') return;
      rows.set(String(challenge), { score, reachedAt: since });
    });
    return rows;
  },
};
