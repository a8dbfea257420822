/** Goal: coupons over real HTTP: a till is told before anybody pays; the last one has one owner. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readScan, verifyCoupon, verifyingKeys } from '../../src/rooms/codes/index.ts';
import { type Answer, fingerprint, testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';

const PROGRAM = {
  program: 'coupon-shop',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: { star: { expiry: 'never' } },
  earning: [{ id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } }],
  couponLanes: [{ id: 'all', choose: 'all' }],
  coupons: [
    {
      id: 'welcome',
      take: { amount: '10.00' },
      valid: { for: 'P7D' },
      minimum: { net: '50.00' },
      codes: { kind: 'unique', prefix: 'WEL' },
      transfer: true,
    },
    {
      id: 'last',
      code: 'LAST',
      take: { percent: 10 },
      limits: { total: [{ times: 1, per: 'ever' }] },
    },
    {
      id: 'daily',
      code: 'DAILY',
      take: { amount: '2.00' },
      reserve: 'PT15M',
      limits: { perMember: [{ times: 1, per: 'P1D' }] },
    },
    { id: 'flyer', codes: { kind: 'pool', prefix: 'FLY' }, take: { amount: '3.00' } },
    { id: 'rare', take: { amount: '5.00' }, stock: 1 },
  ],
  intake: { identify: ['card'], unknown: 'enrol', acceptWithin: 'P3Y', clockAhead: 'PT5M' },
};

const hub = await testHub({ program: PROGRAM, at: Date.UTC(2026, 5, 1, 4) });
const second = await testHub({ beside: hub });
after(async () => {
  await second.stop();
  await hub.stop();
});

const CLIENTS = 200;
const LINES = [{ line: '1', gross: 10_000 }];

/** The same moment for all: half of them at one hub, half at the other. */
function atOnce(count: number, work: (one: typeof hub, index: number) => Promise<Answer>) {
  return Promise.all(
    Array.from({ length: count }, (_, index) => work(index % 2 ? second : hub, index)),
  );
}

function codes(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const told = status < 300 ? 'done' : body.code;
    counts[told] = (counts[told] ?? 0) + 1;
  }
  return counts;
}

const coupons = (card: string, what: string, body: object, one = hub): Promise<Answer> =>
  one.post(`/v1/members/card:${card}/coupons${what}`, body);

before(async () => {
  const cards = Array.from({ length: CLIENTS }, (_, index) => ({ card: `c${index}` }));
  const events = cards.map((member, index) => ({
    id: `e${index}`,
    type: 'member.enrolled',
    member,
  }));
  const { body } = await hub.post('/v1/events', events);
  assert.ok(body.results.every((one: { status: number }) => one.status === 201));
});

test('issued with a code of its own, typed by hand, paid: points count what was paid', async () => {
  const given = await coupons('ann', '', { id: 'w1', coupon: 'welcome' });
  assert.equal(given.status, 201);
  const [issued] = given.body.effects;
  assert.match(issued.code, /^WE1[0-9A-HJKMNP-TV-Z]{13}$/);
  const typed = `wel-${issued.code.slice(3).toLowerCase()}`;
  const purchase = (id: string, more: object = {}) =>
    hub.post('/v1/purchases', {
      id,
      member: { card: 'ann' },
      data: { lines: LINES, coupons: [typed], ...more },
    });
  const wrong = await purchase('p0', { expect: 999 });
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'coupon_amount_changed']);
  const other = await coupons('bob', '/redeem', { coupons: [typed], basket: 'x', lines: LINES });
  assert.equal(other.body.code, 'coupon_not_yours');
  const paid = await purchase('p1', { expect: 1_000 });
  assert.equal(paid.status, 201, JSON.stringify(paid.body));
  assert.equal(paid.body.points.star.earned, 90);
  assert.deepEqual(
    paid.body.effects.map(({ kind }: { kind: string }) => kind),
    ['coupon.redeemed'],
  );
  assert.equal((await purchase('p2')).body.code, 'coupon_used');
  const back = await hub.post('/v1/returns', { id: 'r1', data: { purchase: { id: 'p1' } } });
  assert.equal(back.status, 201, JSON.stringify(back.body));
  assert.equal((await purchase('p3')).status, 201);
});

