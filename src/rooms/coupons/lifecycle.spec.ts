import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { book, books, factsOf, line, moment } from '../../../test/coupons/given.ts';
import type { Line } from '../events/index.ts';
import { CLOSED_KEPT, MOST_OPEN } from './core/held.ts';
import type { CouponStep } from './core/step.ts';
import {
  type CouponSlice,
  couponsDue,
  type Held,
  issueCoupon,
  priceCoupons,
  receiveCoupon,
  redeemCoupons,
  releaseCoupons,
  reserveCoupons,
  rollBackRedemption,
  sendCoupon,
  settleCoupons,
  voidCoupon,
} from './index.ts';

const JUNE = '2026-06-01 12:00';
const NOON = moment(JUNE);
const MINUTE = 60_000;

const now = book({
  couponLanes: [{ id: 'all', choose: 'all' }],
  coupons: [
    {
      id: 'ten',
      take: { amount: '10.00' },
      minimum: { net: '50.00' },
      valid: { for: 'P7D' },
      codes: { kind: 'unique' },
      reserve: 'PT15M',
      transfer: true,
    },
    { id: 'hours', take: { percent: 10 }, valid: { for: 'PT24H' } },
    { id: 'once', take: { amount: '5.00' }, onReturn: 'keep' },
    { id: 'summer', code: 'SUMMER10', take: { percent: 10 }, valid: { to: '2026-06-30' } },
    { id: 'flyer', codes: { kind: 'pool' }, take: { amount: '3.00' } },
    { id: 'short', take: { amount: '5.00' }, valid: { for: 'P7D', to: '2026-06-03' } },
    { id: 'july', take: { amount: '5.00' }, valid: { from: '2026-07-01' }, transfer: true },
    { id: 'gone', take: { amount: '5.00' }, valid: { to: '2026-05-31' } },
  ],
});

function done(step: CouponStep): { slice: CouponSlice | undefined; kinds: string[] } {
  assert.ok(step.ok, !step.ok ? JSON.stringify(step.problems) : '');
  return { slice: step.slice, kinds: step.effects.map(({ kind }) => kind) };
}
const code = (step: CouponStep): string => (step.ok ? 'done' : (step.problems[0]?.code ?? ''));

function issued(of = 'ten', id = 'k1', at = NOON): CouponSlice | undefined {
  return done(issueCoupon(now, undefined, { coupon: of, id, at, path: '' })).slice;
}

function till(at: number, lines: readonly Line[] = [line()]) {
  return { at, facts: factsOf({ at, book: now, lines }) };
}

function reserve(slice: CouponSlice | undefined, names: string[], basket: string, at = NOON) {
  return reserveCoupons(books(now), slice, { ...till(at), names, basket, id: `r-${basket}` });
}

function redeem(
  slice: CouponSlice | undefined,
  names: string[] | null,
  basket: string,
  at = NOON,
  lines?: readonly Line[],
  expect?: number,
) {
  const more = expect === undefined ? {} : { expect };
  const about = { ...till(at, lines), names, basket, id: `u-${basket}`, ...more };
  return redeemCoupons(books(now), slice, about);
}

const rollBack = (slice: CouponSlice | undefined, redemption: string, at = NOON) =>
  rollBackRedemption(books(now), slice, { redemption, at, path: '/data/redemption' });

