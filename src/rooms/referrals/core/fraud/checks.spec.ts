/** Goal: each check finds what it is for and no more; together they hold, only proofs refuse. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Zone } from '../../../../kernel/time.ts';
import { CHECKS, PROOFS } from './catalogue.ts';
import { compileFraud, type FraudDocument } from './fraud-terms.ts';
import { judge } from './judge.ts';
import type { Seen, SignalKind, Suspect } from './suspect.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);
const [FRIEND, ADVOCATE, ABOVE, STRANGER] = [10, 20, 30, 40] as const;

const innocent: Suspect = {
  ...{ friend: FRIEND, advocate: ADVOCATE, ancestors: [ABOVE], reach: null },
  ...{ openedAt: NOW - 60_000, joinedAt: NOW, boundAt: NOW, purchasedAt: NOW + DAY },
  ...{ human: 'passed', sightings: [] },
};

const seen = (member: number, over: Partial<Seen> = {}): Seen => ({
  ...{ member, at: NOW, advocate: null },
  ...over,
});

const saw = (kind: SignalKind, ...people: Seen[]): Suspect => ({
  ...innocent,
  sightings: [{ kind, seen: people }],
});

const crowd = (count: number, at = NOW): Seen[] =>
  Array.from({ length: count }, (_, index) => seen(1_000 + index, { at }));

function verdict(suspect: Suspect, fraud: FraudDocument = {}, perDay: [string, number][] = []) {
  return judge(compileFraud(fraud, { zone: new Zone('UTC'), perDay: new Map(perDay) }), suspect);
}

const reasons = (suspect: Suspect, fraud?: FraudDocument, perDay?: [string, number][]) =>
  verdict(suspect, fraud, perDay).findings.map(({ reason }) => reason);

test('an innocent referral has nothing against it', () => {
  assert.deepEqual(verdict(innocent), { outcome: 'allow', score: 0, findings: [] });
});

test('every shared signal counts with the advocate, those above, and the other friends', () => {
  const kinds = ['device', 'phone', 'card', 'address', 'payment'] as const;
  for (const kind of kinds) {
    const expected = [`${kind}_shared`];
    assert.deepEqual(reasons(saw(kind, seen(ADVOCATE))), expected);
    assert.deepEqual(reasons(saw(kind, seen(ABOVE))), expected);
    assert.deepEqual(reasons(saw(kind, seen(STRANGER, { advocate: ADVOCATE }))), expected);
    assert.deepEqual(reasons(saw(kind, seen(STRANGER), seen(FRIEND))), []);
    assert.deepEqual(reasons(saw(kind, seen(FRIEND, { advocate: ADVOCATE }))), []);
  }
  assert.deepEqual(reasons(saw('network', seen(ADVOCATE))), []);
});

test('bursts are counted around the moment, the friend included', () => {
  const bursts: [SignalKind, string, number, number][] = [
    ['device', 'device_velocity', 5, 7 * DAY],
    ['network', 'network_velocity', 20, DAY],
    ['advocate', 'advocate_velocity', 10, DAY],
  ];
  for (const [kind, reason, most, window] of bursts) {
    assert.deepEqual(reasons(saw(kind, ...crowd(most - 1))), [], reason);
    assert.deepEqual(reasons(saw(kind, ...crowd(most - 1), seen(FRIEND))), [], reason);
    assert.deepEqual(reasons(saw(kind, ...crowd(most))), [reason]);
    assert.deepEqual(reasons(saw(kind, ...crowd(most, NOW + window - 1))), [reason]);
    assert.deepEqual(reasons(saw(kind, ...crowd(most, NOW + window))), []);
    assert.deepEqual(reasons(saw(kind, ...crowd(most, NOW - window))), []);
  }
});

test('a reach level may expect more friends of an advocate', () => {
  const burst = { ...saw('advocate', ...crowd(99)), reach: 'influencer' };
  assert.deepEqual(reasons(burst, {}, [['influencer', 100]]), []);
  assert.deepEqual(reasons(burst, {}, [['influencer', 99]]), ['advocate_velocity']);
  assert.deepEqual(reasons({ ...burst, reach: null }, {}, [['influencer', 100]]), [
    'advocate_velocity',
  ]);
});

test('too fast is less than the time, not the time itself; what is unknown is not fast', () => {
  const opened = (ms: number | null) => ({ ...innocent, openedAt: ms === null ? null : NOW - ms });
  assert.deepEqual(reasons(opened(4_999)), ['enrolment_too_fast']);
  assert.deepEqual(reasons(opened(5_000)), []);
  assert.deepEqual(reasons(opened(null)), []);
  const bought = (ms: number) => ({ ...innocent, purchasedAt: NOW + ms });
  assert.deepEqual(reasons(bought(119_999)), ['purchase_too_fast']);
  assert.deepEqual(reasons(bought(120_000)), []);
});

test('a refused token counts, a missing one only where it is required', () => {
  const required = { checks: { 'not-human': { required: true } } };
  const found = (human: Suspect['human'], fraud?: FraudDocument) =>
    reasons({ ...innocent, human }, fraud).length;
  assert.deepEqual([found('failed'), found('missing'), found('unreachable')], [1, 0, 0]);
  assert.deepEqual([found('missing', required), found('unreachable', required)], [1, 1]);
  assert.equal(found('passed', required), 0);
});

test('proofs refuse whatever else there is', () => {
  const own = verdict({ ...saw('device', seen(ADVOCATE)), advocate: FRIEND });
  assert.deepEqual([own.outcome, own.findings.map(({ check }) => check)], ['refuse', ['self']]);
  const round = verdict({ ...innocent, ancestors: [ABOVE, FRIEND] });
  assert.deepEqual([round.outcome, round.findings[0]?.reason], ['refuse', 'referral_cycle']);
});

test('weights come from the program; 0 switches a check off', () => {
  const shares = saw('device', seen(ADVOCATE));
  assert.equal(verdict(shares).outcome, 'allow');
  assert.equal(verdict(shares, { hold: 30 }).outcome, 'hold');
  assert.equal(verdict(shares, { hold: 31 }).outcome, 'allow');
  assert.equal(verdict(shares, { checks: { 'same-device': { weight: 50 } } }).outcome, 'hold');
  assert.deepEqual(reasons(shares, { checks: { 'same-device': { weight: 0 } } }), []);
});

test('what counted before counts still; what was cleared counts no more', () => {
  const terms = compileFraud({}, { zone: new Zone('UTC'), perDay: new Map() });
  const shares = saw('payment', seen(ADVOCATE));
  const noted = { 'enrolment-too-fast': 30 };
  assert.equal(judge(terms, shares, { noted, cleared: [] }).score, 65);
  assert.equal(judge(terms, shares, { noted, cleared: ['enrolment-too-fast'] }).score, 35);
  assert.equal(judge(terms, shares, { noted: { 'same-payment': 35 }, cleared: [] }).score, 35);
});

test('the catalogue names each check and each reason once', () => {
  const all = [...CHECKS, ...PROOFS];
  assert.equal(new Set(all.map(({ code }) => code)).size, all.length);
  assert.equal(new Set(all.map(({ reason }) => reason)).size, all.length);
});

test('law: no weight of evidence refuses, and more evidence never helps', () => {
  const member = fc.integer({ min: 11, max: 25 });
  const person = fc.record({
    ...{ member, at: fc.integer({ min: NOW - 9 * DAY, max: NOW + 9 * DAY }) },
    advocate: fc.option(fc.constant(ADVOCATE as number)),
  });
  const kind = fc.constantFrom<SignalKind>('device', 'phone', 'card', 'address', 'payment');
  const burst = fc.constantFrom<SignalKind>('network', 'advocate');
  const sighting = fc.record({ kind: fc.oneof(kind, burst), seen: fc.array(person) });
  const law = fc.property(fc.array(sighting, { maxLength: 8 }), sighting, (sightings, more) => {
    const before = verdict({ ...innocent, human: 'failed', sightings });
    const after = verdict({ ...innocent, human: 'failed', sightings: [...sightings, more] });
    assert.notEqual(after.outcome, 'refuse');
    assert.ok(after.score >= before.score);
    assert.equal(
      after.score,
      after.findings.reduce((sum, { weight }) => sum + weight, 0),
    );
  });
  fc.assert(law, { numRuns: 300 });
});
