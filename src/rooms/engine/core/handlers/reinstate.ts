import { debit, endOf, giveBack, type HeldPart } from '../../../points/index.ts';
import { noFollowUp, type PurchaseFollowUp, type PurchaseRecord } from '../decision.ts';
import type { Draft } from '../draft.ts';
import { isOfThePast } from '../parts/leaving/left.ts';
import { lotsNow, moneyBack } from '../returned.ts';
import { countEarned, countPurchase } from '../totals.ts';
import { type Handler, refuse } from './handler.ts';

/**
 * A purchase that was returned (an order that was cancelled) stands again: what was taken back is
 * given back to the same lots, what was restored is spent again.
 */
export const reinstate: Handler = (draft, { purchase }) => {
  if (!purchase) {
    return refuse(
      'purchase_unknown',
      '/data/purchase',
      'The hub does not know this purchase.',
      'Name it by the source and id of its event.',
    );
  }
  if (Object.keys(purchase.followUp.returned).length === 0) {
    return refuse(
      'nothing_to_reinstate',
      '/data/purchase',
      'Nothing of this purchase has come back.',
      'Send this only after a return or a cancellation.',
    );
  }
  const bought = draft.program.zone.dayOf(purchase.happenedAt);
  const past = isOfThePast(draft.state, purchase.no);
  if (!past) giveEarnedBack(draft, purchase, bought);
  const { spends: before } = purchase.followUp;
  const spends = past ? before : before.map((spend) => spendAgain(draft, spend));
  const money = moneyBack(purchase, purchase.followUp.returned);
  countPurchase(draft.state, bought, money.all ? 1 : 0, money.back);
  const { asked, undone, activated } = purchase.followUp;
  const known = draft.program.currencies;
  const followUp: PurchaseFollowUp = {
    ...noFollowUp(),
    asked: past ? asked : ofLostCurrencies(asked, known),
    undone: past ? undone : ofLostCurrencies(undone, known),
    activated,
    spends,
  };
  draft.purchase = { ...purchase, followUp };
  return null;
};

function giveEarnedBack(draft: Draft, purchase: PurchaseRecord, bought: number): void {
  for (const [id, parts] of Object.entries(purchase.followUp.undone)) {
    const currency = draft.program.currencies.get(id);
    if (!currency) continue;
    for (const { lot, amount, activeAt } of lotsNow(purchase.followUp, id, parts)) {
      const wallet = draft.wallet(currency);
      const pending = activeAt !== null && activeAt > draft.at;
      giveBack(wallet, draft.journal, {
        currency: id,
        from: 'clawback',
        lot,
        amount,
        at: draft.at,
        endsAt: endOf(currency, draft.program.zone, draft.at, draft.at),
        ...(pending ? { activeAt } : {}),
      });
      draft.count(id, 'reinstated', amount);
      countEarned(draft.program, draft.state, bought, id, amount);
    }
  }
}

/** What a program without these points cannot give back stays noted until one has them again. */
function ofLostCurrencies<T>(
  row: Readonly<Record<string, T>>,
  known: ReadonlyMap<string, unknown>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(row).filter(([id]) => !known.has(id)));
}

/** Takes again what a return had restored; what is no longer there is taken as far as it goes. */
function spendAgain(
  draft: Draft,
  spend: PurchaseFollowUp['spends'][number],
): PurchaseFollowUp['spends'][number] {
  const currency = draft.program.currencies.get(spend.currency);
  if (!currency || spend.restored === 0) return spend;
  const wallet = draft.wallet(currency);
  const most = wallet.lots.reduce((sum, lot) => sum + lot.left, 0) + currency.overdraft;
  const amount = Math.max(0, Math.min(spend.restored, most));
  const again =
    debit(wallet, draft.journal, {
      currency: spend.currency,
      amount,
      to: 'redeemed',
      at: draft.at,
      overdraft: currency.overdraft,
    }) ?? [];
  draft.count(spend.currency, 'spent', amount);
  if (amount < spend.restored) draft.flags.push(`respend_short:${spend.currency}`);
  return { currency: spend.currency, parts: [...kept(spend), ...again], restored: 0 };
}

/** The parts of a spend that no return has touched (the last ones were given back first). */
function kept(spend: PurchaseFollowUp['spends'][number]): HeldPart[] {
  let rest = spend.parts.reduce((sum, part) => sum + part.amount, 0) - spend.restored;
  return spend.parts.flatMap((part) => {
    const amount = Math.min(rest, part.amount);
    rest -= amount;
    return amount > 0 ? [{ ...part, amount }] : [];
  });
}
