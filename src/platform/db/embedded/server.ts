import { type ChildProcess, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from '../../start-failure.ts';
import { type Account, runAs } from './account.ts';
import { type Cluster, OWNER } from './initialise.ts';
import type { Native } from './native.ts';
import { asArguments, serverSettings } from './settings.ts';

/** Everything that a server needs to be started, and started again. */
export interface ServerPlan {
  home: string;
  cluster: Cluster;
  native: Native;
  account: Account | undefined;
  quick: boolean;
  log: (line: string) => void;
}

/** Where clients reach the server: a private socket, or on Windows a loopback port. */
export interface Address {
  url: (database: string) => string;
  settings: Record<string, string>;
  remove(): void;
}

const LOG_BYTES_MAX = 10 * 1024 * 1024;
/** Longest path of a socket that every system takes, less the file's own name. */
const SOCKET_FOLDER_MAX = 103 - '/.s.PGSQL.5432'.length;
/** After a kill, the old server's children hold its memory for a moment. */
const START_ATTEMPTS = 60;

/** Chooses the address once: a server that is started again must be found where it was. */
export async function chooseAddress(home: string, cluster: Cluster, account?: Account) {
  return process.platform === 'win32' ? loopback(cluster) : socket(home, cluster, account);
}

function socket(home: string, cluster: Cluster, account: Account | undefined): Address {
  const inside = join(home, 'run');
  const folder =
    inside.length <= SOCKET_FOLDER_MAX ? inside : mkdtempSync(join(tmpdir(), 'hachi-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  const host = encodeURIComponent(folder);
  return {
    url: (database) => `postgres://${OWNER}:${cluster.password}@localhost/${database}?host=${host}`,
    settings: { listen_addresses: '', unix_socket_directories: folder, port: '5432' },
    remove: () => folder !== inside && rmSync(folder, { recursive: true, force: true }),
  };
}

async function loopback(cluster: Cluster): Promise<Address> {
  const port = await freePort();
  return {
    url: (database) => `postgres://${OWNER}:${cluster.password}@127.0.0.1:${port}/${database}`,
    settings: { listen_addresses: '127.0.0.1', port: String(port) },
    remove: () => {},
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Starts the server and waits until it takes connections, however long its recovery lasts. */
export async function startServer(plan: ServerPlan, address: Address): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const child = spawnServer(plan, address);
    if (await untilReady(plan, child)) return child;
    const said = lastWords(plan.home);
    const passing = /still in use|lock file|shared memory/.test(said);
    if (!passing || attempt === START_ATTEMPTS) {
      throw new StartFailure(
        'database_not_started',
        `PostgreSQL did not start: ${said || 'it said nothing'}`,
        `Read ${join(plan.home, 'postgres.log')}; if the data is lost, begin a new --data folder.`,
      );
    }
    await sleep(250);
  }
}

function spawnServer(plan: ServerPlan, address: Address): ChildProcess {
  const file = join(plan.home, 'postgres.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX) {
    renameSync(file, `${file}.1`);
  }
  const output = openSync(file, 'a', 0o600);
  const { bavail, bsize } = statfsSync(plan.home);
  const settings = { ...serverSettings(plan.quick, bavail * bsize), ...address.settings };
  const child = spawn(plan.native.postgres, ['-D', plan.cluster.pgdata, ...asArguments(settings)], {
    ...runAs(plan.account),
    cwd: plan.home,
    env: { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' },
    stdio: ['ignore', output, output],
    // Its own process group: Ctrl-C reaches the hub first, which then stops it in order.
    detached: true,
  });
  child.on('error', () => {});
  // The server alone does not keep our process going.
  child.unref();
  closeSync(output);
  return child;
}

async function untilReady(plan: ServerPlan, child: ChildProcess): Promise<boolean> {
  const mark = join(plan.cluster.pgdata, 'postmaster.pid');
  for (let waited = 0; ; waited += 1) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode) return false;
    if (isReady(mark, child.pid)) return true;
    if (waited === 250) plan.log('PostgreSQL is repairing its data after a crash; please wait');
    await sleep(20);
  }
}

/** The server writes its state into the eighth line of its pid file. */
function isReady(mark: string, pid: number): boolean {
  try {
    const lines = readFileSync(mark, 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function lastWords(home: string): string {
  const lines = readFileSync(join(home, 'postgres.log'), 'utf8').trimEnd().split('\n');
  const fatal = lines.slice(-20).findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1);
  return (fatal ?? '').replace(/^.*(FATAL|PANIC):\s*/, '');
}
