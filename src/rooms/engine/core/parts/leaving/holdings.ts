import type { Instant } from '../../../../../kernel/time.ts';
import type { Holdings } from '../../../../leaving/index.ts';
import { balanceOf } from '../../../../points/index.ts';
import type { Program } from '../../program.ts';
import { forgotten } from '../../settled.ts';
import { copyState, type MemberState } from '../../state.ts';
import type { Part } from '../part.ts';
import { undoOpen } from './undo-open.ts';

/**
 * What a settled member has at a moment, as leaving would find it: what is open is named, and the
 * points are those that are there once it is undone.
 */
export function holdingsOf(
  parts: readonly Part[],
  program: Program,
  state: MemberState,
  at: Instant,
): Holdings {
  const open: Holdings['open'][number][] = [];
  const coupons: string[] = [];
  for (const { holds } of Object.values(state.wallets)) {
    for (const { id } of holds) open.push({ kind: 'hold', id });
  }
  for (const part of parts) {
    const has = state.slices[part.slice] === undefined ? null : part.holdings?.(state);
    open.push(...(has?.open ?? []));
    coupons.push(...(has?.coupons ?? []));
  }
  const undone = copyState(state);
  undoOpen(parts, program, undone, forgotten(), at);
  const points = Object.entries(undone.wallets).map(([id, wallet]) => {
    const { active, pending, held } = balanceOf(wallet);
    return [id, { active, pending, held }] as const;
  });
  const tiers = Object.entries(state.tiers).map(([set, { level }]) => [set, level] as const);
  return {
    points: Object.fromEntries(points),
    coupons,
    tiers: Object.fromEntries(tiers),
    open,
  };
}
