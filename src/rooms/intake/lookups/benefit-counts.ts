import { type BenefitEffect, type Tally, tally } from '../../benefits/index.ts';
import type { Effect } from '../../engine/index.ts';
import type { Lookup, Rows } from './lookup.ts';

const ZERO: Tally = { granted: 0, seen: 0, used: 0, lapsed: 0, cost: 0 };

/**
 * Counts what becomes of each benefit. No decision looks at it: nothing is read, and a batch adds
 * its own sums to what is there.
 */
export const benefitCounts: Lookup = {
  name: 'benefit-counts',
  room: 'benefits',
  after(effect, _, rows) {
    if (effect.kind === 'not-granted') return null;
    const [counted] = Object.entries(tally([effect as unknown as BenefitEffect & Effect]));
    if (!counted) return null;
    const [benefit, one] = counted;
    return new Map([[benefit, sum((rows.get(benefit) ?? ZERO) as Tally, one)]]);
  },
  save(client, rows) {
    const counted = sorted(rows);
    const column = (what: keyof Tally) => counted.map(([, one]) => one[what]);
    return client.query({
      name: 'intake_count_benefits',
      text: `insert into benefit_counts as known
          (benefit, shard, granted, seen, used, lapsed, cost)
        select benefit, pg_backend_pid() % 16, granted, seen, used, lapsed, cost
        from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],
          $6::bigint[]) as counted (benefit, granted, seen, used, lapsed, cost)
        on conflict (benefit, shard) do update set
          granted = known.granted + excluded.granted, seen = known.seen + excluded.seen,
          used = known.used + excluded.used, lapsed = known.lapsed + excluded.lapsed,
          cost = known.cost + excluded.cost`,
      values: [
        counted.map(([benefit]) => benefit),
        ...(['granted', 'seen', 'used', 'lapsed', 'cost'] as const).map(column),
      ],
    });
  },
};

/** In one order, so that two batches that share a row never wait for each other crosswise. */
function sorted(rows: Rows): [string, Tally][] {
  const counted = [...rows].map(([benefit, one]): [string, Tally] => [benefit, one as Tally]);
  return counted.sort(([a], [b]) => (a < b ? -1 : 1));
}

function sum(a: Tally, b: Tally): Tally {
  return {
    granted: a.granted + b.granted,
    seen: a.seen + b.seen,
    used: a.used + b.used,
    lapsed: a.lapsed + b.lapsed,
    cost: a.cost + b.cost,
  };
}
