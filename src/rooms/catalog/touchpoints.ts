import { Rejection } from '../../kernel/problem.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { repeat } from '../../platform/repeat.ts';
import type { KnownTouchpoints } from './core/arrival.ts';
import { type KnownTouchpoint, TOUCHPOINTS_MOST } from './core/touchpoint.ts';
import { countNew, noteSeen, touchpointsAfter } from './touchpoint-store.ts';

/** How long another hub's revocation may stay unseen here. */
const STALE_MS = 1_000;
/** How often a hub that serves looks, so that no event has to wait for it. */
const LOOK_EVERY_MS = 400;
/** Looks between two writings of when touchpoints were seen. */
const LOOKS_PER_NOTE = 25;

/**
 * The registered touchpoints, all in memory. Asking costs no query; what another hub has changed is
 * known within a second.
 */
export class Touchpoints implements KnownTouchpoints {
  readonly #client: Queryable;
  readonly #clock: Clock;
  readonly #known = new Map<string, KnownTouchpoint>();
  #change = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #seen = new Map<string, Instant>();
  #freshening: Promise<void> | null = null;

  constructor(client: Queryable, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  get asked(): boolean {
    return this.#known.size > 0;
  }

  counts(): { active: number; revoked: number } {
    let active = 0;
    for (const { state } of this.#known.values()) if (state === 'active') active += 1;
    return { active, revoked: this.#known.size - active };
  }

  get(id: string): KnownTouchpoint | undefined {
    return this.#known.get(id);
  }

  /** Whether what is known may be older than a second. */
  get stale(): boolean {
    return this.#clock.now() - this.#lookedAt >= STALE_MS;
  }

  /**
   * Looks for what has changed, all who ask at once together. While the database is away, what was
   * known stays: without it no event is decided either, and those that come wait for it.
   */
  freshen(): Promise<void> {
    this.#freshening ??= this.refresh()
      .catch((error: unknown) => {
        if (this.#lookedAt === Number.NEGATIVE_INFINITY) throw error;
      })
      .finally(() => {
        this.#freshening = null;
      });
    return this.#freshening;
  }

  /** Reads what has changed; safe to call twice at once. */
  async refresh(): Promise<void> {
    const lookedAt = this.#clock.now();
    const rows = await touchpointsAfter(this.#client, this.#change);
    // Another look may have come back with more meanwhile: what it knows is at least as new.
    const known = this.#change;
    for (const { id, change, ...one } of rows) {
      if (change <= known) continue;
      this.#known.set(id, one);
      this.#change = change;
    }
    this.#lookedAt = Math.max(this.#lookedAt, lookedAt);
  }

  /** @throws {Rejection} 422 when there would be more than a hub remembers. */
  async checkRoom(ids: readonly string[]): Promise<void> {
    if (this.#known.size + ids.length <= TOUCHPOINTS_MOST) return;
    if (this.#known.size + (await countNew(this.#client, ids)) <= TOUCHPOINTS_MOST) return;
    const fix = 'Register the devices that send events only; people and carts are none.';
    const detail = `A hub remembers at most ${TOUCHPOINTS_MOST} touchpoints.`;
    throw new Rejection(422, [{ code: 'touchpoints_too_many', path: '', detail, fix }]);
  }

  /** Notes that an event came through a touchpoint; written later, with the others. */
  saw(id: string, at: Instant): void {
    this.#seen.set(id, at);
  }

  /** Writes when touchpoints were seen, in one statement. */
  async noteSeen(): Promise<void> {
    if (this.#seen.size === 0) return;
    const seen = this.#seen;
    this.#seen = new Map();
    await noteSeen(this.#client, [...seen]);
  }

  /** Keeps what is known fresh, and notes what was seen, until the returned function is called. */
  watch(onError: (error: unknown) => void): () => Promise<void> {
    let looks = 0;
    const work = async (): Promise<void> => {
      await this.refresh();
      looks += 1;
      if (looks % LOOKS_PER_NOTE === 0) await this.noteSeen();
    };
    const stop = repeat(work, LOOK_EVERY_MS, onError);
    return async () => {
      await stop();
      await this.noteSeen().catch(onError);
    };
  }
}
