import { scale } from '../../../../kernel/integer.ts';
import type { ReturnData } from '../../../events/index.ts';
import {
  type CreditPart,
  type Currency,
  clawBack,
  endOf,
  giveBack,
} from '../../../points/index.ts';
import type { PurchaseFollowUp, PurchaseRecord, PurchaseSpend, Refusal } from '../decision.ts';
import type { Draft } from '../draft.ts';
import { earn } from '../earn.ts';
import { hasLeft, isOfThePast } from '../parts/leaving/left.ts';
import { awardBack, lotsNow, moneyBack, returnAll, returnLines, shareOfAll } from '../returned.ts';
import { undoUpgrades } from '../tiers.ts';
import { countEarned, countPurchase } from '../totals.ts';
import { creditAwards } from './credit-earned.ts';
import { type Handler, refuse } from './handler.ts';

/** A return: takes back what the returned part earned, gives back what was spent on it. */
export const returned: Handler = (draft, { purchase }) => {
  if (!purchase) {
    return refuse(
      'purchase_unknown',
      '/data/purchase',
      'The hub does not know this purchase.',
      'Send the purchase first, or name it by the source and id of its event.',
    );
  }
  const late = tooLate(draft, purchase);
  if (late) return late;
  const data = draft.fact.data as unknown as ReturnData;
  const after =
    data.lines === null ? { returned: returnAll(purchase) } : returnLines(purchase, data.lines);
  if ('refusal' in after) return after.refusal;
  const before = moneyBack(purchase, purchase.followUp.returned);
  if (before.all && purchase.lines.length > 0) {
    return refuse(
      'return_exceeds_purchase',
      '/data',
      'All of this purchase has come back already.',
      'Nothing is left to return.',
    );
  }
  const followUp: PurchaseFollowUp = {
    ...purchase.followUp,
    returned: after.returned,
    asked: { ...purchase.followUp.asked },
    undone: { ...purchase.followUp.undone },
    spends: purchase.followUp.spends.map((spend) => ({ ...spend })),
  };
  const changed = { ...purchase, followUp };
  // What the member gave comes back first: then there is more for the points to be taken from.
  if (!isOfThePast(draft.state, purchase.no)) {
    restoreSpends(draft, changed);
    for (const currency of draft.program.currencyList) takeBack(draft, currency, changed);
  }
  const money = moneyBack(purchase, after.returned);
  const bought = draft.program.zone.dayOf(purchase.happenedAt);
  countPurchase(draft.state, bought, money.all ? -1 : 0, before.back - money.back);
  draft.purchase = changed;
  if (!hasLeft(draft.state)) earn(draft, []);
  creditAwards(draft);
  undoUpgrades(draft.current, draft.state, draft.tiers, purchase.happenedAt, draft.at);
  return null;
};

function tooLate(draft: Draft, purchase: PurchaseRecord): Refusal | null {
  const { returnWithin } = draft.program.intake;
  if (!returnWithin) return null;
  const last = draft.program.zone.plus(purchase.happenedAt, returnWithin);
  if (draft.fact.happenedAt <= last) return null;
  return refuse(
    'return_too_late',
    '/happenedAt',
    'The return window of this purchase is over.',
    'Adjust the points by hand with a reason, if the return is accepted all the same.',
  );
}

/** Claws back the returned share of every award in this currency, cumulatively. */
function takeBack(draft: Draft, currency: Currency, purchase: PurchaseRecord): void {
  const { followUp } = purchase;
  const target = purchase.awards
    .filter((award) => award.currency === currency.id)
    .reduce((sum, award) => sum + awardBack(award, purchase, followUp.returned), 0);
  const due = target - (followUp.asked[currency.id] ?? 0);
  if (due <= 0) return;
  followUp.asked[currency.id] = target;
  const credited = lotsNow(followUp, currency.id, purchase.credits[currency.id] ?? []);
  const undone = lotsNow(followUp, currency.id, followUp.undone[currency.id] ?? []);
  const left = stillThere(credited, undone);
  const wallet = draft.wallet(currency);
  const taken = clawBack(currency, wallet, draft.journal, left, due, draft.at);
  const sum = taken.reduce((total, part) => total + part.amount, 0);
  followUp.undone[currency.id] = [...(followUp.undone[currency.id] ?? []), ...taken];
  draft.count(currency.id, 'clawedBack', sum);
  if (sum < due) draft.flags.push(`clawback_short:${currency.id}`);
  const bought = draft.program.zone.dayOf(purchase.happenedAt);
  countEarned(draft.program, draft.state, bought, currency.id, -sum);
}

/** The parts of the original credit that earlier returns have not taken. */
function stillThere(credited: readonly CreditPart[], undone: readonly CreditPart[]): CreditPart[] {
  const gone = new Map<string, number>();
  for (const { lot, amount } of undone) gone.set(lot, (gone.get(lot) ?? 0) + amount);
  return credited.map((part) => {
    const taken = Math.min(part.amount, gone.get(part.lot) ?? 0);
    gone.set(part.lot, (gone.get(part.lot) ?? 0) - taken);
    return { ...part, amount: part.amount - taken };
  });
}

/** Gives the returned share of every spend on this purchase back to the lots it came from. */
function restoreSpends(draft: Draft, purchase: PurchaseRecord): void {
  const { back, of } = shareOfAll(purchase, purchase.followUp.returned);
  for (const spend of purchase.followUp.spends) {
    const spent = spend.parts.reduce((sum, part) => sum + part.amount, 0);
    const target = spent - scale(spent, of - back, of, 'down');
    restore(draft, spend, target);
  }
}

function restore(draft: Draft, spend: PurchaseSpend, target: number): void {
  const currency = draft.program.currencies.get(spend.currency);
  if (!currency) return;
  const wallet = draft.wallet(currency);
  let skip = spend.restored;
  let rest = target - spend.restored;
  for (const part of spend.parts.toReversed()) {
    const untouched = Math.max(0, part.amount - skip);
    skip = Math.max(0, skip - part.amount);
    const amount = Math.min(untouched, rest);
    if (amount <= 0) continue;
    giveBack(wallet, draft.journal, {
      currency: spend.currency,
      from: 'redeemed',
      lot: part.lot,
      amount,
      at: draft.at,
      endsAt: endOf(currency, draft.program.zone, draft.at, draft.at),
    });
    draft.count(spend.currency, 'restored', amount);
    rest -= amount;
  }
  spend.restored = Math.max(spend.restored, target);
}
