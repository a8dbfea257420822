/**
 * Points of one currency of one member, as a till roll would keep them: every pot is what ends at
 * one moment. Deliberately plain; nothing of the engine is used.
 */
export interface Purse {
  pots: Pot[];
  /** What is owed after an overdraft or a return, zero or more. */
  debt: number;
  holds: { id: string; until: number; parts: Part[]; purchase: string | null }[];
  /** The last activity, where points end with inactivity. */
  activeOn: number | null;
}

export interface Pot {
  /** `e` earned, `g` goodwill, `w…` waits for an event of one purchase. */
  kind: string;
  ends: number | null;
  usable: number;
  pending: { at: number; amount: number }[];
}

/** Points that went to or came from one pot; `kind` `d` is the debt. */
export interface Part {
  kind: string;
  ends: number | null;
  amount: number;
  at: number | null;
}

/** When a purse that slides ends, given the last activity; null when it does not slide. */
export type Slide = (activeOn: number) => number | null;

export const emptyPurse = (): Purse => ({ pots: [], debt: 0, holds: [], activeOn: null });

/** The pot of that kind and end, made when there is none. */
export function potOf(purse: Purse, kind: string, ends: number | null): Pot {
  let pot = purse.pots.find((one) => one.kind === kind && one.ends === ends);
  if (!pot) {
    pot = { kind, ends, usable: 0, pending: [] };
    purse.pots.push(pot);
  }
  return pot;
}

/** Pots with usable points, those that end soonest first, earned before goodwill. */
export function soonest(purse: Purse): Pot[] {
  const end = (pot: Pot) => pot.ends ?? Number.POSITIVE_INFINITY;
  return purse.pots
    .filter((pot) => pot.usable > 0)
    .sort((a, b) => (end(a) === end(b) ? (a.kind < b.kind ? -1 : 1) : end(a) < end(b) ? -1 : 1));
}

/** Usable points less what is owed. */
export function usable(purse: Purse): number {
  return purse.pots.reduce((sum, pot) => sum + pot.usable, 0) - purse.debt;
}

/** The three figures. */
export function figures(purse: Purse): { active: number; pending: number; held: number } {
  let pending = 0;
  for (const pot of purse.pots) for (const one of pot.pending) pending += one.amount;
  let held = 0;
  for (const hold of purse.holds) for (const part of hold.parts) held += part.amount;
  return { active: usable(purse), pending, held };
}

/** Earned points that are usable pay what is owed; goodwill is never taken for it. */
export function payDebt(purse: Purse): void {
  for (const pot of soonest(purse)) {
    if (pot.kind !== 'e') continue;
    const paid = Math.min(pot.usable, purse.debt);
    pot.usable -= paid;
    purse.debt -= paid;
  }
}

/** Lets the time pass to `until`, one moment after the other. */
export function pass(purse: Purse, until: number, slide: Slide): void {
  for (;;) {
    const moment = nextMoment(purse, slide);
    if (moment === null || moment > until) break;
    for (const pot of purse.pots) {
      for (const one of pot.pending) if (one.at <= moment) pot.usable += one.amount;
      pot.pending = pot.pending.filter((one) => one.at > moment);
    }
    payDebt(purse);
    for (const hold of purse.holds.filter((one) => one.until <= moment)) {
      release(purse, hold, moment);
    }
    const slid = purse.activeOn === null ? null : slide(purse.activeOn);
    const allEnd = slid !== null && slid <= moment;
    for (const pot of purse.pots) if (pot.ends === null && allEnd) pot.usable = 0;
    purse.pots = purse.pots.filter((pot) => pot.ends === null || pot.ends > moment);
  }
  purse.pots = purse.pots.filter((pot) => pot.usable > 0 || pot.pending.length > 0);
}

function nextMoment(purse: Purse, slide: Slide): number | null {
  const moments: number[] = purse.holds.map((hold) => hold.until);
  for (const pot of purse.pots) {
    if (pot.ends !== null && (pot.usable > 0 || pot.pending.length > 0)) moments.push(pot.ends);
    for (const one of pot.pending) if (one.at < Number.POSITIVE_INFINITY) moments.push(one.at);
  }
  const slid = purse.activeOn === null ? null : slide(purse.activeOn);
  const slides = purse.pots.some((pot) => pot.ends === null && pot.usable > 0);
  if (slid !== null && slides) moments.push(slid);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** Gives a hold back to its pots and forgets it. */
export function release(purse: Purse, hold: Purse['holds'][number], now: number): void {
  purse.holds = purse.holds.filter((one) => one !== hold);
  for (const part of hold.parts) back(purse, part, now);
}

/** Gives a part back to the pot it came from; a pot that has ended is none. */
export function back(purse: Purse, part: Part, now: number): void {
  if (part.ends !== null && part.ends <= now) return;
  const pot = potOf(purse, part.kind, part.ends);
  if (part.at === null) pot.usable += part.amount;
  else addPending(pot, part.at, part.amount);
  payDebt(purse);
}

export function addPending(pot: Pot, at: number, amount: number): void {
  const same = pot.pending.find((one) => one.at === at);
  if (same) same.amount += amount;
  else pot.pending.push({ at, amount });
}

/** Takes points, soonest end first, then by debt. Null when there are too few. */
export function take(purse: Purse, amount: number, overdraft: number): Part[] | null {
  if (usable(purse) + overdraft < amount) return null;
  const parts: Part[] = [];
  let rest = amount;
  for (const pot of soonest(purse)) {
    const some = Math.min(pot.usable, rest);
    if (some === 0) continue;
    pot.usable -= some;
    rest -= some;
    parts.push({ kind: pot.kind, ends: pot.ends, amount: some, at: null });
  }
  if (rest > 0) {
    purse.debt += rest;
    parts.push({ kind: 'd', ends: null, amount: rest, at: null });
  }
  return parts;
}

/** Puts points in. What is usable by `now` pays a debt first; `at` infinite waits for an event. */
export function put(
  purse: Purse,
  what: { kind: string; ends: number | null; amount: number; at: number },
  now: number,
): Part[] {
  const parts: Part[] = [];
  let rest = what.amount;
  if (what.at <= now) {
    const paid = Math.min(rest, purse.debt);
    purse.debt -= paid;
    rest -= paid;
    if (paid > 0) parts.push({ kind: 'd', ends: null, amount: paid, at: null });
  }
  if (rest === 0) return parts;
  const pot = potOf(purse, what.kind, what.ends);
  if (what.at <= now) pot.usable += rest;
  else addPending(pot, what.at, rest);
  parts.push({
    kind: what.kind,
    ends: what.ends,
    amount: rest,
    at: what.at <= now ? null : what.at,
  });
  return parts;
}
