import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { type Account, canEnter } from './account.ts';
import { reachableBase } from './native.ts';

/**
 * The folder that holds one cluster: normally `<data>/postgres`. Where PostgreSQL's own user cannot
 * enter the data folder (root's home is closed to others), it lies elsewhere, and the data folder
 * keeps a note of the place, so that moving or opening the data folder later does not lose it.
 */
export function databaseHome(
  dataDir: string,
  account: Account | undefined,
  log: (line: string) => void,
): string {
  mkdirSync(dataDir, { recursive: true });
  const note = join(dataDir, 'postgres.location');
  if (existsSync(note)) return openedHome(readFileSync(note, 'utf8').trim(), account);
  const inside = join(dataDir, 'postgres');
  if (existsSync(inside) || canEnter(account, dataDir)) return openedHome(inside, account);

  const home = mkdtempSync(join(reachableBase(), `${basename(dataDir)}-`));
  log(`The database lies in ${home}, because PostgreSQL's user cannot enter ${dataDir}`);
  writeFileSync(note, home + '\n');
  return openedHome(home, account);
}

function openedHome(home: string, account: Account | undefined): string {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (account) chownSync(home, account.uid, account.gid);
  return home;
}
