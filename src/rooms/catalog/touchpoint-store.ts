import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Touchpoint, WrittenTouchpoint } from './core/touchpoint.ts';
import type { Page } from './store.ts';

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** A touchpoint as a page shows it. */
export interface ListedTouchpoint extends Touchpoint {
  readonly revokedAt: Instant | null;
  readonly lastSeen: Instant | null;
}

/** A touchpoint with the number of the change that wrote it. */
export interface ChangedTouchpoint
  extends Pick<Touchpoint, 'id' | 'kind' | 'store' | 'channel' | 'state'> {
  readonly change: number;
}

/**
 * Adds touchpoints or replaces them by id. Writers wait for each other at the counter of changes,
 * so that changes are seen in the order of their numbers.
 */
export async function upsertTouchpoints(
  client: Queryable,
  rows: readonly WrittenTouchpoint[],
  at: Instant,
): Promise<void> {
  await client.query({
    name: 'catalog_upsert_touchpoints',
    text: `with counted as (
        update touchpoint_changes set change = change + 1 returning change
      )
      insert into touchpoints as t (id, kind, name, name_zh, store, channel, state, revoked_at,
        change, updated_at)
      select id, kind, name, name_zh, store, channel, coalesce(state, 'active'),
        case when state = 'revoked' then ${MOMENT} $8::float8 end, change, ${MOMENT} $8::float8
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::text[]) as new (id, kind, name, name_zh, store, channel, state)
      cross join counted
      order by id collate "C"
      on conflict (id) do update set kind = excluded.kind, name = excluded.name,
        name_zh = excluded.name_zh, store = excluded.store, channel = excluded.channel,
        state = case when excluded.id = any($9::text[]) then t.state else excluded.state end,
        revoked_at = case when excluded.id = any($9::text[]) then t.revoked_at
          when excluded.state = 'revoked' then coalesce(t.revoked_at, excluded.revoked_at) end,
        change = excluded.change, updated_at = excluded.updated_at`,
    values: [
      rows.map((row) => row.id),
      rows.map((row) => row.kind),
      rows.map((row) => row.name),
      rows.map((row) => row.nameZh),
      rows.map((row) => row.store),
      rows.map((row) => row.channel),
      rows.map((row) => row.state),
      at,
      rows.filter((row) => row.state === null).map((row) => row.id),
    ],
  });
}

/** What has changed since the change of this number, in order. */
export async function touchpointsAfter(
  client: Queryable,
  change: number,
): Promise<ChangedTouchpoint[]> {
  const { rows } = await client.query<ChangedTouchpoint>({
    name: 'catalog_touchpoints_after',
    text: `select id, kind, store, channel, state, change from touchpoints
      where change > $1::bigint order by change`,
    values: [change],
  });
  return rows;
}

/** How many of these are not registered yet. */
export async function countNew(client: Queryable, ids: readonly string[]): Promise<number> {
  const { rows } = await client.query<{ known: number }>(
    'select count(*)::integer as known from touchpoints where id = any($1::text[])',
    [ids],
  );
  return ids.length - (rows[0]?.known ?? 0);
}

/** Touchpoints in the order of their ids. */
export async function listTouchpoints(client: Queryable, page: Page): Promise<ListedTouchpoint[]> {
  const { rows } = await client.query<ListedTouchpoint>(
    `select t.id, t.kind, t.name, t.name_zh as "nameZh", t.store, t.channel, t.state,
       t.revoked_at as "revokedAt", s.last_seen as "lastSeen"
     from touchpoints t left join touchpoints_seen s on s.touchpoint = t.id
     where t.id > $1::text order by t.id limit $2::int`,
    [page.after, page.limit],
  );
  return rows;
}

/** Notes when touchpoints were seen last; what is known to be later stays. */
export async function noteSeen(
  client: Queryable,
  seen: readonly (readonly [touchpoint: string, at: Instant])[],
): Promise<void> {
  await client.query({
    name: 'catalog_note_seen',
    text: `insert into touchpoints_seen as s (touchpoint, last_seen)
      select touchpoint, ${MOMENT} at
      from unnest($1::text[], $2::float8[]) as new (touchpoint, at)
      order by touchpoint collate "C"
      on conflict (touchpoint) do update set last_seen = excluded.last_seen
      where s.last_seen < excluded.last_seen`,
    values: [seen.map(([touchpoint]) => touchpoint), seen.map(([, at]) => at)],
  });
}
