import type { Instant } from '../../kernel/time.ts';
import type { ProgramDocument } from './core/section.ts';
import type { VersionRow } from './store.ts';

/** What a version was compiled to; undefined for one that this process does not know. */
export type Past<T> = (version: number) => T | undefined;

/**
 * Turns a checked document into what the engine runs. Called once per version. What members were
 * promised under another version is found with `past`, when it is asked for.
 */
export type Compile<T> = (document: ProgramDocument, version: number, past: Past<T>) => T;

/** A published program, ready to decide with. */
export interface ProgramVersion<T> extends VersionRow {
  /** Compiled when first asked for, then kept. */
  readonly compiled: T;
}

/** All versions this process knows, oldest first; versions are only ever added. */
export class Versions<T> {
  readonly #compile: Compile<T>;
  readonly #known: ProgramVersion<T>[] = [];
  readonly #past: Past<T> = (version) => this.at(version)?.compiled;

  constructor(compile: Compile<T>) {
    this.#compile = compile;
  }

  get newest(): ProgramVersion<T> | null {
    return this.#known.at(-1) ?? null;
  }

  get all(): readonly ProgramVersion<T>[] {
    return this.#known;
  }

  /** The version with this number. */
  at(version: number): ProgramVersion<T> | null {
    return this.#known[version - 1] ?? null;
  }

  /** The version by which an event that happened at `at` is decided. */
  inForce(at: Instant): ProgramVersion<T> | null {
    for (let index = this.#known.length - 1; index >= 0; index -= 1) {
      const one = this.#known[index]!;
      if (one.effectiveFrom <= at) return one;
    }
    return null;
  }

  /** Takes up rows in order; those that are known, or that leave a gap, are passed over. */
  add(rows: readonly VersionRow[]): void {
    for (const row of rows) {
      if (row.version === this.#known.length + 1)
        this.#known.push(compiledLate(row, this.#compile, this.#past));
    }
  }
}

function compiledLate<T>(row: VersionRow, compile: Compile<T>, past: Past<T>): ProgramVersion<T> {
  let done: { readonly result: T } | null = null;
  return {
    ...row,
    get compiled(): T {
      done ??= { result: compile(row.document, row.version, past) };
      return done.result;
    },
  };
}
