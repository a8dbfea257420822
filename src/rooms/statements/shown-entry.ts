import { formatInstant } from '../../kernel/time.ts';
import { causeOf } from './core/cause.ts';
import type { EntryRow } from './history-store.ts';

/** A movement as readers see it: the accounts, the lots, and in words what it was. */
export function shownEntry(entry: Omit<EntryRow, 'source' | 'id' | 'type'>) {
  const { code, sign, words } = causeOf(entry.from, entry.to);
  return {
    no: entry.no,
    seq: entry.seq,
    currency: entry.currency,
    amount: entry.amount,
    cause: code,
    change: sign * entry.amount,
    text: words,
    from: { account: entry.from, lot: entry.fromLot },
    to: { account: entry.to, lot: entry.toLot },
    hold: entry.hold,
    activeAt: entry.activeAt === null ? null : formatInstant(entry.activeAt),
    happenedAt: formatInstant(entry.happenedAt),
    recordedAt: formatInstant(entry.recordedAt),
  };
}
