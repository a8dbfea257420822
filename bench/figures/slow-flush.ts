import type { Ground } from '../ground.ts';

/**
 * Runs `work` as if the disk took `microseconds` longer to flush each commit, by PostgreSQL's own
 * `commit_delay`. A flush that costs nothing flatters whoever commits one by one: virtual disks
 * answer in a few microseconds, those that keep their word over a power cut in about a millisecond.
 */
export async function withSlowFlush<T>(
  { pool }: Ground,
  microseconds: number,
  work: () => Promise<T>,
): Promise<T> {
  const set = async (statement: string): Promise<void> => {
    await pool.query(statement);
  };
  await set(`alter system set commit_delay = ${microseconds}`);
  await set('alter system set commit_siblings = 0');
  await set('select pg_reload_conf()');
  try {
    return await work();
  } finally {
    await set('alter system reset commit_delay');
    await set('alter system reset commit_siblings');
    await set('select pg_reload_conf()');
  }
}
