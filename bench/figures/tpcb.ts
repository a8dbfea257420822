import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/platform/db/connect.ts';
import type { Client } from '../../src/platform/db/pool.ts';
import type { Ground } from '../ground.ts';

const BRANCHES = 10;
const TELLERS = 10 * BRANCHES;
const ACCOUNTS = 100_000 * BRANCHES;

/** Makes the tables of the classic TPC-B at scale 10, as pgbench does. */
export async function prepareTpcb({ pool }: Ground): Promise<void> {
  await pool.query(`
    create table tpcb_branches (bid int primary key, bbalance int, filler char(88))
      with (fillfactor = 100);
    create table tpcb_tellers (tid int primary key, bid int, tbalance int, filler char(84))
      with (fillfactor = 100);
    create table tpcb_accounts (aid int primary key, bid int, abalance int, filler char(84))
      with (fillfactor = 100);
    create table tpcb_history
      (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    insert into tpcb_branches select n, 0, '' from generate_series(1, ${BRANCHES}) n;
    insert into tpcb_tellers
      select n, (n - 1) / 10 + 1, 0, '' from generate_series(1, ${TELLERS}) n;
    insert into tpcb_accounts
      select n, (n - 1) / 100000 + 1, 0, '' from generate_series(1, ${ACCOUNTS}) n;
    analyze tpcb_accounts;
  `);
}

/**
 * Transactions a second of the classic TPC-B, one after another on each of `clients` connections
 * of the same driver, prepared, without pipelining: how a hub without batches would work.
 */
export async function runTpcb(ground: Ground, seconds: number, clients: number): Promise<number> {
  const open = await Promise.all(
    Array.from({ length: clients }, () => connect(ground.url, { name: 'tpcb' })),
  );
  let done = 0;
  let running = true;
  const loops = open.map(async (client) => {
    while (running) {
      await once(client);
      done += 1;
    }
  });
  const started = performance.now();
  await sleep(seconds * 1000);
  running = false;
  await Promise.all(loops);
  const rate = done / ((performance.now() - started) / 1000);
  await Promise.all(open.map((client) => client.end()));
  return rate;
}

async function once(client: Client): Promise<void> {
  const aid = 1 + Math.floor(Math.random() * ACCOUNTS);
  const tid = 1 + Math.floor(Math.random() * TELLERS);
  const bid = 1 + Math.floor(Math.random() * BRANCHES);
  const delta = Math.floor(Math.random() * 10_000) - 5_000;
  await client.query('begin');
  await client.query({
    name: 'tpcb_account',
    text: 'update tpcb_accounts set abalance = abalance + $1 where aid = $2',
    values: [delta, aid],
  });
  await client.query({
    name: 'tpcb_read',
    text: 'select abalance from tpcb_accounts where aid = $1',
    values: [aid],
  });
  await client.query({
    name: 'tpcb_teller',
    text: 'update tpcb_tellers set tbalance = tbalance + $1 where tid = $2',
    values: [delta, tid],
  });
  await client.query({
    name: 'tpcb_branch',
    text: 'update tpcb_branches set bbalance = bbalance + $1 where bid = $2',
    values: [delta, bid],
  });
  await client.query({
    name: 'tpcb_history',
    text: `insert into tpcb_history (tid, bid, aid, delta, mtime)
      values ($1, $2, $3, $4, current_timestamp)`,
    values: [tid, bid, aid, delta],
  });
  await client.query('commit');
}
