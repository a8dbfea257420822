import type { Cells } from './value.ts';

/** Longer ids are replaced by their digest, because ids are at most 200 characters. */
const LONGEST = 120;

/**
 * Names what a row is about, always the same for the same row: by the columns that identify it,
 * or by the file's fingerprint and the row's number, so that rows that read the same stay two.
 */
export function rowIdentity(
  columns: readonly number[] | null,
  fingerprint: string,
  digest: (text: string) => string,
): (cells: Cells, number: number) => string {
  if (columns === null) return (_, number) => `${fingerprint}:${number}`;
  return (cells) => {
    const name = columns.map((index) => escapePart(cells[index]!.trim())).join(':');
    return name.length > LONGEST ? digest(name) : name;
  };
}

/** Keeps `a:b` + `c` and `a` + `b:c` apart. */
function escapePart(text: string): string {
  return text.includes(':') || text.includes('%')
    ? text.replaceAll('%', '%25').replaceAll(':', '%3A')
    : text;
}
