import type { Instant } from '../../kernel/time.ts';
import { type Pool, transaction } from '../../platform/db/pool.ts';
import type { HeardCounts } from './core/heard.ts';
import { addCounts } from './counts-store.ts';
import { addFindings, forgetFindings } from './findings-store.ts';

/** What was not seen for so long has been mended. */
const MENDED_MS = 30 * 86_400_000;
const FORGET = 1_000;

/** Keeps what the intake of this process heard since the last time. What a crash loses is lost. */
export async function keepHeard(pool: Pool, heard: HeardCounts, now: Instant): Promise<void> {
  const { counts, findings } = heard.take();
  if (counts.length === 0 && findings.length === 0) return;
  await transaction(pool, async (client) => {
    await addCounts(client, now, counts);
    await addFindings(client, now, findings);
  });
}

/** Forgets what is mended. @returns whether there is more. */
export async function forgetMended(pool: Pool, now: Instant): Promise<boolean> {
  return (await forgetFindings(pool, now - MENDED_MS, FORGET)) === FORGET;
}
