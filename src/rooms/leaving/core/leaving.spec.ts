/** Goal: what leaving means is stated, shown, confirmed and done; and may be thought over. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Zone } from '../../../kernel/time.ts';
import {
  createExpressions,
  type ProgramDocument,
  planChanges,
  validate,
} from '../../program/index.ts';
import {
  askToLeave,
  comeBack,
  compileLeaving,
  dueOf,
  leavingSection,
  previewLeaving,
  recallLeaving,
  settleLeaving,
} from '../index.ts';
import { type Holdings, planLeaving } from './plan.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 15, 10);
const HEAD = { program: 'spec', timezone: 'UTC', currency: 'EUR' };
const OTHERS = { points: { star: {}, growth: {} }, coupons: [{ id: 'farewell' }] };

const FULL = {
  wait: 'P14D',
  points: {
    star: { payout: 'farewell', per: 500, most: 3, rest: { donate: 'childrens-fund' } },
    growth: 'forfeit',
  },
  coupons: 'honour',
  tier: { keepFor: 'P1Y' },
};
const PLAIN = { points: { star: 'forfeit', growth: 'forfeit' }, coupons: 'forfeit', tier: 'ends' };

const HAS: Holdings = {
  points: {
    star: { active: 1_100, pending: 40, held: 200 },
    growth: { active: 9_000, pending: 0, held: 0 },
  },
  coupons: ['c1', 'c2'],
  tiers: { status: 'gold', club: '' },
  open: [],
};
const SHOWN = { points: { star: 1_340, growth: 9_000 }, coupons: 2, tiers: { status: 'gold' } };

function problemsOf(leaving: object): string[] {
  const document = { ...HEAD, ...OTHERS, leaving } as unknown as ProgramDocument;
  const shape = validate({ ...HEAD, leaving }, [{ ...leavingSection, check: () => [] }]);
  const found = shape.document
    ? leavingSection.check(document, createExpressions(document))
    : shape.problems;
  return found.map(({ code, path }) => `${code} ${path.replace('/leaving', '')}`);
}

function termsOf(leaving: object, version = 1) {
  assert.deepEqual(problemsOf(leaving), []);
  return compileLeaving(leaving as Parameters<typeof compileLeaving>[0], version, new Zone('UTC'));
}

const code = (done: ReturnType<typeof askToLeave>) => (done.ok ? 'ok' : done.refusal.code);

test('the preview says where every point goes, and what must be confirmed', () => {
  const { plan, confirm } = previewLeaving(termsOf(FULL), HAS, NOW);
  assert.deepEqual(plan, {
    effective: NOW + 14 * DAY,
    points: [
      { currency: 'growth', donated: null, paidOut: null, lost: 9_000 },
      {
        currency: 'star',
        donated: { to: 'childrens-fund', points: 300 },
        paidOut: { coupon: 'farewell', coupons: 2, points: 1_000 },
        lost: 40,
      },
    ],
    coupons: { end: [], stay: ['c1', 'c2'] },
    tiers: { status: 'gold' },
    tiersUntil: Date.UTC(2027, 0, 29, 10),
    voided: [],
  });
  assert.deepEqual(confirm, SHOWN);
});

test('pending points may go with the others; no more coupons than the most', () => {
  const { plan } = previewLeaving(termsOf({ ...FULL, pending: 'same' }), HAS, NOW);
  assert.equal(plan.points[1]?.donated?.points, 340);
  const rich = { ...HAS, points: { star: { active: 5_000, pending: 0, held: 0 } } };
  const star = planLeaving(termsOf(FULL), rich, NOW).points[0];
  assert.deepEqual([star?.paidOut?.coupons, star?.donated?.points], [3, 3_500]);
  const { most: _, ...many } = FULL.points.star;
  const free = termsOf({ ...FULL, points: { ...FULL.points, star: many } });
  assert.equal(planLeaving(free, rich, NOW).points[0]?.paidOut?.coupons, 10);
});

test('the member leaves after the time to think, with what there is then', () => {
  const terms = termsOf(FULL);
  const asked = askToLeave(terms, undefined, HAS, SHOWN, NOW);
  assert.ok(asked.ok && asked.slice && asked.plan === null);
  const due = NOW + 14 * DAY;
  const { zone, ...kept } = terms;
  assert.deepEqual(asked.slice, { state: 'asked', at: NOW, due, terms: kept });
  assert.deepEqual(JSON.parse(JSON.stringify(asked.slice)), asked.slice);
  assert.equal(dueOf(asked.slice), due);
  assert.equal(
    settleLeaving(zone, asked.slice, () => HAS, due - 1),
    null,
  );
  const later = { ...HAS, coupons: [], open: [{ kind: 'hold', id: 'h1' }] } as const;
  const left = settleLeaving(zone, asked.slice, () => later, due + DAY);
  assert.deepEqual(left?.effects, [{ kind: 'left', at: due }]);
  assert.deepEqual(left?.plan?.voided, [{ kind: 'hold', id: 'h1' }]);
  assert.deepEqual(left?.plan?.coupons.stay, []);
  const until = left?.plan?.tiersUntil as number;
  assert.deepEqual(left?.slice, { state: 'left', at: due, tiers: { status: 'gold' }, until });
});

test('without a time to think it is done at once', () => {
  const done = askToLeave(termsOf(PLAIN), undefined, HAS, SHOWN, NOW);
  assert.ok(done.ok && done.plan);
  assert.deepEqual(done.slice, { state: 'left', at: NOW });
  assert.deepEqual(done.plan.coupons.end, ['c1', 'c2']);
  assert.deepEqual(
    done.plan.points.map(({ lost }) => lost),
    [9_000, 1_340],
  );
});

test('who thinks again stays, as if nothing had been asked', () => {
  const asked = askToLeave(termsOf(FULL), undefined, HAS, SHOWN, NOW);
  const stays = recallLeaving(asked.ok ? asked.slice : undefined);
  assert.deepEqual(stays.ok && [stays.slice, stays.effects], [
    undefined,
    [{ kind: 'leaving-recalled' }],
  ]);
  for (const slice of [undefined, { state: 'left', at: NOW } as const]) {
    assert.equal(code(recallLeaving(slice)), 'not_leaving');
  }
});

test('what has changed since it was shown is not given away', () => {
  const terms = termsOf(FULL);
  const ask = (given: object) => askToLeave(terms, undefined, HAS, given, NOW);
  const wrong = [
    [{ ...SHOWN, points: { star: 1_339, growth: 9_000 } }, '/data/confirm/points/star'],
    [{ ...SHOWN, coupons: 3 }, '/data/confirm/coupons'],
    [{ ...SHOWN, tiers: {} }, '/data/confirm/tiers/status'],
    [{}, '/data/confirm/points/growth'],
  ] as const;
  for (const [given, path] of wrong) {
    const done = ask(given);
    assert.deepEqual(done.ok ? [] : [done.refusal.code, done.refusal.path], [
      'leaving_not_confirmed',
      path,
    ]);
  }
  const onlyPoints = termsOf({ ...FULL, confirm: ['points'] });
  assert.equal(code(askToLeave(onlyPoints, undefined, HAS, { points: SHOWN.points }, NOW)), 'ok');
  const nothing = { points: {}, coupons: [], tiers: {}, open: [] };
  assert.equal(code(askToLeave(terms, undefined, nothing, {}, NOW)), 'ok');
});

test('refused: not stated, asked already, left already, something open', () => {
  const terms = termsOf(FULL);
  const ask = (slice: Parameters<typeof askToLeave>[1], holdings = HAS, by = terms) =>
    code(askToLeave(by, slice, holdings, SHOWN, NOW));
  assert.equal(code(askToLeave(null, undefined, HAS, SHOWN, NOW)), 'leaving_not_stated');
  assert.equal(ask({ state: 'asked', at: 0, due: 9, terms }), 'leaving_asked');
  assert.equal(ask({ state: 'left', at: 0 }), 'member_has_left');
  const busy: Holdings = { ...HAS, open: [{ kind: 'reservation', id: 'r1' }] };
  assert.equal(ask(undefined, busy), 'leaving_blocked');
  assert.equal(ask(undefined, busy, termsOf({ ...FULL, open: 'void' })), 'ok');
});

test('tiers come back to who comes back in time, points never do', () => {
  const left = { state: 'left', at: NOW, tiers: { status: 'gold' }, until: NOW + DAY } as const;
  const early = comeBack(left, NOW + DAY - 1);
  const tiers = { status: 'gold' };
  assert.deepEqual([early?.slice, early?.effects], [undefined, [{ kind: 'came-back', tiers }]]);
  assert.deepEqual(comeBack(left, NOW + DAY)?.effects, [{ kind: 'came-back', tiers: {} }]);
  assert.equal(comeBack(undefined, NOW), null);
  const asked = { state: 'asked', at: 0, due: 9, terms: termsOf(FULL) } as const;
  assert.equal(comeBack(asked, NOW), null);
  const forgotten = settleLeaving(new Zone('UTC'), left, () => HAS, NOW + DAY);
  assert.deepEqual(forgotten?.slice, { state: 'left', at: NOW });
  assert.equal(dueOf(forgotten?.slice), null);
});

test('law: the parts are the whole, and nobody is paid more than there was', () => {
  const points = fc.record({
    active: fc.integer({ min: -2_000, max: 9_000 }),
    pending: fc.nat(2_000),
    held: fc.nat(2_000),
  });
  const rest = fc.constantFrom<unknown>('forfeit', { donate: 'fund' });
  const payout = fc.record({
    payout: fc.constant('farewell'),
    per: fc.integer({ min: 1, max: 700 }),
    most: fc.integer({ min: 1, max: 100 }),
    rest,
  });
  const pending = fc.constantFrom('forfeit', 'same');
  const law = fc.property(points, fc.oneof(rest, payout), pending, (has, end, what) => {
    const terms = termsOf({ ...PLAIN, points: { star: end, growth: 'forfeit' }, pending: what });
    const [plan] = planLeaving(terms, { ...HAS, points: { star: has } }, NOW).points;
    const total = has.active + has.pending + has.held;
    if (total <= 0) return assert.equal(plan, undefined);
    const donated = plan?.donated?.points ?? 0;
    const paid = plan?.paidOut?.points ?? 0;
    assert.equal(donated + paid + (plan?.lost ?? 0), total);
    assert.ok(donated >= 0 && paid >= 0 && (plan?.lost ?? -1) >= 0);
    const usable = has.active + has.held + (what === 'same' ? has.pending : 0);
    assert.ok(donated + paid <= Math.max(0, usable));
  });
  fc.assert(law, { numRuns: 500 });
});

test('the section must speak of every currency, and of what exists', () => {
  const points = { star: { payout: 'farewel', per: 5, rest: 'forfeit' }, start: 'forfeit' };
  assert.deepEqual(problemsOf({ ...FULL, points, wait: 'P0D', tier: { keepFor: 'P0D' } }).sort(), [
    'duration_zero /tier/keepFor',
    'duration_zero /wait',
    'leaving_unsaid /points',
    'unknown_coupon /points/star/payout',
    'unknown_currency /points/start',
  ]);
  assert.deepEqual(problemsOf({ ...FULL, confirm: ['points', 'points'] }), [
    'duplicate_id /confirm/1',
  ]);
  assert.deepEqual(problemsOf({ ...FULL, coupons: undefined }).length, 1);
});

test('the section in words', () => {
  const leaving = { ...FULL, pending: 'same', open: 'void', confirm: ['points', 'tiers'] };
  const document = { ...HEAD, leaving } as ProgramDocument;
  const lines = planChanges({ ...HEAD }, document, [leavingSection]).map(({ text }) => text);
  assert.deepEqual(lines, [
    'Leaving wait added: takes effect after P14D',
    'Leaving points added: star paid out as farewell for 500 each, at most 3, ' +
      'the rest to childrens-fund, growth lost',
    'Leaving coupons added: coupons stay good',
    'Leaving tier added: tiers are kept for P1Y',
    'Leaving pending added: pending points go with the others',
    'Leaving open added: what is open is undone',
    'Leaving confirm added: confirmed are points, tiers',
  ]);
});
