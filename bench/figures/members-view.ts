import { percentile } from '../figure.ts';
import type { Ground } from '../ground.ts';
import type { BenchHub } from '../hub.ts';
import { cardOf } from '../population.ts';
import type { BenchPurchase, Purchases } from '../purchases.ts';

/** Members who are busy, and events of each; they come in among each other, as in a shop. */
const BUSY = 10;
const EVENTS = 10_000;
const CHUNK = 500;
/** Pages that are measured, and before them those that Node compiles by. */
const PAGES = 400;
const WARM_UP = 60;
const DAY_MS = 86_400_000;
/** Their purchases are spread over so many days up to now. */
const DAYS = 600;

/** Milliseconds from the request to the last byte of the view and of the first timeline page. */
export interface ViewRun {
  readonly p50: number;
  readonly p99: number;
  /** The slowest first look, before anything was counted for the member. */
  readonly firstLook: number;
}

/** Lets ten members of the population buy ten thousand times each, and looks at them over HTTP. */
export async function runMembersView(
  ground: Ground,
  hub: BenchHub,
  purchases: Purchases,
): Promise<ViewRun> {
  await makeBusy(ground, purchases);
  await ground.pool.query('vacuum (analyze) events');
  const firsts: number[] = [];
  for (let n = 0; n < BUSY; n++) firsts.push(await onePage(hub, cardOf(n)));
  // A portrait counts at most a few thousand events in one look: a few looks count all of them.
  for (let n = 0; n < WARM_UP; n++) await onePage(hub, cardOf(n % BUSY));
  const latencies: number[] = [];
  for (let n = 0; n < PAGES; n++) latencies.push(await onePage(hub, cardOf(n % BUSY)));
  latencies.sort((a, b) => a - b);
  return {
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    firstLook: Math.max(...firsts),
  };
}

async function makeBusy({ rooms }: Ground, purchases: Purchases): Promise<void> {
  const now = Date.now();
  const all = BUSY * EVENTS;
  for (let first = 0; first < all; first += CHUNK) {
    const chunk = purchases.next(CHUNK, BUSY, `busy-${first}`).map(
      (one, index): BenchPurchase => ({
        ...one,
        member: { card: cardOf((first + index) % BUSY) },
        happenedAt: new Date(now - DAYS * DAY_MS * (1 - (first + index) / all)).toISOString(),
      }),
    );
    const results = await rooms.intake.submit(chunk);
    const refused = results.find((result) => !result.ok);
    if (refused) throw new Error(`a purchase was refused: ${JSON.stringify(refused)}`);
  }
}

async function onePage({ port, key }: BenchHub, card: string): Promise<number> {
  const started = performance.now();
  for (const path of ['', '/timeline']) {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/members/card:${card}${path}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${text}`);
  }
  return performance.now() - started;
}
