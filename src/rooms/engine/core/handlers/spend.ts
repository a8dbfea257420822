import type { PointsSpend } from '../../../events/index.ts';
import { type Currency, debit, type HeldPart } from '../../../points/index.ts';
import type { PurchaseRecord, Refusal } from '../decision.ts';
import type { Draft } from '../draft.ts';
import { touchSliding } from './credit-earned.ts';
import { type Handler, refuse } from './handler.ts';
import { currencyOf, insufficient } from './points-change.ts';

/** As far below zero as it takes, for points that are gone already. */
const WHATEVER = Number.MAX_SAFE_INTEGER / 2;

/** A no when points of this currency cannot be spent at all. */
export function notSpendable(currency: Currency): Refusal | null {
  if (currency.spendable) return null;
  return refuse(
    'currency_not_spendable',
    '/data/currency',
    `"${currency.id}" counts for tiers and cannot be spent.`,
    'Spend a spendable currency.',
  );
}

/** Spends points at once, soonest to end first. */
export const pointsSpend: Handler = (draft, { purchase }) => {
  const data = draft.fact.data as unknown as PointsSpend;
  const found = currencyOf(draft, data.currency);
  if ('refusal' in found) return found.refusal;
  const { currency } = found;
  const never = notSpendable(currency) ?? purchaseMissing(data, purchase);
  if (never) return never;
  const parts = debit(draft.wallet(currency), draft.journal, {
    currency: currency.id,
    amount: data.amount,
    to: 'redeemed',
    at: draft.at,
    overdraft: data.overdraft ? WHATEVER : currency.overdraft,
  });
  if (!parts) return insufficient(draft, currency, data.amount);
  if (data.overdraft && draft.view.balance(currency.id) < -currency.overdraft) {
    draft.flags.push(`overdrawn:${currency.id}`);
  }
  draft.count(currency.id, 'spent', data.amount);
  touchSliding(draft);
  if (purchase) linkSpend(draft, purchase, currency.id, parts);
  return null;
};

/** A spend that names a purchase needs the hub to know it: else a return could not give it back. */
export function purchaseMissing(
  data: Pick<PointsSpend, 'purchase'>,
  purchase: PurchaseRecord | null,
): Refusal | null {
  if (!data.purchase || purchase) return null;
  return refuse(
    'purchase_unknown',
    '/data/purchase',
    'The hub does not know this purchase.',
    'Send the purchase first, or leave it out.',
  );
}

/** Remembers with the purchase what was spent on it. */
export function linkSpend(
  draft: Draft,
  purchase: PurchaseRecord,
  currency: string,
  parts: readonly HeldPart[],
): void {
  const { followUp } = purchase;
  const spends = [...followUp.spends, { currency, parts, restored: 0 }];
  draft.purchase = { ...purchase, followUp: { ...followUp, spends } };
}
