import type { PointsChange } from '../../../events/index.ts';
import { activationOf, type Currency, credit, debit, endOf } from '../../../points/index.ts';
import type { Refusal } from '../decision.ts';
import type { Draft } from '../draft.ts';
import { countEarned } from '../totals.ts';
import { creditEarned, touch } from './credit-earned.ts';
import { type Handler, refuse } from './handler.ts';

/** The currency that an event names, or the refusal. */
export function currencyOf(
  draft: Draft,
  id: string,
): { currency: Currency } | { refusal: Refusal } {
  const currency = draft.program.currencies.get(id);
  if (currency) return { currency };
  const known = [...draft.program.currencies.keys()].join(', ');
  return {
    refusal: refuse(
      'currency_unknown',
      '/data/currency',
      `The program has no points called "${id}".`,
      `Use one of: ${known}.`,
    ),
  };
}

/** Points that another system has decided: pending and expiry are as for earned points. */
export const pointsCredit: Handler = (draft) => {
  const data = draft.fact.data as unknown as PointsChange;
  const found = currencyOf(draft, data.currency);
  if ('refusal' in found) return found.refusal;
  if (data.expiresAt === undefined) creditEarned(draft, found.currency, data.amount);
  else creditUntil(draft, found.currency, data, 'issued');
  return null;
};

/** A balance brought along from an earlier system: usable at once. */
export const pointsOpening: Handler = (draft) => {
  const data = draft.fact.data as unknown as PointsChange;
  const found = currencyOf(draft, data.currency);
  if ('refusal' in found) return found.refusal;
  creditUntil(draft, found.currency, data, 'opening');
  return null;
};

/** A present for no purchase: usable at once, and no return ever takes it back. */
export const pointsGoodwill: Handler = (draft) => {
  const data = draft.fact.data as unknown as PointsChange;
  const found = currencyOf(draft, data.currency);
  if ('refusal' in found) return found.refusal;
  creditUntil(draft, found.currency, data, 'goodwill');
  return null;
};

/** A correction by hand, up or down, with a reason. */
export const pointsAdjust: Handler = (draft) => {
  const data = draft.fact.data as unknown as PointsChange;
  const found = currencyOf(draft, data.currency);
  if ('refusal' in found) return found.refusal;
  const { currency } = found;
  if (data.amount > 0) {
    creditUntil(draft, currency, data, 'adjusted');
    return null;
  }
  const parts = debit(draft.wallet(currency), draft.journal, {
    currency: currency.id,
    amount: -data.amount,
    to: 'adjusted',
    at: draft.at,
    overdraft: currency.overdraft,
  });
  if (!parts) return insufficient(draft, currency, -data.amount);
  draft.count(currency.id, 'adjusted', data.amount);
  if (currency.qualifying)
    countEarned(draft.program, draft.state, draft.day, currency.id, data.amount);
  return null;
};

/** A no for want of points, saying how many there are. */
export function insufficient(draft: Draft, currency: Currency, wanted: number): Refusal {
  const has = draft.view.balance(currency.id);
  return refuse(
    'points_insufficient',
    '/data/amount',
    `${wanted} ${currency.id} are wanted and ${has} are usable.`,
    `Ask for at most ${Math.max(0, has + currency.overdraft)}.`,
  );
}

function creditUntil(
  draft: Draft,
  currency: Currency,
  data: PointsChange,
  from: 'issued' | 'opening' | 'goodwill' | 'adjusted',
): void {
  const { zone } = draft.program;
  const { happenedAt } = draft.fact;
  const pending = from === 'issued' ? activationOf(currency, zone, happenedAt) : happenedAt;
  const endsAt =
    data.expiresAt === undefined ? endOf(currency, zone, happenedAt, happenedAt) : data.expiresAt;
  touch(draft, currency);
  const parts = credit(draft.wallet(currency), draft.journal, {
    currency: currency.id,
    amount: data.amount,
    from,
    kind: from === 'goodwill' ? 'goodwill' : 'earned',
    at: happenedAt,
    now: draft.at,
    activeAt: pending,
    endsAt,
    eventNo: draft.state.no,
    origin: draft.origin,
  });
  draft.credits[currency.id] = [...(draft.credits[currency.id] ?? []), ...parts];
  draft.count(currency.id, from === 'issued' ? 'earned' : from, data.amount);
  if (currency.qualifying || from === 'issued') {
    countEarned(draft.program, draft.state, draft.day, currency.id, data.amount);
  }
}
