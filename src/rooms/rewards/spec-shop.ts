import assert from 'node:assert/strict';
import { periodStart } from '../../kernel/period.ts';
import { type Instant, weekdayOf, Zone } from '../../kernel/time.ts';
import { createExpressions, type Facts, validate } from '../program/index.ts';
import { rewardsSection } from './core/check.ts';
import { type Committed, commit, notePaid } from './core/commit.ts';
import { hold } from './core/hold.ts';
import type { Standing } from './core/obstacles.ts';
import type { Redemptions, RewardEffect, RewardStep } from './core/redemption.ts';
import { type Catalogue, compileRewards } from './core/reward.ts';
import type { RewardDocument } from './core/section.ts';
import { settle } from './core/settle.ts';

/** What stands under the rewards of a specification. */
export const GROUND = {
  program: 'spec',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: { star: {}, growth: { qualifying: true } },
  tiers: [{ set: 'status', levels: [{ id: 'member' }, { id: 'gold' }] }],
  coupons: [{ id: 'free-coffee' }],
};

/** What the check of the section says of these rewards: `code path`. */
export function problemsOf(...rewards: object[]): string[] {
  const { problems } = validate({ ...HEAD, rewards }, [{ ...rewardsSection, check }]);
  return problems.map(({ code, path }) => `${code} ${path}`);
}

const HEAD = { program: 'spec', timezone: 'Asia/Shanghai', currency: 'CNY' };

const check: (typeof rewardsSection)['check'] = (document, expressions) =>
  rewardsSection.check({ ...GROUND, ...document }, expressions);

/** A catalogue of rewards that pass every check. */
export function catalogueOf(...rewards: object[]): Catalogue {
  assert.deepEqual(problemsOf(...rewards), []);
  const expressions = createExpressions(GROUND);
  return compileRewards(rewards as RewardDocument[], expressions, new Zone(GROUND.timezone), 2);
}

/** A moment of local time in the spec's zone. */
export function at(text: string): Instant {
  return Date.parse(`${text}+08:00`);
}

/**
 * A shop that does the engine's part with plain counters: it counts stock and limits by the
 * effects, settles before every step, and freezes every slice, so that nobody changes one.
 */
export class Shop {
  catalogue: Catalogue;
  balance = 1_000;
  level = 'member';
  tags: string[] = [];
  readonly slices = new Map<string, Redemptions>();
  readonly taken = new Map<string, number>();
  readonly counted = new Map<string, number>();
  readonly effects: RewardEffect[] = [];

  constructor(...rewards: object[]) {
    this.catalogue = catalogueOf(...rewards);
  }

  standing(now: Instant, store: string | null = null): Standing {
    const { zone, rewards } = this.catalogue;
    const day = zone.dayOf(now);
    const member = {
      ...{ joinedAt: 0, tags: this.tags, attributes: {}, purchaseCount: 0, purchaseTotal: 0 },
      ...{ tier: () => this.level, balance: () => this.balance, lastPurchaseAt: null },
      ...{ purchasesBetween: () => ({ count: 0, total: 0 }), eventCount: () => 0 },
      ...{ consents: [], consent: () => false, allows: () => true },
    };
    const fact = {
      type: 'reward.hold',
      data: {},
      channel: null,
      store,
    } as unknown as Facts['fact'];
    const minute = zone.minuteOf(now);
    const units = [...rewards.values()].flatMap((reward) => reward.stock);
    return {
      facts: { fact, line: null, member, at: now, day, minute, weekday: weekdayOf(day) },
      used: ({ key, per }) => this.counted.get(`${key} ${periodStart(per, day)}`) ?? 0,
      unitOf: ({ key }) => key,
      left: (key) =>
        (units.find((one) => one.key === key)?.units ?? 0) - (this.taken.get(key) ?? 0),
      store,
    };
  }

  /** Holds a reward for a member; says what the till would be told. */
  hold(id: string, reward: string, when: string, more: Record<string, unknown> = {}): RewardStep {
    const { store = null, basket = null, points = null, member = 'anna' } = more;
    const standing = this.standing(at(when), store as string | null);
    const wanted = { id, reward, basket, points } as Parameters<typeof hold>[2];
    const step = hold(this.catalogue, this.slice(member, at(when)), wanted, standing);
    if (!('refusal' in step)) this.#count(reward, standing);
    return this.#take(member, step);
  }

  commit(id: string, when: string, more: Partial<Committed> & { member?: string } = {}) {
    const { member = 'anna', ...said } = more;
    const blank = { basket: null, paid: null, fulfil: null, withPurchase: false };
    const all = { id, ...blank, store: null, operator: null, ...said };
    const state = this.slice(member, at(when));
    const step = this.#take(member, commit(this.catalogue.zone, state, all, at(when)));
    if ('refusal' in step) return step;
    const [receipt] = step.effects;
    const amount = receipt?.kind === 'redeemed' ? receipt.points : 0;
    const paid = [{ lot: 'lot-1', amount, endsAt: null }];
    this.slices.set(member, stored(notePaid(step.state, id, paid)));
    return step;
  }

  /** Takes any other step of the room. */
  step(take: (state: Redemptions, now: Instant) => RewardStep, when: string, member = 'anna') {
    return this.#take(member, take(this.slice(member, at(when)), at(when)));
  }

  /** The slice at a moment, settled. */
  slice(member: unknown, now: Instant): Redemptions {
    const name = String(member);
    const settled = settle(this.slices.get(name), now);
    this.#note(settled.effects);
    this.slices.set(name, stored(settled.state));
    return settled.state;
  }

  #take(member: unknown, step: RewardStep): RewardStep {
    if ('refusal' in step) return step;
    this.#note(step.effects);
    this.slices.set(String(member), stored(step.state));
    return step;
  }

  #count(reward: string, { facts }: Standing): void {
    for (const { key, per, counts } of this.catalogue.rewards.get(reward)?.limits ?? []) {
      const place = `${key} ${periodStart(per, facts.day)}`;
      if (counts === 'times') this.counted.set(place, (this.counted.get(place) ?? 0) + 1);
    }
  }

  #note(effects: readonly RewardEffect[]): void {
    this.effects.push(...effects);
    for (const effect of effects) {
      if (!('stock' in effect)) continue;
      const back = effect.kind === 'released' || effect.kind === 'returned';
      for (const key of effect.stock) {
        this.taken.set(key, (this.taken.get(key) ?? 0) + (back ? -1 : 1));
      }
    }
  }
}

/** The code of a no; `ok` for a yes. */
export function outcome(step: RewardStep): string {
  return 'refusal' in step ? step.refusal.code : 'ok';
}

/** The effects of a step that was taken. */
export function effectsOf(step: RewardStep): readonly RewardEffect[] {
  assert.ok(!('refusal' in step), 'refusal' in step ? step.refusal.detail : '');
  return step.effects;
}

/** A slice is kept as JSON: nothing of it may get lost there. */
function stored(state: Redemptions): Redemptions {
  if (state !== undefined) assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
  return freeze(state);
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}
