import { checkDecisions } from './check-decisions.ts';
import { checkFollowUps } from './check-follow-ups.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkSides } from './check-sides.ts';
import { checkTotals } from './check-totals.ts';
import { checkWallets } from './check-wallets.ts';
import type { Report } from './difference.ts';
import type { MemberHistory } from './history.ts';
import type { ProgramHistory } from './program-history.ts';
import { replayMember } from './replay.ts';

type Check = (history: MemberHistory, programs: ProgramHistory, report: Report) => void;

const QUICK: readonly Check[] = [
  (history, _, report) => checkNumbers(history, report),
  (history, _, report) => checkWallets(history, report),
  (history, _, report) => checkDecisions(history, report),
  (history, _, report) => checkFollowUps(history, report),
  checkTotals,
  (history, _, report) => checkSides(history, report),
];

/**
 * Everything that can be proved of one member.
 *
 * @param quick rebuilds balances, lots, levels and counts from entries and events, and leaves out
 * deciding every event again.
 */
export function checkMember(
  history: MemberHistory,
  programs: ProgramHistory,
  quick: boolean,
  report: Report,
): void {
  for (const check of quick ? QUICK : [...QUICK, replayMember]) {
    try {
      check(history, programs, report);
    } catch (error) {
      // What was stored is so wrong that the check fell over it: that is a finding too.
      const told = error instanceof Error ? error.message : String(error);
      report('unreadable', check.name || 'stored rows', 'rows that make sense', told);
    }
  }
}
