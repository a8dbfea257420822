import type { Instant } from '../../../kernel/time.ts';
import type { RejectsFile } from './rejects-file.ts';

/** What became of the rows of a file. */
export interface ImportSummary {
  /** Rows read in this run: the sum of the four that follow. */
  readonly rows: number;
  readonly accepted: number;
  /** Rows that were in already. */
  readonly duplicates: number;
  readonly refused: number;
  /** Rows that a stopped run had finished, and rows that give nothing by the mapping. */
  readonly skipped: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Where the refused rows are; `null` when there are none. */
  readonly rejects: string | null;
  /** Whether it was stopped before the end; the same command goes on. */
  readonly stopped: boolean;
}

/** Counts rows. */
export class Tally {
  readonly #startedAt: Instant;
  #accepted = 0;
  #duplicates = 0;
  #refused = 0;
  #skipped = 0;

  constructor(startedAt: Instant) {
    this.#startedAt = startedAt;
  }

  accept(rows: number): void {
    this.#accepted += rows;
  }

  duplicate(rows: number): void {
    this.#duplicates += rows;
  }

  refuse(rows: number): void {
    this.#refused += rows;
  }

  skip(rows: number): void {
    this.#skipped += rows;
  }

  summary(now: Instant, rejects: RejectsFile, stopped: boolean): ImportSummary {
    const rows = this.#accepted + this.#duplicates + this.#refused + this.#skipped;
    const seconds = (now - this.#startedAt) / 1000;
    return {
      rows,
      accepted: this.#accepted,
      duplicates: this.#duplicates,
      refused: this.#refused,
      skipped: this.#skipped,
      seconds,
      perSecond: seconds > 0 ? Math.round(rows / seconds) : rows,
      rejects: rejects.isEmpty ? null : rejects.path,
      stopped,
    };
  }
}
