import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { databaseAccount } from './account.ts';
import { lockFolder } from './folder-lock.ts';
import { databaseHome } from './home.ts';
import { initialise, OWNER } from './initialise.ts';
import { findNative } from './native.ts';
import { stopPredecessor } from './predecessor.ts';
import { type Address, chooseAddress, type ServerPlan, startServer } from './server.ts';

/** A running PostgreSQL of our own. */
export interface Embedded {
  /** Connection string of the hub's database. */
  url: string;
  /** Where its files lie; not always in the data folder, when root may not run it there. */
  home: string;
  /** Process id of the running server, for tests that kill it. */
  pid(): number | undefined;
  /** Stops it, with everything on disk; safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The hub's data folder; made when missing. */
  dataDir: string;
  /** Takes one line for people per thing worth knowing. */
  log: (line: string) => void;
  /** Tests only: a power cut may lose data. */
  quick?: boolean;
}

const STOP_MS = 60_000;

/**
 * Starts the PostgreSQL that npm brought, on the data folder, as a child process, and keeps it up:
 * if it dies, it is started again at the same address.
 * @throws {StartFailure} when the folder is in use, of another version, or it cannot start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log } = options;
  const dataDir = resolve(options.dataDir);
  const account = databaseAccount();
  const native = findNative(account, log);
  const home = databaseHome(dataDir, account, log);
  const release = lockFolder(home, dataDir);
  try {
    const cluster = await initialise(home, native, account);
    stopPredecessor(cluster.pgdata, native, account, log);
    const address = await chooseAddress(home, cluster, account);
    const plan = { home, cluster, native, account, quick: options.quick ?? false, log };
    return await supervise(plan, address, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function supervise(
  plan: ServerPlan,
  address: Address,
  release: () => void,
): Promise<Embedded> {
  let stopping = false;
  let child = await startServer(plan, address);
  let restart: Promise<void> = Promise.resolve();
  const stopOnExit = () => child.kill('SIGINT');
  const watch = () =>
    child.once('exit', () => {
      if (!stopping) restart = startAgain();
    });
  const startAgain = async () => {
    plan.log('PostgreSQL ended unexpectedly; starting it again');
    try {
      child = await startServer(plan, address);
      watch();
    } catch (error) {
      plan.log(`PostgreSQL could not be started again: ${(error as Error).message}`);
    }
  };
  watch();
  process.once('exit', stopOnExit);
  const embedded: Embedded = {
    url: address.url(OWNER),
    home: plan.home,
    pid: () => child.pid,
    stop: async () => {
      if (stopping) return;
      stopping = true;
      await restart;
      await end(child);
      process.removeListener('exit', stopOnExit);
      address.remove();
      release();
    },
  };
  try {
    await ensureDatabase(address.url('postgres'));
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  return embedded;
}

/** SIGINT is PostgreSQL's "fast" stop: sessions end, everything is written. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.ref();
  child.kill('SIGINT');
  const late = sleep(STOP_MS, 'late', { ref: false });
  if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
  await ended;
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1::text', [OWNER]);
    if (found.rowCount === 0) await client.query(`create database ${OWNER}`);
  } finally {
    await client.end();
  }
}
