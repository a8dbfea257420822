/** What specs of this room start from: a book out of a document, and facts about a basket. */
import assert from 'node:assert/strict';
import { parseInstant, weekdayOf } from '../../src/kernel/time.ts';
import {
  type CouponBook,
  type CouponBooks,
  campaignsSection,
  compileCoupons,
  couponLanesSection,
  couponsSection,
} from '../../src/rooms/coupons/index.ts';
import type { Line, PurchaseData } from '../../src/rooms/events/index.ts';
import {
  createExpressions,
  type Facts,
  type MemberFacts,
  type ProgramDocument,
  type Section,
  validate,
} from '../../src/rooms/program/index.ts';

/** Nothing but coupons; the shop is in Shanghai and counts in yuan. */
export const HEAD = { program: 'shop', timezone: 'Asia/Shanghai', currency: 'CNY' } as const;

const SECTIONS: readonly Section[] = [campaignsSection, couponLanesSection, couponsSection];

/** The problems of a document, each as `code path`. */
export function problemsOf(sections: Record<string, unknown>): string[] {
  const { problems } = validate({ ...HEAD, ...sections }, SECTIONS);
  return problems.map(({ code, path }) => `${code} ${path}`);
}

/** The book of a document that has no problems. */
export function book(sections: Record<string, unknown>, version = 1): CouponBook {
  assert.deepEqual(problemsOf(sections), []);
  const document: ProgramDocument = { ...HEAD, ...sections };
  return compileCoupons(document, createExpressions(document), version);
}

/** The last of these books is in force; the others are remembered by their versions. */
export function books(...all: [CouponBook, ...CouponBook[]]): CouponBooks {
  const byVersion = new Map(all.map((one) => [one.version, one]));
  return { current: all.at(-1)!, at: (version) => byVersion.get(version) ?? null };
}

/** A moment in Shanghai: `2026-06-01 12:00`. */
export function moment(text: string): number {
  const at = parseInstant(`${text.replace(' ', 'T')}+08:00`);
  assert.ok(at !== null, text);
  return at;
}

/** One piece for 100.00 of nothing in particular. */
export function line(over: Partial<Line> = {}): Line {
  return {
    line: '1',
    sku: 'tea',
    category: null,
    categories: [],
    brand: null,
    quantity: 1,
    gross: 10_000,
    discount: 0,
    tax: 0,
    byReward: 0,
    voided: false,
    ...over,
  };
}

export const somebody: MemberFacts = {
  joinedAt: 0,
  tags: [],
  attributes: {},
  tier: () => '',
  balance: () => 0,
  purchaseCount: 0,
  purchaseTotal: 0,
  lastPurchaseAt: null,
  purchasesBetween: () => ({ count: 0, total: 0 }),
  eventCount: () => 0,
  consents: [],
  consent: () => false,
  allows: () => true,
};

/** What a till says about a basket. */
export interface AtTheTill {
  readonly lines?: readonly Line[];
  readonly shipping?: number;
  readonly at: number;
  readonly store?: string;
  readonly channel?: string;
  readonly tags?: readonly string[];
}

export function factsOf({ at, book: { zone }, ...till }: AtTheTill & { book: CouponBook }): Facts {
  const day = zone.dayOf(at);
  const data: PurchaseData = {
    receipt: null,
    lines: till.lines ?? [line()],
    shipping: till.shipping ?? 0,
    more: {},
  };
  return {
    fact: {
      source: 'pos',
      id: '1',
      type: 'purchase',
      identifiers: [],
      to: [],
      happenedAt: at,
      channel: till.channel ?? 'store',
      store: till.store ?? null,
      touchpoint: null,
      data: { ...data },
      flags: [],
    },
    line: null,
    member: { ...somebody, tags: till.tags ?? [] },
    at,
    day,
    minute: zone.minuteOf(at),
    weekday: weekdayOf(day),
  };
}
