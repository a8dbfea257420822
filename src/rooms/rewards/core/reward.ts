import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import type { Period } from '../../../kernel/period.ts';
import { type Instant, parseDay, type Zone } from '../../../kernel/time.ts';
import {
  type Audience,
  compileAudience,
  compileDays,
  compileLimits,
  type DaySpan,
  type Expressions,
  type Grant,
  type OfferLimit,
} from '../../program/index.ts';
import { compilePrice, type Price } from './price.ts';
import type { Fulfilment, RewardDocument, RewardKind } from './section.ts';

/** Units that can be had in one period, in all or in one store; the engine counts them. */
export interface StockTerms {
  /** `stock:tote-bag`, `stock:tote-bag@S001`; with its period it names the units. */
  readonly key: string;
  readonly units: number;
  readonly per: Period;
  /** Null for the whole of it. */
  readonly store: string | null;
}

/** A reward that is drawn. Moments as they follow from the document. */
export interface DrawTerms {
  /** Entries are taken until here: the end of the local day. */
  readonly closes: Instant;
  /** An entry that was not drawn by then ends, and its points are free again. */
  readonly drawnBy: Instant;
  /** How long a winner has to take the prize, an ISO duration. */
  readonly claim: string;
  readonly winners: number;
  /** SHA-256 of the seed, in hex. */
  readonly seal: string;
}

/** A reward of the catalogue, compiled. */
export interface Reward {
  readonly id: string;
  readonly kind: RewardKind;
  readonly price: Price;
  readonly gives: readonly Grant[];
  readonly audience: Audience;
  readonly days: DaySpan;
  readonly stock: readonly StockTerms[];
  readonly limits: readonly OfferLimit[];
  readonly draw: DrawTerms | null;
  readonly fulfil: readonly Fulfilment[];
  readonly holdFor: Duration;
  /** ISO durations, as a redemption keeps them; null for no end, and for no rollback. */
  readonly collectWithin: string | null;
  readonly rollback: string | null;
}

/** The catalogue of one program version. */
export interface Catalogue {
  readonly zone: Zone;
  readonly rewards: ReadonlyMap<string, Reward>;
}

const QUARTER_HOUR: Duration = { months: 0, days: 0, ms: 900_000 };
const WEEK: Duration = { months: 0, days: 7, ms: 0 };

/** How each kind reaches the member, the usual way first. */
export const WAYS: Readonly<Record<RewardKind, readonly Fulfilment[]>> = {
  goods: ['collect', 'ship'],
  coupon: ['at-once'],
  discount: ['at-once'],
  privilege: ['on-use', 'at-once'],
  partner: ['at-once', 'on-use', 'ship'],
  donation: ['at-once'],
};

/** How long each kind can be rolled back; a gift to others is given. */
const ROLLBACK: Readonly<Record<RewardKind, string>> = {
  goods: 'P30D',
  coupon: 'P30D',
  discount: 'P1D',
  privilege: 'P30D',
  partner: 'P30D',
  donation: 'never',
};

/**
 * Compiles the rewards of a checked document.
 *
 * @param decimals of the program's money.
 */
export function compileRewards(
  documents: readonly RewardDocument[],
  expressions: Expressions,
  zone: Zone,
  decimals: number,
): Catalogue {
  const rewards = new Map<string, Reward>();
  for (const one of documents) rewards.set(one.id, compileReward(one, expressions, zone, decimals));
  return { zone, rewards };
}

function compileReward(
  one: RewardDocument,
  expressions: Expressions,
  zone: Zone,
  decimals: number,
): Reward {
  const rollback = one.rollback ?? ROLLBACK[one.kind];
  return {
    id: one.id,
    kind: one.kind,
    price: compilePrice(one, decimals),
    gives: one.gives ?? [],
    audience: compileAudience(one, expressions),
    days: compileDays(one.during),
    stock: compileStock(one),
    limits: compileLimits(`reward:${one.id}`, one.limits?.perMember),
    draw: compileDraw(one, zone),
    fulfil: one.fulfil ?? WAYS[one.kind].slice(0, 1),
    holdFor: read(one.hold) ?? QUARTER_HOUR,
    collectWithin: one.collectWithin ?? null,
    rollback: rollback === 'never' ? null : rollback,
  };
}

function compileStock({ id, stock }: RewardDocument): StockTerms[] {
  if (!stock) return [];
  const per = (stock.per ?? 'ever') as Period;
  const key = `stock:${id}`;
  const all = stock.total === undefined ? [] : [{ key, units: stock.total, per, store: null }];
  const stores = Object.entries(stock.perStore ?? {}).map(([store, units]) => {
    return { key: `${key}@${store}`, units, per, store };
  });
  return [...all, ...stores];
}

function compileDraw({ draw, stock }: RewardDocument, zone: Zone): DrawTerms | null {
  if (!draw) return null;
  const closes = zone.endOf(parseDay(draw.until) ?? 0);
  return {
    closes,
    drawnBy: zone.plus(closes, read(draw.within) ?? WEEK),
    claim: draw.claim ?? 'P14D',
    winners: stock?.total ?? 0,
    seal: draw.seal,
  };
}

function read(text: string | undefined): Duration | null {
  return text === undefined ? null : parseDuration(text);
}