describe('issue and end', () => {
  test('whole days end with their local day, hours to the second', () => {
    assert.equal(issued('ten')?.[0]?.until, moment('2026-06-09 00:00'));
    assert.equal(issued('hours')?.[0]?.until, moment('2026-06-02 12:00'));
    assert.equal(issued('once')?.[0]?.until, undefined);
    assert.equal(issued('short')?.[0]?.until, moment('2026-06-04 00:00'));
  });

  test('it is due at its end, expires once, and a later use is told so', () => {
    const slice = issued();
    const end = moment('2026-06-09 00:00');
    assert.equal(couponsDue(slice), end);
    assert.deepEqual(settleCoupons(slice, end - 1).effects, []);
    const settled = settleCoupons(slice, end);
    assert.deepEqual(settled.effects, [
      { kind: 'coupon.expired', coupon: 'k1', of: 'ten', at: end },
    ]);
    assert.equal(couponsDue(settled.slice), null);
    assert.equal(code(redeem(settled.slice, ['k1'], 'b', end)), 'coupon_ended');
    assert.equal(code(redeem(slice, ['k1'], 'b', end)), 'coupon_ended');
    // A till that was away says afterwards what happened before the end.
    assert.equal(code(redeem(settled.slice, ['k1'], 'b', end - 1)), 'done');
    const used = done(redeem(settled.slice, ['k1'], 'b', end - 1)).slice;
    assert.equal(used?.[0]?.closed, undefined);
    const late = done(reserve(settled.slice, ['k1'], 'b', end - 1)).slice;
    assert.equal(couponsDue(late), end - 1 + 15 * MINUTE);
  });

  test('what is over, stopped or unknown is not issued; nor more than a member may hold', () => {
    const give = (of: string, slice?: CouponSlice) =>
      code(issueCoupon(now, slice, { coupon: of, id: 'x', at: NOON, path: '' }));
    assert.equal(give('gone'), 'coupon_ended');
    assert.equal(give('nothing'), 'coupon_unknown');
    const many = Array.from({ length: MOST_OPEN }, (_, index): Held => {
      return { id: String(index), of: 'once', version: 1, from: 0 };
    });
    assert.equal(give('once', many), 'coupon_too_many');
    assert.equal(give('once', many.slice(1)), 'done');
    const stopped = book({ coupons: [{ id: 'once', take: { amount: '5.00' }, stopped: true }] });
    const issue = { coupon: 'once', id: 'x', at: NOON, path: '' };
    assert.equal(code(issueCoupon(stopped, undefined, issue)), 'coupon_stopped');
  });

  test('nobody has anything: nothing is due, nothing to do', () => {
    assert.equal(couponsDue(undefined), null);
    assert.deepEqual(settleCoupons(undefined, NOON), { slice: undefined, effects: [] });
  });
});

describe('reserve, redeem, release', () => {
  test('a reserved coupon is refused for another basket until it lapses', () => {
    const held = done(reserve(issued(), ['k1'], 'b1'));
    assert.deepEqual(held.kinds, ['coupon.reserved']);
    assert.equal(code(redeem(held.slice, ['k1'], 'b2')), 'coupon_reserved');
    assert.equal(couponsDue(held.slice), NOON + 15 * MINUTE);
    const lapsed = settleCoupons(held.slice, NOON + 15 * MINUTE);
    assert.deepEqual(
      lapsed.effects.map(({ kind }) => kind),
      ['coupon.lapsed'],
    );
    for (const slice of [lapsed.slice, held.slice]) {
      assert.equal(code(redeem(slice, ['k1'], 'b2', NOON + 15 * MINUTE)), 'done');
    }
  });

  test('a till may have it lapse earlier than the coupon allows, never later', () => {
    const until = (minutes: number) => {
      const about = { ...till(NOON), names: ['k1'], basket: 'b', id: 'r' };
      const asked = { ...about, until: NOON + minutes * MINUTE };
      return couponsDue(done(reserveCoupons(books(now), issued(), asked)).slice);
    };
    assert.equal(until(5), NOON + 5 * MINUTE);
    assert.equal(until(60), NOON + 15 * MINUTE);
  });

  test('redeemed from its reservation, the second time it is used', () => {
    const held = done(reserve(issued(), ['ten'], 'b1'));
    const step = redeem(held.slice, null, 'b1', NOON + MINUTE);
    const used = done(step);
    const [effect] = step.ok ? step.effects : [];
    assert.ok(effect?.kind === 'coupon.redeemed');
    assert.equal(effect.counted, 1_000);
    assert.equal(effect.take.off, 1_000);
    assert.equal(code(redeem(used.slice, ['k1'], 'b1')), 'coupon_used');
    assert.equal(code(redeem(used.slice, ['ten'], 'b9')), 'coupon_used');
    assert.equal(couponsDue(used.slice), null);
  });

  test('a basket that changed is priced anew; what no longer fits stays reserved', () => {
    const held = done(reserve(issued(), ['k1'], 'b1')).slice;
    const small = [line({ gross: 4_999 })];
    assert.equal(code(redeem(held, null, 'b1', NOON, small)), 'coupon_below_minimum');
    const bigger = [line({ gross: 20_000 })];
    assert.equal(code(redeem(held, null, 'b1', NOON, bigger, 999)), 'coupon_amount_changed');
    assert.equal(code(redeem(held, null, 'b1', NOON, bigger, 1_000)), 'done');
    const percent = done(reserve(undefined, ['SUMMER10'], 'b1')).slice;
    const step = redeem(percent, null, 'b1', NOON, bigger);
    const [effect] = step.ok ? step.effects : [];
    assert.ok(effect?.kind === 'coupon.redeemed');
    assert.deepEqual([effect.counted, effect.take.off], [1_000, 2_000]);
  });

  test('what was reserved in time is honoured after the end, until it lapses', () => {
    const end = moment('2026-07-01 00:00');
    const held = done(reserve(undefined, ['SUMMER10'], 'b1', end - MINUTE)).slice;
    assert.equal(code(redeem(held, null, 'b1', end + MINUTE)), 'done');
    assert.equal(code(redeem(held, null, 'b1', end + 30 * MINUTE)), 'coupon_not_reserved');
    assert.equal(code(redeem(held, ['SUMMER10'], 'b2', end + MINUTE)), 'coupon_ended');
  });

  test('a basket that reserves again has what it names now, and keeps its count', () => {
    const first = done(reserve(issued(), ['k1', 'SUMMER10'], 'b1'));
    const step = reserve(first.slice, ['SUMMER10'], 'b1', NOON + MINUTE);
    const again = done(step);
    assert.deepEqual(again.kinds, ['coupon.released', 'coupon.reserved']);
    const counted = step.ok ? step.effects.map((one) => 'counted' in one && one.counted) : [];
    assert.deepEqual(counted, [false, 900]);
    assert.equal(again.slice?.length, 2);
    assert.equal(code(redeem(again.slice, ['k1'], 'b2')), 'done');
  });

  test('one that fails leaves all as it was', () => {
    assert.equal(code(reserve(issued(), ['k1', 'nothing'], 'b1')), 'coupon_unknown');
    assert.equal(code(redeem(issued(), null, 'b1')), 'coupon_not_reserved');
  });

  test('a use of a public code is forgotten when released, remembered when redeemed', () => {
    const held = done(reserve(undefined, ['SUMMER10'], 'b1'));
    const about = { basket: 'b1', at: NOON, path: '/data/basket' };
    const free = done(releaseCoupons(held.slice, about));
    assert.deepEqual(free, { slice: undefined, kinds: ['coupon.released'] });
    assert.equal(code(releaseCoupons(free.slice, about)), 'coupon_not_reserved');
    const used = done(redeem(held.slice, null, 'b1'));
    assert.equal(used.slice?.[0]?.used?.redemption, 'u-b1');
    // How often a member may use it is a limit, which the engine counts.
    assert.equal(code(redeem(used.slice, ['SUMMER10'], 'b2')), 'done');
  });

  test('a code of the pool is free for one use', () => {
    const facts = till(NOON);
    const free = new Map([['P1', { of: 'flyer', version: 1, standing: 'free' } as const]]);
    const about = { ...facts, names: ['P1'], basket: 'b', id: 'u', elsewhere: free };
    const step = redeemCoupons(books(now), undefined, about);
    assert.equal(done(step).slice?.[0]?.code, 'P1');
  });
});

