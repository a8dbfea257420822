/**
 * Goal: what is kept beside the events (boards, counts, codes, who brought whom) is proved row by
 * row, with members who left, codes that changed hands and draws that are over; whoever changes one
 * row is found, and told by table and key.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Proof } from '../../src/rooms/proof/index.ts';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';
import { PROGRAM } from './program.ts';

const DAY = 86_400_000;
const seal = createHash('sha256').update('dew').digest('hex');
const points = { star: 'forfeit', coin: 'forfeit', growth: 'forfeit' };
const hub = await testHub({
  at: Date.UTC(2026, 5, 1, 4),
  program: {
    ...PROGRAM,
    leaving: { points, coupons: 'forfeit', tier: 'ends', open: 'void' },
    challenges: [
      {
        id: 'race',
        goal: { spend: '9000.00' },
        window: { for: 'P30D' },
        leaderboard: { show: 2, consent: 'showMe', name: 'nickname' },
      },
    ],
    benefits: [
      { id: 'warranty', on: 'purchase', window: 'PT24H', cost: '3.00' },
      { id: 'free-hour', quota: { times: 3, per: 'P1D' }, cost: '1.00' },
    ],
    coupons: [
      { id: 'welcome', take: { amount: '10.00' }, codes: { kind: 'unique', prefix: 'WEL' } },
      { id: 'flyer', codes: { kind: 'pool', prefix: 'FLY' }, take: { amount: '3.00' } },
    ],
    rewards: [
      {
        ...{
          id: 'trip',
          kind: 'partner',
          price: { points: 'star', amount: 1 },
          stock: { total: 1 },
        },
        draw: { until: '2026-06-10', seal, within: 'P7D', claim: 'P2D' },
      },
    ],
    referrals: {
      qualify: { within: 'P60D' },
      reach: [{ id: 'ordinary', at: 0, grants: [{ points: 'star', amount: 100 }] }],
    },
  },
});
after(() => hub.stop());

async function say(path: string, body: object) {
  const answer = await hub.post(path, body);
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer.body;
}
const of = (card: string, rest: string) => `/v1/members/card:${card}${rest}`;
const buy = (id: string, card: string, total = 9_000) =>
  say('/v1/purchases', { id, member: { card }, data: { total } });
const visit = (id: string, card: string) =>
  say('/v1/events', { id, type: 'visit', member: { card } });

before(async () => {
  const { effects } = await say(of('ann', '/referrals/codes'), { id: 'code' });
  const signals = { device: 'phone 7', network: '10.0.0.1' };
  for (const card of ['ben', 'cyd', 'dan']) {
    await say('/v1/members', { member: { card }, referral: { code: effects[0].code, signals } });
    await buy(`buy-${card}`, card);
    const gift = { currency: 'star', amount: 5, reason: 'spec' };
    await say(of(card, '/points/goodwill'), gift);
    await say(of(card, '/coupons'), { coupon: 'welcome' });
    await say(of(card, '/redemptions/holds'), { id: `trip-${card}`, reward: 'trip' });
  }
  await say('/v1/redemptions/void', { member: { card: 'cyd' }, redemption: 'trip-cyd' });
  await say(of('ben', '/benefits/seen'), {});
  await say(of('ben', '/benefits/use'), { benefit: 'warranty' });
  await say(of('cyd', '/benefits/use'), { benefit: 'free-hour' });
  await say('/v1/coupons/flyer/pools', { id: 'spring', size: 10 });
  const list = (await hub.get('/v1/coupons/pools/spring/codes')).body.trim().split('\n');
  const lines = [{ line: '1', gross: 5_000 }];
  for (const [index, card] of ['ben', 'cyd', 'dan'].entries()) {
    const basket = { basket: `b-${card}`, coupons: [list[index]], lines };
    await say(of(card, '/coupons/reserve'), basket);
    if (card === 'cyd') await say(of(card, '/coupons/redeem'), basket);
  }
  hub.clock.turnTo(hub.clock.now() + 2 * DAY);
  for (const card of ['ann', 'ben', 'cyd', 'dan']) await visit(`late-${card}`, card);
  await say('/v1/returns', { data: { purchase: { id: 'buy-cyd' } } });
  const { confirm } = (await hub.get(of('dan', '/leaving'))).body;
  await say(of('dan', '/leaving'), { id: 'gone', confirm });
  hub.clock.turnTo(Date.UTC(2026, 5, 12));
  await say('/v1/rewards/trip/draw', { seed: 'dew' });
  hub.clock.turnTo(hub.clock.now() + 40 * DAY);
  await buy('buy-eve', 'eve');
  for (const card of ['ann', 'ben', 'cyd']) await visit(`last-${card}`, card);
});

test('a hub that was left alone is clean, with all that was ended in it', () => proveHub(hub));

const first = (table: string, where = 'true'): string =>
  `ctid = (select ctid from ${table} where ${where} order by 1 limit 1)`;
const add = (table: string, rest: string): string => `insert into ${table} ${rest}`;

/** What somebody might do to one row, by the table that is told. */
const TAMPERINGS: readonly (readonly [table: string, sql: string])[] = [
  [
    'challenge_scores',
    `update challenge_scores set score = score + 1 where ${first('challenge_scores')}`,
  ],
  [
    'challenge_scores',
    `update challenge_scores set reached_at = now() where ${first('challenge_scores')}`,
  ],
  ['challenge_scores', `delete from challenge_scores where ${first('challenge_scores')}`],
  ['challenge_scores', add('challenge_scores', `values ('race', 999, 5, now())`)],
  ['challenge_scores', add('challenge_scores', `values ('other', 1, 5, now())`)],
  ['benefit_counts', `update benefit_counts set used = used + 1 where ${first('benefit_counts')}`],
  ['benefit_counts', `update benefit_counts set cost = cost - 1 where ${first('benefit_counts')}`],
  ['benefit_counts', `delete from benefit_counts where ${first('benefit_counts', 'granted > 0')}`],
  ['benefit_counts', add('benefit_counts', `values ('ghost', 1, 1, 0, 0, 0, 0)`)],
  [
    'coupon_codes',
    `update coupon_codes set standing = 'free', coupon = null
      where ${first('coupon_codes', "standing = 'used'")}`,
  ],
  [
    'coupon_codes',
    `delete from coupon_codes where ${first('coupon_codes', "definition = 'welcome'")}`,
  ],
  [
    'coupon_codes',
    `update coupon_codes set definition = 'flyer'
      where ${first('coupon_codes', "definition = 'welcome'")}`,
  ],
  [
    'coupon_codes',
    add('coupon_codes', `values ('LOST', 'flyer', 1, 'spring', 'used', null, null)`),
  ],
  ['reward_entries', `update reward_entries set won = not won where ${first('reward_entries')}`],
  ['reward_entries', `update reward_entries set told = false where ${first('reward_entries')}`],
  ['reward_entries', `delete from reward_entries where ${first('reward_entries')}`],
  ['reward_entries', add('reward_entries', `values ('s', 'api/none', 1, false, false)`)],
  ['referral_codes', `update referral_codes set member_id = 2 where ${first('referral_codes')}`],
  [
    'referral_friends',
    `update referral_friends set advocate_id = 9 where ${first('referral_friends')}`,
  ],
  ['referral_friends', `delete from referral_friends where ${first('referral_friends')}`],
  [
    'referral_advocates',
    `update referral_advocates set reach = 'star' where ${first('referral_advocates')}`,
  ],
  ['referral_signals', `delete from referral_signals where ${first('referral_signals')}`],
  ['referral_signals', `update referral_signals set at = now() where ${first('referral_signals')}`],
  ['referral_reviews', add('referral_reviews', `values ('r', 1, 5, '[]', now(), null, null)`)],
  ['members', `update members set status = 'active' where ${first('members', "status = 'left'")}`],
  ['members', `update members set status = 'left' where ${first('members', "status = 'active'")}`],
];

