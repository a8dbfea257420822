import { totalmem } from 'node:os';

const MIB = 1024 * 1024;
/** Bounds of the log between two checkpoints, in MiB. */
const LOG_LEAST = 1_024;
const LOG_MOST = 16_384;

/**
 * The server's settings for a laptop or a small server. Durability stays on: a purchase that was
 * answered survives a power cut.
 *
 * @param quick for tests, whose data nobody needs after a crash.
 * @param diskFree bytes free where the data lies: the log may take an eighth of them.
 */
export function serverSettings(quick: boolean, diskFree: number): Record<string, string> {
  // A million members' states should stay where they are changed; pages are only taken when used.
  const buffers = Math.min(1_024, Math.max(32, Math.floor(totalmem() / MIB / 8)));
  return {
    max_connections: '100',
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${buffers * 4}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // Few, long checkpoints: each page's first change after one is logged whole, and a busy hub
    // of a million members changes another page with each purchase.
    max_wal_size: `${Math.min(LOG_MOST, Math.max(LOG_LEAST, Math.floor(diskFree / MIB / 8)))}MB`,
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    // Our statements are short; compiling them costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    password_encryption: 'scram-sha-256',
    ...(quick ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
}

/** As arguments of `postgres`. */
export function asArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
