import type { Ground } from '../ground.ts';
import type { BenchPurchase, Purchases } from '../purchases.ts';

/** Arrays in flight: the queue never runs dry, and never holds more than this. */
const IN_FLIGHT = 4;
const CHUNK = 128;

/**
 * Purchases a second through the intake, from a member's card to the committed transaction, with
 * the full demo program. The inputs are made beforehand.
 */
export async function runIntake(
  { rooms }: Ground,
  inputs: readonly BenchPurchase[],
): Promise<number> {
  const started = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < inputs.length) {
      const chunk = inputs.slice(next, next + CHUNK);
      next += CHUNK;
      const results = await rooms.intake.submit(chunk);
      const refused = results.find((result) => !result.ok);
      if (refused) throw new Error(`a purchase was refused: ${JSON.stringify(refused)}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender));
  return inputs.length / ((performance.now() - started) / 1000);
}

/** Purchases of a warm-up; at least this share of the members should have been there again. */
const WARM_UP = 50_000;
const WARM_UP_SHARE = 0.25;

/**
 * A run that is not measured: it fills caches and prepared statements, and lets Node compile what
 * is hot, as a hub has done after its first seconds. Of many members a quarter comes along, so that
 * PostgreSQL has seen the pages of their states since it started.
 */
export async function warmUp(ground: Ground, purchases: Purchases, members: number): Promise<void> {
  const count = Math.max(WARM_UP, Math.round(members * WARM_UP_SHARE));
  await runIntake(ground, purchases.next(count, members, `warm-${members}-${performance.now()}`));
}
