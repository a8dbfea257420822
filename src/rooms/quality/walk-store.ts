import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { readPurchaseData } from '../events/index.ts';
import type { Added } from './core/heard.ts';
import type { Measure } from './core/measures.ts';
import { MOMENT } from './moment.ts';

/** Up to when recorded events are counted, held until the transaction ends. */
export async function countedUntil(client: Queryable, first: Instant): Promise<Instant> {
  const { rows } = await client.query<{ until: Instant }>({
    name: 'quality_counted_until',
    text: `insert into quality_cursor as cursor (until) values (${MOMENT} $1::float8)
      on conflict (only_one) do update set until = cursor.until returning until`,
    values: [first],
  });
  return rows[0]?.until ?? first;
}

/** Notes up to when recorded events are counted. */
export async function noteCountedUntil(client: Queryable, until: Instant): Promise<void> {
  await client.query({
    name: 'quality_note_counted_until',
    text: `update quality_cursor set until = ${MOMENT} $1::float8`,
    values: [until],
  });
}

interface Recorded {
  readonly from: Instant;
  readonly until: Instant;
}

/** Sources and channels told apart in one step; nobody has more, but a sender may invent them. */
const GROUPS_MOST = 500;
const RECORDED = `recorded_at > ${MOMENT} $1::float8 and recorded_at <= ${MOMENT} $2::float8
  and source <> 'hachi'`;

/** What was recorded in a time, by source and channel. Events of the hub itself do not count. */
export async function recordedCounts(
  client: Queryable,
  { from, until }: Recorded,
): Promise<Added[]> {
  const { rows } = await client.query<
    { source: string; channel: string } & Partial<Record<Measure, number>>
  >({
    name: 'quality_recorded_counts',
    text: `select source, coalesce(channel, '') as channel, count(*) as events,
        count(*) filter (where type = 'purchase') as purchases,
        count(*) filter (where type = 'purchase.claimed') as claims,
        count(channel) as "with-channel", count(store) as "with-store",
        count(touchpoint) as "with-touchpoint",
        count(*) filter (where recorded_at - happened_at <= interval '1 minute')
          as "within-minute",
        count(*) filter (where recorded_at - happened_at <= interval '1 hour') as "within-hour",
        count(*) filter (where recorded_at - happened_at <= interval '1 day') as "within-day"
      from v_events where ${RECORDED}
      group by 1, 2 order by 3 desc limit $3::integer`,
    values: [from, until, GROUPS_MOST],
  });
  return rows.flatMap(({ source, channel, ...measures }) =>
    Object.entries(measures).map(([measure, count]) => ({
      ...{ source, channel, measure: measure as Measure },
      count: count ?? 0,
    })),
  );
}

/** Stores that events name and the list of stores lacks, by source. */
export async function unknownStores(
  client: Queryable,
  { from, until }: Recorded,
): Promise<{ source: string; store: string; times: number }[]> {
  const { rows } = await client.query({
    name: 'quality_unknown_stores',
    text: `select e.source, e.store, e.times from (
        select source, store, count(*) as times from v_events
        where ${RECORDED} and store is not null group by 1, 2
      ) e left join v_stores s on s.id = e.store
      where s.id is null order by e.times desc limit $3::integer`,
    values: [from, until, GROUPS_MOST],
  });
  return rows;
}

/** A line of a purchase as the look at categories needs it. */
export interface LookedAtLine {
  readonly source: string;
  readonly channel: string;
  readonly category: string | null;
}

/** Lines of the newest purchases of a time: a sample, at most `limit` purchases. */
export async function sampledLines(
  client: Queryable,
  { from, until }: Recorded,
  limit: number,
): Promise<LookedAtLine[]> {
  const { rows } = await client.query<{ source: string; channel: string; data: unknown }>({
    name: 'quality_sampled_lines',
    text: `select source, coalesce(channel, '') as channel, data from v_events
      where ${RECORDED} and type = 'purchase' limit $3::integer`,
    values: [from, until, limit],
  });
  return rows.flatMap(({ source, channel, data }) =>
    readPurchaseData(data)
      .lines.filter(({ voided }) => !voided)
      .map(({ category }) => ({ source, channel, category })),
  );
}

/** Categories of the catalogue by id; the house has some thousand at most. */
export async function knownCategories(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'quality_known_categories',
    text: 'select id from v_categories order by id limit 20000',
    values: [],
  });
  return rows.map(({ id }) => id);
}
