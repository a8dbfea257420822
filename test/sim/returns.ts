import { type Draft, type Purchase, purseOf } from './model.ts';
import { back, type Part, type Purse, potOf, soonest, take, usable } from './purse.ts';
import { friendReturns } from './referred.ts';
import { net, times } from './rules.ts';
import { undo } from './standing.ts';
import { endsAt, lasting } from './terms.ts';

type Back = Purchase['back'];

/** How much of a line there was, in pieces or money. */
const whole = (line: Purchase['lines'][number], by: 'quantity' | 'amount') =>
  by === 'quantity' ? line.quantity : net(line);

/** A return: takes back what the returned part earned, gives back what was spent on it. */
export function comeBack(draft: Draft): string | null {
  const { purchase, event, program, zone, member } = draft;
  if (!purchase) return 'purchase_unknown';
  const last = zone.plus(purchase.at, lasting(program.intake.returnWithin ?? 'P30D'));
  if (draft.happenedAt > last) return 'return_too_late';
  const lines = event.data.lines as { line: string; quantity?: number; amount?: number }[] | null;
  const after = lines ? withLines(purchase, lines) : withAll(purchase);
  if (typeof after === 'string') return after;
  if (money(purchase).all) return 'return_exceeds_purchase';
  purchase.back = after;
  const { of, sum, all } = shareBack(purchase);
  const past = purchase.seq <= member.past;
  for (const spend of past ? [] : purchase.spends) {
    const spent = spend.parts.reduce((total, part) => total + part.amount, 0);
    const target = all ? spent : spent - times(spent, of - sum, of);
    if (target > spend.restored) restore(draft, spend, target);
  }
  if (!past) {
    for (const currency of Object.keys(program.points)) takeBack(draft, purchase, currency);
  }
  undo(member, purchase.at);
  const kept = money(purchase);
  if (kept.all) member.bought -= 1;
  friendReturns(draft, kept.of - kept.sum);
  return null;
}

function withAll(purchase: Purchase): Back {
  const after: Back = {};
  for (const line of purchase.lines) {
    if (line.voided) continue;
    const by = purchase.back[line.line]?.by ?? 'quantity';
    after[line.line] = { by, units: whole(line, by) };
  }
  return after;
}

function withLines(
  purchase: Purchase,
  lines: { line: string; quantity?: number; amount?: number }[],
): Back | string {
  const after = { ...purchase.back };
  for (const { line, quantity, amount } of lines) {
    const bought = purchase.lines.find((one) => one.line === line && !one.voided);
    if (!bought) return 'return_line_unknown';
    const by = quantity === undefined ? 'amount' : 'quantity';
    const before = after[line];
    if (before && before.by !== by) return 'return_mixed';
    const units = (before?.units ?? 0) + (quantity ?? amount ?? 0);
    if (units > whole(bought, by)) return 'return_exceeds_purchase';
    after[line] = { by, units };
  }
  return after;
}

/** What of a value stays, rounded down, after so much of a line has come back. */
function stays(value: number, line: Purchase['lines'][number], after: Back): number {
  const one = after[line.line];
  if (!one) return value;
  const of = whole(line, one.by);
  return of === 0 ? 0 : times(value, of - one.units, of);
}

function money(purchase: Purchase): { sum: number; of: number; all: boolean } {
  const sold = purchase.lines.filter((line) => !line.voided);
  const of = sold.reduce((sum, line) => sum + net(line), 0);
  const stay = sold.reduce((sum, line) => sum + stays(net(line), line, purchase.back), 0);
  const all = sold.every((line) => {
    const one = purchase.back[line.line];
    return one !== undefined && one.units >= whole(line, one.by);
  });
  return { sum: of - stay, of, all };
}

/** What of a purchase has come back: by money, or of a basket that cost nothing by pieces. */
function shareBack(purchase: Purchase): { sum: number; of: number; all: boolean } {
  const byMoney = money(purchase);
  if (byMoney.of > 0) return byMoney;
  const sold = purchase.lines.filter((line) => !line.voided);
  const of = sold.reduce((sum, line) => sum + line.quantity, 0);
  const stay = sold.reduce((sum, line) => sum + stays(line.quantity, line, purchase.back), 0);
  return { sum: of - stay, of, all: byMoney.all };
}

/** What of all awards in a currency is to be gone by now. */
function toBeGone(purchase: Purchase, currency: string): number {
  let gone = 0;
  for (const award of purchase.awards) {
    if (award.currency !== currency || award.onReturn === 'keep') continue;
    if (award.onReturn === 'all') {
      gone += Object.keys(purchase.back).length > 0 ? award.points : 0;
      continue;
    }
    award.perLine.forEach((points, index) => {
      gone += points - stays(points, purchase.lines[index]!, purchase.back);
    });
  }
  return gone;
}

