import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { catalog } from './catalog.ts';
import type { DemoEvent, Purchase, Return } from './event.ts';
import { type HistoryOptions, history } from './history.ts';

const until = Date.parse('2026-07-01T00:00:00+08:00');
const all = [...history({ members: 3_000, until })];
const purchases = all.filter((event): event is Purchase => event.type === 'purchase');
const returns = all.filter((event): event is Return => event.type === 'return');

test('the same seed tells the same story, byte for byte; another seed another one', () => {
  assert.equal(fingerprint({ members: 200, until }), fingerprint({ members: 200, until }));
  assert.notEqual(
    fingerprint({ members: 200, until }),
    fingerprint({ members: 200, until, seed: 2 }),
  );
});

test('both orders tell the same events', () => {
  const byMember = [...history({ members: 3_000, until, order: 'member' })];
  assert.equal(byMember.length, all.length);
  assert.deepEqual(byMember.map(keyOf).sort(), all.map(keyOf).sort());
});

test('time runs forwards, from two years before the end to just before it', () => {
  let last = '2024-07-01T00:00:00+08:00';
  for (const { happenedAt } of all) {
    assert.ok(happenedAt >= last, `${happenedAt} after ${last}`);
    last = happenedAt;
  }
  assert.ok(last < '2026-07-01T00:00:00+08:00');
  assert.ok(last > '2026-06-30T12');
});

test('an end that is no full hour is not crossed', () => {
  const odd = Date.parse('2026-03-15T13:47:11.500+08:00');
  for (const { happenedAt } of history({ members: 300, until: odd })) {
    const instant = Date.parse(happenedAt);
    assert.ok(instant < odd && instant >= Date.parse('2024-03-15T13:47:11+08:00'));
  }
});

test('no source says an id twice', () => {
  assert.equal(new Set(all.map(({ source, id }) => `${source} ${id}`)).size, all.length);
});

test('members enrol once and first, with card, phone and e-mail that are well formed', () => {
  const seen = new Set<string>();
  for (const event of all) {
    const { card } = event.member;
    if (event.type !== 'member.enrolled') {
      assert.ok(seen.has(card), `${event.type} before the enrolment of ${card}`);
      continue;
    }
    assert.ok(!seen.has(card));
    seen.add(card);
    assert.match(card, /^HM\d{8}$/);
    assert.match(event.data.attributes.birthday ?? '01-01', /^\d\d-\d\d$/);
    if (seen.size < 200) {
      assert.ok(parsePhoneNumberFromString(event.member.phone)?.isValid(), event.member.phone);
    }
  }
  assert.equal(seen.size, 3_000);
});

test('every line is a product of the catalogue at its price, and every store exists', () => {
  const products = new Map(catalog.products.map((product) => [product.sku, product]));
  const stores = new Map(catalog.stores.map((store) => [store.id, store]));
  for (const { channel, store } of all) assert.equal(stores.get(store)?.channel, channel);
  for (const { data } of purchases) {
    assert.ok(data.lines.length >= 1 && data.lines.length <= 12);
    assert.equal(new Set(data.lines.map(({ sku }) => sku)).size, data.lines.length);
    for (const { sku, category, brand, quantity, gross, discount } of data.lines) {
      const product = products.get(sku)!;
      assert.deepEqual([category, brand], [product.category, product.brand]);
      assert.ok(Number.isInteger(quantity) && quantity >= 1);
      assert.equal(gross, product.price * quantity);
      assert.ok(Number.isInteger(discount) && discount >= 0 && discount < gross);
    }
  }
});

test('returns name an earlier purchase and never give back more than was bought', () => {
  const bought = new Map(purchases.map((one) => [`${one.source} ${one.id}`, one]));
  const back = new Map<string, number>();
  for (const { member, happenedAt, data } of returns) {
    const purchase = bought.get(`${data.purchase.source} ${data.purchase.id}`)!;
    assert.equal(purchase.member.card, member.card);
    const days = (Date.parse(happenedAt) - Date.parse(purchase.happenedAt)) / 86_400_000;
    assert.ok(days > 0 && days < 21.5, `${days} days`);
    for (const { line, quantity } of data.lines) {
      const key = `${data.purchase.source} ${data.purchase.id} ${line}`;
      const total = (back.get(key) ?? 0) + quantity;
      back.set(key, total);
      assert.ok(quantity >= 1);
      assert.ok(total <= purchase.data.lines.find((one) => one.line === line)!.quantity);
    }
  }
});

test('a million members begin without being held in memory', () => {
  const before = process.memoryUsage().arrayBuffers;
  let told = 0;
  for (const { happenedAt } of history({ members: 1_000_000, until })) {
    assert.ok(happenedAt < '2024-07-03');
    told += 1;
    if (told === 10_000) break;
  }
  const held = process.memoryUsage().arrayBuffers - before;
  assert.ok(held < 40_000_000, `${held} bytes`);
});

test('options out of range are refused', () => {
  assert.throws(() => history({ members: 0, until }), RangeError);
  assert.throws(() => history({ members: 1.5, until }), RangeError);
  assert.throws(() => history({ members: 10_000_000, until }), RangeError);
  assert.throws(() => history({ until: Number.NaN }), RangeError);
});

function keyOf(event: DemoEvent): string {
  return JSON.stringify(event);
}

function fingerprint(options: HistoryOptions): string {
  const hash = createHash('sha256');
  for (const event of history(options)) hash.update(JSON.stringify(event));
  return hash.digest('hex');
}
