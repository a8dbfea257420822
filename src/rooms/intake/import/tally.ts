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
  /** What the hub cleaned in accepted rows, by field: `/member/phone` and how often. */
  readonly cleaned: Readonly<Record<string, number>>;
  /** Where the refused rows are; `null` when there are none. */
  readonly rejects: string | null;
  /** Whether it was stopped before the end; the same command goes on. */
  readonly stopped: boolean;
}

/** Different fields that are counted. */
const FIELDS_MOST = 200;

/** Counts rows. */
export class Tally {
  readonly #startedAt: Instant;
  #accepted = 0;
  #duplicates = 0;
  #refused = 0;
  #skipped = 0;
  readonly #cleaned = new Map<string, number>();

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

  /** Counts what was cleaned; lines of a purchase are one field. */
  clean(paths: readonly string[]): void {
    for (const path of paths) {
      const field = path.replaceAll(/\/\d+(?=\/|$)/g, '/-');
      const known = this.#cleaned.has(field) || this.#cleaned.size < FIELDS_MOST;
      if (known) this.#cleaned.set(field, (this.#cleaned.get(field) ?? 0) + 1);
    }
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
      cleaned: Object.fromEntries(this.#cleaned),
      rejects: rejects.isEmpty ? null : rejects.path,
      stopped,
    };
  }
}
