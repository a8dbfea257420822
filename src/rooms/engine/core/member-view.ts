import type { Day, Instant } from '../../../kernel/time.ts';
import {
  type ConsentTerms,
  missingFor,
  NO_CONSENT,
  standing,
  stands,
  usable,
} from '../../consent/index.ts';
import { available } from '../../points/index.ts';
import type { MemberFacts } from '../../program/index.ts';
import type { MeasureSource } from '../../tiers/index.ts';
import type { DayTotals, MemberState } from './state.ts';

/** A member's state as expressions and tier measures ask for it. Reads the state as it is now. */
export class MemberView implements MemberFacts, MeasureSource {
  readonly #state: MemberState;

  readonly #consent: ConsentTerms;

  readonly #scene: ((id: string, at: Instant) => boolean) | null;

  /**
   * @param consent of the program in force now: what members are asked, and what rests on it.
   * @param scene whether a scene holds; null for a program without scenes.
   */
  constructor(
    state: MemberState,
    consent: ConsentTerms = NO_CONSENT,
    scene: ((id: string, at: Instant) => boolean) | null = null,
  ) {
    this.#state = state;
    this.#consent = consent;
    this.#scene = scene;
  }

  get joinedAt(): Instant {
    return this.#state.joinedAt;
  }

  get tags(): readonly string[] {
    return this.#state.tags;
  }

  get attributes(): MemberState['attributes'] {
    const { attributes, slices, asOf } = this.#state;
    return usable(this.#consent, slices.consents, attributes, asOf);
  }

  get purchaseCount(): number {
    return this.#state.purchases.count;
  }

  get purchaseTotal(): number {
    return this.#state.purchases.total;
  }

  get lastPurchaseAt(): Instant | null {
    return this.#state.purchases.last;
  }

  get consents(): readonly string[] {
    const { slices, asOf } = this.#state;
    return standing(this.#consent, slices.consents, asOf);
  }

  consent(purpose: string, channel: string): boolean {
    const { slices, asOf } = this.#state;
    return stands(this.#consent, slices.consents, purpose, channel, asOf);
  }

  allows(use: 'rules' | 'challenges' | 'referrals', id: string): boolean {
    const { slices, asOf } = this.#state;
    return missingFor(this.#consent, slices.consents, use, id, asOf) === null;
  }

  scene(id: string, at: Instant): boolean {
    return this.#scene?.(id, at) ?? false;
  }

  tier(set: string): string {
    return this.#state.tiers[set]?.level ?? '';
  }

  balance(currency: string): number {
    const wallet = this.#state.wallets[currency];
    return wallet ? available(wallet) : 0;
  }

  eventCount(type: string): number {
    const { events, slices } = this.#state;
    const told = events[type] ?? 0;
    // Friends whom another system has brought are told by events; those of the hub are counted.
    const friends = type === 'referral.completed' ? slices.referrals?.a?.d?.[0] : undefined;
    return told + (friends ?? 0);
  }

  purchasesBetween(from: Day, to: Day): { count: number; total: number } {
    return { count: this.purchases(from, to), total: this.spend(from, to) };
  }

  earned(currency: string, from: Day | null, to: Day): number {
    if (from === null) return this.#state.earned[currency] ?? 0;
    return this.#sum(from, to, (totals) => totals[3][currency] ?? 0);
  }

  spend(from: Day | null, to: Day): number {
    if (from === null) return this.#state.purchases.total;
    return this.#sum(from, to, (totals) => totals[2]);
  }

  purchases(from: Day | null, to: Day): number {
    if (from === null) return this.#state.purchases.count;
    return this.#sum(from, to, (totals) => totals[1]);
  }

  #sum(from: Day, to: Day, value: (totals: DayTotals) => number): number {
    let sum = 0;
    for (const totals of this.#state.days) {
      if (totals[0] >= from && totals[0] <= to) sum += value(totals);
    }
    return sum;
  }
}
