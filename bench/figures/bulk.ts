import type { Ground } from '../ground.ts';

const ROWS_PER_STATEMENT = 256;

/**
 * The same rows as the last purchases wrote (events, keys, entries, states), inserted by plain
 * statements of as many rows on one connection: what PostgreSQL charges for the rows alone.
 * Returns purchases a second.
 */
export async function runBulk({ pool }: Ground, purchases: number): Promise<number> {
  await pool.query(`
    drop table if exists bulk_events, bulk_keys, bulk_entries, bulk_states;
    create table bulk_events (like events including defaults including constraints);
    alter table bulk_events add primary key (member_id, no, recorded_at);
    create table bulk_keys (like event_keys including all);
    create table bulk_entries (like entries including defaults including constraints);
    alter table bulk_entries add primary key (member_id, event_no, seq, recorded_at);
    create table bulk_states (like member_states including all);
  `);
  const client = await pool.connect();
  try {
    await client.query(`
      drop table if exists picked;
      create temp table picked as
        select member_id, no, recorded_at, source, id,
          row_number() over (order by recorded_at, member_id, no) / ${ROWS_PER_STATEMENT} as slice
        from events where type = 'purchase' order by recorded_at desc limit ${purchases};
      create index on picked (slice);
      analyze picked;
    `);
    const { rows } = await client.query<{ slice: number }>('select distinct slice from picked');
    const started = performance.now();
    for (const { slice } of rows) {
      await client.query('begin');
      for (const text of COPIES) await client.query({ text, values: [slice] });
      await client.query('commit');
    }
    return purchases / ((performance.now() - started) / 1000);
  } finally {
    client.release();
  }
}

const COPIES = [
  `insert into bulk_events select e.* from picked p
    join events e using (member_id, no, recorded_at) where p.slice = $1`,
  `insert into bulk_keys select k.* from picked p join event_keys k using (source, id)
    where p.slice = $1`,
  `insert into bulk_entries select t.* from picked p
    join entries t on t.member_id = p.member_id and t.event_no = p.no
      and t.recorded_at = p.recorded_at where p.slice = $1`,
  `insert into bulk_states select distinct on (s.member_id) s.*
    from picked p join member_states s using (member_id)
    where p.slice = $1 on conflict (member_id) do update set state = excluded.state`,
];
