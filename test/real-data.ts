import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER =
  process.env.HACHI_TEST_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url));

/** A file of real purchase histories, which cannot be part of the project. */
export interface RealFile {
  readonly path: string;
  /** For the options of a test: why it is skipped, or false. */
  readonly skip: string | false;
}

/** Where a real file lies, such as `cdnow/cdnow_master_transactions.csv.gz`. */
export function realFile(name: string): RealFile {
  const path = `${FOLDER}/${name}`;
  const missing = `${name} is not here; set HACHI_TEST_DATA to the folder of real data`;
  return { path, skip: existsSync(path) ? false : missing };
}
