import { netOf, type PurchaseData } from '../../../events/index.ts';
import {
  dueOf,
  purchased,
  type ReferralSlice,
  readReferrals,
  returned,
  settle,
} from '../../../referrals/index.ts';
import type { Draft } from '../draft.ts';
import { moneyBack } from '../returned.ts';
import type { Part } from './part.ts';
import { advocateHears, lookAgain, reviewed } from './referrals/follow-ups.ts';
import { bindCode, enrolledWith, giveCode } from './referrals/friend-comes.ts';
import { needsConsent } from './referrals/needs-consent.ts';
import { take, tell, termsOf } from './referrals/take-step.ts';
import { setSlice } from './slices.ts';

/** Referrals: codes, friends who come with them, what both get, and the looks in between. */
export const referralsPart: Part = {
  slice: 'referrals',
  handlers: {
    'referral.code': giveCode,
    'referral.bind': bindCode,
    // What was left behind is written down by the intake; nothing is decided.
    'referral.signals': () => null,
    'referral.reviewed': reviewed,
    'referral.bound': advocateHears,
    'referral.closed': advocateHears,
    'referral.qualified': advocateHears,
    'referral.reversed': advocateHears,
    'referral.matured': lookAgain,
  },
  dueOf: (_, { slices }) => dueOf(sliceOf(slices.referrals)),
  settle(_, state, into, moment) {
    const slice = sliceOf(state.slices.referrals);
    const step = slice && settle(slice, moment);
    if (!step) return;
    setSlice(state, 'referrals', tell(into.effects, step));
  },
  afterEvent(draft) {
    const { type } = draft.fact;
    if (type === 'member.enrolled') enrolledWith(draft);
    if (draft.state.slices.referrals === undefined) return;
    // What was paid is taken back with or without a consent; nothing new is counted without one.
    if (type === 'return') friendReturned(draft);
    else if ((type !== 'purchase' && type !== REINSTATED) || needsConsent(draft)) return;
    else if (type === 'purchase') friendBought(draft);
    else friendKeepsIt(draft);
  },
};

const REINSTATED = 'purchase.reinstated';

function sliceOf(stored: Parameters<typeof readReferrals>[0] | undefined) {
  return stored === undefined ? undefined : readReferrals(stored);
}

/** A friend's purchase may be the one that counts. */
function friendBought(draft: Draft): void {
  const slice = sliceOf(draft.state.slices.referrals) as ReferralSlice;
  const terms = slice.friend && termsOf(draft, slice.friend.version);
  if (!terms) return;
  const { lines } = draft.fact.data as unknown as PurchaseData;
  let net = 0;
  for (const line of lines) if (!line.voided) net += netOf(line);
  const purchase = { key: String(draft.state.no), at: draft.fact.happenedAt, net };
  const step = purchased(terms, slice, purchase, draft.facts());
  if (step) take(draft, step);
}

/**
 * A purchase that had come back stands again, and may count as it did when it was made. What it had
 * counted for is not undone: a referral that was reversed or has lapsed stays so. A condition on a
 * basket cannot be asked again, because the basket is not at hand.
 */
function friendKeepsIt(draft: Draft): void {
  const { purchase } = draft;
  const slice = sliceOf(draft.state.slices.referrals) as ReferralSlice;
  const terms = slice.friend && termsOf(draft, slice.friend.version);
  if (!terms || terms.purchaseWhen || !purchase) return;
  const { of } = moneyBack(purchase, {});
  const about = { key: String(purchase.no), at: purchase.happenedAt, net: of };
  const step = purchased(terms, slice, about, draft.facts());
  if (step) take(draft, step);
}

/** What came back may have been the purchase that counted. */
function friendReturned(draft: Draft): void {
  const { purchase } = draft;
  const slice = sliceOf(draft.state.slices.referrals) as ReferralSlice;
  const terms = slice.friend && termsOf(draft, slice.friend.version);
  if (!terms || !purchase) return;
  const { back, of } = moneyBack(purchase, purchase.followUp.returned);
  const about = { key: String(purchase.no), left: of - back };
  const step = returned(terms, slice, about, draft.at);
  if (step) take(draft, step);
}