describe('roll back', () => {
  test('gives back once, with the end it had', () => {
    const used = done(redeem(issued(), ['k1'], 'b1')).slice;
    const back = done(rollBack(used, 'u-b1'));
    assert.deepEqual(back.kinds, ['coupon.rolled_back']);
    assert.equal(back.slice?.[0]?.until, moment('2026-06-09 00:00'));
    assert.equal(code(rollBack(back.slice, 'u-b1')), 'redemption_rolled_back');
    assert.equal(code(rollBack(back.slice, 'u-b2')), 'redemption_unknown');
    assert.equal(code(redeem(back.slice, ['k1'], 'b2')), 'done');
  });

  test('after its end it is given back and ends at once', () => {
    const used = done(redeem(issued(), ['k1'], 'b1')).slice;
    const late = done(rollBack(used, 'u-b1', moment('2026-06-20 12:00')));
    assert.deepEqual(late.kinds, ['coupon.rolled_back', 'coupon.expired']);
  });

  test('a coupon that is kept stays used, and the second time is told', () => {
    const used = done(redeem(issued('once'), ['k1'], 'b1')).slice;
    const step = rollBack(used, 'u-b1');
    const kept = done(step);
    assert.ok(step.ok && step.effects[0]?.kind === 'coupon.rolled_back');
    assert.equal(step.effects[0].givenBack, false);
    assert.equal(code(redeem(kept.slice, ['k1'], 'b2')), 'coupon_used');
    assert.equal(code(rollBack(kept.slice, 'u-b1')), 'redemption_rolled_back');
  });

  test('a use of a public code is rolled back once', () => {
    const used = done(redeem(undefined, ['SUMMER10'], 'b1')).slice;
    const back = done(rollBack(used, 'u-b1')).slice;
    assert.equal(code(rollBack(back, 'u-b1')), 'redemption_rolled_back');
    assert.equal(code(redeem(back, ['SUMMER10'], 'b2')), 'done');
  });
});

