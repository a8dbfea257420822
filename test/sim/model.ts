import type { Zone } from '../../src/kernel/time.ts';
import type { Task } from './challenge.ts';
import { type CouponUse, passCoupons } from './coupon-uses.ts';
import { type Advocate, noFriends } from './friends-counted.ts';
import { type Held, passGifts } from './gifts.ts';
import { type Leaves, leave, type Noticed } from './leaving.ts';
import type { ProgramText, RuleText } from './programs.ts';
import { emptyPurse, type Part, type Purse, pass, put } from './purse.ts';
import type { Raffle } from './raffles.ts';
import { passRedemptions, type Redemption } from './redemptions.ts';
import { passReferral, type Refers } from './referred.ts';
import { type Award, awardsFor, type LineInput } from './rules.ts';
import { raise, type Standing } from './standing.ts';
import { endsAt, slideOf, usableFrom } from './terms.ts';
import { sceneHolds, type Touch } from './touches.ts';

const ANCESTORS = 16;

/** An event as a client sends it. */
export interface SimEvent {
  source: string;
  id: string;
  type: string;
  member?: Record<string, string>;
  to?: Record<string, string>;
  happenedAt: string;
  channel?: string;
  store?: string;
  touchpoint?: string;
  data: Record<string, unknown>;
}

/** Everything the model knows of a member. */
export interface Member extends Refers, Leaves {
  asOf: number;
  joinedAt: number;
  purses: Record<string, Purse>;
  /** Per limit and period, what it has counted. */
  counted: Record<string, number>;
  growth: number;
  /** Purchases of which something is left. */
  bought: number;
  standing: Standing;
  redemptions: Record<string, Redemption>;
  /** Open windows of the one granted benefit. */
  perks: { until: number; left: number }[];
  coupons: CouponUse[];
  /** Coupons of the member's own. */
  gifts: Held[];
  task: Task;
  advocate: Advocate;
  /** What was bought through devices that the scene looks at. */
  touches: Touch[];
}

/** Everything the model knows of a purchase. */
export interface Purchase {
  owner: string;
  at: number;
  lines: LineInput[];
  awards: Award[];
  credits: Record<string, Part[]>;
  /** Per line, what came back: pieces or money. */
  back: Record<string, { by: 'quantity' | 'amount'; units: number }>;
  asked: Record<string, number>;
  undone: Record<string, Part[]>;
  spends: { currency: string; parts: Part[]; restored: number }[];
  /** Purchases are counted, so that those before a member left can be told from later ones. */
  seq: number;
}

/** What an event changes: copies, which count only once the caller takes them over. */
export interface Draft {
  event: SimEvent;
  happenedAt: number;
  /** The moment of the decision: a late event meets the member as it is. */
  at: number;
  program: ProgramText;
  zone: Zone;
  who: string;
  member: Member;
  toWhom: string | null;
  other: Member | null;
  named: string | null;
  purchase: Purchase | null;
  funded(rule: RuleText, wanted: number): number;
  /** Whether nothing is left of a scarce thing; what was accepted had some. */
  soldOut(key: string): boolean;
  /** Whether a cap has no room for a payment, by the hub's word. */
  short(what: string, key: string, amount: number): boolean;
  raffles: readonly Raffle[];
  /** What the member is told. */
  told: string[];
  /** By what it is noticed that a member has left. */
  noticed: Noticed;
  /** Who has a code by which friends come. */
  ownerOf(code: string): string | null;
  hasLeft(card: string): boolean;
  /** Who brought somebody, who brought that one, and so on. */
  above(card: string): string[];
  /** The referral that the hub says has begun, or why not: both may have been a close race. */
  bound?: string | null;
  /** Others may have stirred meanwhile: who stands above is the hub's word. */
  raced: boolean;
}

/** Members by card and purchases by event id: a small hub that forgets how it came about. */
export class Model {
  readonly members = new Map<string, Member>();
  readonly purchases = new Map<string, Purchase>();
  readonly zone: Zone;

  readonly raffles: readonly Raffle[];

  constructor(zone: Zone, raffles: readonly Raffle[] = []) {
    this.zone = zone;
    this.raffles = raffles;
  }

