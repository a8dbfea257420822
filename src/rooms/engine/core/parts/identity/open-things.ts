import { isClosed } from '../../../../coupons/index.ts';
import { originOf } from '../../../../points/index.ts';
import type { Refusal } from '../../decision.ts';
import { refuse } from '../../handlers/handler.ts';
import type { MemberState } from '../../state.ts';

/** What is in the middle names its holder: it is finished first. */
export function refuseOpen(state: MemberState, guest: number | null): Refusal | null {
  const { rewards, coupons } = state.slices;
  const concerns = (lot: string): boolean => guest === null || originOf(lot) === guest;
  const held = Object.values(state.wallets).some(({ holds }) =>
    holds.some(({ parts }) => parts.some(({ lot }) => concerns(lot))),
  );
  const reserved = coupons?.some((one) => one.reserved && !isClosed(one)) ?? false;
  const waits = guest === null && (rewards?.length ?? 0) > 0;
  if (!held && !reserved && !waits) return null;
  return refuse(
    'merge_open',
    '/member',
    'Points are set aside, a coupon is reserved, or a redemption is not over.',
    'Commit or void it, finish or roll back the redemption, then send this again.',
  );
}
