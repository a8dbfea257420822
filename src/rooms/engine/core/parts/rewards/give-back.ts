import { endOf, giveBack, heldAmount, voidHold } from '../../../../points/index.ts';
import type { Redemption, ReleasedEffect, ReturnedEffect } from '../../../../rewards/index.ts';
import type { Program } from '../../program.ts';
import type { Settled } from '../../settled.ts';
import type { MemberState } from '../../state.ts';
import { hasLeft } from '../leaving/left.ts';
import { uncount } from './counted.ts';

/**
 * Undoes what was set aside for a redemption: its points, unless the wallet has let them go at the
 * same moment, its units of stock, and what limits counted. Returns the points that came free.
 */
export function release(
  state: MemberState,
  into: Settled,
  before: Redemption,
  { id, currency, stock, at }: ReleasedEffect,
): number {
  giveUnits(into, stock);
  uncount(state, before.counted);
  const wallet = state.wallets[currency];
  const open = wallet?.holds.find((one) => one.id === id);
  if (!wallet || !open) return 0;
  voidHold(wallet, into.journal, currency, open, at);
  return heldAmount(open);
}

/**
 * Gives back what a redemption has cost: points to the lots they came from, units of stock, and
 * what limits counted. Who has left gets no points back. Returns the points.
 */
export function giveBackPaid(
  program: Program,
  state: MemberState,
  into: Settled,
  before: Redemption,
  { currency: id, paid, stock, at }: ReturnedEffect,
): number {
  giveUnits(into, stock);
  uncount(state, before.counted);
  const wallet = state.wallets[id];
  if (!wallet || hasLeft(state)) return 0;
  const currency = program.currencies.get(id);
  const endsAt = currency ? endOf(currency, program.zone, at, at) : null;
  let points = 0;
  for (const { lot, amount } of paid.toReversed()) {
    giveBack(wallet, into.journal, { currency: id, from: 'redeemed', lot, amount, at, endsAt });
    points += amount;
  }
  return points;
}

function giveUnits(into: Settled, stock: readonly string[]): void {
  for (const unit of stock) into.take(unit, -1);
}
