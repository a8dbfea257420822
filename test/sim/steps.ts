import type { Random } from '../../demo/random.ts';
import { formatInstant } from '../../src/kernel/time.ts';
import { idOf } from './gifts.ts';
import type { SimEvent } from './model.ts';
import { oneOf } from './programs.ts';
import { type Drawing, ReferralSteps } from './referral-steps.ts';
import type { LineInput } from './rules.ts';
import { deviceOf } from './touches.ts';

/** Few members, so that what happens to them happens close together. */
const MEMBERS = 9;
const RECENT = 30;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What puts a coupon into somebody's hands. */
const HANDS = new Set(['coupon.issue', 'coupon.transfer']);

const POINTS = ['star', 'coin', 'spark', 'slide', 'year', 'growth'] as const;

/** Draws what clients send. Ids it has sent are all it remembers; it never looks at an answer. */
export class Steps {
  readonly #sent: SimEvent[] = [];
  #next = 0;

  readonly #referrals = new ReferralSteps();
  /** The prize draw that clients offer. */
  raffle = 'raffle-1';
  /** What a reviewer is shown. */
  held: readonly (readonly [card: string, referral: string])[] = [];

  /** The next event of some client, as it would be sent at `now`. */
  draw(random: Random, now: number): SimEvent {
    const [recent] = this.#pick(random, () => true);
    if (recent && random.chance(0.07)) return recent;
    if (recent && random.chance(0.01)) {
      return { ...recent, channel: recent.channel === 'kiosk' ? 'app' : 'kiosk' };
    }
    const event = this.#draw(random, now);
    this.#sent.push(event);
    return event;
  }

