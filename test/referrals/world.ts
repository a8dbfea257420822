import assert from 'node:assert/strict';
import { Zone } from '../../src/kernel/time.ts';
import {
  createExpressions,
  type Facts,
  type ProgramDocument,
  validate,
} from '../../src/rooms/program/index.ts';
import type { AdvocateFollowUp } from '../../src/rooms/referrals/core/advocate-turn.ts';
import type { Binding, Introduction } from '../../src/rooms/referrals/core/bind.ts';
import type { ReferralEffect } from '../../src/rooms/referrals/core/effect.ts';
import type { Verdict } from '../../src/rooms/referrals/core/fraud/judge.ts';
import type { Sighting } from '../../src/rooms/referrals/core/fraud/suspect.ts';
import type { ReferralSlice } from '../../src/rooms/referrals/core/slice.ts';
import { type Fund, type Refused, type Step, step } from '../../src/rooms/referrals/core/step.ts';
import type { ReferralTerms } from '../../src/rooms/referrals/core/terms.ts';
import {
  advocateTurn,
  bind,
  compileReferrals,
  dueOf,
  matured,
  purchased,
  readReferrals,
  referralsSection,
  returned,
  review,
  settle,
  storeReferrals,
} from '../../src/rooms/referrals/index.ts';

export const DAY = 86_400_000;
export const START = Date.UTC(2026, 2, 1, 12);

const HEAD = { program: 'spec', timezone: 'UTC', currency: 'EUR' };
const OTHERS = {
  points: { star: {} },
  coupons: [{ id: 'cash-20' }, { id: 'welcome-10' }, { id: 'limited-sneaker' }],
  benefits: [{ id: 'priority-access' }],
};

/** A program in which everything is used. */
export const FULL = {
  link: 'https://shop.example/join?from={code}',
  bind: { within: 'P14D' },
  qualify: { within: 'P60D', least: '50.00', pendingFor: 'P7D' },
  friend: {
    welcome: { grants: [{ coupon: 'welcome-10' }], cost: '10.00' },
    qualified: { grants: [{ points: 'star', amount: 100 }], cost: '1.00' },
  },
  reach: [
    { id: 'ordinary', at: 0, grants: [{ coupon: 'cash-20' }], cost: '20.00' },
    {
      id: 'influencer',
      when: '"influencer" in member.tags',
      perDay: 500,
      grants: [{ coupon: 'limited-sneaker' }],
      cost: '60.00',
    },
  ],
  chain: [
    { counts: 1 },
    { counts: 1, grants: [{ points: 'star', amount: 20 }], cost: '0.20' },
    { counts: 0 },
  ],
  progress: [
    {
      id: 'super-fan',
      at: 5,
      grants: [{ tag: 'super-fan' }, { benefit: 'priority-access' }, { coupon: 'cash-20' }],
      cost: '20.00',
    },
  ],
};

/** What is wrong with a section, `code path`, below `/referrals`. */
export function problemsOf(referrals: object): string[] {
  const document = { ...HEAD, ...OTHERS, referrals } as unknown as ProgramDocument;
  const shape = validate({ ...HEAD, referrals }, [{ ...referralsSection, check: () => [] }]);
  const meaning = shape.document
    ? referralsSection.check(document, createExpressions(document))
    : shape.problems;
  return meaning.map(({ code, path }) => `${code} ${path.replace('/referrals', '')}`);
}

/** Compiles a section that passes every check. */
export function termsOf(referrals: object = FULL, version = 1): ReferralTerms {
  assert.deepEqual(problemsOf(referrals), []);
  const document = { ...HEAD, ...OTHERS, referrals } as unknown as ProgramDocument;
  const expressions = createExpressions(document);
  const context = { version, zone: new Zone('UTC'), expressions, decimals: 2 };
  return compileReferrals(referrals as Parameters<typeof compileReferrals>[0], context);
}

/** The facts of a member who does nothing in particular. */
export function factsOf(tags: readonly string[] = []): Facts {
  const nobody = { joinedAt: 0, attributes: {}, purchaseCount: 1, purchaseTotal: 0 };
  return {
    fact: { type: 'referral.qualified', data: {} },
    line: null,
    member: { ...nobody, tags, lastPurchaseAt: null },
    ...{ at: START, day: 0, minute: 0, weekday: 1 },
  } as unknown as Facts;
}

/**
 * Members and their slices. Follow-ups wait in a queue and are decided each in its own turn, as the
 * hub does it; what was given and taken back is written down.
 */
export class World {
  terms: ReferralTerms;
  readonly slices = new Map<number, ReferralSlice>();
  readonly tags = new Map<number, readonly string[]>();
  readonly given: string[] = [];
  readonly log: string[] = [];
  readonly joined = new Map<number, number>();
  readonly sightings = new Map<number, readonly Sighting[]>();
  /** Reach levels as they were last known. */
  readonly reaches = new Map<number, string>();
  /** Looks up who else has a member's signals. */
  look: (member: number) => readonly Sighting[] = (member) => this.sightings.get(member) ?? [];
  readonly #versions = new Map<number, ReferralTerms>();
  readonly #paid = new Map<string, Extract<ReferralEffect, { kind: 'referral-counted' }>>();
  /** A cap that stands in the way; null: everything may be paid. */
  cap: string | null = null;
  now = START;

