import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Work } from './lanes.ts';

const COLUMNS = ['line', 'code', 'reason'];

/**
 * The rows that could not be used: line of the file, code, reason, and the row as it was. Made
 * with the first such row. With `resumed` the rows of the stopped run stay, and a row that is
 * refused again is not written twice.
 */
export class RejectsFile {
  readonly path: string;
  readonly #written = new Set<number>();
  /** Names of the file's own columns. */
  header: readonly string[] = [];
  #made = false;
  #tail: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** Starts anew, or goes on with what a stopped run has written. */
  async begin(resumed: boolean): Promise<void> {
    if (!resumed) {
      await rm(this.path, { force: true });
      return;
    }
    const text = await readFile(this.path, 'utf8').catch(() => '');
    if (text === '') return;
    this.#made = true;
    const rows: string[][] = parse(text, { relax_column_count: true, from: 2 });
    for (const row of rows) this.#written.add(Number(row[0]));
  }

  /** Whether no row was refused, in this run or in the stopped one before it. */
  get isEmpty(): boolean {
    return !this.#made;
  }

  /** Writes the rows of a piece of work with the reason why they were refused. */
  add(work: Work, code: string, reason: string): Promise<void> {
    if (this.#written.has(work.line)) return this.#tail;
    const lines = work.raw.map((cells) => csvLine([String(work.line), code, reason, ...cells]));
    this.#tail = this.#tail.then(() => this.#write(lines.join('')));
    return this.#tail;
  }

  async #write(text: string): Promise<void> {
    if (!this.#made) await writeFile(this.path, csvLine([...COLUMNS, ...this.header]));
    this.#made = true;
    await appendFile(this.path, text);
  }
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
