import { scale } from '../../../../kernel/integer.ts';
import {
  addMonths,
  type DayParts,
  dayParts,
  formatDay,
  type Zone,
} from '../../../../kernel/time.ts';
import { type Fact, type Line, netOf, type PurchaseData } from '../../../events/index.ts';
import type { Facts } from '../facts.ts';

const NO_DATA: Readonly<Record<string, unknown>> = {};
const NO_LINES: readonly LineView[] = [];

/**
 * The context that expressions run in. One is kept per program and pointed at the facts of the
 * evaluation at hand, so that a condition costs no allocation; nothing is read until it is named.
 */
export class View {
  readonly zone: Zone;
  readonly event: EventView;
  readonly purchase: PurchaseView;
  readonly member: MemberView;
  #facts: Facts | null = null;

  constructor(zone: Zone) {
    this.zone = zone;
    this.event = new EventView(this);
    this.purchase = new PurchaseView(this);
    this.member = new MemberView(this);
  }

  get facts(): Facts {
    if (!this.#facts) throw new Error('an expression ran without facts');
    return this.#facts;
  }

  get line(): LineView | null {
    const line = this.facts.line;
    return line && new LineView(line);
  }

  /** At the moment of the event, or of the settling when there is none. */
  scene(id: string): boolean {
    const { fact, at, member } = this.facts;
    return member.scene?.(id, fact.happenedAt > 0 ? fact.happenedAt : at) ?? false;
  }

  /** Runs `ask` on `facts`; an evaluation inside an evaluation finds its own facts again. */
  on<T>(facts: Facts, ask: (view: View) => T): T {
    const before = this.#facts;
    this.#facts = facts;
    try {
      return ask(this);
    } finally {
      this.#facts = before;
    }
  }
}

/** `event`: the fact and its local time. */
export class EventView {
  readonly #view: View;

  constructor(view: View) {
    this.#view = view;
  }

  get type(): string {
    return this.#view.facts.fact.type;
  }
  get channel(): string {
    return this.#view.facts.fact.channel ?? '';
  }
  get store(): string {
    return this.#view.facts.fact.store ?? '';
  }
  get touchpoint(): string {
    return this.#view.facts.fact.touchpoint ?? '';
  }
  get source(): string {
    return this.#view.facts.fact.source;
  }
  get data(): Readonly<Record<string, unknown>> {
    const fact = this.#view.facts.fact;
    if (isPurchase(fact)) return fact.data.more ?? NO_DATA;
    return fact.data as Readonly<Record<string, unknown>>;
  }
  get #parts(): DayParts {
    return dayParts(this.#view.facts.day);
  }
  get date(): string {
    return formatDay(this.#view.facts.day);
  }
  get month(): bigint {
    return BigInt(this.#parts.month);
  }
  get day(): bigint {
    return BigInt(this.#parts.day);
  }
  get weekday(): bigint {
    return BigInt(this.#view.facts.weekday);
  }
  get hour(): bigint {
    return BigInt(Math.floor(this.#view.facts.minute / 60));
  }
  get minute(): bigint {
    return BigInt(this.#view.facts.minute % 60);
  }
}

/** `purchase`: the sums of the lines that count; all zero for any other event. */
export class PurchaseView {
  readonly #view: View;
  #seen: Fact | null = null;
  #lines: readonly LineView[] = NO_LINES;

  constructor(view: View) {
    this.#view = view;
  }

  get lines(): readonly LineView[] {
    const fact = this.#view.facts.fact;
    if (fact === this.#seen) return this.#lines;
    this.#lines = isPurchase(fact)
      ? fact.data.lines.filter((line) => !line.voided).map((line) => new LineView(line))
      : NO_LINES;
    this.#seen = fact;
    return this.#lines;
  }
  get net(): bigint {
    return this.#sum(netOf);
  }
  get gross(): bigint {
    return this.#sum((line) => line.gross);
  }
  get discount(): bigint {
    return this.#sum((line) => line.discount);
  }
  get pieces(): bigint {
    return this.#sum((line) => line.quantity);
  }
  get shipping(): bigint {
    const fact = this.#view.facts.fact;
    return isPurchase(fact) ? BigInt(fact.data.shipping) : 0n;
  }

  #sum(of: (line: Line) => number): bigint {
    const fact = this.#view.facts.fact;
    if (!isPurchase(fact)) return 0n;
    let sum = 0;
    for (const line of fact.data.lines) if (!line.voided) sum += of(line);
    return BigInt(sum);
  }
}

/** `line`, and each of `purchase.lines`. */
export class LineView {
  readonly #line: Line;

  constructor(line: Line) {
    this.#line = line;
  }

  get sku(): string {
    return this.#line.sku ?? '';
  }
  get category(): string {
    return this.#line.category ?? '';
  }
  get categories(): readonly string[] {
    return this.#line.categories;
  }
  get brand(): string {
    return this.#line.brand ?? '';
  }
  get quantity(): bigint {
    return BigInt(this.#line.quantity);
  }
  get gross(): bigint {
    return BigInt(this.#line.gross);
  }
  get net(): bigint {
    return BigInt(netOf(this.#line));
  }
  get discount(): bigint {
    return BigInt(this.#line.discount);
  }
  get price(): bigint {
    return BigInt(scale(netOf(this.#line), 1, this.#line.quantity, 'down'));
  }
}

/** `member`: what the engine knows of the member at this moment. */
export class MemberView {
  readonly #view: View;
  readonly purchases: PurchasesView;
  readonly referrals: ReferralsView;

  constructor(view: View) {
    this.#view = view;
    this.purchases = new PurchasesView(view);
    this.referrals = new ReferralsView(view);
  }

  get tags(): readonly string[] {
    return this.#view.facts.member.tags;
  }
  get attributes(): Readonly<Record<string, unknown>> {
    return this.#view.facts.member.attributes;
  }
  get joinedDays(): bigint {
    const { day, member } = this.#view.facts;
    return BigInt(day - this.#view.zone.dayOf(member.joinedAt));
  }
  get consents(): readonly string[] {
    return this.#view.facts.member.consents;
  }
  consent(purpose: string, channel: string): boolean {
    return this.#view.facts.member.consent(purpose, channel);
  }
  tier(set: string): string {
    return this.#view.facts.member.tier(set);
  }
  balance(currency: string): bigint {
    return BigInt(this.#view.facts.member.balance(currency));
  }
  events(type: string): bigint {
    return BigInt(this.#view.facts.member.eventCount(type));
  }
}

/** `member.purchases`. */
export class PurchasesView {
  readonly #view: View;

  constructor(view: View) {
    this.#view = view;
  }

  get count(): bigint {
    return BigInt(this.#view.facts.member.purchaseCount);
  }
  get total(): bigint {
    return BigInt(this.#view.facts.member.purchaseTotal);
  }
  get daysSinceLast(): bigint {
    const { day, member } = this.#view.facts;
    if (member.lastPurchaseAt === null) return -1n;
    return BigInt(day - this.#view.zone.dayOf(member.lastPurchaseAt));
  }
  perMonth(months: bigint): number {
    const { day, member } = this.#view.facts;
    const span = Number(months);
    return member.purchasesBetween(addMonths(day, -span) + 1, day).count / span;
  }
}

/** `member.referrals`. */
export class ReferralsView {
  readonly #view: View;

  constructor(view: View) {
    this.#view = view;
  }

  get completed(): bigint {
    return BigInt(this.#view.facts.member.eventCount('referral.completed'));
  }
}

function isPurchase(fact: Fact): fact is Fact & { readonly data: PurchaseData } {
  return fact.type === 'purchase';
}
