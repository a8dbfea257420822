import { noFollowUp, type PurchaseRecord } from '../../engine/index.ts';
import type { ReturnData } from '../../events/index.ts';
import type { Report } from './difference.ts';
import type { MemberHistory, StoredEvent } from './history.ts';
import { PurchaseBook } from './purchase-book.ts';
import { firstDifference } from './same.ts';

type Returned = PurchaseRecord['followUp']['returned'];

/** What is noted beside each purchase is what its returns did: pieces back, points taken back. */
export function checkFollowUps(history: MemberHistory, report: Report): void {
  const { events, followUps } = history;
  const purchases = new PurchaseBook(history.memberId);
  const undone = undoneByEvent(history);
  const returned = new Map<number, Returned>();
  const taken = new Map<number, Record<string, number>>();
  for (const event of events) {
    purchases.add(event);
    const purchase = purchases.namedBy(event);
    if (!purchase) continue;
    if (event.type === 'return') {
      returned.set(purchase.no, afterReturn(purchase, returned.get(purchase.no) ?? {}, event));
    }
    if (event.type === 'purchase.reinstated') returned.set(purchase.no, {});
    const sums = taken.get(purchase.no) ?? {};
    for (const [currency, points] of Object.entries(undone.get(event.no) ?? {})) {
      sums[currency] = (sums[currency] ?? 0) + points;
    }
    taken.set(purchase.no, sums);
  }
  const bought = new Set<number>();
  for (const { no } of purchases.all) {
    bought.add(no);
    const found = followUps.get(no) ?? noFollowUp();
    // Who took the buyer in followed it: the replay of that history compares it.
    if (found.elsewhere) continue;
    const wrong = firstDifference(returned.get(no) ?? {}, found.returned);
    if (wrong) report('returned', `purchase ${no}${wrong.path}`, wrong.a, wrong.b);
    checkUndone(no, taken.get(no) ?? {}, found.undone, report);
  }
  for (const no of followUps.keys()) {
    if (!bought.has(no)) report('follow_up_without_purchase', `purchase ${no}`, 'a purchase', no);
  }
}

function afterReturn(purchase: PurchaseRecord, before: Returned, event: StoredEvent): Returned {
  const after = { ...before };
  const { lines } = event.data as unknown as ReturnData;
  if (lines === null) {
    for (const { line, voided, quantity, net } of purchase.lines) {
      const by = before[line]?.by ?? 'quantity';
      if (!voided) after[line] = { by, units: by === 'quantity' ? quantity : net };
    }
    return after;
  }
  for (const { line, quantity, amount } of lines) {
    const units = (after[line]?.units ?? 0) + (quantity ?? amount ?? 0);
    after[line] = { by: quantity !== null ? 'quantity' : 'amount', units };
  }
  return after;
}

/**
 * By event and currency, how much was clawed back, less what was given back again. What other rooms
 * had given and took back is not the purchase's: their effects tell it.
 */
function undoneByEvent({ entries, events }: MemberHistory): Map<number, Record<string, number>> {
  const undone = new Map<number, Record<string, number>>();
  for (const { no, currency, amount, from, to } of entries) {
    if (from !== 'clawback' && to !== 'clawback') continue;
    const sums = undone.get(no) ?? {};
    sums[currency] = (sums[currency] ?? 0) + (to === 'clawback' ? amount : -amount);
    undone.set(no, sums);
  }
  for (const { no, decision } of events) {
    for (const { room, kind, currency, points } of decision.effects) {
      if (room !== 'points' || kind !== 'taken-back') continue;
      const sums = undone.get(no) ?? {};
      sums[String(currency)] = (sums[String(currency)] ?? 0) - Number(points);
    }
  }
  return undone;
}

function checkUndone(
  no: number,
  expected: Readonly<Record<string, number>>,
  undone: PurchaseRecord['followUp']['undone'],
  report: Report,
): void {
  for (const currency of new Set([...Object.keys(expected), ...Object.keys(undone)])) {
    const found = (undone[currency] ?? []).reduce((sum, part) => sum + part.amount, 0);
    const due = expected[currency] ?? 0;
    if (found !== due) report('undone', `purchase ${no}, ${currency}`, due, found);
  }
}