test('one row that was changed is found, and told by its table', async (t) => {
  for (const [table, sql] of TAMPERINGS) {
    await t.test(sql.replace(/\s+/g, ' '), async () => {
      // Each change is undone by what was there before: every column, every row.
      await hub.pool.query(`drop table if exists kept; create table kept as table ${table}`);
      const { rowCount } = await hub.pool.query(sql);
      assert.equal(rowCount, 1, 'exactly one row is tampered with');
      try {
        const found = await proof();
        assert.ok(
          found.some(({ what }) => what === table),
          JSON.stringify(found),
        );
      } finally {
        await undo(table);
      }
    });
  }
  await proveHub(hub);
});

async function undo(table: string): Promise<void> {
  const { rows } = await hub.pool.query<{ columns: string }>(
    `select string_agg(attname, ', ') as columns from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  const columns = rows[0]?.columns ?? '';
  await hub.pool.query(
    `begin; set local session_replication_role = replica; delete from ${table};
      insert into ${table} (${columns}) select ${columns} from kept; commit`,
  );
}

async function proof(): Promise<Proof['first']> {
  const found: Proof['first'][number][] = [];
  for (let cursor: unknown = null; ; ) {
    const { body } = await hub.post('/v1/proofs', { cursor, quick: true });
    found.push(...body.first);
    cursor = body.next;
    if (cursor === null) return found;
  }
}
