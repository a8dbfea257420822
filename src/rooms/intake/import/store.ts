import type { Instant } from '../../../kernel/time.ts';
import type { Queryable } from '../../../platform/db/pool.ts';
import type { Checkpoint } from './checkpoints.ts';

/** How far the import of this file by this mapping came; `null` when it never began. */
export async function loadImport(client: Queryable, importKey: string): Promise<Checkpoint | null> {
  const { rows } = await client.query<Checkpoint>(
    `select rows_done as "rowsDone", finished from imports where import_key = $1::text`,
    [importKey],
  );
  return rows[0] ?? null;
}

/** Writes down how far an import came. */
export async function saveImport(
  client: Queryable,
  importKey: string,
  fileName: string,
  checkpoint: Checkpoint,
  at: Instant,
): Promise<void> {
  await client.query(
    `insert into imports (import_key, file_name, rows_done, finished, updated_at)
     values ($1::text, $2::text, $3::bigint, $4::boolean, to_timestamp($5::float8 / 1000.0))
     on conflict (import_key) do update set file_name = excluded.file_name,
       rows_done = excluded.rows_done, finished = excluded.finished,
       updated_at = excluded.updated_at`,
    [importKey, fileName, checkpoint.rowsDone, checkpoint.finished, at],
  );
}
