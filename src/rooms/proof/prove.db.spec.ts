import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Proof, prove } from './index.ts';
import { openTestHub, type TestHub } from './test-hub.ts';

const MEMBERS = 40;

let hub: TestHub;
before(async () => {
  hub = await openTestHub(MEMBERS);
  // Who tampers is not held up by the checks that the tables make themselves.
  await hub.pool.query(`alter table budget_leases drop constraint budget_leases_check;
    alter table budget_pools drop constraint budget_pools_check`);
});
after(() => hub?.drop());

const proof = (quick: boolean): Promise<Proof> =>
  prove({ pool: hub.pool, programs: hub.program, quick });

test('the history is as varied as life', async () => {
  const { rows } = await hub.pool.query<{ type: string; count: number }>(
    'select type, count(*) as count from events group by type',
  );
  const counts = new Map(rows.map((row) => [row.type, row.count]));
  for (const type of [
    ...['purchase', 'return', 'purchase.reinstated', 'purchase.claimed', 'hachi.settled'],
    ...['points.transfer', 'points.hold', 'points.commit', 'points.void', 'points.spend'],
    ...['points.goodwill', 'points.opening', 'points.adjust', 'member.updated', 'delivered'],
  ]) {
    assert.ok((counts.get(type) ?? 0) >= 10, `${type}: ${counts.get(type) ?? 0}`);
  }
});

test('a hub that was left alone has no difference, quick or decided anew', async () => {
  for (const quick of [true, false]) {
    const { differences, first, sums } = await proof(quick);
    assert.deepEqual(first, []);
    assert.equal(differences, 0);
    assert.equal(sums.members, MEMBERS);
    assert.ok(sums.entries > 2_000 && sums.events > 1_000 && sums.keys > 1_000);
  }
});

test('what leaves one account reaches another, in every currency', async () => {
  const { sums } = await proof(true);
  for (const accounts of Object.values(sums.accounts)) {
    const left = Object.values(accounts).reduce((sum, { out }) => sum + out, 0);
    const reached = Object.values(accounts).reduce((sum, account) => sum + account.in, 0);
    assert.equal(left, reached);
  }
});

/** One row of a table, by its place, so that a tampering touches exactly one. */
const row = (table: string, where = 'true'): string =>
  `ctid = (select ctid from ${table} where ${where} order by 1 limit 1)
    and tableoid = (select tableoid from ${table} where ${where} order by ctid limit 1)`;
const state = (change: string): string =>
  `update member_states set state = (jsonb_set(state::jsonb, ${change}))::text`;
const event = (type: string): string => row('events', `type = '${type}'`);
const paidIn = (account: string): string => row('entries', `from_account = '${account}'`);
const paidTo = (account: string): string => row('entries', `to_account = '${account}'`);
const key = (where: string): string => `(source, id) = (select e.source, e.id from events e
  join event_keys k on k.source = e.source and k.id = e.id and k.no = e.no
  where ${where} limit 1)`;
const decision = (change: string): string =>
  `update events set decision = (jsonb_set(decision::jsonb, ${change}))::text`;

