import type { Instant, Zone } from '../../../kernel/time.ts';
import { after } from './promised-time.ts';
import { type Quote, quote } from './quote.ts';
import {
  type Counter,
  find,
  no,
  notOpen,
  type PaidPart,
  type Redemption,
  type Redemptions,
  type RewardStep,
  replace,
} from './redemption.ts';
import type { Fulfilment } from './section.ts';

/** What a commit says. */
export interface Committed extends Counter {
  readonly id: string;
  /** What the basket costs now, for a discount; null for none. */
  readonly basket: number | null;
  /** Money that was paid besides, where the price has some. */
  readonly paid: number | null;
  /** How the member wants it, where there is a choice. */
  readonly fulfil: Fulfilment | null;
  /** The points go with a purchase: its return gives them back, not a rollback. */
  readonly withPurchase: boolean;
}

/**
 * Spends what was held, under the terms that were promised at the hold. A basket that has become
 * smaller takes fewer points, the rest is released; one that has grown takes no more than held.
 */
export function commit(zone: Zone, state: Redemptions, said: Committed, at: Instant): RewardStep {
  const held = find(state, said.id);
  if (!held || (held.until !== undefined && held.until <= at)) return notOpen(said.id);
  if (held.state === 'entered') return notDrawn();
  if (held.state !== 'held') return already(held);
  if ((held.money ?? 0) !== (said.paid ?? 0)) return otherMoney(held.money ?? 0);
  const way = held.fulfil.length === 1 ? held.fulfil[0] : said.fulfil;
  if (!way || !held.fulfil.includes(way)) return noWay(held.fulfil);
  const final = priceNow(held, said.basket);
  if ('code' in final) return { refusal: final };
  const next: 'used' | 'reserved' = way === 'at-once' ? 'used' : 'reserved';
  const spent = spend(zone, held, way, final, next, at);
  const lasts = !said.withPurchase && (next === 'reserved' || spent.back !== undefined);
  const receipt = {
    kind: 'redeemed',
    ...{ id: held.id, reward: held.reward, what: held.kind, at, currency: held.currency },
    ...{ points: final.points, released: held.points - final.points },
    ...{ money: final.money, off: final.off, state: next },
    ...{ store: said.store, operator: said.operator },
  } as const;
  return {
    state: replace(state, held.id, lasts ? spent : null),
    effects: [receipt],
    grants: held.gives ?? [],
  };
}

/** Notes from which lots the points of a committed redemption came. */
export function notePaid(state: Redemptions, id: string, paid: readonly PaidPart[]): Redemptions {
  const one = find(state, id);
  return one ? replace(state, id, { ...one, paid }) : state;
}

/** The price of what is held, for the basket as it is now: never more than was held. */
function priceNow(held: Redemption, basket: number | null): Quote | Refused {
  const { points, money = 0, off = 0, price } = held;
  if (!price) return { points, money, off };
  const most = price.kind === 'fixed' && basket !== null ? Math.min(basket, off) : basket;
  return quote(price, { basket: most, wanted: points, points });
}

type Refused = Extract<ReturnType<typeof quote>, { code: string }>;

/** The redemption from now on: what only the hold needed is left out. */
function spend(
  zone: Zone,
  held: Redemption,
  way: Fulfilment,
  { points, off }: Quote,
  state: 'used' | 'reserved',
  at: Instant,
): Redemption {
  const { until: _until, price: _price, claim: _claim, rollback, off: _off, ...kept } = held;
  return {
    ...kept,
    state,
    points,
    fulfil: [way],
    ...(off > 0 ? { off } : {}),
    ...(rollback === undefined ? {} : { back: after(zone, at, rollback) }),
  };
}

function notDrawn(): RewardStep {
  return no(
    'redemption_not_drawn',
    '/data/redemption',
    'It is an entry of a draw that is not over.',
    'Wait for the draw, or void the entry.',
  );
}

function already({ state }: Redemption): RewardStep {
  return no(
    'redemption_committed',
    '/data/redemption',
    `It was committed before and is ${state} now.`,
    'Do not commit it again; roll it back if it was a mistake.',
  );
}

function otherMoney(money: number): RewardStep {
  return no(
    'money_differs',
    '/data/paid',
    money === 0 ? 'No money belongs to it.' : `${money} in money belongs to it.`,
    money === 0 ? 'Leave `paid` out.' : `Take ${money} (smallest unit) and say so.`,
  );
}

function noWay(ways: readonly Fulfilment[]): RewardStep {
  return no(
    'fulfilment_unknown',
    '/data/fulfil',
    `It can reach the member by: ${ways.join(', ')}.`,
    'Choose one of them.',
  );
}
