import { numbers, texts } from '../../../platform/db/arrays.ts';
import type { Lookup } from './lookup.ts';

interface Score {
  readonly challenge: string;
  readonly memberId: number;
  readonly score: number;
  readonly at: number;
}

/**
 * Keeps leaderboards beside what members have. No decision looks at them: nothing is read, and the
 * score that a decision told replaces the one before. Whose row it is has that member's lock.
 */
export const challengeScores: Lookup = {
  name: 'challenge-scores',
  room: 'challenges',
  after(effect, { memberId }) {
    const { challenge, score, since } = effect;
    if (typeof score !== 'number') return null;
    const row = { challenge, memberId, score, at: since } as Score;
    return new Map([[`${row.challenge}\n${memberId}`, row]]);
  },
  save(client, rows) {
    const scores = [...rows.values()] as Score[];
    return client.query({
      name: 'intake_save_challenge_scores',
      text: `insert into challenge_scores as known (challenge, member_id, score, reached_at)
        select challenge, member_id, score,
          'epoch'::timestamptz + interval '1 millisecond' * reached_at
        from unnest($1::text[], $2::bigint[], $3::bigint[], $4::float8[])
          as told (challenge, member_id, score, reached_at)
        on conflict (challenge, member_id) do update
          set score = excluded.score, reached_at = excluded.reached_at`,
      values: [
        texts(scores.map(({ challenge }) => challenge)),
        numbers(scores.map(({ memberId }) => memberId)),
        numbers(scores.map(({ score }) => score)),
        numbers(scores.map(({ at }) => at)),
      ],
    });
  },
};