test('the last use of a coupon: 200 reserve it, one has it, and it can be released', async () => {
  const reserve = (round: number) =>
    atOnce(CLIENTS, (one, index) =>
      coupons(
        `c${index}`,
        '/reserve',
        {
          id: `last-${round}-${index}`,
          basket: `b${round}`,
          coupons: ['last'],
          lines: LINES,
        },
        one,
      ),
    );
  for (let round = 0; round < 3; round++) {
    const answers = await reserve(round);
    assert.deepEqual(codes(answers), { done: 1, coupon_used_up: CLIENTS - 1 });
    const winner = answers.findIndex(({ status }) => status < 300);
    const body = { id: `let-${round}`, basket: `b${round}` };
    if (round < 2) assert.equal((await coupons(`c${winner}`, '/release', body)).status, 201);
    else {
      const redeem = { id: 'mine', basket: `b${round}`, lines: LINES, expect: 1_000 };
      assert.equal((await coupons(`c${winner}`, '/redeem', redeem)).status, 201);
    }
  }
});

test('a member has one use a day: 20 tills at once, one gets it', async () => {
  const answers = await atOnce(20, (one, index) =>
    coupons(
      'c1',
      '/redeem',
      { id: `d${index}`, basket: `d${index}`, coupons: ['DAILY'], lines: LINES },
      one,
    ),
  );
  assert.deepEqual(codes(answers), { done: 1, coupon_limit_member: 19 });
});

test('one redemption rolled back twice at once: once', async () => {
  const answers = await atOnce(20, (one, index) =>
    coupons(
      'c2',
      '/redeem',
      { id: `x${index}`, basket: `x${index}`, coupons: ['DAILY'], lines: LINES },
      one,
    ),
  );
  const won = answers.findIndex(({ status }) => status < 300);
  const backs = await atOnce(20, (one, index) =>
    coupons('c2', '/rollback', { id: `back${index}`, redemption: `x${won}` }, one),
  );
  assert.deepEqual(codes(backs), { done: 1, redemption_rolled_back: 19 });
});

test('given to many: once to each, however often it is sent', async () => {
  const members = Array.from({ length: 100 }, (_, index) => ({ card: `c${index}` }));
  const give = () => hub.post('/v1/coupons/welcome/issues', { id: 'all', members });
  const answers = await Promise.all([give(), give(), give()]);
  const sum = (what: 'issued' | 'again') => answers.reduce((all, { body }) => all + body[what], 0);
  assert.deepEqual([sum('issued'), sum('again')], [100, 200], JSON.stringify(answers[0]?.body));
  const wrong = [...members.slice(0, 2), { card: '' }, { fax: '1' }];
  const some = await hub.post('/v1/coupons/nothing/issues', { id: 'some', members: wrong });
  assert.deepEqual(
    some.body.refused.map(({ code }: { code: string }) => code),
    ['coupon_unknown', 'coupon_unknown', 'identifier_unreadable', 'identifier_kind_unknown'],
  );
});

test('the last piece that is given out', async () => {
  const answers = await atOnce(CLIENTS, (one, index) =>
    coupons(`c${index}`, '', { id: `rare${index}`, coupon: 'rare' }, one),
  );
  assert.deepEqual(codes(answers), { done: 1, coupon_out_of_stock: CLIENTS - 1 });
});

test('a rehearsal says what the truth is, and leaves nothing behind', async () => {
  const body = { id: 'dry', basket: 'q', coupons: ['DAILY'], lines: LINES };
  const untouched = await fingerprint(hub.pool);
  const dry = await coupons('c3', '/redeem', { ...body, dryRun: true });
  assert.deepEqual(await fingerprint(hub.pool), untouched);
  const real = await coupons('c3', '/redeem', { ...body, happenedAt: dry.body.happenedAt });
  assert.deepEqual(real.body.effects, dry.body.effects);
});

