import { activateWaiting, type Currency, endOf, lotKind } from '../../../points/index.ts';
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
  const { followUp } = purchase;
  const waiting = purchase.credits[currency.id]?.find(({ lot }) => lotKind(lot) === 'waiting');
  if (!waiting || followUp.activated[currency.id] !== undefined) return;
  const { points, lot } = activateWaiting(draft.wallet(currency), draft.journal, {
    currency: currency.id,
    lot: waiting.lot,
    endsAt: endOf(currency, draft.program.zone, purchase.happenedAt, draft.at),
    at: draft.at,
  });
  draft.count(currency.id, 'activated', points);
  const activated = { ...followUp.activated, [currency.id]: lot };
  draft.purchase = { ...purchase, followUp: { ...followUp, activated } };
}
