import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Format } from './core/document/read.ts';
import type { ProgramDocument } from './core/section.ts';

/** A published program, without the text it was written in. */
export interface VersionRow {
  readonly version: number;
  readonly document: ProgramDocument;
  readonly hash: string;
  /** `-Infinity` for the first. */
  readonly effectiveFrom: Instant;
  readonly publishedAt: Instant;
  readonly publishedBy: string | null;
  readonly note: string | null;
}

/** How a program was written down. */
export interface Written {
  readonly text: string;
  readonly format: Format;
}

/** The versions after `known`, oldest first. */
export async function loadVersionsAfter(client: Queryable, known: number): Promise<VersionRow[]> {
  const { rows } = await client.query<VersionRow>({
    name: 'program_versions_after',
    text: `select version, document, hash, effective_from as "effectiveFrom",
        published_at as "publishedAt", published_by as "publishedBy", note
      from program_versions
      where version > $1::int
      order by version`,
    values: [known],
  });
  return rows;
}

/** How a version was written; `null` when there is no such version. */
export async function loadWritten(client: Queryable, version: number): Promise<Written | null> {
  const { rows } = await client.query<Written>({
    name: 'program_version_written',
    text: 'select text, format from program_versions where version = $1::int',
    values: [version],
  });
  return rows[0] ?? null;
}

/** Adds a version. False when somebody else has taken its number (or its moment) meanwhile. */
export async function insertVersion(
  client: Queryable,
  row: VersionRow,
  written: Written,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'program_version_insert',
    text: `insert into program_versions
        (version, document, text, format, hash, effective_from, published_at, published_by, note)
      values ($1::int, $2::json, $3::text, $4::text, $5::text,
        to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000), $8::text, $9::text)
      on conflict do nothing`,
    values: [
      row.version,
      JSON.stringify(row.document),
      written.text,
      written.format,
      row.hash,
      row.effectiveFrom,
      row.publishedAt,
      row.publishedBy,
      row.note,
    ],
  });
  return rowCount === 1;
}
