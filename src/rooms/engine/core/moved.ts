import type { Entry } from '../../ledger/index.ts';
import type { Draft } from './draft.ts';

/** What ended, from this entry on, is part of the answer. */
export function countEnded(draft: Draft, first: number): void {
  const { entries } = draft.journal;
  for (let index = first; index < entries.length; index++) {
    const { currency, from, to, amount } = entries[index] as Entry;
    if (ENDS.has(to)) draft.count(currency, to, amount);
    if (from === 'forfeited') draft.count(currency, 'madeGood', amount);
  }
}

const ENDS: ReadonlySet<string> = new Set(['expired', 'voided', 'forfeited', 'donated']);

/** And what came free because its hold ran out, came back uncollected, or was paid out. */
export function countSettled(draft: Draft, first: number): void {
  const { entries } = draft.journal;
  for (let index = first; index < entries.length; index++) {
    const { currency, from, to, amount } = entries[index] as Entry;
    if (from === 'held' && to === 'member') draft.count(currency, 'released', amount);
    if (from === 'redeemed' && to === 'member') draft.count(currency, 'restored', amount);
    if (to === 'redeemed') draft.count(currency, 'spent', amount);
  }
}
