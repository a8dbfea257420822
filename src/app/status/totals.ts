import type { Clock } from '../../platform/clock.ts';
import { type Pool, transaction } from '../../platform/db/pool.ts';
import {
  addToTotals,
  keepRecent,
  lockTotals,
  oldestTransactionMs,
  totalsUntil,
} from './totals-store.ts';

/** A batch is recorded as of the moment when it was begun, which lies before its transaction. */
const SLACK_MS = 1_500;
/** What is counted at once: a minute of a busy hub is half a second of work. */
const STEP_MS = 60_000;
/** After hours without an event the steps grow, so that catching up takes few of them. */
const STEP_MS_MAX = 30 * 24 * 60 * 60 * 1000;
const STEPS_PER_LOOK = 40;
/** Newest events that the page may ask for. */
const RECENT_MOST = 40;
/** Looking costs at most a tenth of one connection. */
const REST_FACTOR = 10;
const REST_MS_MIN = 900;

/** Keeps the totals of the status page up with the books. */
export class Totals {
  readonly #pool: Pool;
  readonly #clock: Clock;
  #running: Promise<boolean> | null = null;
  #restUntil = 0;

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /** Counts what is new, unless that was done just now. */
  async look(): Promise<void> {
    if (performance.now() >= this.#restUntil) await this.catchUp();
  }

  /** Counts what is new, a bounded part of it. Returns whether there is more. */
  catchUp(): Promise<boolean> {
    this.#running ??= this.#catchUp().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #catchUp(): Promise<boolean> {
    const started = performance.now();
    const more = await transaction(this.#pool, async (client) => {
      if (!(await lockTotals(client))) return false;
      let from = await totalsUntil(client);
      if (from === null) return false;
      const open = Math.ceil(await oldestTransactionMs(client));
      const end = this.#clock.now() - SLACK_MS - open;
      let step = STEP_MS;
      let seen = false;
      for (let steps = 0; from < end; steps++) {
        if (seen || steps === STEPS_PER_LOOK) return true;
        const to: number = Math.min(end, from + step);
        seen = await addToTotals(client, from, to);
        if (seen) await keepRecent(client, from, to, RECENT_MOST);
        from = to;
        step = Math.min(step * 2, STEP_MS_MAX);
      }
      return false;
    });
    const took = performance.now() - started;
    this.#restUntil = performance.now() + Math.max(REST_MS_MIN, took * REST_FACTOR);
    return more;
  }
}
