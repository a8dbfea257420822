import { grantPerk, useBenefit } from './benefits.ts';
import { bindCode } from './bind-code.ts';
import { countVisit } from './challenge.ts';
import { issueGift, sendGift } from './gifts.ts';
import { askToLeave, comeBackIn, recall, refusedToLeft } from './leaving.ts';
import { creditEarned, type Draft, earn, purseOf, touch, touchOne } from './model.ts';
import { figures, type Part, put, release, take } from './purse.ts';
import { bringFriend, friendBuys, friendKeeps, takeCode } from './referrals.ts';
import { comeBack, standAgain } from './returns.ts';
import { reviewed } from './review.ts';
import { reward } from './rewards.ts';
import type { LineInput } from './rules.ts';
import { endsAt, lasting, usableFrom } from './terms.ts';
import { isShutOut, noteTouch } from './touches.ts';
import { useCoupon } from './use-coupon.ts';
import { voidGift } from './void-gift.ts';

interface PointsData {
  currency: string;
  amount: number;
  expiresAt?: string | null;
}

function keep(draft: Draft): string | null {
  const refused = standAgain(draft);
  if (refused === null) friendKeeps(draft);
  return refused;
}

/**
 * Lets an event happen on a draft. Returns the code of the refusal, or null; a refused draft is
 * to be thrown away.
 */
export function happen(draft: Draft): string | null {
  const { event, purchase, who } = draft;
  if (isShutOut(event)) return 'touchpoint_revoked';
  if (purchase && event.type !== 'purchase' && purchase.owner !== who) {
    return 'purchase_of_other_member';
  }
  const gone = refusedToLeft(draft);
  if (gone) return gone;
  switch (event.type) {
    case 'purchase':
      return buy(draft);
    case 'return':
      return comeBack(draft);
    case 'purchase.reinstated':
      return keep(draft);
    case 'points.credit':
    case 'points.opening':
    case 'points.goodwill':
      return creditPoints(draft);
    case 'points.adjust':
      return adjust(draft);
    case 'points.spend':
      return spend(draft);
    case 'points.hold':
      return setAside(draft);
    case 'points.commit':
    case 'points.void':
      return endHold(draft);
    case 'points.transfer':
      return transfer(draft);
    case 'reward.hold':
    case 'reward.commit':
    case 'reward.void':
    case 'reward.rollback':
      return reward(draft);
    case 'benefit.use':
      return useBenefit(draft);
    case 'coupon.issue':
      return issueGift(draft);
    case 'coupon.transfer':
      return sendGift(draft);
    case 'coupon.void':
      return voidGift(draft);
    case 'coupon.reserve':
    case 'coupon.release':
    case 'coupon.redeem':
    case 'coupon.rollback':
      return useCoupon(draft);
    case 'member.leave':
      return askToLeave(draft);
    case 'member.leave.recalled':
      return recall(draft);
    case 'member.enrolled':
      comeBackIn(draft);
      if (draft.bound) bringFriend(draft, draft.bound);
      return null;
    case 'referral.bind':
      return bindCode(draft);
    case 'referral.reviewed':
      return reviewed(draft);
    case 'referral.code':
      return takeCode(draft);
    default:
      return custom(draft);
  }
}

function buy(draft: Draft): null {
  const { event, who, happenedAt } = draft;
  noteTouch(draft);
  const paid = earn(draft);
  friendBuys(draft);
  draft.member.bought += 1;
  draft.named = event.id;
  draft.purchase = {
    owner: who,
    at: happenedAt,
    seq: 0,
    lines: event.data.lines as LineInput[],
    ...paid,
    back: {},
    asked: {},
    undone: {},
    spends: [],
  };
  return null;
}

function custom(draft: Draft): null {
  const { at, event, member, program, purchase, zone } = draft;
  earn(draft);
  if (event.type === 'visit') {
    grantPerk(draft);
    countVisit(draft);
  }
  for (const [currency, terms] of Object.entries(program.points)) {
    const { pending } = terms;
    if (!purchase || !pending || !('until' in pending) || pending.until !== event.type) continue;
    const purse = purseOf(member, currency);
    const ends = endsAt(zone, terms, purchase.at, at);
    for (const pot of purse.pots.filter((one) => one.kind === `w${draft.named}`)) {
      const amount = pot.pending.reduce((sum, one) => sum + one.amount, 0);
      pot.pending = [];
      put(purse, { kind: 'e', ends, amount, at }, at);
    }
    for (const parts of [purchase.credits[currency], purchase.undone[currency]]) {
      for (const part of parts ?? []) {
        if (part.kind.startsWith('w')) Object.assign(part, { kind: 'e', ends, at: null });
      }
    }
  }
  return null;
}