test('a pool of a million codes: made at once, each used by one member', async () => {
  const made = await hub.post('/v1/coupons/flyer/pools', { id: 'spring', size: 1_000_000 });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.equal(
    (await hub.post('/v1/coupons/flyer/pools', { id: 'spring', size: 1_000_000 })).status,
    200,
  );
  const other = await hub.post('/v1/coupons/flyer/pools', { id: 'spring', size: 2 });
  assert.equal(other.body.code, 'pool_differs');
  const { body: text } = await hub.get('/v1/coupons/pools/spring/codes');
  const all: string[] = text.trimEnd().split('\n');
  assert.equal(new Set(all).size, 1_000_000);
  const [code = '', second_ = ''] = all.slice(777_777);
  const use = (one: typeof hub, index: number, names = [code]) =>
    coupons(
      `c${index}`,
      '/redeem',
      { id: `fly${index}-${names[0]}`, basket: 'f', coupons: names, lines: LINES },
      one,
    );
  const answers = await atOnce(CLIENTS, (one, index) => use(one, index));
  assert.deepEqual(codes(answers), { done: 1, coupon_used: CLIENTS - 1 });
  const winner = answers.findIndex(({ status }) => status < 300);
  await coupons(`c${winner}`, '/rollback', { redemption: `fly${winner}-${code}` });
  assert.equal((await use(hub, (winner + 1) % CLIENTS, [code.toLowerCase()])).status, 201);
  const reserved = { id: 'rv', basket: 'g', coupons: [second_], lines: LINES };
  assert.equal((await coupons('c5', '/reserve', reserved)).status, 201);
  assert.equal((await use(hub, 6, [second_])).body.code, 'coupon_not_yours');
  assert.equal((await coupons('c5', '/release', { basket: 'g' })).status, 201);
  assert.equal((await use(hub, 7, [second_])).status, 201);
});

test('printed codes are taken in once, and mean nothing else', async () => {
  const take = (id: string, list: string[]) =>
    hub.post('/v1/coupons/flyer/pools', { id, codes: list });
  assert.equal((await take('paper', ['Paper-1', 'Paper-2'])).status, 201);
  const more = await take('paper', ['Paper-2', 'Paper-3']);
  assert.deepEqual([more.status, more.body.size], [200, 3]);
  assert.equal((await take('others', ['PAPER1'])).body.code, 'code_taken');
  assert.equal((await take('public', ['DA1LY'])).body.code, 'duplicate_code');
  assert.equal(
    (await hub.post('/v1/coupons/welcome/pools', { size: 5 })).body.code,
    'coupon_without_pool',
  );
  const use = { basket: 'p', coupons: ['paper 2'], lines: LINES };
  assert.equal((await coupons('c8', '/redeem', use)).status, 201);
  const { body } = await hub.get('/v1/coupons/pools');
  const used = body.pools.map(({ id, used }: { id: string; used: number }) => [id, used]);
  assert.deepEqual(used, [
    ['paper', 1],
    ['spring', 2],
  ]);
});

test('a reservation that has ended frees nothing that another has taken since', async () => {
  const { body: text } = await hub.get('/v1/coupons/pools/spring/codes');
  const [code] = text.split('\n', 42).slice(-1);
  const use = (card: string, what: string, id: string) =>
    coupons(card, what, { id, basket: `away-${card}`, coupons: [code], lines: LINES });
  assert.equal((await use('c30', '/reserve', 'away1')).status, 201);
  hub.clock.turnTo(hub.clock.now() + 86_400_000);
  assert.equal((await use('c31', '/redeem', 'away2')).status, 201);
  await hub.post('/v1/events', { id: 'away3', type: 'visit', member: { card: 'c30' } });
  assert.equal((await use('c32', '/redeem', 'away4')).body.code, 'coupon_used');
  await proveHub(hub);
});

test('what a member has, what it shows, and what it would take off', async () => {
  const { body: given } = await coupons('reader', '', { id: 'w9', coupon: 'welcome' });
  const [{ code, coupon }] = given.effects;
  const { body } = await hub.get('/v1/members/card:reader/coupons');
  assert.deepEqual(
    body.open.map((one: { code: string }) => one.code),
    [code],
  );
  const path = `/v1/members/card:reader/coupons/${encodeURIComponent(coupon)}/code`;
  const shown = (await hub.get(path)).body;
  assert.equal(shown.code, code);
  const { keys } = (await hub.request('GET', '/v1/codes/keys', { headers: {} })).body;
  const read = readScan(shown.signed);
  assert.ok('kind' in read && read.kind === 'coupon');
  const verified = verifyCoupon(read.unverified, verifyingKeys(keys));
  assert.ok('value' in verified);
  assert.deepEqual(verified.value, { kind: 'amount', off: 1_000 });
  const priced = await coupons('reader', '/price', { lines: LINES });
  assert.deepEqual(
    [priced.body.off, priced.body.refused.map((one: { code: string }) => one.code)],
    [1_200, ['coupon_used_up']],
  );
  const named = await coupons('reader', '/price', { coupons: [shown.signed, 'no'], lines: LINES });
  assert.deepEqual([named.body.off, named.body.refused[0].code], [1_000, 'coupon_unknown']);
  const used = await coupons('reader', '/redeem', {
    basket: 's',
    coupons: [shown.signed],
    lines: LINES,
  });
  assert.equal(used.status, 201);
  assert.equal((await hub.get(path)).body.code, 'coupon_unknown');
});

