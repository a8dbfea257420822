import { contentOf } from './content.ts';
import type { LoggedRow } from './entry.ts';
import { type Fault, type FaultCode, rowFault } from './fault.ts';
import { type Hash, type Hashing, NO_LINK } from './hashing.ts';
import { type Edge, NO_LEAVES, rootOf, withLeaf } from './merkle.ts';
import { Suspects } from './suspects.ts';

/** Where a chain ends, as its head says. */
export interface Head {
  readonly rows: number;
  readonly link: Hash;
}

/** How far a chain had come at a checkpoint, as was signed. */
export interface Mark extends Head {
  readonly checkpoint: number;
  readonly root: Hash;
  readonly edge: readonly Hash[];
}

/** How far the check of a chain has come; plain data, so that it can travel. */
export interface ChainState {
  /** The number of the last row, as it stands in the table. */
  place: number;
  /** What must be added to a row's number to have the one under which it was appended. */
  shift: number;
  /** The link of the last row; null when it cannot be known. */
  link: Hash | null;
  edge: Edge;
  /** Whether a fault lies behind the last mark: sums cannot fit then. */
  broken: boolean;
  /** Rows under the last mark. */
  marked: number;
}

export function newChainState(): ChainState {
  return { place: 0, shift: 0, link: NO_LINK, edge: NO_LEAVES, broken: false, marked: 0 };
}

export interface ChainOptions {
  /** How the chain is called in findings: `2026-11-22/3`. */
  readonly where: string;
  readonly hashing: Hashing;
  readonly head: Head | null;
  /** By rows, the smallest first; only those of checkpoints that can be trusted. */
  readonly marks: readonly Mark[];
}

/** Walks the rows of one chain and says which do not stand as they were appended. */
export class ChainCheck {
  readonly faults: Fault[] = [];
  readonly #options: ChainOptions;
  readonly #state: ChainState;
  readonly #suspects: Suspects;
  readonly #marks: ReadonlyMap<number, Mark>;

  constructor(state: ChainState, options: ChainOptions) {
    this.#state = state;
    this.#options = options;
    this.#marks = new Map(options.marks.map((mark) => [mark.rows, mark]));
    this.#suspects = new Suspects(this.faults, options, leafOf);
  }

  /**
   * Looks at rows in the order of their numbers.
   * @param last whether no more will come; else the last of these rows is only looked ahead to.
   * @returns how many of them it is done with: begin with the rest next time.
   */
  take(rows: readonly LoggedRow[], last: boolean): number {
    let index = 0;
    while (index < rows.length && (last || index < rows.length - 1)) {
      index += this.#step(rows[index] as LoggedRow, rows[index + 1]);
    }
    return index;
  }

  /** When there are no more rows: do head and checkpoints say that this is the end? */
  end(): void {
    const { head, marks } = this.#options;
    const { place, shift, link } = this.#state;
    const total = place + shift;
    const fits = head !== null && (link === null || head.link === link);
    if (head === null) this.#fault('head_missing');
    else if (head.rows === total && !fits) this.#fault('head_changed');
    else if (head.rows !== total && fits && link !== null) this.#fault('head_changed');
    else if (head.rows > total) this.#fault('rows_missing', total + 1, head.rows);
    else if (head.rows < total) this.#fault('row_inserted', head.rows + 1, total);
    const marked = marks.at(-1)?.rows ?? 0;
    const known = Math.max(total, head !== null && !fits ? head.rows : 0);
    if (marked > known) this.#fault('rows_missing', known + 1, marked);
  }