function creditPoints(draft: Draft): null {
  const { currency, amount, expiresAt } = draft.event.data as unknown as PointsData;
  const earned = draft.event.type === 'points.credit';
  if (earned && expiresAt === undefined) creditEarned(draft, currency, amount);
  else putIn(draft, currency, amount, expiresAt, earned);
  return null;
}

/** Points that are put in by hand: usable at once unless they count as earned. */
function putIn(
  draft: Draft,
  currency: string,
  amount: number,
  expiresAt: string | null | undefined,
  earned: boolean,
): void {
  const { happenedAt, member, program, zone } = draft;
  const terms = program.points[currency]!;
  const at = earned ? usableFrom(zone, terms, happenedAt) : happenedAt;
  const given = expiresAt === null ? null : Date.parse(expiresAt ?? '');
  const ends = expiresAt === undefined ? endsAt(zone, terms, happenedAt, happenedAt) : given;
  const kind = draft.event.type === 'points.goodwill' ? 'g' : 'e';
  if (currency === 'growth') member.growth += amount;
  touchOne(draft, member, currency);
  put(purseOf(member, currency), { kind, ends, amount, at }, draft.at);
}

function adjust(draft: Draft): string | null {
  const { currency, amount, expiresAt } = draft.event.data as unknown as PointsData;
  if (amount > 0) {
    putIn(draft, currency, amount, expiresAt, false);
    return null;
  }
  const overdraft = draft.program.points[currency]!.overdraft?.limit ?? 0;
  if (!take(purseOf(draft.member, currency), -amount, overdraft)) return 'points_insufficient';
  if (currency === 'growth') draft.member.growth += amount;
  return null;
}

function spend(draft: Draft): string | null {
  const { currency, amount } = draft.event.data as unknown as PointsData;
  const terms = draft.program.points[currency]!;
  if (terms.spendable === false) return 'currency_not_spendable';
  if (draft.named !== null && !draft.purchase) return 'purchase_unknown';
  const parts = take(purseOf(draft.member, currency), amount, terms.overdraft?.limit ?? 0);
  if (!parts) return 'points_insufficient';
  touch(draft);
  draft.purchase?.spends.push({ currency, parts, restored: 0 });
  return null;
}

function setAside(draft: Draft): string | null {
  const { currency, amount, until } = draft.event.data as unknown as PointsData & {
    until?: string;
  };
  const terms = draft.program.points[currency]!;
  if (terms.spendable === false) return 'currency_not_spendable';
  if (draft.named !== null && !draft.purchase) return 'purchase_unknown';
  const usual = draft.zone.plus(draft.at, lasting(terms.hold?.for ?? 'PT15M'));
  const end = until === undefined ? usual : Date.parse(until);
  if (end <= draft.at) return 'hold_until_past';
  const purse = purseOf(draft.member, currency);
  const parts = take(purse, amount, 0);
  if (!parts) return 'points_insufficient';
  purse.holds.push({ id: draft.event.id, until: end, parts, purchase: draft.named });
  return null;
}

function endHold(draft: Draft): string | null {
  const { hold: id, amount } = draft.event.data as { hold: string; amount?: number };
  for (const [currency, purse] of Object.entries(draft.member.purses)) {
    const hold = purse.holds.find((one) => one.id === id);
    if (!hold) continue;
    if (draft.named !== null && !draft.purchase) return 'purchase_unknown';
    const held = figures({ ...purse, pots: [], holds: [hold] }).held;
    let rest = draft.event.type === 'points.void' ? 0 : (amount ?? held);
    if (rest > held) return 'hold_too_small';
    const spent: Part[] = [];
    for (const part of hold.parts) {
      const some = Math.min(rest, part.amount);
      part.amount -= some;
      rest -= some;
      if (some > 0) spent.push({ ...part, amount: some });
    }
    release(purse, { ...hold, parts: hold.parts.filter((part) => part.amount > 0) }, draft.at);
    purse.holds = purse.holds.filter((one) => one.id !== id);
    draft.purchase?.spends.push({ currency, parts: spent, restored: 0 });
    if (draft.event.type === 'points.commit') touch(draft);
    return null;
  }
  return 'hold_not_open';
}

function transfer(draft: Draft): string | null {
  const { currency, amount } = draft.event.data as unknown as PointsData;
  if (!draft.program.points[currency]!.transfer) return 'transfer_not_allowed';
  if (!draft.other) return 'transfer_to_self';
  const parts = take(purseOf(draft.member, currency), amount, 0);
  if (!parts) return 'points_insufficient';
  touchOne(draft, draft.other, currency);
  for (const part of parts) {
    const what = { kind: part.kind, ends: part.ends, amount: part.amount, at: draft.at };
    put(purseOf(draft.other, currency), what, draft.at);
  }
  return null;
}
