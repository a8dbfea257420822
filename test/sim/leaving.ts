import type { Zone } from '../../src/kernel/time.ts';
import { endTask } from './challenge.ts';
import { forgetUse } from './coupon-uses.ts';
import { endGifts, receiveGift } from './gifts.ts';
import type { Draft, Member } from './model.ts';
import { figures, type Purse, release } from './purse.ts';
import { voidRedemption } from './redemptions.ts';
import type { LeavingText } from './rooms.ts';
import { lasting } from './terms.ts';

/** What of a member leaving has to do with. */
export interface Leaves {
  left: boolean;
  /** The member has asked to leave, under the terms of that moment. */
  asked: { due: number; terms: LeavingText } | null;
  /** The level that is given back to who comes back in time. */
  kept: { level: number; until: number } | null;
  /** Purchases up to this one move no points any more. */
  past: number;
  /** Where the points went, as it is told. */
  gone: string[];
}

/** In what leaving takes effect: the event by which it is noticed, and the newest purchase. */
export interface Noticed {
  zone: Zone;
  name: string;
  happenedAt: number;
  newest: number;
}

/** What may still happen to who has left. */
const STILL = new Set([
  ...['return', 'purchase.reinstated', 'member.enrolled'],
  ...['coupon.reserve', 'coupon.release', 'coupon.redeem', 'coupon.rollback'],
]);

/** The refusal of an event of somebody who has left, or to whom it goes. */
export function refusedToLeft({ event, member, other }: Draft): string | null {
  if (STILL.has(event.type)) return null;
  return member.left || other?.left ? 'member_has_left' : null;
}

/** A member asks to leave: at once, or after the time to think again. */
export function askToLeave(draft: Draft): string | null {
  const { at, member, noticed, program, zone } = draft;
  if (member.asked) return 'leaving_asked';
  const terms = program.leaving;
  if (terms.wait === undefined) leave(member, terms, noticed, at);
  else member.asked = { due: zone.plus(at, lasting(terms.wait)), terms };
  return null;
}

/** Who has asked to leave thinks again. */
export function recall({ member }: Draft): string | null {
  if (!member.asked) return 'not_leaving';
  member.asked = null;
  return null;
}

/** Who enrols again is a member again, with the level that was kept. */
export function comeBackIn({ at, member }: Draft): void {
  const { kept, left } = member;
  if (!left) return;
  Object.assign(member, { left: false, kept: null });
  if (!kept || at >= kept.until) return;
  member.standing = [{ level: kept.level, since: at, leans: false, restored: true }];
}

/** Everything ends; what was bought before moves no points any more. */
export function leave(member: Member, terms: LeavingText, noticed: Noticed, at: number): void {
  for (const [id, one] of Object.entries(member.redemptions)) {
    if (!one.spent) voidRedemption(member, id, at);
  }
  for (const use of [...member.coupons]) if (use.until !== null) forgetUse(member, use);
  endGifts(member, at, terms.coupons === 'forfeit');
  member.gone = [];
  for (const currency of Object.keys(member.purses).sort()) {
    const purse = member.purses[currency]!;
    for (const hold of [...purse.holds]) release(purse, hold, at);
    giveUp(member, currency, purse, terms, noticed);
  }
  const level = member.standing.at(-1)?.level;
  const { tier } = terms;
  const keeps = tier !== 'ends' && level !== undefined;
  member.kept = keeps ? { level, until: noticed.zone.plus(at, lasting(tier.keepFor)) } : null;
  Object.assign(member, { asked: null, past: noticed.newest, left: true });
  endTask(member);
  member.advocate.tagGiven = false;
  Object.assign(member, { paid: {}, perks: [], standing: [], touches: [] });
}

/** Empties a purse, unless more is owed than there is; some may become coupons. */
function giveUp(
  member: Member,
  currency: string,
  purse: Purse,
  terms: LeavingText,
  noticed: Noticed,
): void {
  const { active, pending } = figures(purse);
  if (active + pending <= 0) return;
  Object.assign(purse, { pots: [], debt: 0 });
  const goes = terms.points[currency]!;
  const usable = Math.max(0, active + (terms.pending === 'same' ? pending : 0));
  const pays = typeof goes === 'object' && 'payout' in goes ? goes : null;
  const coupons = pays ? Math.min(pays.most, Math.floor(usable / pays.per)) : 0;
  for (let index = 1; index <= coupons; index++) receiveGift(member, noticed, index);
  const paid = coupons * (pays?.per ?? 0);
  const rest = pays ? pays.rest : goes;
  const donated = rest === 'forfeit' ? 0 : usable - paid;
  const tell = (what: string, points: number) => {
    if (points > 0) member.gone.push(`${what} ${currency} ${points}`);
  };
  tell('forfeited', active + pending - paid - donated);
  tell('donated', donated);
  tell('paid-out', paid);
}
