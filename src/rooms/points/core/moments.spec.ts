/** Goal: when points become usable and when they end, by every kind of term. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Zone } from '../../../kernel/time.ts';
import { compileCurrency } from './currency.ts';
import { activationOf, endOf, momentAfter, roundMoment, slidingEnd } from './moments.ts';
import type { CurrencyDocument } from './section.ts';
import { termsOf } from './terms.ts';

const shanghai = new Zone('Asia/Shanghai');
const currency = (document: CurrencyDocument) => compileCurrency('star', document);
const at = (text: string) => Date.parse(`${text}+08:00`);
const told = (moment: number | null) =>
  moment === null
    ? null
    : Temporal.Instant.fromEpochMilliseconds(moment)
        .toZonedDateTimeISO('Asia/Shanghai')
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' });
const ends = (document: CurrencyDocument, earned: string, active = earned) =>
  told(endOf(currency(document), shanghai, at(earned), at(active)));

test('rolling ends count from earning or from activation, to the end of a day by default', () => {
  const half = { expiry: { rolling: 'P6M' } } as const;
  assert.equal(ends(half, '2025-12-19T10:00:00'), '2026-06-20T00:00:00');
  assert.equal(ends(half, '2025-08-31T10:00:00'), '2026-03-01T00:00:00');
  const later = { expiry: { rolling: 'P1M', from: 'activated' } } as const;
  assert.equal(ends(later, '2026-01-10T10:00:00', '2026-01-20T00:00:00'), '2026-02-21T00:00:00');
  const exact = { expiry: { rolling: 'P1D', round: 'none' } } as const;
  assert.equal(ends(exact, '2026-01-10T10:00:00'), '2026-01-11T10:00:00');
});

test('rounding carries forward to the end of the day, month, quarter and year', () => {
  const rounds = ['end-of-day', 'end-of-month', 'end-of-quarter', 'end-of-year'] as const;
  const found = rounds.map((round) =>
    told(roundMoment(shanghai, at('2024-02-10T10:00:00'), round)),
  );
  const expected = ['2024-02-11', '2024-03-01', '2024-04-01', '2025-01-01'];
  assert.deepEqual(
    found,
    expected.map((day) => `${day}T00:00:00`),
  );
  assert.equal(
    told(roundMoment(shanghai, at('2026-12-31T23:59:59'), 'end-of-quarter'))?.slice(0, 10),
    '2027-01-01',
  );
});

test('a calendar day is the end of that day; 29 February ends on the 28th in other years', () => {
  const year = { expiry: { calendar: '12-31' } } as const;
  assert.equal(ends(year, '2026-12-31T23:59:59'), '2027-01-01T00:00:00');
  assert.equal(ends(year, '2027-01-01T00:00:00'), '2028-01-01T00:00:00');
  const leap = { expiry: { calendar: '02-28' } } as const;
  assert.equal(ends(leap, '2024-02-29T10:00:00'), '2025-03-01T00:00:00');
});

test('no points end before they can be used', () => {
  const expiry = fc.constantFrom<CurrencyDocument['expiry']>(
    { rolling: 'P1M' },
    { rolling: 'P1M', from: 'activated', round: 'none' },
    { calendar: '12-31' },
    { calendar: '06-30', years: 1 },
  );
  const pending = fc.constantFrom<NonNullable<CurrencyDocument['pending']>>(
    { for: 'P7D' },
    { for: 'PT1H', round: 'end-of-day' },
    { for: 'P14D', round: 'end-of-day' },
  );
  const zone = fc.constantFrom(shanghai, new Zone('America/New_York'), new Zone('Africa/Cairo'));
  const moment = fc.integer({ min: 0, max: Date.UTC(2060, 0, 1) });
  const law = fc.property(expiry, pending, zone, moment, (expiry, pending, zone, earnedAt) => {
    const star = currency({ expiry, pending });
    const activeAt = activationOf(star, zone, earnedAt);
    assert.ok(activeAt !== null && activeAt > earnedAt);
    const end = endOf(star, zone, earnedAt, activeAt);
    assert.ok(end !== null && end > activeAt);
    assert.deepEqual(termsOf(star, zone, earnedAt), { activeAt, endsAt: end });
  });
  fc.assert(law, { numRuns: 500 });
});

test('counting whole days is counting with the clock, then rounding', () => {
  const law = fc.property(
    fc.integer({ min: 0, max: Date.UTC(2060, 0, 1) }),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 0, max: 40 }),
    fc.constantFrom('end-of-day', 'end-of-month', 'end-of-quarter', 'end-of-year'),
    (instant, months, days, round) => {
      const after = { months, days, ms: 0 };
      const plain = roundMoment(shanghai, shanghai.plus(instant, after), round);
      assert.equal(momentAfter(shanghai, instant, after, round), plain);
    },
  );
  fc.assert(law, { numRuns: 500 });
});

test('what never ends, slides or waits for an event has no end of its own', () => {
  assert.equal(ends({ expiry: 'never' }, '2026-01-01T00:00:00'), null);
  const sliding = currency({ expiry: { sliding: 'P3M' } });
  assert.equal(endOf(sliding, shanghai, 0, 0), null);
  assert.equal(
    told(slidingEnd(sliding, shanghai, at('2026-01-31T10:00:00'))),
    '2026-05-01T00:00:00',
  );
  const waits = currency({ expiry: 'never', pending: { until: 'delivered' } });
  assert.equal(activationOf(waits, shanghai, 0), null);
});
