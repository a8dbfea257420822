import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../../start-failure.ts';
import { birthOf, isAlive } from './alive.ts';

interface Holder {
  pid: number;
  birth?: string | undefined;
}

/**
 * One hub per cluster: takes `<home>/hub.lock`, or says who has it. A lock whose process is gone
 * is taken over; two that take over at once cannot both win, because linking a name is atomic.
 * @returns the release.
 */
export function lockFolder(home: string, dataDir: string): () => void {
  const lock = join(home, 'hub.lock');
  const mine = `${lock}.${process.pid}.${performance.now()}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }));
  try {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      if (tryLink(mine, lock)) return () => rmSync(lock, { force: true });
      const holder = readHolder(lock);
      if (holder && holds(holder)) throw taken(dataDir, holder.pid);
      setAside(lock, holder);
    }
    throw taken(dataDir, readHolder(lock)?.pid ?? 0);
  } finally {
    rmSync(mine, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(lock: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8'));
  } catch {
    return undefined;
  }
}

function holds(holder: Holder): boolean {
  if (!isAlive(holder.pid)) return false;
  return holder.birth === undefined || holder.birth === birthOf(holder.pid);
}

/** Moves a dead lock away; when another taker was quicker, gives theirs back. */
function setAside(lock: string, seen: Holder | undefined): void {
  const aside = `${lock}.dead.${process.pid}`;
  try {
    renameSync(lock, aside);
    const moved = readHolder(aside);
    if (moved && (moved.pid !== seen?.pid || moved.birth !== seen.birth)) tryLink(aside, lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function taken(dataDir: string, pid: number): StartFailure {
  return new StartFailure(
    'data_folder_in_use',
    `Another hub (process ${pid}) is running on the data folder ${dataDir}.`,
    'Use that one, stop it first, or start this one on another folder with --data DIR.',
  );
}
