import { setTimeout as sleep } from 'node:timers/promises';
import { Rejection } from '../../kernel/problem.ts';
import type { Client } from '../../platform/db/pool.ts';
import { Arrivals } from './arrivals.ts';
import { Lane, type LaneShared } from './lane.ts';
import { verdictOf } from './retry.ts';
import type { Result, Ticket } from './ticket.ts';

export interface BatcherOptions extends LaneShared {
  /** Opens a pipelining connection of a lane's own. */
  readonly connect: () => Promise<Client>;
  /** Batches at once. More than three only make PostgreSQL switch more often. */
  readonly lanes: number;
  readonly batchMost: number;
  readonly queueMost: number;
  readonly onBatch?: (size: number, milliseconds: number) => void;
  readonly onError?: (error: unknown, size: number) => void;
}

/**
 * Every statement of a lane looks rows up by key. A planner that has no statistics yet, or old
 * ones, would read whole tables for it: on a lane it may not.
 */
const KEYED_PLANS =
  'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off';

/** Times a batch is tried again because another process was faster, before it is halved. */
const TRIES = 12;
/** A batch that lost waits for a random part of this, doubled each time: the others commit. */
const YIELD_MS = 2;
const YIELD_MS_MAX = 200;
/** How long a lane waits for a database that is gone before events fail. */
const RECONNECT_MS_MAX = 30_000;
const RECONNECT_PAUSE_MS = 100;

/**
 * Forms batches by arrival: whenever a lane is free it takes what is waiting, so a single post
 * never waits for a timer and a crowd shares one transaction.
 */
export class Batcher {
  readonly #options: BatcherOptions;
  readonly #arrivals = new Arrivals();
  readonly #idle: number[] = [];
  readonly #lanes: (Lane | null)[];
  #inFlight = 0;
  #closed = false;
  #drained: (() => void) | null = null;

  constructor(options: BatcherOptions) {
    this.#options = options;
    this.#lanes = Array.from({ length: options.lanes }, () => null);
    this.#idle = this.#lanes.map((_, index) => index);
  }

  /** Events that wait or are being decided. */
  get waiting(): number {
    return this.#arrivals.size + this.#inFlight;
  }

  /**
   * Takes an event in; its result comes through the ticket.
   * @throws {Rejection} 429 when the queue is full: nothing was taken in.
   */
  add(ticket: Ticket): void {
    if (this.#closed) throw busy('The hub is stopping.', 5);
    if (this.#arrivals.size >= this.#options.queueMost) throw busy('The queue is full.', 1);
    this.#arrivals.add(ticket);
    this.#wake();
  }

  /** Decides what is waiting, then closes the connections. Nothing new is taken in. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.waiting > 0) {
      await new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
    }
    await Promise.all(this.#lanes.map((lane) => lane?.end().catch(() => undefined)));
  }

  /** Starts lanes after the current turn, so that everything that arrives in it shares a batch. */
  #wake(): void {
    if (this.#idle.length === 0 || this.#arrivals.size === 0) return;
    const index = this.#idle.pop() as number;
    setImmediate(() => void this.#work(index));
  }

  async #work(index: number): Promise<void> {
    for (;;) {
      const batch = this.#arrivals.take(this.#options.batchMost);
      if (batch.length === 0) break;
      this.#inFlight += batch.length;
      if (this.#arrivals.size > 0) this.#wake();
      await this.#runBatch(index, batch);
      this.#inFlight -= batch.length;
      this.#arrivals.release(batch);
    }
    this.#idle.push(index);
    if (this.waiting === 0) this.#drained?.();
    else if (this.#arrivals.size > 0 && this.#inFlight === 0) this.#wake();
  }

  async #runBatch(index: number, batch: readonly Ticket[]): Promise<void> {
    const started = performance.now();
    try {
      const results = await this.#tryUntilDone(index, batch);
      batch.forEach((ticket, position) => {
        ticket.done(results[position] as Result);
      });
    } catch (error) {
      this.#options.onError?.(error, batch.length);
      await this.#halve(index, batch, error);
    }
    this.#options.onBatch?.(batch.length, performance.now() - started);
  }

  /** An event that breaks its batch is found by halving, and fails alone. */
  async #halve(index: number, batch: readonly Ticket[], error: unknown): Promise<void> {
    const reconnecting = verdictOf(error) === 'reconnect';
    if (batch.length === 1 || reconnecting) {
      for (const ticket of batch) ticket.failed(asError(error, reconnecting));
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await this.#runBatch(index, batch.slice(0, middle));
    await this.#runBatch(index, batch.slice(middle));
  }

  async #tryUntilDone(index: number, batch: readonly Ticket[]): Promise<Result[]> {
    const giveUpAt = performance.now() + RECONNECT_MS_MAX;
    for (let tries = 1; ; tries++) {
      try {
        const lane = await this.#lane(index);
        return await lane.run(batch);
      } catch (error) {
        const verdict = verdictOf(error);
        if (verdict === 'reconnect') {
          await this.#dropLane(index);
          if (performance.now() > giveUpAt) throw error;
          await sleep(RECONNECT_PAUSE_MS);
          tries = 0;
        } else if (verdict === 'halve' || tries >= TRIES) throw error;
        else await sleep(Math.random() * Math.min(YIELD_MS_MAX, YIELD_MS * 2 ** tries));
      }
    }
  }

  async #lane(index: number): Promise<Lane> {
    const open = this.#lanes[index];
    if (open) return open;
    const client = await this.#options.connect();
    await client.query(KEYED_PLANS);
    const lane = new Lane(client, this.#options);
    this.#lanes[index] = lane;
    return lane;
  }

  async #dropLane(index: number): Promise<void> {
    const lane = this.#lanes[index];
    this.#lanes[index] = null;
    await lane?.end().catch(() => undefined);
  }
}

function busy(detail: string, seconds: number): Rejection {
  const fix = 'Send the same request again after the time in Retry-After; it counts once.';
  return new Rejection(429, [{ code: 'queue_full', path: '', detail, fix }], seconds);
}

function asError(error: unknown, reconnecting: boolean): Error {
  if (!reconnecting) return error instanceof Error ? error : new Error(String(error));
  const detail = 'The database cannot be reached at the moment.';
  const fix = 'Send the same request again in a moment; it counts once.';
  return new Rejection(503, [{ code: 'database_unavailable', path: '', detail, fix }], 5);
}
