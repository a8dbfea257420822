import type { Clock } from '../../platform/clock.ts';

/** Events a member has in two years, about: 29.2 among 20,000 members. */
const EVENTS_PER_MEMBER = 29.2;
const RATE_OVER_MS = 10_000;

/** How far the demo retailer's history has been taken in. */
export interface DemoProgress {
  readonly state: 'loading' | 'done' | 'stopped' | 'failed';
  readonly members: number;
  /** Events that are in, this time and before. */
  readonly done: number;
  /** All events; an estimate until it is done. */
  readonly total: number;
  /** Events that the hub refused; none, unless the demo program was changed meanwhile. */
  readonly refused: number;
  /** Events a second over the last ten seconds. */
  readonly ratePerSecond: number;
  /** Estimated; null before anything is known. */
  readonly secondsLeft: number | null;
}

/** Knows the rate of the last seconds, and so the time left. */
export class ProgressMeter {
  readonly #clock: Clock;
  readonly #members: number;
  #samples: { at: number; done: number }[];

  constructor(clock: Clock, members: number, done: number) {
    this.#clock = clock;
    this.#members = members;
    this.#samples = [{ at: clock.now(), done }];
  }

  /** The progress now that `done` events are in. */
  read(state: DemoProgress['state'], done: number, refused: number): DemoProgress {
    const now = this.#clock.now();
    const last = this.#samples.at(-1)!;
    if (now > last.at) this.#samples.push({ at: now, done });
    else last.done = done;
    const recent = this.#samples.findIndex(({ at }) => at >= now - RATE_OVER_MS);
    this.#samples = this.#samples.slice(Math.max(0, recent - 1));
    const first = this.#samples[0]!;
    const ratePerSecond =
      now > first.at ? Math.round(((done - first.done) * 1000) / (now - first.at)) : 0;
    const estimate = Math.round(this.#members * EVENTS_PER_MEMBER);
    const total = state === 'done' ? done : Math.max(estimate, done);
    const secondsLeft = ratePerSecond > 0 ? Math.ceil((total - done) / ratePerSecond) : null;
    return { state, members: this.#members, done, total, refused, ratePerSecond, secondsLeft };
  }
}
