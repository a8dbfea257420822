/** Goal: every window has one end, and when it is noticed that time has passed changes nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Member } from '../spec-member.ts';
import { settle, takeBack, withdraw } from './lapse.ts';
import { tally } from './tally.ts';

const LOUNGE = { id: 'lounge', on: 'visit', window: 'PT5H', uses: 2 };
const RIDE = { id: 'ride', window: 'PT3H', again: 'extend' };
const TEA = { id: 'tea', on: 'visit', window: 'PT4H', again: 'ignore' };

const deed = fc.record({
  what: fc.constantFrom('visit', 'give', 'use', 'withdraw', 'return'),
  which: fc.constantFrom('lounge', 'ride', 'tea'),
  n: fc.integer({ min: 1, max: 9 }),
  wait: fc.integer({ min: 0, max: 2 }),
});

const moment = (hour: number) =>
  new Date(Date.UTC(2026, 10, 22) + hour * 3_600_000).toISOString().slice(0, 16);

function live(deeds: readonly (typeof deed extends fc.Arbitrary<infer T> ? T : never)[]) {
  const member = new Member(LOUNGE, RIDE, TEA);
  let hour = 0;
  for (const { what, which, n, wait } of deeds) {
    hour += wait;
    const when = moment(hour);
    if (what === 'visit') member.happen('visit', when);
    if (what === 'give') member.give(which, when);
    if (what === 'use') member.use(which, when);
    if (what === 'withdraw') member.step((state, now) => withdraw(state, `${n}.1`, now), when);
    if (what === 'return') member.step((state, now) => takeBack(state, `${n}`, now), when);
  }
  return { member, hour };
}

test('law: what was granted is open, used up, or lapsed', () => {
  const law = fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
    const { member } = live(deeds);
    const granted = member.effects.filter((one) => one.kind === 'granted').length;
    const ended = member.effects.filter(
      (one) => one.kind === 'lapsed' || (one.kind === 'used' && one.left === 0),
    ).length;
    assert.equal(granted, ended + (member.slice?.length ?? 0));
    const ids = (member.slice ?? []).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const used = member.effects.filter((one) => one.kind === 'used').length;
    const counted = Object.values(tally(member.effects)).reduce((sum, one) => sum + one.used, 0);
    assert.equal(counted, used);
  });
  fc.assert(law, { numRuns: 200 });
});

test('law: settling in pieces, at any moments, is settling once', () => {
  const stops = fc.array(fc.integer({ min: 17, max: 24 }), { maxLength: 5 });
  const law = fc.property(fc.array(deed, { maxLength: 20 }), stops, (deeds, hours) => {
    const { member, hour } = live(deeds);
    const end = Date.UTC(2026, 10, 23) + hour * 3_600_000;
    const once = settle(member.slice, end);
    const effects = [];
    let slice = member.slice;
    for (const stop of [...hours.map((one) => end - one * 3_600_000).sort((a, b) => a - b), end]) {
      const part = settle(slice, stop);
      effects.push(...part.effects);
      slice = part.state;
    }
    assert.deepEqual({ state: slice, effects, grants: [] }, once);
  });
  fc.assert(law, { numRuns: 200 });
});
