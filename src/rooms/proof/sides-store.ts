import { texts } from '../../platform/db/arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Range } from './store.ts';

/** A row beside the events; what is neither its member nor its key is compared. */
export interface SideRow {
  readonly memberId: number;
  readonly key: string;
  readonly [column: string]: unknown;
}

/**
 * By table, the rows of the members between $1 and $2. The key of leaderboards begins with the
 * challenge, of which there are few: they are found first, each by one step in the index.
 */
const BY_MEMBER: Readonly<Record<string, string>> = {
  challenge_scores: `with recursive names (challenge) as (
      select min(challenge) from challenge_scores
      union all
      select (select min(c.challenge) from challenge_scores c where c.challenge > n.challenge)
        from names n where n.challenge is not null
    )
    select s.member_id as "memberId", s.challenge as key, s.score, s.reached_at as "reachedAt"
    from names n join challenge_scores s on s.challenge = n.challenge
    where s.member_id > $1::bigint and s.member_id <= $2::bigint`,
  reward_entries: `select member_id as "memberId", redemption as key, seal, won, told
    from reward_entries where member_id > $1::bigint and member_id <= $2::bigint`,
  referral_codes: `select member_id as "memberId", code as key, at
    from referral_codes where member_id > $1::bigint and member_id <= $2::bigint`,
  referral_friends: `select friend_id as "memberId", friend_id::text as key,
      advocate_id as advocate, referral, at
    from referral_friends where friend_id > $1::bigint and friend_id <= $2::bigint`,
  referral_advocates: `select member_id as "memberId", member_id::text as key, reach
    from referral_advocates where member_id > $1::bigint and member_id <= $2::bigint`,
  referral_signals: `select member_id as "memberId", kind || ':' || hash as key, at
    from referral_signals where member_id > $1::bigint and member_id <= $2::bigint`,
  referral_reviews: `select friend_id as "memberId", referral as key, friend_id as friend, score,
      outcome, reviewed_at as "reviewedAt"
    from referral_reviews where friend_id > $1::bigint and friend_id <= $2::bigint`,
};

/** The rows of the members of a range, by table: one statement for each. */
export async function readSides(
  client: Queryable,
  { after, upto }: Range,
): Promise<Map<string, SideRow[]>> {
  const found = new Map<string, SideRow[]>();
  for (const [table, text] of Object.entries(BY_MEMBER)) {
    const { rows } = await client.query<SideRow>(text, [after, upto]);
    found.set(table, rows);
  }
  return found;
}

/** The row of a code, by the coupon that it stands for. */
export interface CodeRow {
  readonly key: string;
  readonly [column: string]: unknown;
}

/** The rows of codes that stand for these coupons, each by the coupon's id. */
export async function readCodes(client: Queryable, coupons: readonly string[]): Promise<CodeRow[]> {
  if (coupons.length === 0) return [];
  const { rows } = await client.query<CodeRow>(
    `select coupon as key, code, definition, standing, until
      from coupon_codes where coupon = any($1::text[]) order by code`,
    [texts(coupons)],
  );
  return rows;
}

/** Codes that are free and in somebody's hands, or in use and in nobody's: the first of them. */
export async function readStrayCodes(client: Queryable, limit: number): Promise<StrayCode[]> {
  const { rows } = await client.query<StrayCode>(
    `select code, standing, coupon from coupon_codes
      where (standing = 'free') <> (coupon is null) order by code limit $1::integer`,
    [limit],
  );
  return rows;
}

/** A code whose row contradicts itself. */
export interface StrayCode {
  readonly code: string;
  readonly standing: string;
  readonly coupon: string | null;
}

/** What became of each benefit, as its shards count it together. */
export async function readBenefitCounts(client: Queryable): Promise<Record<string, number[]>> {
  const { rows } = await client.query<{ benefit: string; counts: string[] }>(
    `select benefit, array[sum(granted), sum(seen), sum(used), sum(lapsed), sum(cost)]::bigint[]
        as counts from benefit_counts group by benefit`,
  );
  return Object.fromEntries(rows.map(({ benefit, counts }) => [benefit, counts.map(Number)]));
}

/** What the decisions of all events say of benefits, in one snapshot: reads every event. */
export async function readBenefits(client: Queryable): Promise<Record<string, number[]>> {
  const { rows } = await client.query<{ benefit: string; counts: string[] }>(
    `select told->>'benefit' as benefit, array[
        count(*) filter (where told->>'kind' in ('granted', 'extended')),
        count(*) filter (where told->>'kind' = 'seen'),
        count(*) filter (where told->>'kind' = 'used'),
        count(*) filter (where told->>'kind' = 'lapsed'),
        coalesce(sum((told->>'cost')::bigint) filter (where told->>'kind' = 'used'), 0)
      ]::bigint[] as counts
      from events e cross join json_array_elements(e.decision::json->'effects') as told
      where told->>'room' = 'benefits' and told->>'kind' <> 'not-granted'
      group by 1`,
  );
  return Object.fromEntries(rows.map(({ benefit, counts }) => [benefit, counts.map(Number)]));
}
