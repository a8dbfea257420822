import { type CsvError, parse } from 'csv-parse';
import { openBytes, unreadable } from './file-bytes.ts';
import { ImportFailure } from './import-failure.ts';

/** A longer record is a quote that was never closed. */
const RECORD_CHARACTERS = 1_000_000;

/** How a file is written. */
export interface CsvForm {
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
  readonly encoding?: string | undefined;
  /** Names of the columns when the file does not begin with them. */
  readonly header?: readonly string[] | undefined;
}

/** One record of the file, or what is wrong with it. */
export interface CsvRow {
  /**
   * Counts the records, the header left out; the first is 1. A record that is not CSV has 0: the
   * parser tells of it early or late, and the numbers of the others must not depend on that.
   */
  readonly number: number;
  /** The line of the file on which the record ends. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem: { readonly code: string; readonly reason: string } | null;
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a CSV file row by row, never holding more of it than a few buffers.
 * @param onHeader is told the names of the columns before the first row.
 * @throws {ImportFailure} when the file cannot be read on.
 */
export async function* readCsv(
  path: string,
  form: CsvForm,
  onHeader: (header: readonly string[]) => void,
  onBytes?: (count: number) => void,
): AsyncGenerator<CsvRow> {
  const skipped: CsvError[] = [];
  const parser = parse({
    bom: true,
    delimiter: form.delimiter ?? ',',
    quote: form.quote ?? '"',
    info: true,
    max_record_size: RECORD_CHARACTERS,
    relax_column_count: true,
    // A quote in the middle of a cell is a letter; else the parser would swallow the rows after it.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error) skipped.push(error);
      return undefined;
    },
  });
  const bytes = await openBytes(path, form.encoding ?? 'utf-8', onBytes);
  bytes.on('error', (error) => parser.destroy(unreadable(path, error)));
  if (bytes.errored) parser.destroy(unreadable(path, bytes.errored));
  else bytes.pipe(parser);
  let header = form.header;
  if (header) onHeader(checkHeader(header));
  let number = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      while (skipped.length > 0) yield brokenRow(skipped.shift()!);
      if (header) {
        number += 1;
        yield checkRow(number, info.lines, record, header.length);
      } else {
        header = record.map((name) => name.trim());
        onHeader(checkHeader(header));
      }
    }
    while (skipped.length > 0) yield brokenRow(skipped.shift()!);
  } catch (error) {
    throw error instanceof ImportFailure || !isCsvError(error) ? error : unreadable(path, error);
  } finally {
    bytes.destroy();
  }
  if (!header) throw new ImportFailure('file_empty', `${path} is empty.`, 'Give a file with rows.');
}

function isCsvError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}

function checkHeader(header: readonly string[]): readonly string[] {
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice === undefined) return header;
  const fix = 'Give every column its own name, in the file or in csv.header of the mapping.';
  throw new ImportFailure('column_repeated', `The column "${twice}" is there twice.`, fix);
}

function checkRow(number: number, line: number, cells: string[], columns: number): CsvRow {
  if (cells.length === columns) return { number, line, cells, problem: null };
  const reason = `The row has ${cells.length} cells, the header ${columns}.`;
  return { number, line, cells, problem: { code: 'columns_differ', reason } };
}

/** A record that is not CSV. What of it was understood goes into the rejects file. */
function brokenRow(error: CsvError): CsvRow {
  const { record, lines } = error as { record?: unknown; lines?: unknown };
  const cells = Array.isArray(record) ? record.map(String) : [];
  const reason = `The row is not well-formed CSV: ${error.message}.`;
  return { number: 0, line: Number(lines ?? 0), cells, problem: { code: 'row_not_csv', reason } };
}
