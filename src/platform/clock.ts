/** A moment as epoch milliseconds, and the only way the shell learns it. */
export interface Clock {
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that tests and the simulator turn by hand. */
export class TurnedClock implements Clock {
  #now: number;

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Moves to `instant`; a clock never runs backwards. */
  turnTo(instant: number): void {
    this.#now = Math.max(this.#now, instant);
  }
}
