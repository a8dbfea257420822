import type { RowMapper } from './core/row-mapper.ts';
import type { CsvRow } from './read-csv.ts';

/** Rows that belong together; a group never has more. */
const ROWS_PER_GROUP = 500;

/** Consecutive rows that are one thing: one row mostly. */
export interface RowGroup {
  /** Number of the first row. */
  readonly number: number;
  /** Line of the file on which the first row ends. */
  readonly line: number;
  readonly rows: readonly (readonly string[])[];
  readonly problem: CsvRow['problem'];
}

/**
 * Puts consecutive rows together as the mapping says. A broken row stands alone.
 * @param mapper is asked when the header is known, with the first row.
 */
export async function* readGroups(
  rows: AsyncIterable<CsvRow>,
  mapper: () => RowMapper,
): AsyncGenerator<RowGroup> {
  let open: { first: CsvRow; key: string; rows: (readonly string[])[] } | null = null;
  const close = (): RowGroup[] => {
    if (!open) return [];
    const { first, rows: members } = open;
    open = null;
    return [{ number: first.number, line: first.line, rows: members, problem: null }];
  };
  for await (const row of rows) {
    const key = row.problem ? null : mapper().groupOf(row.cells);
    if (open && open.key === key && open.rows.length < ROWS_PER_GROUP) {
      open.rows.push(row.cells);
      continue;
    }
    yield* close();
    if (key === null) {
      yield { number: row.number, line: row.line, rows: [row.cells], problem: row.problem };
    } else {
      open = { first: row, key, rows: [row.cells] };
    }
  }
  yield* close();
}
