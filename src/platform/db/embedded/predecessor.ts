import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, runAs } from './account.ts';
import { commandOf, isAlive } from './alive.ts';
import type { Native } from './native.ts';

const STOP_SECONDS = 60;

/**
 * A hub that was killed leaves its PostgreSQL running. The folder lock says that no hub is alive,
 * so this one is nobody's: it is asked to stop, with nothing lost, and its stale marks are removed.
 */
export function stopPredecessor(
  pgdata: string,
  native: Native,
  account: Account | undefined,
  log: (line: string) => void,
): void {
  const mark = join(pgdata, 'postmaster.pid');
  const pid = readPid(mark);
  if (pid === undefined) return;
  if (!isAlive(pid) || isSomebodyElse(pid)) {
    // PostgreSQL would take another process that got the same id for its own.
    rmSync(mark, { force: true });
    return;
  }
  log('The last hub did not stop cleanly; stopping the PostgreSQL that it left running');
  for (const mode of ['fast', 'immediate']) {
    const args = ['stop', '-D', pgdata, '-m', mode, '-w', '-t', String(STOP_SECONDS)];
    spawnSync(native.pgCtl, args, { ...runAs(account), cwd: '/', stdio: 'ignore' });
    if (!isAlive(pid)) return;
  }
  process.kill(pid, 'SIGKILL');
}

function readPid(mark: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(mark, 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isSomebodyElse(pid: number): boolean {
  const command = commandOf(pid);
  return command !== '' && !command.includes('postgres');
}
