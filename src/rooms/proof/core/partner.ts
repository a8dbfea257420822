import { saidOf, type TakenNoes } from '../../consent/index.ts';
import type { Held } from '../../coupons/index.ts';
import {
  type Carried,
  type Decision,
  type Guest,
  type MemberState,
  newState,
} from '../../engine/index.ts';
import type { Entry } from '../../ledger/index.ts';
import { lotEnd, lotKind, type Wallet } from '../../points/index.ts';

/**
 * The other side of a merge, or of its undoing, as far as this one depends on it: the lots that
 * left it, what it owed, its coupons, and what the decision says was carried over.
 */
export function partnerOf(
  at: number,
  entries: readonly Entry[],
  effects: Decision['effects'],
  data: Readonly<Record<string, unknown>>,
  coupons: readonly Held[],
): MemberState {
  const partner = newState(at);
  for (const entry of entries) addTo(partner.wallets, entry);
  if (coupons.length > 0) partner.slices = { coupons };
  for (const effect of effects) {
    if (effect.room !== 'identity') continue;
    const consents = saidOf(effect.noes as TakenNoes | undefined);
    if (consents) partner.slices = { ...partner.slices, consents };
    if (effect.kind === 'took-in') {
      const { purchases, last, ...counted } = effect.carried as Carried;
      const { earned, days, counters } = structuredClone(counted);
      const tiers = effect.tiers as MemberState['tiers'];
      Object.assign(partner, { purchases: { ...purchases, last }, earned, days, counters, tiers });
    }
    if (effect.kind === 'unmerged') {
      const guests = { [String(data.merged)]: effect.guest as Guest };
      partner.slices = { ...partner.slices, identity: { guests } };
    }
  }
  return partner;
}

function addTo(wallets: Record<string, Wallet>, entry: Entry): void {
  const { currency, amount, from, to, fromLot, toLot, activeAt } = entry;
  wallets[currency] ??= { lots: [], holds: [] };
  const { lots } = wallets[currency];
  // What was owed leaves the other way round.
  if (from === 'transfer' && toLot !== null) {
    lots.push({ id: toLot, left: -amount, endsAt: null });
  }
  if (to !== 'transfer' || fromLot === null) return;
  let lot = lots.find(({ id }) => id === fromLot);
  if (!lot) {
    lot = { id: fromLot, left: 0, endsAt: lotEnd(fromLot) };
    lots.push(lot);
  }
  if (activeAt === null && lotKind(fromLot) !== 'waiting') {
    lot.left += amount;
    return;
  }
  lot.pending ??= [];
  lot.pending.push({ at: activeAt, amount });
}