describe('void and give to a friend', () => {
  const voiding = (slice: CouponSlice | undefined, coupon = 'k1', at = NOON) =>
    voidCoupon(slice, { coupon, why: 'printed twice', at, path: '/data/coupon' });

  test('a voided coupon is voided for good', () => {
    const gone = done(voiding(issued())).slice;
    assert.equal(code(voiding(gone)), 'coupon_voided');
    assert.equal(code(redeem(gone, ['k1'], 'b1')), 'coupon_voided');
    assert.equal(couponsDue(gone), null);
    assert.equal(code(voiding(gone, 'k2')), 'coupon_unknown');
    const over = settleCoupons(issued(), moment('2026-06-09 00:00')).slice;
    assert.equal(code(voiding(over)), 'coupon_ended');
  });

  test('who is just paying with it is left in peace', () => {
    const held = done(reserve(issued(), ['k1'], 'b1')).slice;
    assert.equal(code(voiding(held)), 'coupon_reserved');
    assert.equal(code(voiding(held, 'k1', NOON + 15 * MINUTE)), 'done');
    assert.equal(code(voiding(done(redeem(held, null, 'b1')).slice)), 'coupon_used');
  });

  test('a friend gets it with its end and its terms, the sender has it no more', () => {
    const send = (slice: CouponSlice | undefined, at = NOON) =>
      sendCoupon(books(now), slice, { coupon: 'k1', as: 'f1', at, path: '' });
    const { step, passed } = send(issued());
    const sender = done(step).slice;
    assert.ok(passed);
    const friend = done(receiveCoupon(undefined, passed, { id: 'f1', at: NOON, path: '' })).slice;
    assert.equal(friend?.[0]?.until, moment('2026-06-09 00:00'));
    assert.equal(code(redeem(friend, ['f1'], 'b1')), 'done');
    assert.equal(code(redeem(sender, ['k1'], 'b1')), 'coupon_not_yours');
    assert.equal(code(send(sender).step), 'coupon_not_yours');
    assert.equal(code(send(issued('once')).step), 'coupon_not_transferable');
    assert.equal(code(send(issued('july')).step), 'done');
    assert.equal(code(send(issued(), moment('2026-06-09 00:00')).step), 'coupon_ended');
    const held = done(reserve(issued(), ['k1'], 'b1')).slice;
    assert.equal(code(send(held).step), 'coupon_reserved');
  });
});

describe('when the document changes', () => {
  const first = book({ coupons: [{ id: 'c', take: { amount: '10.00' } }] }, 1);
  const less = book({ coupons: [{ id: 'c', take: { amount: '1.00' } }] }, 2);
  const none = book({ coupons: [] }, 3);
  const halt = book({ coupons: [{ id: 'c', take: { amount: '1.00' }, stopped: true }] }, 4);
  const slice = done(
    issueCoupon(first, undefined, { coupon: 'c', id: 'k1', at: NOON, path: '' }),
  ).slice;
  const priced = (all: Parameters<typeof books>) =>
    priceCoupons(books(...all), slice, { ...till(NOON), names: ['k1'], basket: null });

  test('a coupon keeps what it promised when it is edited, and when it is taken out', () => {
    assert.equal(priced([first, less]).off, 1_000);
    assert.equal(priced([first, less, none]).off, 1_000);
    const issue = { coupon: 'c', id: 'k2', at: NOON, path: '' };
    assert.equal(code(issueCoupon(none, slice, issue)), 'coupon_unknown');
  });

  test('one that is stopped is stopped for everybody', () => {
    assert.equal(priced([first, halt]).refused[0]?.problem.code, 'coupon_stopped');
  });

  test("without its version today's terms count; without any it is unknown", () => {
    assert.equal(priced([less]).off, 100);
    assert.equal(priced([none]).refused[0]?.problem.code, 'coupon_unknown');
  });
});

test('a member remembers only the last closed coupons, and all open ones', () => {
  let slice = issued('once', 'open');
  for (let index = 0; index < CLOSED_KEPT + 5; index += 1) {
    slice = done(redeem(slice, ['SUMMER10'], String(index))).slice;
  }
  assert.equal(slice?.length, CLOSED_KEPT + 1);
  assert.equal(slice?.[0]?.id, 'open');
  assert.equal(slice?.[1]?.used?.basket, '5');
});