  constructor(terms: ReferralTerms = termsOf()) {
    this.terms = terms;
    this.#versions.set(terms.version, terms);
  }

  publish(terms: ReferralTerms): void {
    this.terms = terms;
    this.#versions.set(terms.version, terms);
  }

  /** A friend enrols with the code of an advocate. */
  join(friend: number, advocate: number, more: Partial<Binding> = {}) {
    this.joined.set(friend, this.joined.get(friend) ?? this.now);
    const binding: Binding = {
      ...{ id: `${friend}.1`, code: `CODE${advocate}`, at: this.now, openedAt: null },
      friend: { member: friend, joinedAt: this.joined.get(friend) as number, purchases: 0 },
      introduction: this.introduction(advocate),
      ...{ human: 'passed', sightings: this.look(friend) },
      ...more,
    };
    return this.take(
      friend,
      bind(this.terms, this.slices.get(friend), binding, this.#fund(friend)),
    );
  }

  buy(friend: number, key: string, net = 6_000, at = this.now): void {
    this.settle(friend);
    const slice = this.slices.get(friend);
    const terms = this.#of(slice);
    const done = slice ? purchased(terms, slice, { key, at, net }, factsOf()) : null;
    if (done) this.take(friend, done);
    this.settle(friend);
  }

  bringBack(friend: number, key: string, left = 0): void {
    this.settle(friend);
    const slice = this.slices.get(friend) as ReferralSlice;
    const done = returned(this.#of(slice), slice, { key, left }, this.now);
    if (done) this.take(friend, done);
  }

  review(friend: number, decision: 'release' | 'refuse') {
    const slice = this.slices.get(friend);
    const about = { id: `review-${friend}`, decision, at: this.now };
    return this.take(friend, review(this.#of(slice), slice, about, this.#fund(friend)));
  }

  /** Time goes on; everybody is settled. */
  pass(days: number): this {
    this.now += days * DAY;
    for (const member of [...this.slices.keys()]) this.settle(member);
    return this;
  }

  settle(member: number): void {
    let due = dueOf(this.slices.get(member));
    while (due !== null && due <= this.now) {
      this.take(member, settle(this.slices.get(member) as ReferralSlice, this.now) as Step);
      due = dueOf(this.slices.get(member));
    }
  }

  introduction(advocate: number): Introduction {
    const ancestors: number[] = [];
    let above = this.slices.get(advocate)?.friend?.chain[0];
    while (above !== undefined && ancestors.length < 16) {
      ancestors.push(above);
      above = this.slices.get(above)?.friend?.chain[0];
    }
    return { advocate, ancestors, reach: this.reaches.get(advocate) ?? null, gone: false };
  }

  state(friend: number): string {
    const found = this.slices.get(friend)?.friend;
    return found ? `${found.state}${found.held ? ' held' : ''}` : 'none';
  }

  /** What a step did, and the turns that follow from it. */
  take<T extends Step | (Refused & { verdict?: Verdict })>(member: number, done: T): T {
    if (!done.ok) return done;
    const stored = readReferrals(JSON.parse(JSON.stringify(storeReferrals(done.slice))));
    assert.deepEqual(stored, done.slice);
    this.slices.set(member, stored);
    for (const grant of done.grants) this.given.push(`${member} + ${words(grant)}`);
    for (const { of, grants } of done.takeBack) {
      for (const grant of grants) this.given.push(`${member} - ${words(grant)} of ${of}`);
    }
    for (const effect of done.effects) this.log.push(`${member} ${effect.kind}`);
    for (const followUp of done.followUps) {
      assert.ok(!this.#ids.has(followUp.id), `${followUp.id} comes twice`);
      this.#ids.add(followUp.id);
      if (followUp.type === 'referral.matured') this.#mature(member, followUp.data.turn);
      else this.#turn(followUp);
    }
    return done;
  }

  readonly #ids = new Set<string>();

  #mature(member: number, turn: number): void {
    const slice = this.slices.get(member) as ReferralSlice;
    const joinedAt = this.joined.get(member) as number;
    const look = {
      ...{ turn, at: this.now, friend: { member, joinedAt } },
      introduction: this.introduction(slice.friend?.chain[0] as number),
      sightings: this.look(member),
    };
    const done = matured(this.#of(slice), slice, look, this.#fund(member));
    this.take(member, done ?? step(slice));
  }

  #turn(followUp: AdvocateFollowUp): void {
    const to = followUp.to as number;
    const terms = this.#versions.get(followUp.data.version) ?? this.terms;
    const facts = factsOf(this.tags.get(to));
    const of = followUp.type === 'referral.reversed' ? followUp.data.of : '';
    const paid = this.#paid.get(of)?.paid ?? [];
    const slice = this.slices.get(to);
    const done = advocateTurn(terms, slice, followUp, { facts, fund: this.#fund(to), paid });
    const [first] = done.effects;
    if (first?.kind === 'referral-counted') this.#paid.set(followUp.id, first);
    this.take(to, done);
  }

  #of(slice: ReferralSlice | undefined): ReferralTerms {
    return this.#versions.get(slice?.friend?.version ?? 0) ?? this.terms;
  }

  #fund(_: number): Fund {
    return () => this.cap;
  }
}

function words(grant: object): string {
  return Object.values(grant).join(' ');
}
