import type { Instant } from '../../../kernel/time.ts';
import type { Entry } from '../../ledger/index.ts';
import { lotKind } from '../../points/index.ts';

/** What a member has of one currency, by state. Smallest unit. */
export interface Figures {
  active: number;
  pending: number;
  held: number;
}

/** Nothing of anything. */
export function noFigures(): Figures {
  return { active: 0, pending: 0, held: 0 };
}

/**
 * In which state points of a lot are at a moment, by the entry that brought or took them: those
 * in a waiting lot, and those whose time has not come, are pending.
 */
function stateOf(lot: string, activeAt: Instant | null, at: Instant): 'active' | 'pending' {
  const pending = lotKind(lot) === 'waiting' || (activeAt !== null && activeAt > at);
  return pending ? 'pending' : 'active';
}

/** Adds one movement, as it looks at `at`. */
export function applyEntry(figures: Figures, entry: Entry, at: Instant): void {
  const { amount, activeAt } = entry;
  if (entry.from === 'held') figures.held -= amount;
  else if (entry.fromLot !== null) figures[stateOf(entry.fromLot, activeAt, at)] -= amount;
  if (entry.to === 'held') figures.held += amount;
  else if (entry.toLot !== null) figures[stateOf(entry.toLot, activeAt, at)] += amount;
}