function takeBack(draft: Draft, purchase: Purchase, currency: string): void {
  const target = toBeGone(purchase, currency);
  const due = target - (purchase.asked[currency] ?? 0);
  if (due <= 0) return;
  purchase.asked[currency] = target;
  const purse = purseOf(draft.member, currency);
  const own = remaining(purchase.credits[currency] ?? [], purchase.undone[currency] ?? []);
  const taken = claw(purse, own, due, draft.program.points[currency]!.returns);
  purchase.undone[currency] = [...(purchase.undone[currency] ?? []), ...taken];
  if (currency === 'growth') {
    draft.member.growth -= taken.reduce((sum, part) => sum + part.amount, 0);
  }
}

const pot = (part: Part) => `${part.kind} ${part.ends}`;

/** The parts of a credit that earlier returns have left. */
function remaining(credits: Part[], undone: Part[]): Part[] {
  const gone = new Map<string, number>();
  for (const part of undone) gone.set(pot(part), (gone.get(pot(part)) ?? 0) + part.amount);
  return credits.map((part) => {
    const some = Math.min(part.amount, gone.get(pot(part)) ?? 0);
    gone.set(pot(part), (gone.get(pot(part)) ?? 0) - some);
    return { ...part, amount: part.amount - some };
  });
}

/** Pending points of the purchase first, then its own pots, then other earned ones, then debt. */
export function claw(purse: Purse, own: Part[], due: number, policy: string): Part[] {
  const taken: Part[] = [];
  let rest = due;
  const took = (part: Part) => {
    if (part.amount <= 0) return;
    rest -= part.amount;
    taken.push(part);
  };
  for (const part of own) {
    const { pending } = potOf(purse, part.kind, part.ends);
    const waits = pending.find((one) => one.at === part.at);
    if (!waits) continue;
    const amount = Math.min(waits.amount, part.amount, rest);
    waits.amount -= amount;
    took({ ...part, amount });
  }
  for (const one of purse.pots) one.pending = one.pending.filter(({ amount }) => amount > 0);
  const waited = own.some((part) => part.kind.startsWith('w'));
  if (policy === 'only-pending' || waited) return taken;
  const from = (kind: string, ends: number | null, most: number) => {
    const found = potOf(purse, kind, ends);
    const amount = Math.min(found.usable, most, rest);
    found.usable -= amount;
    took({ kind, ends, amount, at: null });
  };
  for (const part of own) if (part.kind === 'e') from('e', part.ends, part.amount);
  for (const one of soonest(purse)) if (one.kind === 'e') from('e', one.ends, rest);
  if (policy === 'unlimited' && rest > 0) {
    purse.debt += rest;
    took({ kind: 'd', ends: null, amount: rest, at: null });
  }
  return taken;
}

/** Gives back of a spend what is to be restored by now, the last parts first. */
function restore(draft: Draft, spend: Purchase['spends'][number], target: number): void {
  let skip = spend.restored;
  let rest = target - spend.restored;
  for (const part of spend.parts.toReversed()) {
    const untouched = Math.max(0, part.amount - skip);
    skip = Math.max(0, skip - part.amount);
    const amount = Math.min(untouched, rest);
    rest -= amount;
    if (amount > 0) giveBack(draft, spend.currency, { ...part, amount });
  }
  spend.restored = target;
}

/** What was a debt pays the debt that is left of it; the rest counts as earned now. */
function giveBack(draft: Draft, currency: string, part: Part): void {
  const purse = purseOf(draft.member, currency);
  if (part.kind !== 'd') {
    back(purse, part, draft.at);
    return;
  }
  const paid = Math.min(purse.debt, part.amount);
  purse.debt -= paid;
  if (paid === part.amount) return;
  const ends = endsAt(draft.zone, draft.program.points[currency]!, draft.at, draft.at);
  back(purse, { kind: 'e', ends, amount: part.amount - paid, at: null }, draft.at);
}

/** A cancelled order stands again: what was taken comes back, what was restored is spent again. */
export function standAgain(draft: Draft): string | null {
  const { purchase, member, program } = draft;
  if (!purchase) return 'purchase_unknown';
  if (Object.keys(purchase.back).length === 0) return 'nothing_to_reinstate';
  if (money(purchase).all) member.bought += 1;
  if (purchase.seq <= member.past) {
    purchase.back = {};
    return null;
  }
  for (const [currency, parts] of Object.entries(purchase.undone)) {
    for (const part of parts) {
      const pending = part.at !== null && part.at > draft.at;
      giveBack(draft, currency, pending ? part : { ...part, at: null });
      if (currency === 'growth') member.growth += part.amount;
    }
  }
  for (const spend of purchase.spends) {
    if (spend.restored === 0) continue;
    const purse = purseOf(member, spend.currency);
    const overdraft = program.points[spend.currency]!.overdraft?.limit ?? 0;
    const amount = Math.max(0, Math.min(spend.restored, usable(purse) + overdraft));
    const again = take(purse, amount, overdraft) ?? [];
    let keep = spend.parts.reduce((sum, part) => sum + part.amount, 0) - spend.restored;
    const kept = spend.parts.flatMap((part) => {
      const some = Math.min(keep, part.amount);
      keep -= some;
      return some > 0 ? [{ ...part, amount: some }] : [];
    });
    spend.parts = [...kept, ...again];
    spend.restored = 0;
  }
  Object.assign(purchase, { back: {}, asked: {}, undone: {} });
  return null;
}
