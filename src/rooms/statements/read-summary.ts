import { formatInstant, type Instant } from '../../kernel/time.ts';
import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';
import { dueEntries } from './core/due-entries.ts';
import { applyEntry, type Figures, noFigures } from './core/figures.ts';
import { programNow, type Statements } from './ground.ts';
import { totalsAt } from './points-store.ts';
import { dueStates } from './store.ts';

/** Members whose due movements are worked out at once. */
const CHUNK = 1_000;

interface Totals extends Figures {
  expired: number;
}

/**
 * What all members have, by currency, at a moment: the entries up to then, and what had fallen due
 * without a task having written it. So the figures are right whether or not any task has run.
 */
export async function readSummary(ground: Statements & { readonly pool: Pool }, at: Instant) {
  const { compiled } = programNow(ground);
  const currencies: Record<string, Totals> = {};
  for (const id of compiled.currencies.keys()) currencies[id] = { ...noFigures(), expired: 0 };
  await transaction(ground.pool, async (client) => {
    // Both halves must see the same books.
    await client.query('set transaction isolation level repeatable read read only');
    for (const { currency, ...figures } of await totalsAt(client, at)) {
      currencies[currency] = figures;
    }
    await addDue(client);
  });
  return { at: formatInstant(at), currencies };

  async function addDue(client: Queryable): Promise<void> {
    for (let after = 0; ; ) {
      const due = await dueStates(client, { at, after, limit: CHUNK });
      for (const { state } of due) {
        for (const entry of dueEntries(compiled, state, at)) {
          const totals = currencies[entry.currency];
          if (!totals) continue;
          applyEntry(totals, entry, at);
          if (entry.to === 'expired') totals.expired += entry.amount;
        }
      }
      const last = due.at(-1);
      if (!last || due.length < CHUNK) return;
      after = last.memberId;
    }
  }
}
