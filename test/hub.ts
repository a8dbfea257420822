import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { startHub } from '../src/app.ts';
import { TurnedClock } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import type { ListedRoute } from '../src/platform/http/route-list.ts';
import { openLog } from '../src/platform/log.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { TEST_VAULT_KEY } from './vault.ts';

const KEY = 'hk_test_0123456789abcdef';

/** An answer of the hub. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the body. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
}

/** A whole hub on a database of its own: real HTTP, real PostgreSQL, a clock that is turned. */
export interface TestHub {
  readonly url: string;
  readonly clock: TurnedClock;
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  /** The data folder. */
  readonly data: string;
  readonly routes: readonly ListedRoute[];
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  request(method: string, path: string, init?: RequestInit): Promise<Answer>;
  stop(): Promise<void>;
}

export interface TestHubOptions {
  /** The program document; none is published without it. */
  readonly program?: unknown;
  readonly at?: number;
  /** More settings, as flags of `hachi serve`. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** The keys of the vault lie in the data folder, as with `hachi serve`. */
  readonly keysInFile?: true;
  /** Another hub's database, to have two processes' worth on one. */
  readonly beside?: TestHub;
}

/**
 * Boots a hub as `hachi serve` does.
 * @example
 * const hub = await testHub({ program: { program: 'shop', … }, at: Date.UTC(2026, 0, 1) });
 * after(() => hub.stop());
 * await hub.post('/v1/purchases', { id: 'p1', member: { card: 'A' }, data: { total: 1_000 } });
 */
export async function testHub(options: TestHubOptions = {}): Promise<TestHub> {
  const database = options.beside ? besideOf(options.beside) : await testDatabase();
  const data = mkdtempSync(join(tmpdir(), 'hachi-hub-'));
  const clock = options.beside?.clock ?? new TurnedClock(options.at ?? Date.UTC(2026, 0, 1));
  const settings = {
    data,
    port: 0,
    demo: false,
    'log-level': 'silent',
    'admin-key': KEY,
    ...(options.keysInFile ? {} : { 'vault-key': TEST_VAULT_KEY }),
    ...options.settings,
  };
  const config = readConfig({ DATABASE_URL: database.url }, settings);
  const hub = await startHub({ config, log: openLog('silent'), clock });
  const request = requester(hub.url);
  const send = (method: string, path: string, body: unknown, headers = {}) =>
    request(method, path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const { program } = options;
  if (program) {
    const published = await send('PUT', '/v1/program', { document: program });
    if (published.status !== 200) throw new Error(JSON.stringify(published.body, null, 2));
  }
  return {
    url: hub.url,
    clock,
    pool: database.pool,
    databaseUrl: database.url,
    data,
    routes: hub.routes,
    request,
    get: (path) => request('GET', path),
    post: (path, body, headers) => send('POST', path, body, headers),
    stop: async () => {
      await hub.stop();
      await database.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function besideOf(hub: TestHub): TestDatabase {
  return { url: hub.databaseUrl, pool: hub.pool, drop: async () => {} };
}

function requester(base: string): TestHub['request'] {
  return async (method, path, { headers, ...init } = {}) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, ...(headers as Record<string, string>) },
      ...init,
    });
    const text = await answer.text();
    const json = /json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      body: json && text ? JSON.parse(text) : text,
    };
  };
}

/** Tables that tasks write whenever they run: counts, portraits, signatures, the last seen. */
const BY_TASKS = '^(quality|view|status|audit_checkpoint|audit_alerts|touchpoints_seen)';

/**
 * Rows of every table of the hub and a hash of their contents: equal before and after a no. What a
 * task counts by itself is left out: it runs when it likes.
 */
export async function fingerprint(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I', c.relname) as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition and c.relname !~ $1 order by 1`,
    [BY_TASKS],
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ told: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as told
        from ${name} t`,
    );
    found[name] = rows[0]?.told ?? '';
  }
  return found;
}
