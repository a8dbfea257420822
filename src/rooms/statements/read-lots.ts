import { LIMITS } from '../../kernel/limits.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Entry } from '../ledger/index.ts';
import { formatMemberId } from '../members/index.ts';
import { lotEnd, lotKind } from '../points/index.ts';
import { dueEntries } from './core/due-entries.ts';
import { applyEntry } from './core/figures.ts';
import { programNow, type Statements } from './ground.ts';
import { type LotHistory, type LotSource, lotHistories, lotSources } from './points-store.ts';
import { stateOf } from './store.ts';

/** Events that are told for each lot, newest first. */
const SOURCES = 20;
const NEVER = Number.POSITIVE_INFINITY;

type Lot = { -readonly [K in keyof LotHistory]: LotHistory[K] };

/**
 * A member's lots with what came in, what went out and what is left of each: those with something
 * left, or all there ever were. Soonest to end first.
 */
export async function readLots(ground: Statements, memberId: number, all: boolean) {
  const { pool, clock } = ground;
  const now = clock.now();
  const [histories, sources, state] = await Promise.all([
    lotHistories(pool, memberId, now),
    lotSources(pool, memberId, SOURCES),
    stateOf(pool, memberId),
  ]);
  const lots = new Map<string, Lot>(
    histories.map((lot) => [nameOf(lot.currency, lot.lot), { ...lot }]),
  );
  if (state) {
    const due = dueEntries(programNow(ground).compiled, state, now);
    for (const entry of due) applyDue(lots, entry, now);
  }
  const wanted = [...lots.values()]
    .filter((lot) => all || lot.active !== 0 || lot.pending !== 0 || lot.held !== 0)
    .sort(
      (a, b) =>
        (endOrder(a) < endOrder(b) ? -1 : endOrder(a) > endOrder(b) ? 1 : 0) ||
        (a.lot < b.lot ? -1 : 1),
    );
  const filled = Map.groupBy(sources, ({ currency, lot }) => nameOf(currency, lot));
  return {
    member: formatMemberId(memberId),
    lots: wanted
      .slice(0, LIMITS.page)
      .map((lot) => shown(lot, filled.get(nameOf(lot.currency, lot.lot)) ?? [])),
    more: wanted.length > LIMITS.page,
  };
}

/** Ways in which points end without having been used. */
const ENDS: ReadonlySet<string> = new Set(['expired', 'voided', 'forfeited', 'donated']);

/** What has fallen due shows in the lots before a task writes it. */
function applyDue(lots: Map<string, Lot>, entry: Entry, now: Instant): void {
  const { currency, fromLot, toLot, amount } = entry;
  const from = fromLot === null ? undefined : lots.get(nameOf(currency, fromLot));
  const to = toLot === null ? undefined : lots.get(nameOf(currency, toLot));
  if (from) applyEntry(from, { ...entry, to: 'expired', toLot: null }, now);
  if (to) applyEntry(to, { ...entry, from: 'issued', fromLot: null }, now);
  if (from && ENDS.has(entry.to)) from.expired += amount;
  if (entry.from === 'member' && entry.to === 'member') {
    if (from) from.moved -= amount;
    if (to) to.moved += amount;
  }
}

function nameOf(currency: string, lot: string): string {
  return `${currency}\n${lot}`;
}

function endOrder({ lot }: Lot): number {
  return lotEnd(lot) ?? NEVER;
}

function shown(lot: Lot, sources: readonly LotSource[]) {
  const { currency, lot: id, active, pending, held, ...history } = lot;
  const end = lotEnd(id);
  return {
    currency,
    lot: id,
    kind: lotKind(id),
    endsAt: end === null ? null : formatInstant(end),
    left: active,
    pending,
    held,
    ...history,
    from: sources.map(({ no, source, id: event, type, happenedAt, points }) => ({
      ...{ no, source, id: event, type },
      happenedAt: formatInstant(happenedAt),
      points,
    })),
  };
}
