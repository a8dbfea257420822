import { type Currency, credit, termsOf } from '../../../points/index.ts';
import type { Draft } from '../draft.ts';
import { countEarned } from '../totals.ts';

/** Credits points by the currency's own terms for pending and expiry, and counts them as earned. */
export function creditEarned(draft: Draft, currency: Currency, points: number): void {
  const { zone } = draft.program;
  const earnedAt = draft.fact.happenedAt;
  const { activeAt, endsAt: end } = termsOf(currency, zone, earnedAt);
  const endsAt = activeAt === null ? waitingEnd(draft, currency) : end;
  const wallet = draft.wallet(currency);
  touch(draft, currency);
  const parts = credit(wallet, draft.journal, {
    currency: currency.id,
    amount: points,
    from: 'issued',
    kind: 'earned',
    at: earnedAt,
    now: draft.at,
    activeAt,
    endsAt,
    eventNo: draft.state.no,
    origin: draft.origin,
  });
  const before = draft.credits[currency.id];
  draft.credits[currency.id] = before ? [...before, ...parts] : parts;
  draft.count(currency.id, 'earned', points);
  countEarned(draft.program, draft.state, draft.day, currency.id, points);
}

/** Waiting points are void when the event they wait for has not come in time. */
function waitingEnd(draft: Draft, { pending }: Currency): number | null {
  if (pending.kind !== 'event' || !pending.within) return null;
  return draft.program.zone.plus(draft.fact.happenedAt, pending.within);
}

/** Pays all awards of the draft, one credit for each currency. */
export function creditAwards(draft: Draft): void {
  for (const currency of draft.program.currencyList) {
    let points = 0;
    for (const award of draft.awards) if (award.currency === currency.id) points += award.points;
    if (points > 0) creditEarned(draft, currency, points);
  }
}

/** Moves the end of sliding currencies: the member has been active. */
export function touchSliding(draft: Draft): void {
  for (const currency of draft.program.currencyList) {
    touch(draft, currency);
  }
}

/** Points that come count as activity of their currency: else they might end as they come. */
export function touch(draft: Draft, currency: Currency): void {
  if (currency.expiry.kind !== 'sliding') return;
  const wallet = draft.wallet(currency);
  wallet.activeOn = Math.max(wallet.activeOn ?? 0, draft.fact.happenedAt);
}
