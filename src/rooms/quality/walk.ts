import { nearestName } from '../../kernel/nearest-name.ts';
import type { Instant } from '../../kernel/time.ts';
import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';
import type { Finding } from './core/findings.ts';
import type { Added } from './core/heard.ts';
import type { Measure } from './core/measures.ts';
import { addCounts } from './counts-store.ts';
import { addFindings } from './findings-store.ts';
import * as store from './walk-store.ts';

/** Events recorded in so much time are counted together. */
const STEP_MS = 5 * 60_000;
/** A transaction that began before this is taken to be over. */
const SETTLED_MS = 60_000;
/** Purchases of a step whose lines are looked at. */
const SAMPLE = 500;

/**
 * Counts what was recorded since the last time, some minutes of it.
 * @returns whether there is more to count.
 */
export function countRecorded(pool: Pool, now: Instant): Promise<boolean> {
  return transaction(pool, async (client) => {
    const from = await store.countedUntil(client, now - SETTLED_MS);
    const until = Math.min(from + STEP_MS, now - SETTLED_MS);
    if (until <= from) return false;
    await countStep(client, { from, until });
    await store.noteCountedUntil(client, until);
    return until < now - SETTLED_MS;
  });
}

async function countStep(
  client: Queryable,
  step: { readonly from: Instant; readonly until: Instant },
): Promise<void> {
  const recorded = await store.recordedCounts(client, step);
  if (recorded.length === 0) return;
  const [stores, lines, categories] = await Promise.all([
    store.unknownStores(client, step),
    store.sampledLines(client, step, SAMPLE),
    store.knownCategories(client),
  ]);
  const looked = lookAtLines(lines, categories);
  await addCounts(client, step.until, [...recorded, ...looked.counts]);
  await addFindings(client, step.until, [
    ...looked.findings,
    ...stores.map(
      ({ source, store: subject, times }): Finding => ({
        ...{ kind: 'store', source, subject, times, hint: null },
      }),
    ),
  ]);
}

/** Counts lines with and without a category, and names the categories that nobody knows. */
function lookAtLines(lines: readonly store.LookedAtLine[], categories: readonly string[]) {
  const known = new Set(categories);
  const counts = new Map<string, Added>();
  const findings = new Map<string, Finding>();
  const count = ({ source, channel }: store.LookedAtLine, measure: Measure): void => {
    const key = `${source}\n${channel}\n${measure}`;
    counts.set(key, { source, channel, measure, count: (counts.get(key)?.count ?? 0) + 1 });
  };
  for (const line of lines) {
    count(line, 'lines-looked-at');
    const { category: subject, source } = line;
    if (subject === null) continue;
    count(line, 'lines-with-category');
    if (known.has(subject)) {
      count(line, 'lines-known-category');
      continue;
    }
    const key = `${source}\n${subject}`;
    const before = findings.get(key);
    const hint = before ? before.hint : nearestName(subject, categories);
    findings.set(key, {
      ...{ kind: 'category', source, subject, hint },
      times: (before?.times ?? 0) + 1,
    });
  }
  return { counts: [...counts.values()], findings: [...findings.values()] };
}
