import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert } from '../../kernel/assert.ts';

/** One file of `sql/`. */
export interface Migration {
  version: number;
  name: string;
  sql: string;
  /** sha256 of the file: an applied migration must never change. */
  checksum: string;
  /** A hub without this migration must not run on a database that has it. */
  breaking: boolean;
}

/** The folder of the numbered files. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../sql/', import.meta.url));

const FILE = /^(\d{6})_[a-z0-9]+_[a-z0-9_]+\.sql$/;

/** Reads `NNNNNN_<room>_<what>.sql` in order; two files may not share a number. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => FILE.test(file))
    .sort()
    .map((file) => readMigration(folder, file));
  for (const [index, migration] of migrations.entries()) {
    const before = migrations[index - 1];
    assert(before?.version !== migration.version, 'two migrations share a number', {
      names: [before?.name, migration.name],
    });
  }
  return migrations;
}

function readMigration(folder: string, file: string): Migration {
  const sql = readFileSync(`${folder}/${file}`, 'utf8');
  return {
    version: Number(file.slice(0, 6)),
    name: file.slice(0, -'.sql'.length),
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
    breaking: /^--! breaking\b/m.test(sql),
  };
}

/** One word for the whole history, to know whether a copy of the schema is still current. */
export function historyChecksum(migrations: readonly Migration[]): string {
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(migration.checksum);
  return hash.digest('hex').slice(0, 16);
}