  /** Makes the copies on which an event works, with the time already passed. */
  open(
    event: SimEvent,
    happenedAt: number,
    program: ProgramText,
    funded: Draft['funded'] = (_, wanted) => wanted,
    soldOut: Draft['soldOut'] = () => false,
    short: Draft['short'] = () => false,
  ): Draft | null {
    const data = event.data as { purchase?: { id: string } };
    const named = data.purchase?.id ?? this.#purchaseOfHold(event);
    const purchase = named === null ? null : (this.purchases.get(named) ?? null);
    const who = event.member?.card ?? purchase?.owner;
    if (who === undefined) return null;
    const toWhom = event.to?.card ?? null;
    const draft: Draft = {
      event,
      happenedAt,
      at: 0,
      program,
      zone: this.zone,
      who,
      member: this.#copy(who, happenedAt),
      toWhom,
      other: toWhom === null || toWhom === who ? null : this.#copy(toWhom, happenedAt),
      named,
      purchase: purchase && structuredClone(purchase),
      funded,
      soldOut,
      short,
      raffles: this.raffles,
      told: [],
      raced: false,
      noticed: this.#noticed(`${event.source}/${event.id}`, happenedAt),
      ownerOf: (code) =>
        [...this.members].find(([, { codes }]) => codes.includes(code))?.[0] ?? null,
      hasLeft: (card) => this.members.get(card)?.left ?? false,
      above: (card) => this.above(card),
    };
    // Two members of one movement meet at the later of their moments.
    draft.at = Math.max(happenedAt, draft.member.asOf, draft.other?.asOf ?? 0);
    letPass(draft.member, draft, draft.at);
    if (draft.other) letPass(draft.other, draft, draft.at);
    return draft;
  }

  /** Those above a member, as far up as the hub looks. */
  above(card: string): string[] {
    const line: string[] = [];
    let next = this.members.get(card)?.brought?.by;
    while (next !== undefined && line.length < ANCESTORS) {
      line.push(next);
      next = this.members.get(next)?.brought?.by;
    }
    return line;
  }

  /** Referrals that somebody must look at: the friend, and the name. */
  held(): [card: string, referral: string][] {
    return [...this.members].flatMap(([card, { brought }]): [string, string][] =>
      brought && brought.doubt !== null ? [[card, brought.id]] : [],
    );
  }

  /** Whether a member stands above who has a code. */
  isAbove(code: unknown, card: string | undefined): boolean {
    const has = [...this.members].find(([, { codes }]) => codes.includes(code as string));
    return has !== undefined && this.above(has[0]).includes(card ?? '');
  }

  /** A commit that names no purchase is for the one for which its hold was made. */
  #purchaseOfHold({ type, member, data }: SimEvent): string | null {
    if (type !== 'points.commit') return null;
    const purses = Object.values(this.members.get(member?.card ?? '')?.purses ?? {});
    const holds = purses.flatMap((purse) => purse.holds);
    return holds.find(({ id }) => id === data.hold)?.purchase ?? null;
  }

  #copy(who: string, joinedAt: number): Member {
    const known = this.members.get(who);
    if (known) return structuredClone(known);
    const nothing = {
      purses: {},
      counted: {},
      growth: 0,
      bought: 0,
      standing: [],
      redemptions: {},
      perks: [],
      coupons: [],
      gifts: [],
      codes: [],
      brought: null,
      paid: {},
      told: [],
      advocate: noFriends(),
      task: { since: null, progress: 0, rounds: 0 },
      left: false,
      touches: [],
      asked: null,
      kept: null,
      past: 0,
      gone: [],
    };
    return { asOf: joinedAt, joinedAt, ...nothing };
  }

  /** Takes over what an accepted event has changed. */
  close(draft: Draft): void {
    const members: [string, Member][] = [[draft.who, draft.member]];
    if (draft.toWhom !== null && draft.other) members.push([draft.toWhom, draft.other]);
    for (const [who, member] of members) {
      letPass(member, draft, draft.at);
      if (!member.left) raise(member, draft.at);
      this.members.set(who, member);
    }
    if (draft.named === null || !draft.purchase) return;
    if (!this.purchases.has(draft.named)) draft.purchase.seq = this.purchases.size + 1;
    this.purchases.set(draft.named, draft.purchase);
  }

  /** A member as it is at a moment, without anything having happened. */
  at(who: string, moment: number, program: ProgramText, name = ''): Member {
    const member = this.#copy(who, moment);
    const noticed = this.#noticed(name, moment);
    letPass(member, { program, zone: this.zone, noticed }, Math.max(moment, member.asOf));
    return member;
  }

  #noticed(name: string, happenedAt: number): Noticed {
    return { zone: this.zone, name, happenedAt, newest: this.purchases.size };
  }
}

