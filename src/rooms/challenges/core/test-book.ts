import { weekdayOf, Zone } from '../../../kernel/time.ts';
import type { Fact, Line } from '../../events/index.ts';
import { createExpressions, type Facts, type MemberFacts } from '../../program/index.ts';
import type { Book, Challenges } from './challenge.ts';
import { compileChallenges } from './compile.ts';

const HEAD = { program: 'spec', timezone: 'UTC', currency: 'USD' };

/** The terms of one version of a document with these challenges. For specs. */
export function termsOf(challenges: readonly object[], version = 1, timezone = 'UTC'): Challenges {
  const document = { ...HEAD, timezone, points: { star: { expiry: 'never' } }, challenges };
  const expressions = createExpressions(document);
  return compileChallenges(document, version, {
    zone: new Zone(timezone),
    expressions,
    decimals: 2,
  });
}

/** A book whose newest version is in force. */
export function bookOf(challenges: readonly object[], ...before: Challenges[]): Book {
  const terms = termsOf(challenges, before.length + 1);
  return { terms, past: (version) => before[version - 1] };
}

const LINE: Line = {
  line: '1',
  sku: null,
  category: null,
  categories: [],
  brand: null,
  quantity: 1,
  gross: 0,
  discount: 0,
  tax: 0,
  byReward: 0,
  voided: false,
};

/** A purchase at a moment; of its lines only what matters is told. */
export function purchase(
  happenedAt: number,
  lines: readonly Partial<Line>[],
  more: Partial<Fact> = {},
): Fact {
  const data = {
    receipt: null,
    lines: lines.map((line, index) => ({ ...LINE, line: String(index + 1), ...line })),
    shipping: 0,
    more: {},
  };
  return { ...event('purchase', happenedAt, data), ...more };
}

/** Any other event at a moment. */
export function event(type: string, happenedAt: number, data: object = {}): Fact {
  return {
    source: 'spec',
    id: String(happenedAt),
    type,
    identifiers: [],
    to: [],
    happenedAt,
    channel: null,
    store: null,
    touchpoint: null,
    data: data as Record<string, unknown>,
    flags: [],
  };
}

const MEMBER: MemberFacts = {
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

/** What conditions see of an event, decided when it happened unless `at` is later. */
export function factsOf(
  { terms }: Book,
  fact: Fact,
  member: Partial<MemberFacts> = {},
  at = fact.happenedAt,
): Facts {
  const day = terms.zone.dayOf(fact.happenedAt);
  return {
    fact,
    line: null,
    member: { ...MEMBER, ...member },
    at,
    day,
    minute: terms.zone.minuteOf(fact.happenedAt),
    weekday: weekdayOf(day),
  };
}