/** What somebody might do to the tables, and by which code it is found. */
const TAMPERINGS: readonly (readonly [name: string, sql: string, quick: string, full?: string])[] =
  [
    ['an entry says more', `update entries set amount = amount + 1 where ${row('entries')}`, 'lot'],
    ['an entry is gone', `delete from entries where ${row('entries')}`, 'lot'],
    [
      'an entry before others is gone',
      `delete from entries where ${row(
        'entries',
        `seq = 0
      and (member_id, event_no) in (select member_id, event_no from entries where seq = 1)`,
      )}`,
      'entry_sequence',
    ],
    [
      'an entry went to another lot',
      `update entries set to_lot = 'e.zzz' where ${paidTo('member')}`,
      'lot',
    ],
    [
      'an entry came from elsewhere',
      `update entries set from_account = 'goodwill' where ${paidIn('issued')}`,
      'moved',
    ],
    [
      'an entry is due later',
      `update entries set active_at = active_at + interval '1 day'
      where ${row('entries', 'active_at is not null')}`,
      '',
      'entries',
    ],
    [
      'an entry happened earlier',
      `update entries set happened_at = happened_at - interval '1 day' where ${row('entries')}`,
      '',
      'entries',
    ],
    [
      'a hold is another',
      `update entries set hold = 'x/y' where ${paidTo('held')}`,
      'lot_below_zero',
    ],
    [
      'an unknown account',
      `update entries set to_account = 'pocket' where ${paidTo('redeemed')}`,
      'entry_account',
    ],
    ['an event is gone', `delete from events where ${event('visit')}`, 'event_number'],
    [
      'an event is another type',
      `update events set type = 'nap' where ${event('visit')}`,
      'events',
    ],
    [
      'a purchase cost more',
      `update events set data = (jsonb_set(data::jsonb, '{lines,0,gross}', '9999999'))::json
      where ${event('purchase')}`,
      'purchases',
    ],
    [
      'a purchase happened another day',
      `update events set happened_at = happened_at - interval '1 day'
      where ${row('events', "type = 'purchase' and happened_at > '2026-08-01'")}`,
      'day',
    ],
    [
      'a purchase was elsewhere',
      `update events set channel = 'moon'
      where ${row('events', "type = 'purchase' and channel = 'app'")}`,
      '',
      'entries',
    ],
    [
      'a decision paid more',
      `${decision(`'{moved,star,earned}', '123456'`)}
      where ${row('events', "decision::json->'moved'->'star'->>'earned' is not null")}`,
      'moved',
    ],
    [
      'a decision has another balance',
      `${decision(`'{balances,star,active}', '123456'`)}
      where ${row('events', "decision::json->'balances'->'star' is not null")}`,
      'balance_after',
    ],
    [
      'a decision has another trace',
      `${decision(`'{trace}', '{"paid":"0 base-star 5"}'`)} where ${event('purchase')}`,
      '',
      'decision',
    ],
    [
      'a decision names another level',
      `${decision(`'{levels,status}', '"diamond"'`)} where ${event('purchase')}`,
      'tier',
    ],
    [
      'a decision took more from a budget',
      `${decision(`'{budgets}', '{"kitchen@20089":77}'`)} where ${event('purchase')}`,
      'budget_used',
    ],
    [
      'a decision had another program',
      `update events set program = 2 where ${row('events', 'program = 1')}`,
      'program',
    ],
    ['a key is gone', `delete from event_keys where ${key("e.type = 'visit'")}`, 'key_missing'],
    [
      'a key leads to another event',
      `update event_keys set no = no + 1 where ${key("e.type = 'visit' and e.no > 2")}`,
      'key_elsewhere',
    ],
    [
      'a key leads nowhere',
      `insert into event_keys select 'till', 'ghost', member_id, 9999, hash, recorded_at
      from event_keys where no > 0 limit 1`,
      'key_without_event',
    ],
    [
      'a receipt leads to another purchase',
      `update event_keys set id = 'S999/1' where (source, id) =
      (select source, id from event_keys where source = 'receipt' and no > 0 limit 1)`,
      'key_of_other_event',
    ],
    [
      'a state has another number',
      `update member_states set no = no + 1 where member_id = 1`,
      'state_number',
    ],
    ['a state is gone', 'delete from member_states where member_id = 1', 'state_missing'],
    ['a member is gone', 'delete from members where member_id = 1', 'member_missing'],
    [
      'a member joined earlier',
      `update members set joined_at = joined_at - interval '1 day' where member_id = 1`,
      'joined_at',
    ],
    [
      'a lot has more',
      `${state(`'{wallets,star,lots}', '[["e",5]]'`)}
        where member_id = 1`,
      'lot',
    ],
    [
      'a state that cannot be read',
      `update member_states set state = 'null' where member_id = 1`,
      'state_missing',
    ],
    [
      'a decision that cannot be read',
      `update events set decision = '7' where ${event('visit')}`,
      'program',
    ],
    [
      'a purchase that cannot be read',
      `update events set data = 'null' where ${event('purchase')}`,
      'unreadable',
    ],
    [
      'a hold that never was',
      `${state(`'{wallets,star,holds}', '[{"id":"a/b","until":1,"purchase":null,
      "parts":[{"lot":"e","amount":1,"endsAt":null}]}]'`)} where member_id = 1`,
      'held',
    ],
    ['another level', `${state(`'{tiers,status,0,0}', '"diamond"'`)} where member_id = 1`, 'tier'],
    [
      'a level since another day',
      `${state(`'{tiers,ladder,0,1}', '5'`)} where member_id = 1`,
      '',
      'state',
    ],
    ['another count', `${state(`'{purchases,count}', '999'`)} where member_id = 1`, 'purchases'],
    ['another sum of points', `${state(`'{earned,growth}', '999'`)} where member_id = 1`, 'earned'],
    ['another tag', `${state(`'{tags}', '["vip"]'`)} where member_id = 1`, 'tags'],
    [
      'another attribute',
      `${state(`'{attributes,birthday}', '"01-01"'`)} where member_id = 1`,
      'attributes',
    ],
    ['a day was busier', `${state(`'{days,1}', '[20000,1,999]'`)} where member_id = 1`, 'day'],
    [
      'a limit was used up',
      `${state(`'{counters,x}', '[[0,1]]'`)} where member_id = 1`,
      '',
      'state',
    ],
    [
      'due another day',
      `update member_states set due_at = now() where member_id = 1`,
      '',
      'due_at',
    ],
    [
      'a purchase came back that did not',
      `update purchase_follow_ups set follow_up =
      (jsonb_set(follow_up::jsonb, '{returned}', '{"1":{"by":"quantity","units":77}}'))::json
      where ${row('purchase_follow_ups')}`,
      'returned',
    ],
    [
      'what was taken back is forgotten',
      `update purchase_follow_ups set follow_up =
      (jsonb_set(follow_up::jsonb, '{undone}', '{}'))::json
      where ${row('purchase_follow_ups', "follow_up->'undone'->'star'->0 is not null")}`,
      'undone',
    ],
    [
      'a spend on a purchase is forgotten',
      `update purchase_follow_ups set follow_up =
      (jsonb_set(follow_up::jsonb, '{spends}', '[]'))::json
      where ${row('purchase_follow_ups', "follow_up->'spends'->0 is not null")}`,
      '',
      'follow_up',
    ],
    [
      'a follow-up of nothing',
      `insert into purchase_follow_ups select 1, 9999, follow_up from purchase_follow_ups limit 1`,
      'follow_up_without_purchase',
    ],
    [
      'a lease used less',
      `update budget_leases set used = used - 1 where ${row('budget_leases', 'used > 0')}`,
      'budget_used',
    ],
    [
      'a lease was granted more',
      `update budget_leases set granted = granted + 1 where ${row('budget_leases')}`,
      'budget_granted',
    ],
    [
      'a pool leased more',
      `update budget_pools set leased = leased - 1 where ${row('budget_pools', 'leased > 0')}`,
      'budget_granted',
    ],
    [
      'a budget runs on',
      `update budget_pools set stopped = false where ${row('budget_pools', 'stopped')}`,
      'budget_stopped',
    ],
    [
      'a gift did not arrive',
      `update entries set currency = 'growth' where ${paidIn('transfer')}`,
      'transfers',
    ],
  ];

test('every tampering of any table is found', async (t) => {
  for (const [name, sql, quick, full] of TAMPERINGS) {
    await t.test(name, async () => {
      const undo = await tamper(sql);
      try {
        const found = await proof(quick !== '');
        const codes = found.first.map((one) => one.what);
        assert.ok(codes.includes(quick || (full ?? '')), `found: ${JSON.stringify(found.first)}`);
      } finally {
        await undo();
      }
    });
  }
});

/** Does it, and tells how to undo it: the table is put back as it was. */
async function tamper(sql: string): Promise<() => Promise<unknown>> {
  const { pool } = hub;
  const table = /^(?:update|delete from|insert into) (\w+)/.exec(sql)?.[1];
  await pool.query(`drop table if exists kept; create table kept as select * from ${table}`);
  const { rowCount } = await pool.query(sql);
  assert.equal(rowCount, 1, 'exactly one row is tampered with');
  return () => pool.query(`truncate ${table}; insert into ${table} select * from kept`);
}
