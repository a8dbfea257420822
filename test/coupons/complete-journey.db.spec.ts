/**
 * Goal: two thousand real redemptions go through the hub as events, once each; with one thing wrong
 * about them none does, and says what. Method: as the pure spec, over HTTP and PostgreSQL.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { formatDay, parseDay } from '../../src/kernel/time.ts';
import { type TestHub, testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';
import { realFile } from '../real-data.ts';

type Row = Readonly<Record<string, string>>;

const NAMES = ['campaign_descriptions', 'campaigns', 'coupons', 'coupon_redemptions'] as const;
const files = NAMES.map((name) => realFile(`completejourney/${name}.csv.gz`));
const skip = files.find((file) => file.skip)?.skip ?? false;
/** Events in one request. */
const HEAP = 500;

function rows(index: number): Row[] {
  return parse(gunzipSync(readFileSync(files[index]!.path)), { columns: true });
}

const listOf = ({ coupon_upc, campaign_id }: Row): string => `${coupon_upc}@${campaign_id}`;
const couponOf = ({ coupon_upc, campaign_id }: Row): string => `c${campaign_id}-${coupon_upc}`;

/** Each coupon is for the products of its list, which is a category; a campaign says the rest. */
function programOf(campaigns: readonly Row[], coupons: readonly Row[]) {
  const lists = new Map(coupons.map((one) => [listOf(one), one]));
  return {
    ...{ program: 'journey', timezone: 'UTC', currency: 'USD' },
    points: { star: { expiry: 'never' } },
    campaigns: campaigns.map(({ campaign_id, start_date, end_date }) => ({
      id: `c${campaign_id}`,
      valid: { from: start_date, to: end_date },
      members: { tags: [`campaign-${campaign_id}`] },
    })),
    coupons: [...lists.values()].map((one) => ({
      ...{ id: couponOf(one), campaign: `c${one.campaign_id}`, code: one.coupon_upc },
      take: { amount: '1.00' },
      for: { categories: [listOf(one)] },
    })),
    intake: { identify: ['card'] },
  };
}

/** What became of events, by the code of the refusal. */
async function tally(hub: TestHub, events: readonly object[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let start = 0; start < events.length; start += HEAP) {
    const { body } = await hub.post('/v1/events', events.slice(start, start + HEAP));
    for (const { status, problems } of body.results) {
      const code = status < 300 ? `done ${status}` : problems[0].code;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  return counts;
}

describe('Complete Journey through the hub', { skip }, () => {
  test('every redemption counts once; moved in one way, none does', async () => {
    const [campaigns, targeted, coupons, redemptions] = NAMES.map((_, index) => rows(index)) as [
      Row[],
      Row[],
      Row[],
      Row[],
    ];
    const days = new Map(campaigns.map((one) => [one.campaign_id, one]));
    const targets = Map.groupBy(targeted, ({ household_id }) => household_id!);
    const hub = await testHub({
      program: programOf(campaigns, coupons),
      at: Date.parse('2018-06-01T00:00:00Z'),
    });
    const redeem = (one: Row, index: number, change: Partial<Row & { run: string }> = {}) => {
      const {
        run = 'real',
        household_id,
        redemption_date,
        list = listOf(one),
      } = {
        ...one,
        ...change,
      };
      return {
        ...{ type: 'coupon.redeem', id: `${run}-${index}`, member: { card: household_id } },
        happenedAt: `${redemption_date}T12:00:00Z`,
        data: {
          ...{ basket: `${run}-${index}`, coupons: [couponOf(one)] },
          lines: [{ gross: 500, category: list }],
        },
      };
    };
    const dayOf = (text: string, off: number): string => formatDay(parseDay(text)! + off);
    const wrong = (run: string, change: (one: Row, index: number) => Partial<Row>) =>
      tally(
        hub,
        redemptions.map((one, index) => redeem(one, index, { run, ...change(one, index) })),
      );
    try {
      const households = [...targets].map(([card, of], index) => ({
        ...{ type: 'member.enrolled', id: `member-${index}`, member: { card } },
        happenedAt: '2015-01-01T00:00:00Z',
        data: { tags: of.map(({ campaign_id }) => `campaign-${campaign_id}`) },
      }));
      assert.deepEqual(await tally(hub, households), { 'done 201': households.length });
      const early = await wrong('early', ({ campaign_id }) => ({
        redemption_date: dayOf(days.get(campaign_id)!.start_date!, -1),
      }));
      assert.deepEqual(early, { coupon_not_started: 2_102 });
      const late = await wrong('late', ({ campaign_id }) => ({
        redemption_date: dayOf(days.get(campaign_id)!.end_date!, 1),
      }));
      assert.deepEqual(late, { coupon_ended: 2_102 });
      const cards = [...targets.keys()];
      const foreign = await wrong('foreign', ({ campaign_id }, index) => ({
        household_id: [...cards.slice(index % cards.length), ...cards].find((card) =>
          targets.get(card)!.every((one) => one.campaign_id !== campaign_id),
        )!,
      }));
      assert.deepEqual(foreign, { coupon_not_yours: 2_102 });
      const product = await wrong('product', ({ campaign_id }, index) => ({
        list: listOf(
          [...coupons.slice((index * 19) % coupons.length), ...coupons].find(
            (one) => one.campaign_id !== campaign_id,
          )!,
        ),
      }));
      assert.deepEqual(product, { coupon_no_line: 2_102 });
      const real = redemptions.map((one, index) => redeem(one, index));
      assert.deepEqual(await tally(hub, real), { 'done 201': 2_102 });
      assert.deepEqual(await tally(hub, real), { 'done 200': 2_102 });
      await proveHub(hub);
    } finally {
      await hub.stop();
    }
  });
});
