import type { Noticed } from './leaving.ts';
import type { Draft, Member } from './model.ts';
import { GIFT } from './rooms.ts';
import { lasting } from './terms.ts';

/** A coupon of one's own: issued, kept for a basket, used, given to a friend. */
export interface Held {
  id: string;
  from: number;
  ends: number;
  kept: { basket: string; until: number } | null;
  /** The redemption that used it, and the last one that was rolled back. */
  used: string | null;
  back: string | null;
  over: 'voided' | 'sent' | null;
}

/** What is kept for a basket is free again once its time is over. */
export function passGifts(member: Pick<Member, 'gifts'>, until: number): void {
  for (const one of member.gifts) if (one.kept && one.kept.until <= until) one.kept = null;
}

/** Puts one into the member's hands, until the end of a local day. */
export function issueGift(draft: Draft): string | null {
  const { event, happenedAt, member, zone } = draft;
  if (draft.soldOut(`stock:coupon:${GIFT.id}@0`)) return 'coupon_out_of_stock';
  const ends = zone.endOf(zone.dayOf(zone.plus(happenedAt, lasting(GIFT.valid.for))));
  member.gifts.push({ ...fresh(idOf(event.id)), from: happenedAt, ends });
  return null;
}

/** One that points of who leaves have become: it is paid for, so that no stock runs out. */
export function receiveGift(
  member: Member,
  { zone, name, happenedAt }: Noticed,
  index: number,
): void {
  const ends = zone.endOf(zone.dayOf(zone.plus(happenedAt, lasting(GIFT.valid.for))));
  member.gifts.push({ ...fresh(`${name}:${index}`), from: happenedAt, ends });
}

/** Gives one to a friend, who has it under the event's name from then on. */
export function sendGift(draft: Draft): string | null {
  const { event, happenedAt, member, other } = draft;
  if (!other) return 'transfer_to_self';
  const one = member.gifts.find(({ id }) => id === event.data.coupon);
  if (!one) return 'coupon_unknown';
  const no = notFree(one, Math.max(happenedAt, one.from), null);
  if (no) return no;
  other.gifts.push({ ...fresh(idOf(event.id)), from: one.from, ends: one.ends });
  Object.assign(one, { over: 'sent', kept: null });
  return null;
}

/** Keeps one for a basket, instead of what was kept for it before. */
export function keepGift(draft: Draft, id: string): string | null {
  const { event, happenedAt, member, zone } = draft;
  const basket = event.data.basket as string;
  const one = member.gifts.find((gift) => gift.id === id);
  if (!one) return 'coupon_unknown';
  const no = notFree(one, happenedAt, basket);
  if (no) return no;
  for (const gift of keptFor(draft)) gift.kept = null;
  one.kept = { basket, until: zone.plus(happenedAt, lasting(GIFT.reserve)) };
  return null;
}

/** Uses one by its name, or what is kept for the basket. */
export function redeemGift(draft: Draft, id: string | undefined): string | null {
  const { event, happenedAt, member } = draft;
  const one = id === undefined ? keptFor(draft)[0] : member.gifts.find((gift) => gift.id === id);
  if (!one) return id === undefined ? 'coupon_not_reserved' : 'coupon_unknown';
  const no = notFree(one, happenedAt, event.data.basket as string);
  if (no) return no;
  Object.assign(one, { used: event.id, kept: null });
  return null;
}

/** Lets go what is kept for the basket. */
export function releaseGift(draft: Draft): string | null {
  const kept = keptFor(draft);
  for (const one of kept) one.kept = null;
  return kept.length > 0 ? null : 'coupon_not_reserved';
}

/** Gives back what was redeemed; null when it was none of these, which others may know. */
export function rollBackGift({ event, member }: Draft): { refused: string | null } | null {
  const name = event.data.redemption as string;
  const one = member.gifts.find(({ used, back }) => used === name || back === name);
  if (!one) return null;
  if (one.used !== name) return { refused: 'redemption_rolled_back' };
  Object.assign(one, { used: null, back: name });
  return { refused: null };
}

/** None is kept for a basket any more; they end, or stay good for who has left. */
export function endGifts(member: Member, at: number, ends: boolean): void {
  for (const one of member.gifts) {
    if (!ends) one.kept = null;
    const open = one.used === null && one.over === null && (one.kept || one.ends > at);
    if (open && ends) Object.assign(one, { over: 'voided', kept: null });
  }
}

function notFree(one: Held, at: number, basket: string | null): string | null {
  const kept = one.kept && at < one.kept.until ? one.kept : null;
  if (kept && kept.basket === basket) return null;
  const bound = boundGift(one, kept);
  if (bound) return bound;
  if (at < one.from) return 'coupon_not_started';
  return at >= one.ends ? 'coupon_ended' : null;
}

/** Why it is done with, or promised to a basket. */
export function boundGift(one: Held, kept: Held['kept']): string | null {
  if (one.used !== null) return 'coupon_used';
  if (one.over === 'voided') return 'coupon_voided';
  if (one.over === 'sent') return 'coupon_not_yours';
  return kept ? 'coupon_reserved' : null;
}

function keptFor({ event, happenedAt, member }: Draft): Held[] {
  return member.gifts.filter(
    ({ kept }) => kept && kept.basket === event.data.basket && happenedAt < kept.until,
  );
}

/** The hub names a coupon after the event that put it into somebody's hands. */
export function idOf(event: string): string {
  return `sim/${event}:0`;
}

function fresh(id: string): Omit<Held, 'from' | 'ends'> {
  return { id, kept: null, used: null, back: null, over: null };
}
