import type { Instant } from '../../../kernel/time.ts';
import type { MemberState, Program } from '../../engine/index.ts';
import type { Entry } from '../../ledger/index.ts';
import { copyWallet, Journal, settleWallet } from '../../points/index.ts';

/**
 * Movements that have fallen due by `at` and that no task has written yet: with them the books
 * are as they will be, whenever that task comes.
 */
export function dueEntries(program: Program, state: MemberState, at: Instant): readonly Entry[] {
  const journal = new Journal();
  for (const [id, wallet] of Object.entries(state.wallets)) {
    const currency = program.currencies.get(id);
    if (currency) settleWallet(currency, program.zone, copyWallet(wallet), journal, at);
  }
  return journal.entries;
}
