import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { StartFailure } from '../../start-failure.ts';
import { type Account, runAs } from './account.ts';
import type { Native } from './native.ts';

/** A cluster that exists on disk. */
export interface Cluster {
  pgdata: string;
  password: string;
}

/** The name of the cluster's superuser and of its one database. */
export const OWNER = 'hachi';

/**
 * Makes the cluster on the first start, and checks on later ones that this PostgreSQL can read it.
 * It is made under another name and renamed, so that a kill in between leaves nothing half done.
 */
export async function initialise(
  home: string,
  native: Native,
  account: Account | undefined,
): Promise<Cluster> {
  const pgdata = join(home, 'pgdata');
  const secret = join(home, 'password');
  if (existsSync(pgdata)) {
    checkVersion(home, pgdata, native);
    return { pgdata, password: readFileSync(secret, 'utf8') };
  }
  const password = randomBytes(24).toString('hex');
  rmSync(secret, { force: true });
  writeFileSync(secret, password, { mode: 0o600 });
  if (account) chownSync(secret, account.uid, account.gid);
  const fresh = join(home, 'pgdata.new');
  rmSync(fresh, { recursive: true, force: true });
  await runInitdb(native, account, home, [
    ...['--pgdata', fresh, '--username', OWNER, '--pwfile', secret],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
    ...['--no-sync', '--no-instructions'],
  ]);
  renameSync(fresh, pgdata);
  return { pgdata, password };
}

function checkVersion(home: string, pgdata: string, native: Native): void {
  const made = Number.parseInt(readFileSync(join(pgdata, 'PG_VERSION'), 'utf8'), 10);
  if (made === native.major) return;
  throw new StartFailure(
    'data_folder_version',
    `The data in ${home} was made by PostgreSQL ${made}, and this Hachi brings ${native.major}.`,
    `Start it with the Hachi that made it, or begin a new folder with --data DIR.`,
  );
}

async function runInitdb(
  native: Native,
  account: Account | undefined,
  home: string,
  args: string[],
): Promise<void> {
  const child = spawn(native.initdb, args, {
    ...runAs(account),
    cwd: home,
    env: { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, fail) => {
    child.once('error', fail);
    child.once('close', resolve);
  });
  const said = await text(child.stderr);
  if ((await ended) === 0) return;
  throw new StartFailure(
    'database_not_created',
    `PostgreSQL could not create its data in ${home}: ${said.trim().split('\n').at(-1)}`,
    'Check that the disk has room (about 50 MB) and that the folder may be written.',
  );
}
