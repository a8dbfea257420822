import type { Instant } from '../../../kernel/time.ts';
import { heldAmount } from './hold.ts';
import type { Lot, Wallet } from './wallet.ts';

/** A wallet in figures, smallest unit. `active` is below zero while a debt is open. */
export interface Balance {
  readonly active: number;
  readonly pending: number;
  readonly held: number;
  /** What ends next, when, and how much of it is usable now; null when nothing ends. */
  readonly nextExpiry: { readonly at: Instant; readonly amount: number } | null;
}

/** The figures of a settled wallet. */
export function balanceOf(wallet: Wallet): Balance {
  let active = 0;
  let pending = 0;
  let next: Lot | null = null;
  for (const lot of wallet.lots) {
    active += lot.left;
    for (const part of lot.pending ?? []) pending += part.amount;
    if (lot.endsAt !== null && lot.left > 0 && (next === null || lot.endsAt < (next.endsAt ?? 0))) {
      next = lot;
    }
  }
  const held = wallet.holds.reduce((sum, hold) => sum + heldAmount(hold), 0);
  const nextExpiry = next ? { at: next.endsAt as Instant, amount: next.left } : null;
  return { active, pending, held, nextExpiry };
}