  #draw(random: Random, now: number): SimEvent {
    const die = random.below(100);
    if (die < 28) return this.#purchase(random, now);
    if (die < 40) return this.#afterPurchase(random, now, 'return');
    if (die < 44) return this.#afterPurchase(random, now, 'purchase.reinstated');
    if (die < 48) return this.#afterPurchase(random, now, 'delivered');
    if (die < 50) return this.#claim(random, now);
    if (die < 54) return this.#event(random, now, 'visit', {});
    if (die < 63) return this.#referrals.draw(this.#drawing(random, now));
    if (die < 74) return this.#rooms(random, now);
    if (die < 76) return this.#points(random, now, 'points.spend');
    if (die < 80) return this.#points(random, now, 'points.hold');
    if (die < 85) return this.#endHold(random, now);
    if (die < 89) return this.#transfer(random, now);
    if (die < 93) return this.#points(random, now, 'points.adjust');
    return this.#points(
      random,
      now,
      oneOf(random, ['points.goodwill', 'points.credit', 'points.opening'] as const),
    );
  }

  #pick(random: Random, fits: (event: SimEvent) => boolean): SimEvent[] {
    const fitting = this.#sent.slice(-RECENT * 3).filter(fits);
    return fitting.length === 0 ? [] : [oneOf(random, fitting.slice(-RECENT))];
  }

  #drawing(random: Random, now: number): Drawing {
    return {
      random,
      now,
      held: this.held,
      card: () => `K${random.below(MEMBERS)}`,
      event: (type, data) => this.#event(random, now, type, data),
    };
  }

  /** Mostly just now; sometimes late, far too late, or by a clock that runs ahead. */
  #moment(random: Random, now: number): string {
    const die = random.below(100);
    if (die < 80) return formatInstant(now);
    if (die < 88) return formatInstant(now - random.below(HOUR_MS));
    if (die < 96) return formatInstant(now - random.below(25 * DAY_MS));
    if (die < 97) return formatInstant(now - 60 * DAY_MS);
    return formatInstant(now + 1_000 + random.below(HOUR_MS));
  }

  #event(random: Random, now: number, type: string, data: Record<string, unknown>): SimEvent {
    this.#next += 1;
    const who = this.#member(random);
    const happenedAt = this.#moment(random, now);
    const channel = oneOf(random, ['app', 'store', 'web']);
    return {
      source: 'sim',
      id: `e${this.#next}`,
      type,
      member: who,
      happenedAt,
      channel,
      touchpoint: deviceOf(channel, this.#next),
      data,
    };
  }

  /** One of the few, or somebody who has come lately. */
  #member(random: Random): Record<string, string> {
    const friends = this.#referrals.latest;
    return friends.length > 0 && random.chance(0.2)
      ? { card: oneOf(random, friends) }
      : member(random);
  }

  #purchase(random: Random, now: number): SimEvent {
    const lines: LineInput[] = [];
    for (let line = 1; line <= random.between(1, 4); line++) {
      const gross = random.chance(0.05) ? 0 : random.between(1, 12_000);
      const one: LineInput = { line: `l${line}`, quantity: random.between(1, 4), gross };
      if (random.chance(0.3)) one.discount = random.between(0, gross);
      if (random.chance(0.1)) one.byReward = random.between(0, gross - (one.discount ?? 0));
      if (random.chance(0.05)) one.voided = true;
      lines.push(one);
    }
    const data: Record<string, unknown> = { lines };
    if (random.chance(0.1)) data.receipt = `r${random.below(60)}-${this.#next >> 6}`;
    const event = this.#event(random, now, 'purchase', data);
    if (random.chance(0.07)) delete event.member;
    return event;
  }

  /** A purchase that was sent, or one whose event has not come yet (the next few ids). */
  #purchaseId(random: Random): { id: string; purchase: SimEvent | null } {
    const [purchase] = this.#pick(random, ({ type }) => type === 'purchase');
    if (!purchase || random.chance(0.06)) {
      return { id: `e${this.#next + 1 + random.between(1, 4)}`, purchase: null };
    }
    return { id: purchase.id, purchase };
  }

  /** What friends have bought, a good while back: long enough to have counted for somebody. */
  #ofFriends(): SimEvent[] {
    const theirs = this.#sent.filter(
      ({ type, member }) => type === 'purchase' && member?.card?.startsWith('N'),
    );
    return theirs.slice(-RECENT);
  }

  #afterPurchase(random: Random, now: number, type: string): SimEvent {
    const friends = type === 'return' && random.chance(0.2) ? this.#ofFriends() : [];
    const bought = friends.length > 0 ? oneOf(random, friends) : null;
    const { id, purchase } = bought
      ? { id: bought.id, purchase: bought }
      : this.#purchaseId(random);
    const event = this.#event(random, now, type, { purchase: { id } });
    const own = purchase?.member;
    if (type === 'delivered') {
      if (own && random.chance(0.95)) event.member = own;
      return event;
    }
    if (random.chance(0.6)) delete event.member;
    else if (own && random.chance(0.9)) event.member = own;
    if (type === 'return' && random.chance(bought ? 0.2 : 0.65))
      event.data.lines = comingBack(random, purchase);
    return event;
  }

  #claim(random: Random, now: number): SimEvent {
    const [purchase] = this.#pick(random, (one) => one.type === 'purchase' && !one.member);
    const id = purchase?.id ?? this.#purchaseId(random).id;
    return this.#event(random, now, 'purchase.claimed', { purchase: { id } });
  }

  #points(random: Random, now: number, type: string): SimEvent {
    const currency = oneOf(random, random.chance(0.5) ? (['star', 'coin'] as const) : POINTS);
    const data: Record<string, unknown> = { currency, amount: random.between(1, 120) };
    if (type === 'points.adjust') {
      if (random.chance(0.5)) data.amount = -random.between(1, 120);
    }
    if (type === 'points.adjust' || type === 'points.goodwill') data.reason = 'because';
    const gives = !['points.spend', 'points.hold'].includes(type) && Number(data.amount) > 0;
    if (gives && currency !== 'spark' && random.chance(0.2)) {
      const ends = now + random.between(-2, 20) * DAY_MS;
      data.expiresAt = random.chance(0.2) ? null : formatInstant(ends);
    }
    const event = this.#event(random, now, type, data);
    if (!gives && type !== 'points.adjust' && random.chance(0.4)) {
      const { id, purchase } = this.#purchaseId(random);
      data.purchase = { id };
      if (purchase?.member && random.chance(0.95)) event.member = purchase.member;
    }
    if (type === 'points.hold' && random.chance(0.4)) {
      data.until = formatInstant(now + random.between(-1, 48) * HOUR_MS);
    }
    return event;
  }

  #endHold(random: Random, now: number): SimEvent {
    const [hold] = this.#pick(random, ({ type }) => type === 'points.hold');
    const type = oneOf(random, ['points.commit', 'points.void'] as const);
    const data: Record<string, unknown> = { hold: hold?.id ?? 'none' };
    if (type === 'points.commit' && random.chance(0.4)) data.amount = random.between(1, 60);
    if (type === 'points.commit' && random.chance(0.3)) {
      data.purchase = hold?.data.purchase ?? { id: this.#purchaseId(random).id };
    }
    const event = this.#event(random, now, type, data);
    if (hold?.member) event.member = hold.member;
    return event;
  }

  /** Rewards and benefits, and now and then somebody leaves or comes back. */
  #rooms(random: Random, now: number): SimEvent {
    const die = random.below(100);
    if (die < 28) {
      const raffle = random.chance(0.9) ? this.raffle : 'raffle-1';
      const reward = random.chance(0.65) ? raffle : random.chance(0.7) ? 'mug' : 'meal';
      return this.#event(random, now, 'reward.hold', { reward });
    }
    if (die < 54) {
      const [held] = this.#pick(random, ({ type }) => type === 'reward.hold');
      const type = oneOf(random, ['reward.commit', 'reward.commit', 'reward.void'] as const);
      const what = random.chance(0.3) ? 'reward.rollback' : type;
      const data: Record<string, unknown> = { redemption: held?.id ?? 'none' };
      if (what === 'reward.rollback') data.restock = random.chance(0.6);
      const event = this.#event(random, now, what, data);
      if (held?.member && random.chance(0.95)) event.member = held.member;
      return event;
    }
    if (die < 62) return this.#coupon(random, now);
    if (die < 82) return this.#gift(random, now);
    if (die < 90) {
      return this.#event(random, now, 'benefit.use', {
        benefit: random.chance(0.7) ? 'perk' : 'ride',
      });
    }
    if (die < 96) return this.#leave(random, now);
    return this.#event(random, now, 'member.enrolled', {});
  }

  /** Somebody leaves, or thinks again. */
  #leave(random: Random, now: number): SimEvent {
    const [asked] = this.#pick(random, ({ type }) => type === 'member.leave');
    if (!asked || random.chance(0.5)) return this.#event(random, now, 'member.leave', {});
    const event = this.#event(random, now, 'member.leave.recalled', {});
    return asked.member ? { ...event, member: asked.member } : event;
  }

  #coupon(random: Random, now: number): SimEvent {
    const die = random.below(100);
    const lines = [{ line: '1', gross: random.between(500, 9_000) }];
    if (die < 40) {
      const basket = `b${random.below(30)}`;
      return this.#event(random, now, 'coupon.reserve', { basket, coupons: ['DEAL'], lines });
    }
    if (die < 80) {
      const [reserved] = this.#pick(random, ({ type }) => type === 'coupon.reserve');
      const type = oneOf(random, ['coupon.redeem', 'coupon.redeem', 'coupon.release'] as const);
      const basket = (reserved?.data.basket as string) ?? 'none';
      const named = !basket.startsWith('g') && random.chance(0.2);
      const at = named ? { coupons: ['DEAL'] } : {};
      const goods = type === 'coupon.redeem' ? { lines, ...at } : {};
      const event = this.#event(random, now, type, { basket, ...goods });
      if (reserved?.member && random.chance(0.95)) event.member = reserved.member;
      return event;
    }
    const [redeemed] = this.#pick(random, ({ type }) => type === 'coupon.redeem');
    const event = this.#event(random, now, 'coupon.rollback', {
      redemption: redeemed?.id ?? 'none',
    });
    if (redeemed?.member) event.member = redeemed.member;
    return event;
  }

  /** A coupon of a member's own, by the name that the hub gives to what was issued or sent. */
  #gift(random: Random, now: number): SimEvent {
    const die = random.below(100);
    const [given] = this.#pick(random, ({ type }) => HANDS.has(type));
    if (!given || die < 25) return this.#event(random, now, 'coupon.issue', { coupon: 'gift' });
    const holder = random.chance(0.95) ? (given.to ?? given.member) : undefined;
    const id = idOf(random.chance(0.95) ? given.id : 'none');
    if (die < 50) {
      const event = this.#event(random, now, 'coupon.transfer', { coupon: id });
      return { ...event, ...(holder && { member: holder }), to: member(random) };
    }
    if (die < 58) {
      const event = this.#event(random, now, 'coupon.void', { coupon: id, reason: 'lost' });
      return holder ? { ...event, member: holder } : event;
    }
    const lines = [{ line: '1', gross: random.between(500, 9_000) }];
    const goods = { basket: `g${random.below(6)}`, coupons: [id], lines };
    const type = die < 79 ? 'coupon.reserve' : 'coupon.redeem';
    const event = this.#event(random, now, type, goods);
    return holder ? { ...event, member: holder } : event;
  }

  #transfer(random: Random, now: number): SimEvent {
    const currency = oneOf(random, ['star', 'coin', 'year', 'slide'] as const);
    const data = { currency, amount: random.between(1, 80) };
    return { ...this.#event(random, now, 'points.transfer', data), to: member(random) };
  }
}

/** Every second member has a phone too, and says so. */
function member(random: Random): Record<string, string> {
  const number = random.below(MEMBERS);
  const card = `K${number}`;
  return number % 2 === 0 ? { card } : { card, email: `${card}@example.org` };
}

function comingBack(random: Random, purchase: SimEvent | null): object[] {
  const lines = (purchase?.data.lines ?? [{ line: 'l1', quantity: 1, gross: 100 }]) as LineInput[];
  const first = random.below(lines.length);
  return lines
    .slice(first, first + random.between(1, 2))
    .map(({ line, quantity, gross }, index) => {
      const name = index === 0 && random.chance(0.02) ? 'l9' : line;
      if (random.chance(0.75)) return { line: name, quantity: random.between(1, quantity) };
      return { line: name, amount: random.between(1, Math.max(1, gross)) };
    });
}
