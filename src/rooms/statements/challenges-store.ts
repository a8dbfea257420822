import type { Queryable } from '../../platform/db/pool.ts';
import type { Standing } from '../challenges/index.ts';

/** Where in a board one member is looked for; who stands further down has no rank. */
const RANKED = 10_000;

/** Of whose attributes a board knows who agreed and what they are called. */
interface Board {
  readonly challenge: string;
  readonly consent: string;
  readonly name: string;
}

const AGREED = `json_typeof(s.state->'attributes'->$2::text) = 'boolean'
  and s.state->'attributes'->>$2::text = 'true'`;

/** The best of those who agree to be shown now, at most `limit`. */
export async function bestScores(
  client: Queryable,
  { challenge, consent, name }: Board,
  limit: number,
): Promise<Standing[]> {
  const { rows } = await client.query<Standing>({
    name: 'statements_best_scores',
    text: `select c.member_id as member, c.score,
        (extract(epoch from c.reached_at) * 1000)::float8 as at,
        coalesce(s.state->'attributes'->>$3::text, '') as name
      from v_challenge_scores c join v_member_states s using (member_id)
      where c.challenge = $1::text and c.score > 0 and ${AGREED}
      order by c.score desc, c.reached_at, c.member_id limit $4::integer`,
    values: [challenge, consent, name, limit],
  });
  return rows;
}

/** One member's score, and how many stand above it; null for more than are counted. */
export async function ownScore(
  client: Queryable,
  { challenge, consent }: Board,
  memberId: number,
): Promise<{ readonly score: number; readonly above: number | null } | null> {
  const own = await client.query<{ score: number }>({
    name: 'statements_own_score',
    text: `select score from v_challenge_scores
      where challenge = $1::text and member_id = $2::bigint and score > 0`,
    values: [challenge, memberId],
  });
  const score = own.rows[0]?.score;
  if (score === undefined) return null;
  const { rows } = await client.query<{ above: number }>({
    name: 'statements_scores_above',
    text: `select count(*)::integer as above from (
        select 1 from v_challenge_scores c join v_member_states s using (member_id)
        where c.challenge = $1::text and c.score > $3::bigint and ${AGREED}
        limit $4::integer) as counted`,
    values: [challenge, consent, score, RANKED + 1],
  });
  const above = rows[0]?.above ?? 0;
  return { score, above: above > RANKED ? null : above };
}
