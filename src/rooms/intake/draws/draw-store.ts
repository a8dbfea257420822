import type { Instant } from '../../../kernel/time.ts';
import { texts } from '../../../platform/db/arrays.ts';
import { type Pool, type Queryable, transaction } from '../../../platform/db/pool.ts';
import { type MemberState, readState } from '../../engine/index.ts';

/** A draw as it was made. */
export interface Drawn {
  readonly drawnAt: Instant;
  readonly entries: number;
  readonly winners: number;
}

/** What is drawn: `winners` of the entries under a seal, by its seed. */
export interface Draw {
  readonly seal: string;
  readonly reward: string;
  readonly seed: string;
  readonly winners: number;
  readonly at: Instant;
}

/**
 * Draws once and for all: whoever comes later finds the draw that was made. Places follow from the
 * seed as the rewards room's `drawWinners` says; the database sorts them, however many there are.
 */
export function drawOnce(
  pool: Pool,
  draw: Draw,
  note: (client: Queryable) => Promise<unknown>,
): Promise<Drawn> {
  return transaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `insert into reward_draws (seal, reward, seed, drawn_at, entries, winners)
        values ($1::text, $2::text, $3::text, to_timestamp($4::float8 / 1000), 0, 0)
        on conflict (seal) do nothing`,
      [draw.seal, draw.reward, draw.seed, draw.at],
    );
    if (rowCount === 1) {
      await choose(client, draw);
      await note(client);
    }
    return drawnOf(client, draw.seal);
  });
}

async function choose(client: Queryable, { seal, reward, seed, winners }: Draw): Promise<void> {
  await client.query(
    `update reward_entries set won = true where seal = $1::text and redemption in (
      select redemption from reward_entries where seal = $1::text
      order by encode(sha256(convert_to($2::text || redemption, 'UTF8')), 'hex') collate "C",
        redemption collate "C"
      limit $3::integer)`,
    [seal, `${seed}\n${reward}\n`, winners],
  );
  await client.query(
    `update reward_draws d set entries = found.entries, winners = found.winners
      from (select count(*) as entries, count(*) filter (where won) as winners
        from reward_entries where seal = $1::text) as found
      where d.seal = $1::text`,
    [seal],
  );
}

async function drawnOf(client: Queryable, seal: string): Promise<Drawn> {
  const { rows } = await client.query<Drawn>(
    `select (extract(epoch from drawn_at) * 1000)::float8 as "drawnAt", entries, winners
      from reward_draws where seal = $1::text`,
    [seal],
  );
  return rows[0] as Drawn;
}

/**
 * At most `limit` members with an entry that nobody has told, for whom something has fallen due,
 * locked: who has left by now takes no part, whether or not a task has run.
 */
export async function lockDueEntrants(
  client: Queryable,
  seal: string,
  now: Instant,
  limit: number,
): Promise<Map<number, MemberState>> {
  const { rows } = await client.query<{ memberId: number; state: string }>(
    `select s.member_id as "memberId", s.state from member_states s
      where s.due_at <= to_timestamp($2::float8 / 1000) and s.member_id in (
        select member_id from reward_entries where seal = $1::text and not told)
      order by s.member_id limit $3::integer for update`,
    [seal, now, limit],
  );
  return new Map(rows.map(({ memberId, state }) => [memberId, readState(JSON.parse(state))]));
}

/** An entry that has not been told how it went. */
export interface Untold {
  readonly redemption: string;
  readonly memberId: number;
  readonly won: boolean;
}

/** Entries that have not been told yet, winners first. */
export async function untoldEntries(
  client: Queryable,
  seal: string,
  limit: number,
): Promise<Untold[]> {
  const { rows } = await client.query<Untold>(
    `select redemption, member_id as "memberId", won from reward_entries
      where seal = $1::text and not told order by won desc, redemption limit $2::integer`,
    [seal, limit],
  );
  return rows;
}

/** Marks entries as told that were over before anybody could tell them. */
export async function noteTold(
  client: Queryable,
  seal: string,
  redemptions: readonly string[],
): Promise<void> {
  await client.query(
    `update reward_entries set told = true
      where seal = $1::text and redemption = any($2::text[])`,
    [seal, texts(redemptions)],
  );
}
