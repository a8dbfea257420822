import { LIMITS } from '../../../kernel/limits.ts';
import type { Item } from './core/row-mapper.ts';

/** What one row, or one group of rows, gives. */
export interface Work {
  /** Number of the first row. */
  readonly number: number;
  /** Rows of the file in it. */
  readonly rows: number;
  readonly line: number;
  readonly items: readonly Item[];
  /** The raw rows, for the rejects file. */
  readonly raw: readonly (readonly string[])[];
}

/** A lane that waits longer than this many rows for its batch to fill sends what it has. */
const ROWS_BEHIND = 20_000;

class Lane {
  waiting: Work[] = [];
  items = 0;
  sending: Promise<void> = Promise.resolve();
  sendingFrom: number | null = null;

  /** The first row that is not done yet. */
  get oldest(): number | null {
    return this.sendingFrom ?? this.waiting[0]?.number ?? null;
  }
}

/**
 * Sends work in batches, several at once, while the work of one member stays in order: it always
 * goes through the same lane, and a lane sends one batch after the other. Holds at most two
 * batches a lane, so that memory does not grow with the file.
 */
export class Lanes {
  readonly #lanes: readonly Lane[];
  readonly #send: (works: readonly Work[]) => Promise<unknown>;
  readonly #batch: number;
  #newest = 0;
  #failure: { readonly error: unknown } | null = null;

  constructor(
    count: number,
    send: (works: readonly Work[]) => Promise<unknown>,
    batch: number = LIMITS.eventsPerRequest,
  ) {
    this.#lanes = Array.from({ length: count }, () => new Lane());
    this.#send = send;
    this.#batch = batch;
  }

  /**
   * Takes work in the order of the file; waits while its lane is busy.
   * @throws what sending threw; then nothing more is sent.
   */
  async add(key: string, work: Work): Promise<void> {
    this.#newest = work.number;
    const lane = this.#lanes[hash(key) % this.#lanes.length]!;
    if (lane.items + work.items.length > this.#batch) await this.#flush(lane);
    lane.waiting.push(work);
    lane.items += work.items.length;
    if (lane.items >= this.#batch) await this.#flush(lane);
    for (const other of this.#lanes) {
      const oldest = other.waiting[0]?.number;
      if (oldest !== undefined && work.number - oldest > ROWS_BEHIND) await this.#flush(other);
    }
  }

  /** Sends everything and waits for it. */
  async finish(): Promise<void> {
    for (const lane of this.#lanes) await this.#flush(lane);
    await Promise.all(this.#lanes.map((lane) => lane.sending));
    this.#throwFailure();
  }

  /** Every row up to this one is done. */
  get doneThrough(): number {
    let done = this.#newest;
    for (const { oldest } of this.#lanes) {
      if (oldest !== null) done = Math.min(done, oldest - 1);
    }
    return done;
  }

  async #flush(lane: Lane): Promise<void> {
    await lane.sending;
    this.#throwFailure();
    const works = lane.waiting;
    const first = works[0];
    if (!first) return;
    lane.waiting = [];
    lane.items = 0;
    lane.sendingFrom = first.number;
    lane.sending = this.#send(works).then(
      () => {
        lane.sendingFrom = null;
      },
      (error: unknown) => {
        this.#failure ??= { error };
      },
    );
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}

/** FNV-1a: spreads members over lanes, always the same way. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