  #step(row: LoggedRow, next: LoggedRow | undefined): number {
    const state = this.#state;
    const expected = state.place + 1;
    if (row.no < expected) return this.#inserted(row);
    if (row.no > expected) {
      const { head } = this.#options;
      if (head && row.no + state.shift > head.rows) return this.#inserted(row);
      this.#fault('rows_missing', expected + state.shift, row.no - 1 + state.shift);
      state.place = row.no - 1;
      state.link = null;
    }
    // What came before is gone: only the rows behind can say whether this one is right.
    if (state.link === null || this.#fits(state.link, row, row.no + state.shift)) {
      return this.#goOn(row, row.link);
    }
    return this.#explain(row, next, state.link);
  }

  /** A row that does not fit: what was done to it? The row behind it knows. */
  #explain(row: LoggedRow, next: LoggedRow | undefined, before: Hash): number {
    const { shift } = this.#state;
    const { hashing, head } = this.#options;
    const no = row.no + shift;
    const computed = hashing.link(before, leafOf(row, no, hashing));
    if (!next) {
      const alone = head !== null && head.rows === no - 1 && head.link === before;
      if (alone) return this.#inserted(row);
      if (head?.rows === no + 1 && head.link === row.link) return this.#missingBefore(row);
      return this.#changed(row, before, head?.link === computed ? computed : row.link);
    }
    if (this.#fits(row.link, next, no + 1)) return this.#changed(row, before, row.link);
    if (this.#fits(computed, next, no + 1)) return this.#changed(row, before, computed);
    if (next.no === row.no) return this.#inserted(row);
    if (this.#fits(before, next, no)) {
      return this.#fits(next.link, row, no + 1) ? this.#turned(row, next) : this.#pushed(row);
    }
    if (this.#fits(row.link, next, no + 2)) return this.#missingBefore(row);
    return this.#changed(row, before, null);
  }

  #changed(row: LoggedRow, before: Hash, link: Hash | null): number {
    const no = row.no + this.#state.shift;
    this.#state.broken = true;
    this.#suspects.add({ no, before, row });
    return this.#goOn(row, link);
  }

  /** Two neighbours that have changed places. */
  #turned(row: LoggedRow, next: LoggedRow): number {
    const no = row.no + this.#state.shift;
    this.#fault('rows_swapped', no, no + 1);
    this.#goOn(row, next.link);
    this.#goOn(next, row.link);
    return 2;
  }

  /** A row in front of one that was appended in its place: it has pushed the others back. */
  #pushed(row: LoggedRow): number {
    this.#fault('row_inserted', row.no + this.#state.shift);
    this.#state.place = row.no;
    this.#state.shift -= 1;
    return 1;
  }

  #inserted(row: LoggedRow): number {
    this.#fault('row_inserted', row.no + this.#state.shift);
    return 1;
  }

  /** The row before is gone, and the others have moved up. */
  #missingBefore(row: LoggedRow): number {
    this.#fault('rows_missing', row.no + this.#state.shift);
    this.#state.shift += 1;
    return this.#goOn(row, row.link);
  }

  #goOn(row: LoggedRow, link: Hash | null): number {
    const state = this.#state;
    const no = row.no + state.shift;
    state.place = row.no;
    state.link = link;
    if (!state.broken) {
      state.edge = withLeaf(state.edge, leafOf(row, no, this.#options.hashing), this.#hashing);
    }
    const mark = this.#marks.get(no);
    if (mark) this.#compare(mark);
    return 1;
  }

  /** Up to here the chain was signed: what is behind starts from that, whatever it is. */
  #compare(mark: Mark): void {
    const state = this.#state;
    const same =
      !state.broken && mark.link === state.link && rootOf(state.edge, this.#hashing) === mark.root;
    if (!state.broken && !same) this.#fault('rows_rewritten', state.marked + 1, mark.rows);
    if (!same) {
      state.edge = { leaves: mark.rows, roots: mark.edge };
      state.link = mark.link;
    }
    state.broken = false;
    state.marked = mark.rows;
  }

  get #hashing(): Hashing {
    return this.#options.hashing;
  }

  #fits(before: Hash, row: LoggedRow, no: number): boolean {
    return this.#hashing.link(before, leafOf(row, no, this.#hashing)) === row.link;
  }

  #fault(code: FaultCode, no: number | null = null, to: number | null = no): void {
    this.#state.broken = true;
    this.faults.push(rowFault(code, this.#options.where, no, to));
  }
}

/** The leaf of a row, had it been appended under this number. */
export function leafOf(row: LoggedRow, no: number, hashing: Hashing): Hash {
  return hashing.leaf(contentOf(no === row.no ? row : { ...row, no }));
}