test('one code of a changing card, shown at 20 tills at once, counts once', async () => {
  await hub.post('/v1/members', { member: { card: 'phone' } });
  const show = async () => (await hub.get('/v1/members/card:phone/card')).body.content;
  for (let round = 0; round < 3; round++) {
    const content = await show();
    const answers = await atOnce(20, (one, index) =>
      one.post('/v1/purchases', {
        id: `card-${round}-${index}`,
        member: { code: index % 3 ? content : content.toLowerCase() },
        data: { total: 1_000 },
      }),
    );
    assert.deepEqual(codes(answers), { done: 1, card_code_used: 19 });
    hub.clock.turnTo(hub.clock.now() + 30_000);
  }
  const { body } = await hub.get('/v1/members/card:phone');
  assert.equal(body.purchases.count, 3);
});

test('a card of another minute, a replaced one, and what is no card', async () => {
  const buy = (code: string, more = {}) =>
    hub.post('/v1/purchases', { member: { code }, data: { total: 100 }, ...more });
  const scanned = hub.clock.now();
  const { content } = (await hub.get('/v1/members/card:phone/card')).body;
  hub.clock.turnTo(scanned + 600_000);
  assert.equal((await buy(content)).body.code, 'card_code_wrong');
  // A till that was away says when it was shown.
  const late = { happenedAt: new Date(scanned).toISOString() };
  assert.equal((await buy(content, late)).status, 201);
  const now = (await hub.get('/v1/members/card:phone/card')).body.content;
  assert.equal((await hub.post('/v1/members/card:phone/card/replace', {})).status, 201);
  const replaced = await buy(now);
  assert.deepEqual([replaced.body.code, replaced.body.path], ['card_code_wrong', '/member/code']);
  assert.equal((await buy('HM1.5.12345678')).body.code, 'code_unreadable');
  // The number of a plastic card, as a barcode.
  assert.equal((await buy('phone')).status, 201);
});

test('reserved, voided and expired coupons, and a basket that changes in between', async () => {
  const give = async (id: string) => {
    const { body } = await coupons('bad', '', { id, coupon: 'welcome' });
    return body.effects[0].code as string;
  };
  const [first, other] = [await give('v1'), await give('v2')];
  const basket = (name: string, code: string, gross = 10_000) => ({
    basket: name,
    coupons: [code],
    lines: [{ gross }],
  });
  const codeOf = async (what: string, body: object) => {
    const answer = await coupons('bad', what, body);
    return answer.status === 201 ? 'done' : answer.body.code;
  };
  assert.equal(await codeOf('/reserve', basket('one', first)), 'done');
  assert.equal(await codeOf('/redeem', basket('two', first)), 'coupon_reserved');
  assert.equal(await codeOf('/void', { coupon: first }), 'coupon_reserved');
  assert.equal(await codeOf('/redeem', basket('one', first, 4_999)), 'coupon_below_minimum');
  const now = { basket: 'one', lines: [{ gross: 6_000 }] };
  assert.equal(await codeOf('/redeem', { ...now, expect: 900 }), 'coupon_amount_changed');
  assert.equal(await codeOf('/redeem', now), 'done');
  assert.equal(await codeOf('/redeem', now), 'coupon_not_reserved');
  assert.equal(await codeOf('/void', { coupon: other, reason: 'by mistake' }), 'done');
  assert.equal(await codeOf('/reserve', basket('three', other)), 'coupon_voided');
  const ends = await give('v3');
  const before = hub.clock.now();
  hub.clock.turnTo(before + 8 * 86_400_000);
  assert.equal(await codeOf('/redeem', basket('four', ends)), 'coupon_ended');
  const inTime = { happenedAt: new Date(before + 1_000).toISOString() };
  assert.equal(await codeOf('/redeem', { ...basket('five', ends), ...inTime }), 'done');
  const wrong = await coupons('bad', '/redeem', { basket: 'six', coupons: [7, ''], lines: LINES });
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'coupon_unreadable']);
  assert.equal(wrong.body.path, '/coupons/0');
  const nobody = await hub.post('/v1/purchases', { data: { lines: LINES, coupons: ['LAST'] } });
  assert.equal(nobody.body.code, 'member_missing');
});

test('verify decides it all again and finds no difference', async () => {
  let { body } = await hub.post('/v1/proofs', {});
  while (body.next) body = (await hub.post('/v1/proofs', { cursor: body.next })).body;
  assert.deepEqual(body.first, []);
});