interface Passing {
  program: ProgramText;
  zone: Zone;
  noticed: Noticed;
}

/** Lets the time pass; who has asked to leave and may not think again leaves on the way. */
function letPass(member: Member, passing: Passing, until: number): void {
  for (;;) {
    const { asked, redemptions } = member;
    const moments = Object.values(redemptions).filter(({ drawn, spent }) => drawn && !spent);
    const next = Math.min(...moments.map((one) => one.until), asked?.due ?? until);
    if (next >= until && !(asked && asked.due <= until)) break;
    letPassAll(member, passing, next);
    if (asked && asked.due <= next) leave(member, asked.terms, passing.noticed, asked.due);
  }
  letPassAll(member, passing, until);
}

function letPassAll(member: Member, { program, zone }: Passing, until: number): void {
  for (const [currency, purse] of Object.entries(member.purses)) {
    pass(purse, until, slideOf(zone, program.points[currency]!));
  }
  passRedemptions(member, until);
  passCoupons(member, until);
  passGifts(member, until);
  passReferral(member, until);
  member.perks = member.perks.filter((perk) => perk.until > until);
  member.asOf = Math.max(member.asOf, until);
}

/** The purse of a currency, made when the member has none. */
export function purseOf(member: Member, currency: string): Purse {
  member.purses[currency] ??= emptyPurse();
  return member.purses[currency];
}

/** Activity: points that slide end later. */
export function touch(draft: Draft): void {
  for (const id of Object.keys(draft.program.points)) touchOne(draft, draft.member, id);
}

/** Points that come are activity of their currency. */
export function touchOne({ program, happenedAt }: Draft, member: Member, currency: string): void {
  const { expiry } = program.points[currency]!;
  if (typeof expiry === 'string' || !('sliding' in expiry)) return;
  const purse = purseOf(member, currency);
  purse.activeOn = Math.max(purse.activeOn ?? 0, happenedAt);
}

/** Pays what the rules give, each currency in one credit. */
export function earn(draft: Draft): { awards: Award[]; credits: Record<string, Part[]> } {
  const { event, happenedAt, member, program, zone } = draft;
  const lines = (event.data.lines ?? []) as LineInput[];
  const awards = awardsFor(
    { program, zone, counted: member.counted, funded: draft.funded },
    {
      type: event.type,
      channel: event.channel ?? null,
      lines,
      at: happenedAt,
      inScene: () => sceneHolds(draft),
    },
  );
  touch(draft);
  const credits: Record<string, Part[]> = {};
  for (const currency of Object.keys(program.points)) {
    const points = awards
      .filter((award) => award.currency === currency)
      .reduce((sum, award) => sum + award.points, 0);
    if (points > 0) credits[currency] = creditEarned(draft, currency, points);
  }
  return { awards, credits };
}

/** Credits points by the terms of their currency. */
export function creditEarned(draft: Draft, currency: string, points: number): Part[] {
  const { event, happenedAt, member, program, zone } = draft;
  const terms = program.points[currency]!;
  const at = usableFrom(zone, terms, happenedAt);
  const kind = at === Number.POSITIVE_INFINITY ? `w${event.id}` : 'e';
  if (currency === 'growth') member.growth += points;
  touchOne(draft, member, currency);
  const ends = endsAt(zone, terms, happenedAt, at);
  return put(purseOf(member, currency), { kind, ends, amount: points, at }, draft.at);
}
