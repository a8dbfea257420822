import type { Queryable } from '../../platform/db/pool.ts';
import type { Tally } from '../benefits/index.ts';

/** What became of a benefit over all members; null when nothing has. */
export async function benefitTally(client: Queryable, benefit: string): Promise<Tally | null> {
  const { rows } = await client.query<Tally>({
    name: 'statements_benefit_tally',
    text: `select granted, seen, used, lapsed, cost from v_benefit_counts
      where benefit = $1::text`,
    values: [benefit],
  });
  return rows[0] ?? null;
}
