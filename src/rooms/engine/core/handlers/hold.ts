import { LIMITS } from '../../../../kernel/limits.ts';
import {
  type Fact,
  type FactData,
  type PurchaseReference,
  purchaseNamedBy,
} from '../../../events/index.ts';
import {
  type Currency,
  commitHold,
  type Hold,
  heldAmount,
  hold,
  voidHold,
} from '../../../points/index.ts';
import type { Refusal } from '../decision.ts';
import type { Draft } from '../draft.ts';
import type { MemberState } from '../state.ts';
import { touchSliding } from './credit-earned.ts';
import { type Handler, refuse } from './handler.ts';
import { currencyOf, insufficient } from './points-change.ts';
import { linkSpend, notSpendable, purchaseMissing } from './spend.ts';

/** Sets points aside until they are committed or voided; the hold is named by its event's id. */
export const pointsHold: Handler = (draft, { purchase }) => {
  const data = draft.fact.data as unknown as FactData['points.hold'];
  const found = currencyOf(draft, data.currency);
  if ('refusal' in found) return found.refusal;
  const { currency } = found;
  const never = notSpendable(currency) ?? purchaseMissing(data, purchase) ?? tooMany(draft);
  if (never) return never;
  const until = data.until ?? draft.program.zone.plus(draft.at, currency.holdFor);
  if (until <= draft.at) {
    return refuse(
      'hold_until_past',
      '/data/until',
      'The hold would be over before it began.',
      'Give a later moment, or leave it out.',
    );
  }
  const done = hold(draft.wallet(currency), draft.journal, {
    currency: currency.id,
    amount: data.amount,
    id: holdId(draft.fact.source, draft.fact.id),
    until,
    at: draft.at,
    overdraft: 0,
    purchase: nameOf(purchaseNamedBy(draft.fact)),
  });
  if (!done) return insufficient(draft, currency, data.amount);
  draft.count(currency.id, 'setAside', data.amount);
  return null;
};

/** How a hold is named in later events: the id of its event, with the source when that differs. */
export function holdId(source: string, id: string): string {
  return `${source}/${id}`;
}

/** Holds that a member has open, for whatever purpose. */
export function openHolds({ wallets }: MemberState): number {
  return Object.values(wallets).reduce((sum, one) => sum + one.holds.length, 0);
}

function tooMany(draft: Draft): Refusal | null {
  const open = openHolds(draft.state);
  if (open < LIMITS.holdsPerMember) return null;
  return refuse(
    'holds_too_many',
    '',
    `The member has ${open} open holds.`,
    'Commit or void some first.',
  );
}

/** Spends a hold, all of it or a part; the rest goes back to its lots. */
export const pointsCommit: Handler = (draft, { purchase }) => {
  const data = draft.fact.data as unknown as FactData['points.commit'];
  const found = findHold(draft, data.hold);
  if (!found) return unknownHold(data.hold);
  const missing = purchaseMissing(data, purchase);
  if (missing) return missing;
  const { currency, open } = found;
  const held = heldAmount(open);
  const amount = data.amount ?? held;
  if (amount > held) {
    return refuse(
      'hold_too_small',
      '/data/amount',
      `The hold has ${held} points.`,
      `Commit at most ${held}.`,
    );
  }
  const wallet = draft.wallet(currency);
  const spent = commitHold(wallet, draft.journal, currency.id, open, amount, draft.at);
  draft.count(currency.id, 'spent', amount);
  draft.count(currency.id, 'released', held - amount);
  touchSliding(draft);
  if (purchase) linkSpend(draft, purchase, currency.id, spent);
  return null;
};

/** Gives a hold back to its lots. */
export const pointsVoid: Handler = (draft) => {
  const data = draft.fact.data as unknown as FactData['points.void'];
  const found = findHold(draft, data.hold);
  if (!found) return unknownHold(data.hold);
  const { currency, open } = found;
  draft.count(currency.id, 'released', heldAmount(open));
  voidHold(draft.wallet(currency), draft.journal, currency.id, open, draft.at);
  return null;
};

/**
 * The purchase for which the hold was made that a commit names; null for other events, and for
 * holds that are not for a purchase or not there.
 */
export function purchaseOfHold(
  state: MemberState,
  fact: Pick<Fact, 'source' | 'type' | 'data'>,
): PurchaseReference | null {
  if (fact.type !== 'points.commit') return null;
  const names = holdNames(fact.source, (fact.data as unknown as FactData['points.commit']).hold);
  for (const { holds } of Object.values(state.wallets)) {
    const open = holds.find((one) => names.includes(one.id));
    if (open) return referenceOf(open.purchase);
  }
  return null;
}

function nameOf(purchase: PurchaseReference | null): string | null {
  return purchase ? `${purchase.source}\n${purchase.id}` : null;
}

function referenceOf(name: string | null): PurchaseReference | null {
  if (name === null) return null;
  const end = name.indexOf('\n');
  return { source: name.slice(0, end), id: name.slice(end + 1) };
}

/** A later event may say the id of the hold's event alone when it has the same source. */
export function holdNames(source: string, name: string): string[] {
  return [name, holdId(source, name)];
}

function findHold(draft: Draft, name: string): { currency: Currency; open: Hold } | null {
  const names = holdNames(draft.fact.source, name);
  // What is set aside for a reward is spent or let go with the reward.
  if (draft.state.slices.rewards?.some(({ id }) => names.includes(id))) return null;
  for (const currency of draft.program.currencyList) {
    const open = draft.state.wallets[currency.id]?.holds.find((one) => names.includes(one.id));
    if (open) return { currency, open };
  }
  return null;
}

function unknownHold(name: string): Refusal {
  return refuse(
    'hold_not_open',
    '/data/hold',
    `There is no open hold "${name}": it was committed, voided, ran out, or never was.`,
    'Hold the points again.',
  );
}
