/** Goal: what is cleaned is told, cleaning again changes nothing, and nothing is guessed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Zone } from '../../../../kernel/time.ts';
import { normalizeEvent } from '../normalize.ts';
import { readCalendarDay } from './calendar-day.ts';
import { cleanName } from './person-name.ts';
import { tidyText } from './tidy-text.ts';

const NOW = Date.UTC(2026, 5, 1);
const SETTINGS = {
  zone: new Zone('Asia/Shanghai'),
  currency: 'CNY',
  identify: ['card', 'phone', 'email'],
  defaultCountry: 'CN',
  receivedAt: NOW,
};

const names: readonly [string, string][] = [
  ['  Ming   Li ', 'Ming Li'],
  ['ＭＩＮＧ　ＬＩ', 'Ming Li'],
  ['MING LI', 'Ming Li'],
  ["o'connor-smith", "O'Connor-Smith"],
  ['McDonald', 'McDonald'],
  ['LI', 'LI'],
  ['李 明', '李 明'],
  ['José', 'José'.normalize('NFC')],
];
for (const [given, clean] of names) {
  test(`the name "${given}" is "${clean}"`, () => assert.equal(cleanName(given), clean));
}

const days: readonly [string, string][] = [
  ['1990-05-03', '1990-05-03'],
  ['1990/5/3', '1990-05-03'],
  ['1990.05.03', '1990-05-03'],
  ['19900503', '1990-05-03'],
  ['1990年5月3日', '1990-05-03'],
  ['5月3日', '05-03'],
  ['--05-03', '05-03'],
  ['02-29', '02-29'],
  ['03/05/1990', 'ambiguous'],
  ['3.5.90', 'ambiguous'],
  ['1990-13-03', 'impossible'],
  ['1991-02-29', 'impossible'],
  ['in May', 'no-date'],
];
for (const [given, expected] of days) {
  test(`the day "${given}" is ${expected}`, () => {
    const read = readCalendarDay(given);
    assert.equal(read.is === 'day' ? read.text : read.is, expected);
  });
}

test('cleaning what is clean changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      assert.equal(tidyText(tidyText(text)), tidyText(text));
      assert.equal(cleanName(cleanName(text)), cleanName(text));
    }),
  );
});

function read(event: Record<string, unknown>) {
  const happenedAt = '2026-05-31T12:00:00+08:00';
  return normalizeEvent({ id: 'e', member: { card: 'A' }, happenedAt, ...event }, SETTINGS);
}

test('a purchase names what was written differently, and only that', () => {
  const lines = [
    { category: 'ｔｅａ', sku: 'S1', gross: 100 },
    { category: 'milk', brand: ' Best  Farm', gross: 100 },
  ];
  const event = read({ type: 'purchase', store: ' S001', channel: '  ', data: { lines } });
  assert.ok(event.ok);
  assert.deepEqual(event.changed, [
    '/channel',
    '/store',
    '/data/lines/0/category',
    '/data/lines/1/brand',
  ]);
  const { store, channel, data } = event.fact;
  assert.deepEqual([store, channel], ['S001', null]);
  const [tea, milk] = (data as { lines: { category: string; brand: string | null }[] }).lines;
  assert.deepEqual([tea?.category, milk?.brand], ['tea', 'Best Farm']);
});

test('a member with a wide name and a birthday with slashes is cleaned, and it is told', () => {
  const attributes = { name: 'ＭＩＮＧ　ＬＩ', birthday: '1990/5/3', language: 'zh' };
  const event = read({ type: 'member.updated', data: { attributes } });
  assert.ok(event.ok);
  assert.deepEqual(event.changed.toSorted(), [
    '/data/attributes/birthday',
    '/data/attributes/name',
  ]);
  assert.deepEqual((event.fact.data as { attributes: unknown }).attributes, {
    birthday: '1990-05-03',
    language: 'zh',
    name: 'Ming Li',
  });
});

test('a birthday that can be read in two ways is refused with its place', () => {
  const event = read({ type: 'member.updated', data: { attributes: { birthday: '03/05/1990' } } });
  assert.ok(!event.ok);
  assert.deepEqual(
    event.problems.map(({ code, path }) => [code, path]),
    [['date_ambiguous', '/data/attributes/birthday']],
  );
});

test('equal events are equal however they were written', () => {
  const plain = read({ type: 'visit', store: 'S001', data: { category: 'tea' } });
  const messy = read({ type: 'visit', store: 'S001 ', data: { category: ' tea' } });
  assert.ok(plain.ok && messy.ok);
  assert.deepEqual(messy.fact, plain.fact);
});
