import { giveBackNoes, type TakenNoes, takeNoes } from '../../../../consent/index.ts';
import type { FactData } from '../../../../events/index.ts';
import { originOf, withOrigin } from '../../../../points/index.ts';
import type { Standing } from '../../../../tiers/index.ts';
import type { Draft } from '../../draft.ts';
import { type Handler, refuse } from '../../handlers/handler.ts';
import { setSlice } from '../slices.ts';
import { carriedOf, setCarried, sumOf } from './carried.ts';
import { guestsOf, setGuest } from './guests.ts';
import { allCurrencies, pourBetween } from './merge.ts';
import { refuseOpen } from './open-things.ts';
import { passCoupons } from './pass-coupons.ts';
import type { Guest } from './slice.ts';

/**
 * Undoes a merge: the member of the event gives back to `to` what was theirs and what their own
 * identifiers have earned since, as far as it is left. The rule is written down in the members'
 * README.
 */
export const unmerged: Handler = (draft, { other: guest }) => {
  const { merged: guestId } = draft.fact.data as unknown as FactData['member.unmerged'];
  const known = guestsOf(draft.state)[guestId];
  if (!guest || !known) return notMerged();
  const open = refuseOpen(draft.state, guestId);
  if (open) return open;
  for (const currency of allCurrencies(draft)) {
    const name = (lot: string): string | null =>
      originOf(lot) === guestId ? withOrigin(lot, null) : null;
    pourBetween(draft, guest, currency, name, known.debts[currency.id] ?? 0);
  }
  const theirs = new Set(known.coupons);
  passCoupons(draft, guest, (id) => theirs.has(id));
  setCarried(draft.state, sumOf(carriedOf(draft.state), known.carried, -1));
  setCarried(guest.state, known.carried);
  const noes = partConsents(draft, guest, known);
  standAsBefore(draft, known.tiers);
  setGuest(draft.state, guestId, null);
  setSlice(guest.state, 'identity', undefined);
  draft.effects.push({ room: 'identity', kind: 'let-go', member: guestId });
  const told = { room: 'identity', kind: 'unmerged', guest: known } as const;
  guest.effects.push(noes ? { ...told, noes } : told);
  return null;
};

/** Who said no since the merge meant it under either name; the rest is as it was. */
function partConsents({ state }: Draft, guest: Draft, { at, noes }: Guest): TakenNoes | undefined {
  setSlice(state, 'consents', giveBackNoes(state.slices.consents, noes));
  const { slice, taken } = takeNoes(guest.state.slices.consents, state.slices.consents, at);
  setSlice(guest.state, 'consents', slice);
  return taken;
}

/** Back to where it stood; what the own figures are worth is raised when the event closes. */
function standAsBefore(draft: Draft, before: Readonly<Record<string, Standing>>): void {
  const { state, tiers, at } = draft;
  for (const set of new Set([...Object.keys(state.tiers), ...Object.keys(before)])) {
    const [from, to] = [state.tiers[set]?.level ?? '', before[set]?.level ?? ''];
    if (from !== to) tiers.push({ set, from, to, why: 'unmerged', at });
  }
  state.tiers = { ...before };
}

function notMerged() {
  return refuse(
    'unmerge_unknown',
    '/to',
    'This member is not merged into the other: it never was, or it has been undone.',
    'Look at GET /v1/members/{id}: it says who was merged into whom.',
  );
}
