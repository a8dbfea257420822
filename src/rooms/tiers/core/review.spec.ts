/** Goal: the next review lies ahead, on the day of its cycle; standings move as they should. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatInstant, Zone } from '../../../kernel/time.ts';
import { createExpressions } from '../../program/index.ts';
import { nextReview } from './review.ts';
import { moveUp, review, type Stand, schedule, undoUpgrade } from './stand.ts';
import type { Standing } from './standing.ts';
import { compileTierSet } from './tier-set.ts';

const zone = new Zone('UTC');
const head = { program: 'spec', timezone: 'UTC', currency: 'EUR', points: { star: {} } };
const expressions = createExpressions(head);

function setOf(cycle: unknown, more: object = {}) {
  const downgrade = { policy: 'one-down', review: cycle, ...more };
  const levels = ['member', 'silver', 'gold', 'diamond'].map((id, index) => ({
    id,
    at: index * 10,
  }));
  const set = { set: 'status', measure: { points: 'star' }, levels, downgrade };
  return compileTierSet(set as Parameters<typeof compileTierSet>[0], expressions);
}

const at = (text: string) => Date.parse(`${text}Z`);

function next(cycle: unknown, since: string, now: string, joined = since): string | null {
  const found = nextReview(setOf(cycle), zone, { joinedAt: at(joined), since: at(since) }, at(now));
  return found === null ? null : formatInstant(found).slice(0, 16);
}

test('anniversaries end with the day on which the year is full', () => {
  const year = 'tier-anniversary';
  assert.equal(next(year, '2026-03-10T10:00', '2026-03-10T10:00'), '2027-03-11T00:00');
  assert.equal(next(year, '2026-03-10T10:00', '2027-03-11T00:00'), '2028-03-11T00:00');
  assert.equal(next(year, '2028-02-29T10:00', '2028-03-01T00:00'), '2029-03-01T00:00');
  assert.equal(next(year, '2028-02-29T10:00', '2031-06-01T00:00'), '2032-03-01T00:00');
  const join = next('join-anniversary', '2026-03-10T10:00', '2026-03-10T10:00', '2020-05-05T10:00');
  assert.equal(join, '2026-05-06T00:00');
});

test('calendar days come in turn, also over the new year', () => {
  const halves = { calendar: ['01-01', '07-01'] };
  assert.equal(next(halves, '2026-03-10T10:00', '2026-03-10T10:00'), '2026-07-01T00:00');
  assert.equal(next(halves, '2026-03-10T10:00', '2026-07-01T00:00'), '2027-01-01T00:00');
  assert.equal(next({ every: 'P90D' }, '2026-03-10T10:00', '2026-03-10T10:00'), '2026-06-08T10:00');
});

const cycle = fc.constantFrom<unknown>(
  ...['tier-anniversary', 'join-anniversary'],
  { calendar: ['02-28', '12-31'] },
  { every: 'P1M' },
);
const moment = fc.integer({ min: 0, max: Date.UTC(2060, 0, 1) });

test('a review always lies ahead, and never more than a cycle and a day', () => {
  const law = fc.property(cycle, moment, moment, moment, (kind, one, two, three) => {
    const [joinedAt, since, now] = [one, two, three].sort((a, b) => a - b) as [
      number,
      number,
      number,
    ];
    const found = nextReview(setOf(kind), zone, { joinedAt, since }, now);
    assert.ok(found !== null && found > now && found - now <= 368 * 86_400_000);
  });
  fc.assert(law, { numRuns: 500 });
});

const what = (reach: number) => ({ reach, keep: reach, value: reach * 10 });
const stand: Stand = { set: setOf('tier-anniversary', { warn: 'P30D' }), zone, joinedAt: 0 };

test('any climb is undone to where it began, whatever the order of the returns', () => {
  const climbs = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 });
  const law = fc.property(climbs, fc.integer({ min: 0, max: 3 }), (levels, undoneFirst) => {
    let standing: Standing | undefined;
    levels.forEach((level, day) => {
      standing = moveUp(stand, standing, what(level), day * 1_000)?.standing ?? standing;
    });
    assert.ok(standing);
    const highest = Math.max(...levels);
    assert.equal(standing.level, stand.set.levels[highest]?.id);
    const some = undoUpgrade(stand, standing, what(highest), undoneFirst * 1_000, 9_000);
    const end = some?.standing ?? standing;
    const back = undoUpgrade(stand, end, what(0), 0, 9_000)?.standing ?? end;
    assert.equal(back.level, 'member');
  });
  fc.assert(law, { numRuns: 200 });
});

test('a warning that would lie in the past is left out', () => {
  const risen = moveUp(stand, undefined, what(1), at('2026-01-10T10:00'));
  assert.ok(risen);
  const { review: ahead, due } = risen.standing;
  assert.equal(due, zone.minus(ahead ?? 0, { months: 0, days: 30, ms: 0 }));
  const calendar = { ...stand, set: setOf({ calendar: ['01-20'] }, { warn: 'P30D' }) };
  const late = moveUp(calendar, undefined, what(1), at('2026-01-10T10:00'));
  assert.equal(late?.standing.due, late?.standing.review);
});

test('a set without reviews forgets one that an older version set, and is not scheduled', () => {
  const never = { ...stand, set: setOf(undefined, { policy: 'none' }) };
  const old = { level: 'gold', since: 0, review: 5, due: 5, graceUntil: 9 };
  const found = review(never, old, what(0), 9);
  assert.deepEqual(found.standing, { level: 'gold', since: 0, review: null, due: null });
  assert.equal(found.effect, null);
  assert.equal(schedule(never, found.standing, 9), null);
  assert.ok(schedule(stand, found.standing, 9));
  assert.equal(schedule(stand, { ...found.standing, level: 'member' }, 9), null);
  assert.equal(schedule(stand, { ...found.standing, level: 'gone' }, 9), null);
});
