import { takeNoes } from '../../../../consent/index.ts';
import type { FactData } from '../../../../events/index.ts';
import { type Currency, originOf, pour, withOrigin } from '../../../../points/index.ts';
import type { Standing } from '../../../../tiers/index.ts';
import type { Draft } from '../../draft.ts';
import { type Handler, refuse } from '../../handlers/handler.ts';
import type { Program } from '../../program.ts';
import { setSlice } from '../slices.ts';
import { carriedOf, setCarried, sumOf } from './carried.ts';
import { guestsOf, setGuest } from './guests.ts';
import { refuseOpen } from './open-things.ts';
import { passCoupons } from './pass-coupons.ts';

/**
 * Merges a member (the event's) into another (`to`), who answers for both from now on. Points move
 * in lots of their own, coupons change hands, what counts is added, of two levels the higher holds,
 * a no to a purpose comes along and a yes does not.
 * Everything else of the merged member rests as it is until the merge is undone.
 */
export const merged: Handler = (draft, { other: host }) => {
  const { survivor, merged: guestId } = draft.fact.data as unknown as FactData['member.merged'];
  if (!host) return toSelf();
  if (Object.keys(guestsOf(draft.state)).length > 0) return chained();
  const open = refuseOpen(draft.state, null);
  if (open) return open;
  const debts: Record<string, number> = {};
  for (const currency of allCurrencies(draft)) {
    const name = (lot: string): string => withOrigin(lot, originOf(lot) ?? guestId);
    const debt = pourBetween(draft, host, currency, name, Number.MAX_SAFE_INTEGER);
    if (debt > 0) debts[currency.id] = debt;
  }
  const carried = carriedOf(draft.state);
  const tiers = { ...host.state.tiers };
  // What the merged member's side needs of the other is nothing: either is decided again alone.
  const coupons = passCoupons(draft, host, () => true);
  const { slice: consents, taken: noes } = takeNoes(
    host.state.slices.consents,
    draft.state.slices.consents,
  );
  setSlice(host.state, 'consents', consents);
  const kept = { at: draft.at, carried, tiers, debts, coupons };
  setGuest(host.state, guestId, noes ? { ...kept, noes } : kept);
  setCarried(host.state, sumOf(carriedOf(host.state), carried, 1));
  takeHigher(host, draft.state.tiers, draft.current);
  setSlice(draft.state, 'identity', { into: survivor });
  const told = { room: 'identity', kind: 'took-in', member: guestId } as const;
  const counted = { ...told, carried, tiers: { ...draft.state.tiers } };
  host.effects.push(noes ? { ...counted, noes } : counted);
  draft.effects.push({ room: 'identity', kind: 'merged', into: survivor });
  return null;
};

/** Moves lots between two members and counts them; returns the debt that went along. */
export function pourBetween(
  from: Draft,
  to: Draft,
  currency: Currency,
  name: (lot: string) => string | null,
  debt: number,
): number {
  const first = [from, to].map(({ journal }) => journal.entries.length);
  const [out, into] = [from.wallet(currency), to.wallet(currency)];
  if (out.activeOn !== undefined || into.activeOn !== undefined) {
    into.activeOn = Math.max(into.activeOn ?? 0, out.activeOn ?? 0);
  }
  const went = pour(
    currency.id,
    { wallet: out, journal: from.journal },
    { wallet: into, journal: to.journal },
    from.at,
    name,
    debt,
  );
  [from, to].forEach((draft, index) => {
    for (const entry of draft.journal.entries.slice(first[index])) {
      if (entry.to === 'transfer') draft.count(currency.id, 'sent', entry.amount);
      if (entry.from === 'transfer') draft.count(currency.id, 'received', entry.amount);
    }
  });
  return went;
}

/** The currencies in which the member has a wallet, as any version knows them. */
export function allCurrencies({ program, current, state }: Draft): Currency[] {
  return Object.keys(state.wallets)
    .toSorted()
    .flatMap((id) => program.currencies.get(id) ?? current.currencies.get(id) ?? []);
}

function takeHigher(
  host: Draft,
  others: Readonly<Record<string, Standing>>,
  { tierSets }: Program,
): void {
  for (const { id: set, levels } of tierSets) {
    const place = (standing: Standing | undefined): number =>
      levels.findIndex(({ id }) => id === standing?.level);
    const [own, other] = [host.state.tiers[set], others[set]];
    if (!other || place(other) <= place(own)) continue;
    host.state.tiers[set] = other;
    const change = { set, from: own?.level ?? '', to: other.level };
    host.tiers.push({ ...change, why: 'merged', at: host.at });
  }
}

function toSelf() {
  return refuse(
    'merge_self',
    '/to',
    'Both names are of one member: there is nothing to merge.',
    'Name two members. Who was merged before answers as the one who took them in.',
  );
}

function chained() {
  return refuse(
    'merge_chain',
    '/member',
    'Others were merged into this member, who can therefore not be merged away.',
    'Merge the other way round, or undo those merges first.',
  );
}
