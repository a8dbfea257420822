import type { Instant } from '../../../../../kernel/time.ts';
import { voidHold } from '../../../../points/index.ts';
import type { Program } from '../../program.ts';
import type { Settled } from '../../settled.ts';
import type { MemberState } from '../../state.ts';
import type { Part } from '../part.ts';

/** Undoes what is in the middle: reservations and redemptions of the rooms, then other holds. */
export function undoOpen(
  parts: readonly Part[],
  program: Program,
  state: MemberState,
  into: Settled,
  at: Instant,
): void {
  for (const part of parts) {
    if (state.slices[part.slice] !== undefined) part.undoOpen?.(program, state, into, at);
  }
  for (const id in state.wallets) {
    const wallet = state.wallets[id];
    if (!wallet) continue;
    for (const hold of wallet.holds.slice()) voidHold(wallet, into.journal, id, hold, at);
  }
}
