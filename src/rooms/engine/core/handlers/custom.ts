import { activateWaiting, type Currency, endOf } from '../../../points/index.ts';
import type { PurchaseRecord } from '../decision.ts';
import type { Draft } from '../draft.ts';
import { earn } from '../earn.ts';
import { creditAwards, touchSliding } from './credit-earned.ts';
import type { Handler } from './handler.ts';

/** A visit or any custom event: rules may pay for it, and waiting points may become usable. */
export const custom: Handler = (draft, { purchase }) => {
  earn(draft, []);
  touchSliding(draft);
  creditAwards(draft);
  for (const id of draft.program.activating.get(draft.fact.type) ?? []) {
    const currency = draft.program.currencies.get(id);
    if (currency && purchase) activate(draft, currency, draft.purchase ?? purchase);
  }
  return null;
};

/** Makes the points of a purchase usable that waited for this event; a second time does nothing. */
function activate(draft: Draft, currency: Currency, purchase: PurchaseRecord): void {
  const wallet = draft.state.wallets[currency.id];
  const { followUp } = purchase;
  if (!wallet || followUp.activated.includes(currency.id)) return;
  const activated = [...followUp.activated, currency.id];
  draft.purchase = { ...purchase, followUp: { ...followUp, activated } };
  const endsAt = endOf(currency, draft.program.zone, purchase.happenedAt, draft.at);
  for (const { lot } of purchase.credits[currency.id] ?? []) {
    const what = { currency: currency.id, lot, endsAt, at: draft.at };
    draft.count(currency.id, 'activated', activateWaiting(wallet, draft.journal, what));
  }
}
