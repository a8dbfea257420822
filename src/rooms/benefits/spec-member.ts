import assert from 'node:assert/strict';
import { type Instant, weekdayOf, Zone } from '../../kernel/time.ts';
import { createExpressions, type Facts, validate } from '../program/index.ts';
import { type Benefits, compileBenefits } from './core/benefit.ts';
import { benefitsSection } from './core/check.ts';
import { type Admit, grantBenefit, onEvent } from './core/grant-window.ts';
import { settle } from './core/lapse.ts';
import { type Asked, rights } from './core/rights.ts';
import type { BenefitDocument } from './core/section.ts';
import { type Used, use } from './core/use.ts';
import type { BenefitChange, BenefitEffect, BenefitStep, BenefitWindows } from './core/window.ts';

const HEAD = { program: 'spec', timezone: 'Asia/Shanghai', currency: 'CNY' };

/** What stands under the benefits of a specification. */
export const GROUND = {
  ...HEAD,
  points: { star: {} },
  tiers: [{ set: 'status', levels: [{ id: 'member' }, { id: 'gold' }] }],
  coupons: [{ id: 'warranty-1y' }],
};

/** What the check of the section says of these benefits: `code path`. */
export function problemsOf(...benefits: object[]): string[] {
  const check: (typeof benefitsSection)['check'] = (document, expressions) =>
    benefitsSection.check({ ...GROUND, ...document }, expressions);
  const { problems } = validate({ ...HEAD, benefits }, [{ ...benefitsSection, check }]);
  return problems.map(({ code, path }) => `${code} ${path}`);
}

/** Benefits that pass every check. */
export function benefitsOf(...benefits: object[]): Benefits {
  assert.deepEqual(problemsOf(...benefits), []);
  const expressions = createExpressions(GROUND);
  return compileBenefits(benefits as BenefitDocument[], expressions, new Zone(HEAD.timezone), 2);
}

/** A moment of local time in the spec's zone. */
export function at(text: string): Instant {
  return Date.parse(`${text}+08:00`);
}

/**
 * One member whose slice is settled before every step and frozen after it, so that nobody changes
 * one; it must come through JSON as it is.
 * Limits and quotas count in plain maps, as the engine's counters do.
 */
export class Member {
  benefits: Benefits;
  slice: BenefitWindows;
  level = 'member';
  attributes: Record<string, string> = {};
  purchases = 1;
  /** What the engine answers when a benefit is about to be granted. */
  admit: Admit = () => null;
  readonly counted = new Map<string, number>();
  readonly effects: BenefitEffect[] = [];
  #events = 0;

  constructor(...benefits: object[]) {
    this.benefits = benefitsOf(...benefits);
  }

  asked(when: string, type = 'benefit.use', lines: object[] = []): Asked {
    const now = at(when);
    const { zone } = this.benefits;
    const day = zone.dayOf(now);
    const member = {
      ...{ joinedAt: 0, tags: [], attributes: this.attributes, purchaseTotal: 0 },
      ...{ tier: () => this.level, balance: () => 0, lastPurchaseAt: null },
      ...{ purchasesBetween: () => ({ count: 0, total: 0 }), eventCount: () => 0 },
      ...{ consents: [], consent: () => false, allows: () => true },
      purchaseCount: this.purchases,
    };
    const fact = { type, data: { lines }, channel: null, store: null } as unknown as Facts['fact'];
    const minute = zone.minuteOf(now);
    return {
      facts: { fact, line: null, member, at: now, day, minute, weekday: weekdayOf(day) },
      used: ({ key }, counts) => this.counted.get(`${key} ${counts}`) ?? 0,
      left: ({ key, most }) => most - (this.counted.get(`${key} ${day}`) ?? 0),
    };
  }

  /** Lets an event happen; says what each benefit answered: `warranty granted`. */
  happen(type: string, when: string, lines: object[] = []): string[] | null {
    this.settle(when);
    const { facts } = this.asked(when, type, lines);
    this.#events += 1;
    const change = onEvent(this.benefits, this.slice, facts, `${this.#events}`, this.admit);
    if (change === null) return null;
    this.#take(change);
    return change.trace.map(([benefit, reason]) => `${benefit} ${reason}`);
  }

  give(benefit: string, when: string): BenefitStep {
    this.settle(when);
    this.#events += 1;
    const given = { id: `${this.#events}.1`, benefit };
    return this.#take(grantBenefit(this.benefits, this.slice, given, at(when), this.admit));
  }

  use(benefit: string, when: string, more: Partial<Used> = {}): BenefitStep {
    this.settle(when);
    const said = { benefit, window: null, store: null, operator: null, ...more };
    const asked = this.asked(when);
    const step = use(this.benefits, this.slice, said, asked);
    if (!('refusal' in step)) this.#count(benefit, step, asked.facts.day);
    return this.#take(step);
  }

  /** Takes any other step of the room. */
  step(take: (state: BenefitWindows, now: Instant) => BenefitStep, when: string): BenefitStep {
    this.settle(when);
    return this.#take(take(this.slice, at(when)));
  }

  settle(when: string): void {
    this.#take(settle(this.slice, at(when)));
  }

  rights(when: string): string[] {
    this.settle(when);
    return rights(this.benefits, this.slice, this.asked(when)).map(({ benefit, until, left }) => {
      const end = until === null ? 'always' : new Date(until + 28_800_000).toISOString();
      return `${benefit} ${end.slice(0, 16)} ${left ?? 'any'}`;
    });
  }

  #count(id: string, { effects }: BenefitChange, today: number): void {
    const benefit = this.benefits.byId.get(id);
    for (const effect of effects) {
      if (effect.kind !== 'used' || effect.day === null || !benefit) continue;
      const keys = benefit.limits.map(({ key }) => `${key} ${effect.day}`);
      if (benefit.quota) keys.push(`${benefit.quota.key} ${today}`);
      for (const key of keys) this.counted.set(key, (this.counted.get(key) ?? 0) + 1);
    }
  }

  #take<T extends BenefitStep>(step: T): T {
    if ('refusal' in step) return step;
    this.effects.push(...step.effects);
    if (step.state) assert.deepEqual(JSON.parse(JSON.stringify(step.state)), step.state);
    this.slice = freeze(step.state);
    return step;
  }
}

/** The code of a no; `ok` for a yes. */
export function outcome(step: BenefitStep): string {
  return 'refusal' in step ? step.refusal.code : 'ok';
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}
