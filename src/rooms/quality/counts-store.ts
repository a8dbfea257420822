import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Added } from './core/heard.ts';
import type { Counts, Measure } from './core/measures.ts';
import { MOMENT } from './moment.ts';

/** Adds to the counts of the day of `at` (of UTC); one statement for any number of them. */
export async function addCounts(
  client: Queryable,
  at: Instant,
  added: readonly Added[],
): Promise<void> {
  if (added.length === 0) return;
  await client.query({
    name: 'quality_add_counts',
    text: `insert into quality_counts as known (day, source, channel, measure, count)
      select ((${MOMENT} $1::float8) at time zone 'UTC')::date, source, channel, measure, count
      from unnest($2::text[], $3::text[], $4::text[], $5::bigint[])
        as new (source, channel, measure, count)
      order by source, channel, measure
      on conflict (day, source, channel, measure)
        do update set count = known.count + excluded.count`,
    values: [
      at,
      added.map(({ source }) => source),
      added.map(({ channel }) => channel),
      added.map(({ measure }) => measure),
      added.map(({ count }) => count),
    ],
  });
}

/** The counts of one day, source and channel. */
export interface CountedDay {
  readonly day: string;
  readonly source: string;
  readonly channel: string;
  readonly counts: Counts;
}

/** Days and sources that one read looks at. */
const ROWS_MOST = 20_000;

/** What was counted from one day to another, both included; of one source when it is named. */
export async function countsBetween(
  client: Queryable,
  { from, to, source }: { from: string; to: string; source: string | null },
): Promise<CountedDay[]> {
  const { rows } = await client.query<Omit<CountedDay, 'counts'> & { measures: Counts }>({
    name: 'quality_counts_between',
    text: `select to_char(day, 'YYYY-MM-DD') as day, source, channel,
        json_object_agg(measure, count) as measures
      from quality_counts
      where day between $1::date and $2::date and ($3::text is null or source = $3::text)
      group by 1, 2, 3 order by 1, 2, 3 limit $4::integer`,
    values: [from, to, source, ROWS_MOST],
  });
  return rows.map(({ measures, ...row }) => ({ ...row, counts: measures }));
}

/** Sums of counts. */
export function sumOf(days: readonly CountedDay[]): Counts {
  const sum: Counts = {};
  for (const { counts } of days) {
    for (const [measure, count] of Object.entries(counts) as [Measure, number][]) {
      sum[measure] = (sum[measure] ?? 0) + count;
    }
  }
  return sum;
}
