import { Logger, parseCronItems, run, runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Log } from './log.ts';

/** What a task gets beside its payload. */
export interface TaskContext {
  /** Aborted when the hub stops: finish the batch at hand and return. */
  signal: AbortSignal;
  /** 1 for the first try; a task that throws is tried again later, up to 25 times. */
  attempt: number;
}

/** Background work. Must be idempotent: it may run twice, and beside itself on another hub. */
export type Task = (payload: unknown, context: TaskContext) => Promise<void>;

export interface TasksOptions {
  url: string;
  tasks: Record<string, Task>;
  /** Tasks that run by themselves, at whole multiples of so many minutes (1 to 1440). */
  cron: readonly { name: string; everyMinutes: number }[];
  log: Log;
  /** Most tasks at once in this process. */
  concurrency?: number;
}

export interface Tasks {
  /** Does `name` soon, at least once; with `once`, not again while one with that word waits. */
  add(name: string, payload: unknown, options?: { at?: number; once?: string }): Promise<void>;
  /** Waits for running tasks, then gives up its connections. */
  stop(): Promise<void>;
}

const MINUTES_PER_HOUR = 60;
const CONNECTIONS_MAX = 4;

/** Runs background work kept in the database; several hubs share it without doing it twice. */
export async function startTasks(options: TasksOptions): Promise<Tasks> {
  const { log } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: 'hachi tasks',
    max: CONNECTIONS_MAX,
  });
  // A broken connection fails its query, which is tried again; it must not end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const shared = { pgPool: pool, logger: workerLog(log) };
  try {
    await runMigrations(shared);
    const runner = await run({
      ...shared,
      concurrency: options.concurrency ?? 2,
      noHandleSignals: true,
      taskList: Object.fromEntries(
        Object.entries(options.tasks).map(([name, task]) => [name, asWorkerTask(task)]),
      ),
      parsedCronItems: parseCronItems(options.cron.map(asCronItem)),
    });
    return {
      add: async (name, payload, { at, once } = {}) => {
        await runner.addJob(name, payload, {
          ...(at === undefined ? {} : { runAt: new Date(at) }),
          ...(once === undefined ? {} : { jobKey: once }),
        });
      },
      stop: async () => {
        await runner.stop();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function asWorkerTask(task: Task) {
  return async (
    payload: unknown,
    helpers: { abortSignal?: AbortSignal | undefined; job: { attempts: number } },
  ) => {
    const signal = helpers.abortSignal ?? new AbortController().signal;
    await task(payload, { signal, attempt: helpers.job.attempts });
  };
}

function asCronItem({ name, everyMinutes }: { name: string; everyMinutes: number }) {
  return {
    task: name,
    identifier: name,
    match: (time: { hour: number; min: number }) =>
      (time.hour * MINUTES_PER_HOUR + time.min) % everyMinutes === 0,
    // One that still waits is enough, however long the hub was away.
    options: { jobKey: name, jobKeyMode: 'preserve_run_at' as const, backfillPeriod: 0 },
  };
}

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** The worker's talk is for who debugs it: its errors keep their level, the rest goes down one. */
function workerLog(log: Log): Logger {
  return new Logger((scope) => (level, message) => {
    log[LEVELS[level as keyof typeof LEVELS] ?? 'debug']({ task: scope.taskIdentifier }, message);
  });
}
