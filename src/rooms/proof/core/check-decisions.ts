import { lotKind } from '../../points/index.ts';
import type { Report } from './difference.ts';
import type { MemberHistory, StoredEntry, StoredEvent } from './history.ts';

type Moved = Record<string, Record<string, number>>;

/** What a decision says it moved, and the balances and levels after it, follow from the entries. */
export function checkDecisions({ events, entries, state }: MemberHistory, report: Report): void {
  const sums: Record<string, number> = {};
  const levels: Record<string, string> = {};
  let next = 0;
  for (const event of events) {
    const own: StoredEntry[] = [];
    while (next < entries.length && (entries[next]?.no ?? 0) <= event.no) {
      own.push(entries[next++] as StoredEntry);
    }
    compare('moved', event, movedBy(own), event.decision.moved, report);
    for (const { currency, amount, fromLot, toLot } of own) {
      const gained = (toLot === null ? 0 : amount) - (fromLot === null ? 0 : amount);
      sums[currency] = (sums[currency] ?? 0) + gained;
    }
    checkBalances(event, sums, report);
    for (const { set, from, to } of event.decision.tiers) {
      if ((levels[set] ?? '') !== from) {
        report('tier_change', `event ${event.no}, ${set}`, levels[set] ?? '', from);
      }
      levels[set] = to;
    }
    compareLevels(`event ${event.no}`, levels, event.decision.levels, report);
  }
  const standing = Object.entries(state?.tiers ?? {}).map(([set, { level }]) => [set, level]);
  if (state) compareLevels('state', levels, Object.fromEntries(standing), report);
}

function checkBalances(
  { no, decision }: StoredEvent,
  sums: Record<string, number>,
  report: Report,
): void {
  for (const currency of new Set([...Object.keys(sums), ...Object.keys(decision.balances)])) {
    const after = decision.balances[currency];
    const found = after ? after.active + after.pending + after.held : 0;
    const expected = sums[currency] ?? 0;
    if (found === expected) continue;
    report('balance_after', `event ${no}, ${currency}`, expected, found);
    // Told once: what comes after is compared with what was said here.
    sums[currency] = found;
  }
}

function compareLevels(
  where: string,
  expected: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
  report: Report,
): void {
  for (const set of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    if ((expected[set] ?? '') === (found[set] ?? '')) continue;
    report('tier', `${where}, ${set}`, expected[set] ?? '', found[set] ?? '');
  }
}

function compare(
  what: string,
  { no }: StoredEvent,
  expected: Moved,
  found: StoredEvent['decision']['moved'],
  report: Report,
): void {
  for (const currency of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const one = expected[currency] ?? {};
    const other = found[currency] ?? {};
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      if ((one[key] ?? 0) === (other[key] ?? 0)) continue;
      report(what, `event ${no}, ${currency} ${key}`, one[key] ?? 0, other[key] ?? 0);
    }
  }
}

const GIVEN: Readonly<Record<string, string>> = {
  issued: 'earned',
  goodwill: 'goodwill',
  opening: 'opening',
  adjusted: 'adjusted',
  redeemed: 'restored',
  clawback: 'reinstated',
  transfer: 'received',
  forfeited: 'madeGood',
};
const TAKEN: Readonly<Record<string, string>> = {
  redeemed: 'spent',
  expired: 'expired',
  voided: 'voided',
  clawback: 'clawedBack',
  transfer: 'sent',
  adjusted: 'adjusted',
  held: 'setAside',
  forfeited: 'forfeited',
  donated: 'donated',
};

/** What an event moved in the words of its decision, from its entries. */
function movedBy(entries: readonly StoredEntry[]): Moved {
  const moved: Moved = {};
  for (const { currency, amount, from, to, fromLot, toLot } of entries) {
    moved[currency] ??= {};
    const row = moved[currency];
    const add = (what: string | null | undefined, points: number): void => {
      if (what) row[what] = (row[what] ?? 0) + points;
    };
    if (to === 'member' && from === 'member') add(activated(fromLot, toLot), amount);
    else if (to === 'member') add(from === 'held' ? 'released' : GIVEN[from], amount);
    else add(TAKEN[to], to === 'adjusted' ? -amount : amount);
  }
  return moved;
}

function activated(fromLot: string | null, toLot: string | null): string | null {
  const waited = fromLot !== null && lotKind(fromLot) === 'waiting';
  return waited && toLot !== null && lotKind(toLot) !== 'waiting' ? 'activated' : null;
}
