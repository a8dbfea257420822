import type { LoggedRow } from './entry.ts';
import { type Fault, rowFault } from './fault.ts';
import type { Hash, Hashing } from './hashing.ts';

/** A row that does not fit, and what it should follow. */
interface Suspect {
  readonly no: number;
  readonly before: Hash;
  readonly row: LoggedRow;
}

/** Suspects that are remembered: of a log that was rewritten whole, any will do. */
const SUSPECTS_MOST = 100;

/** Finds among the rows that do not fit those that stand in each other's places. */
export class Suspects {
  readonly #faults: Fault[];
  readonly #options: { readonly where: string; readonly hashing: Hashing };
  readonly #leafOf: (row: LoggedRow, no: number, hashing: Hashing) => Hash;
  readonly #known: (Suspect & { readonly fault: number })[] = [];

  constructor(
    faults: Fault[],
    options: { readonly where: string; readonly hashing: Hashing },
    leaf: (row: LoggedRow, no: number, hashing: Hashing) => Hash,
  ) {
    this.#faults = faults;
    this.#options = options;
    this.#leafOf = leaf;
  }

  /** Notes a row that does not fit: as changed, or as swapped with an earlier one. */
  add(suspect: Suspect): void {
    const { where } = this.#options;
    const other = this.#known.find((one) => this.#belongs(suspect.row, one));
    if (other) {
      this.#faults[other.fault] = rowFault('rows_swapped', where, other.no, suspect.no);
      return;
    }
    const fault = this.#faults.push(rowFault('row_changed', where, suspect.no)) - 1;
    if (this.#known.length < SUSPECTS_MOST) this.#known.push({ ...suspect, fault });
  }

  /** Whether a row was appended in that place, whichever of the two links came along. */
  #belongs(row: LoggedRow, { no, before, row: there }: Suspect): boolean {
    const { hashing } = this.#options;
    const link = hashing.link(before, this.#leafOf(row, no, hashing));
    return link === row.link || link === there.link;
  }
}
