// Goal: two thousand real redemptions are right by definitions that an operator could write, and
// wrong in one way each when one thing about them is. Method: a campaign says when and for whom, a
// coupon which products; the lists of products are the catalogue's, as they are too long to type.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { book, books, factsOf, line } from '../../../test/coupons/given.ts';
import { realFile } from '../../../test/real-data.ts';
import { formatDay, parseDay } from '../../kernel/time.ts';
import { type CouponBook, type CouponSlice, priceCoupons, redeemCoupons } from './index.ts';

interface Redemption {
  readonly household_id: string;
  readonly coupon_upc: string;
  readonly campaign_id: string;
  readonly redemption_date: string;
}

const NAMES = ['campaign_descriptions', 'campaigns', 'coupons', 'coupon_redemptions'] as const;
const files = NAMES.map((name) => realFile(`completejourney/${name}.csv.gz`));
const skip = files.find((file) => file.skip)?.skip ?? false;

function rows(index: number): Record<string, string>[] {
  return parse(gunzipSync(readFileSync(files[index]!.path)), { columns: true });
}

/** The lists of products that coupons are for: `upc@campaign`. */
const listOf = (coupon: string, campaign: string): string => `${coupon}@${campaign}`;
const couponOf = ({ coupon_upc, campaign_id }: Pick<Redemption, 'coupon_upc' | 'campaign_id'>) =>
  `c${campaign_id}-${coupon_upc}`;

describe('Complete Journey', { skip }, () => {
  let now: CouponBook;
  let redemptions: Redemption[];
  const days = new Map<string, { from: string; to: string }>();
  const targets = new Map<string, string[]>();
  const products = new Map<string, string[]>();
  const lists = new Map<string, string[]>();

  before(() => {
    for (const { campaign_id, start_date, end_date } of rows(0)) {
      days.set(campaign_id!, { from: start_date!, to: end_date! });
    }
    for (const { campaign_id, household_id } of rows(1)) {
      push(targets, household_id!, `campaign-${campaign_id}`);
    }
    for (const { coupon_upc, product_id, campaign_id } of rows(2)) {
      push(products, listOf(coupon_upc!, campaign_id!), product_id!);
      push(lists, product_id!, listOf(coupon_upc!, campaign_id!));
    }
    redemptions = rows(3) as unknown as Redemption[];
    now = book({
      campaigns: [...days].map(([id, valid]) => ({
        id: `c${id}`,
        valid,
        members: { tags: [`campaign-${id}`] },
      })),
      coupons: [...products.keys()].map((list) => {
        const [coupon_upc, campaign_id] = list.split('@') as [string, string];
        return {
          id: couponOf({ coupon_upc, campaign_id }),
          campaign: `c${campaign_id}`,
          code: coupon_upc,
          take: { amount: '1.00' },
          for: { categories: [list] },
        };
      }),
    });
  });

  /** A basket with one product, on a day of a household. */
  function at(day: string, household: string, product: string) {
    const noon = now.zone.startOf(parseDay(day)!) + 12 * 3_600_000;
    const facts = factsOf({
      book: now,
      at: noon,
      lines: [line({ sku: product, categories: lists.get(product) ?? [] })],
      tags: targets.get(household) ?? [],
    });
    return { basket: null, at: noon, facts };
  }

  const productOf = ({ coupon_upc, campaign_id }: Redemption): string =>
    products.get(listOf(coupon_upc, campaign_id))![0]!;

  /** Why a coupon is refused, by its id in the document and, where it is the only one, its code. */
  function whyNot(one: Redemption, when: ReturnType<typeof at>): string {
    const names = [couponOf(one)];
    if (now.byCode.get(one.coupon_upc)?.length === 1) names.push(one.coupon_upc);
    const codes = names.map((name) => {
      const { refused } = priceCoupons(books(now), undefined, { ...when, names: [name] });
      return refused[0]?.problem.code ?? 'accepted';
    });
    assert.equal(new Set(codes).size, 1, codes.join(' '));
    return codes[0]!;
  }

  const tally = (codes: readonly string[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
    return counts;
  };

  for (const by of ['id', 'code'] as const) {
    test(`all redemptions are accepted, by the coupon's ${by}`, () => {
      const slices = new Map<string, CouponSlice | undefined>();
      for (const [index, one] of redemptions.entries()) {
        const { household_id, redemption_date, coupon_upc } = one;
        const when = at(redemption_date, household_id, productOf(one));
        const step = redeemCoupons(books(now), slices.get(household_id), {
          ...when,
          names: [by === 'id' ? couponOf(one) : coupon_upc],
          basket: String(index),
          id: String(index),
        });
        assert.ok(step.ok, JSON.stringify([one, !step.ok && step.problems]));
        const [effect] = step.effects;
        assert.ok(effect?.kind === 'coupon.redeemed' && effect.take.off === 100);
        if (by === 'id') assert.equal(effect.of, couponOf(one));
        slices.set(household_id, step.slice);
      }
      assert.equal(redemptions.length, 2_102);
      const uses = [...slices.values()].flatMap((slice) => slice ?? []);
      assert.equal(uses.length, 2_102);
    });
  }

  test('none is, the day before its campaign begins', () => {
    const codes = redemptions.map((one) => {
      const day = formatDay(parseDay(days.get(one.campaign_id)!.from)! - 1);
      return whyNot(one, at(day, one.household_id, productOf(one)));
    });
    assert.deepEqual(tally(codes), { coupon_not_started: 2_102 });
  });

  test('none is, the day after its campaign has ended', () => {
    const codes = redemptions.map((one) => {
      const day = formatDay(parseDay(days.get(one.campaign_id)!.to)! + 1);
      return whyNot(one, at(day, one.household_id, productOf(one)));
    });
    assert.deepEqual(tally(codes), { coupon_ended: 2_102 });
  });

  test('none is, by a household that was not targeted', () => {
    const households = [...targets.keys()];
    const codes = redemptions.map((one, index) => {
      const others = [...households.slice(index % households.length), ...households];
      const other = others.find((id) => !targets.get(id)?.includes(`campaign-${one.campaign_id}`));
      return whyNot(one, at(one.redemption_date, other!, productOf(one)));
    });
    assert.deepEqual(tally(codes), { coupon_not_yours: 2_102 });
  });

  test('none is, with a product of another campaign', () => {
    const all = [...lists.keys()];
    const codes = redemptions.map((one, index) => {
      const others = [...all.slice((index * 19) % all.length), ...all];
      const other = others.find((id) => !lists.get(id)!.some((list) => isOf(list, one)));
      return whyNot(one, at(one.redemption_date, one.household_id, other!));
    });
    assert.deepEqual(tally(codes), { coupon_no_line: 2_102 });
  });
});

/** Whether a list of products belongs to the campaign of a redemption. */
function isOf(list: string, { campaign_id }: Redemption): boolean {
  return list.endsWith(`@${campaign_id}`);
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
