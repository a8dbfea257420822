import { startEmbedded } from '../../src/platform/db/embedded/index.ts';
import { openPool, type Pool } from '../../src/platform/db/pool.ts';
import { readState } from '../../src/rooms/engine/index.ts';
import { available } from '../../src/rooms/points/index.ts';
import type { Heard } from './client.ts';

/** What lies in the database, counted without the hub. */
export interface Counted {
  events: number;
  twice: number;
  keys: number;
  entries: number;
  points: number;
  inStates: number;
}

/** Opens the database of a hub that is not running, and counts. Also compares event by event. */
export async function countBooks(
  folder: string,
  heard: ReadonlyMap<string, Heard>,
): Promise<{ counted: Counted; problems: string[] }> {
  const server = await startEmbedded({ dataDir: folder, log: () => {} });
  const pool = openPool(server.url, { name: 'faults' });
  try {
    return { counted: await count(pool), problems: await compare(pool, heard) };
  } finally {
    await pool.end();
    await server.stop();
  }
}

async function count(pool: Pool): Promise<Counted> {
  const { rows } = await pool.query<Counted>(
    `select (select count(*)::integer from events where source = 'faults') as events,
      (select count(*)::integer from (select 1 from events where source = 'faults'
        group by source, id having count(*) > 1) as doubled) as twice,
      (select count(*)::integer from event_keys where source = 'faults') as keys,
      (select count(*)::integer from entries) as entries,
      (select coalesce(sum(case when to_account = 'member' then amount else 0 end
        - case when from_account = 'member' then amount else 0 end), 0)::bigint
        from entries) as points`,
  );
  const states = await pool.query<{ state: unknown }>(
    'select state::json as state from member_states',
  );
  const stars = states.rows.map(({ state }) => readState(state).wallets.star);
  const inStates = stars.reduce((sum, wallet) => sum + (wallet ? available(wallet) : 0), 0);
  return { ...(rows[0] as Counted), inStates };
}

/** Every accepted event has its one row with the number that was answered; no other has any. */
async function compare(pool: Pool, heard: ReadonlyMap<string, Heard>): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; member_id: number; no: number }>(
    `select id, member_id, no from events where source = 'faults'`,
  );
  const problems: string[] = [];
  const left = new Set([...heard].filter(([, one]) => one.status === 200).map(([id]) => id));
  for (const { id, member_id, no } of rows) {
    const one = heard.get(id);
    if (one?.status !== 200) problems.push(`${id} has a row and was answered ${one?.code}`);
    else if (one.no !== no || one.member !== `mem_${member_id}`) {
      problems.push(`${id} was answered ${one.member}/${one.no}, its row is ${member_id}/${no}`);
    }
    left.delete(id);
  }
  for (const id of left) problems.push(`${id} was accepted and has no row`);
  return problems;
}
