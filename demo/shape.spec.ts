// Goal: the numbers look like a shop's. Method: one sample of members, wide bounds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Purchase } from './event.ts';
import { history } from './history.ts';

const members = 4_000;
const until = Date.parse('2026-07-01T00:00:00+08:00');
const all = [...history({ members, until, order: 'member' })];
const purchases = all.filter((event): event is Purchase => event.type === 'purchase');
const dates = Map.groupBy(purchases, ({ happenedAt }) => happenedAt.slice(0, 10));
const buyers = Map.groupBy(purchases, ({ member }) => member.card);

test('about 20 purchases a member, most of whom come back, some of whom never come', () => {
  between(purchases.length / members, 17, 23);
  between(buyers.size / members, 0.94, 0.99);
  between(
    share([...buyers.values()], (own) => own.length > 1),
    0.85,
    0.96,
  );
});

test('many are lost on the way', () => {
  const silent = share([...buyers.values()], (own) => own.at(-1)!.happenedAt < '2026-01-01');
  between(silent, 0.2, 0.6);
});

test('about 3 lines and about 200 yuan a basket', () => {
  const lines = purchases.flatMap(({ data }) => data.lines);
  between(lines.length / purchases.length, 2.7, 3.3);
  const net = lines.reduce((sum, { gross, discount }) => sum + gross - discount, 0);
  between(net / purchases.length, 15_000, 26_000);
});

test('heavy buyers spend by habit: baskets differ more between members than within', () => {
  const means = [...buyers.values()]
    .filter((own) => own.length >= 10)
    .map((own) => own.reduce((sum, one) => sum + netOf(one), 0) / own.length)
    .sort((a, b) => a - b);
  assert.ok(means[Math.floor(means.length * 0.9)]! > 1.8 * means[Math.floor(means.length * 0.1)]!);
});

test('Double 11 and 618 tower, weekends are busier, the New Year is quiet', () => {
  const usual = purchases.length / dates.size;
  assert.ok(countOn('2025-11-11') > 2 * usual);
  assert.ok(countOn('2025-06-18') > 1.7 * usual);
  assert.ok(countOn('2026-02-14') > 1.5 * countOn('2026-02-18'));
  assert.ok(weekdayCount(6) > 1.2 * weekdayCount(2));
});

test('doors are shut at night, screens are not', () => {
  const night = purchases.filter(({ happenedAt }) => happenedAt.slice(11, 13) === '02');
  assert.ok(night.length > 0);
  assert.ok(night.every(({ channel }) => channel !== 'store'));
  between(
    share(purchases, ({ channel }) => channel === 'store'),
    0.5,
    0.75,
  );
});

test('what belongs together is bought together', () => {
  const holds = (id: string) => (one: Purchase) =>
    one.data.lines.some(({ category }) => category === id);
  const hotPot = purchases.filter(holds('hot-pot'));
  assert.ok(share(hotPot, holds('meat')) > 1.5 * share(purchases, holds('meat')));
  const diapers = purchases.filter(holds('diapers'));
  assert.ok(share(diapers, holds('baby-care')) > 4 * share(purchases, holds('baby-care')));
});

test('clothes come back more often than vegetables', () => {
  const lineOf = new Map<string, string>();
  const bought = new Map<string, number>();
  for (const { id, data } of purchases) {
    for (const { line, category } of data.lines) {
      lineOf.set(`${id} ${line}`, category);
      bought.set(category, (bought.get(category) ?? 0) + 1);
    }
  }
  const back = new Map<string, number>();
  for (const event of all) {
    if (event.type !== 'return') continue;
    for (const { line } of event.data.lines) {
      const category = lineOf.get(`${event.data.purchase.id} ${line}`)!;
      back.set(category, (back.get(category) ?? 0) + 1);
    }
  }
  const rate = (id: string) => (back.get(id) ?? 0) / bought.get(id)!;
  assert.ok(rate('sportswear') > 3 * rate('vegetables'));
});

test('check-ins, referrals and the council happen', () => {
  const types = Map.groupBy(all, ({ type }) => type);
  assert.ok(types.get('visit')!.length > members);
  between(types.get('referral.completed')!.length / members, 0.01, 0.05);
  between(types.get('member.updated')!.length / members, 0.0003, 0.005);
});

function between(value: number, low: number, high: number): void {
  assert.ok(value >= low && value <= high, `${value} is not between ${low} and ${high}`);
}

function share<T>(items: readonly T[], is: (item: T) => boolean): number {
  return items.filter(is).length / items.length;
}

function netOf({ data }: Purchase): number {
  return data.lines.reduce((sum, { gross, discount }) => sum + gross - discount, 0);
}

function countOn(date: string): number {
  return dates.get(date)?.length ?? 0;
}

function weekdayCount(weekday: number): number {
  return purchases.filter(
    ({ happenedAt }) => new Date(happenedAt.slice(0, 10)).getUTCDay() === weekday,
  ).length;
}
