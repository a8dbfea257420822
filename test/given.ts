/**
 * Given a program and what happened before, when something happens, then it decides this. Events
 * go through the real reading of events; every decision is made twice on frozen input, and the
 * books are checked after each.
 */
import assert from 'node:assert/strict';
import YAML from 'yaml';
import {
  type BudgetLevel,
  BudgetLevels,
  compileProgram,
  type Decided,
  decide,
  dueOf,
  forgotten,
  type Given,
  type MemberState,
  newState,
  type Outcome,
  type Program,
  type PurchaseRecord,
  readDecision,
  readState,
  settleMember,
  settleState,
  storeDecision,
  storeState,
} from '../src/rooms/engine/index.ts';
import { type Fact, normalizeEvent, type PurchaseData } from '../src/rooms/events/index.ts';
import { purchaseRecord } from '../src/rooms/intake/core/purchase-record.ts';
import type { Entry } from '../src/rooms/ledger/index.ts';
import { balanceOf } from '../src/rooms/points/index.ts';
import { createExpressions, validate } from '../src/rooms/program/index.ts';
import { SECTIONS } from '../src/sections.ts';
import { checkBooks } from './ledger-laws.ts';

/** An event in short: its moment is local to the program's zone unless it has an offset. */
export interface Happening {
  readonly type: string;
  readonly at: string | number;
  readonly id?: string;
  readonly member?: string;
  readonly to?: string;
  readonly channel?: string;
  readonly store?: string;
  readonly data?: Record<string, unknown>;
}

/** What a decision should say; what is left out is not looked at. */
export interface Expected {
  /** `{ star: [active, pending, held] }` after the event. */
  readonly balances?: Record<string, readonly number[]>;
  readonly moved?: Record<string, Record<string, number>>;
  readonly levels?: Record<string, string>;
  /** `['base paid 12', 'double outside_dates 0']`. */
  readonly trace?: readonly string[];
  /** Points by rule. */
  readonly awards?: Record<string, number>;
  /** `['status upgrade silver']`. */
  readonly tiers?: readonly string[];
  readonly flags?: readonly string[];
}

/** A program of a document, as YAML text or plain data, that passes every check. */
export function programOf(document: string | object, version = 1, past?: Program['past']): Program {
  const plain: unknown = typeof document === 'string' ? YAML.parse(document) : document;
  const head = { program: 'spec', timezone: 'UTC', currency: 'EUR' };
  const checked = validate({ ...head, ...(plain as object) }, SECTIONS);
  assert.deepEqual(checked.problems, []);
  const valid = checked.document as NonNullable<typeof checked.document>;
  return compileProgram(valid, version, createExpressions(valid), 2, past);
}

/** Begins a story under a program. */
export function given(document: string | object): Story {
  const story: Story = new Story(programOf(document, 1, (version) => story.past(version)));
  return story;
}

/** A purchase; `lines` in the shape of the API (`{ gross: 1000 }`), money in cents. */
export function buy(
  id: string,
  at: Happening['at'],
  lines: object[],
  more: object = {},
): Happening {
  return { type: 'purchase', id, at, data: { lines }, ...more };
}

/** A return of a purchase: all that is left of it, or some lines. */
export function bringBack(purchase: string, at: Happening['at'], lines?: object[]): Happening {
  return { type: 'return', at, data: { purchase: { id: purchase }, ...(lines ? { lines } : {}) } };
}

/**
 * An event about points: `points('spend', at, { amount: 10 })`; the currency is star by default.
 */
export function points(
  what: string,
  at: Happening['at'],
  data: Record<string, unknown>,
  more: Partial<Happening> = {},
): Happening {
  const reason = what === 'goodwill' || what === 'adjust' ? { reason: 'spec' } : {};
  const currency = what === 'commit' || what === 'void' ? {} : { currency: 'star' };
  return { type: `points.${what}`, at, data: { ...currency, ...reason, ...data }, ...more };
}

/** Far enough ahead that no moment of a spec is after the event's arrival. */
const RECEIVED_AT = Date.parse('2200-01-01T00:00:00Z');

export class Story {
  readonly states = new Map<string, MemberState>();
  readonly entries = new Map<string, Entry[]>();
  readonly purchases = new Map<string, PurchaseRecord>();
  readonly versions: { readonly from: number; readonly program: Program }[] = [];
  readonly budgets = new Map<string, BudgetLevel>();
  /** What the last run of the background task took from budgets; less than zero was given back. */
  settledBudgets: Readonly<Record<string, number>> = {};
  last: Decided | null = null;
  #count = 0;

  constructor(program: Program) {
    this.versions.push({ from: Number.NEGATIVE_INFINITY, program });
  }

  past(version: number): Program | undefined {
    return this.versions[version - 1]?.program;
  }

  get current(): Program {
    return (this.versions.at(-1) as Story['versions'][number]).program;
  }

  /** Publishes the next version, which decides what happens from then on. */
  publish(document: string | object, from: Happening['at']): this {
    const version = this.versions.length + 1;
    const program = programOf(document, version, (other) => this.past(other));
    this.versions.push({ from: this.instant(from), program });
    return this;
  }

  /** Opens budgets: points that are there, and whether there are no more behind them. */
  fund(levels: Record<string, number | BudgetLevel>): this {
    for (const [key, level] of Object.entries(levels)) {
      const full =
        typeof level === 'number' ? { available: level, final: true, stopped: false } : level;
      this.budgets.set(key, full);
    }
    return this;
  }

  /** What happened before; each event must have been accepted. */
  after(...events: readonly Happening[]): this {
    for (const event of events) {
      const decided = this.when(event).last as Decided;
      assert.ok(decided.ok, decided.ok ? '' : `${event.type}: ${decided.refusal.code}`);
    }
    return this;
  }

  when(event: Happening): this {
    const fact = this.fact(event);
    const who = event.member ?? 'ann';
    const program = this.#programAt(fact.happenedAt);
    const named = (fact.data as { purchase?: { id: string } | null }).purchase?.id;
    const purchase = (named === undefined ? undefined : this.purchases.get(named)) ?? null;
    const other = event.to === undefined || event.to === who ? null : this.#state(event.to, fact);
    const state = this.#state(who, fact);
    const common = { program, current: this.current, state, purchase, other };
    this.last = this.#decideTwice(common, fact);
    if (this.last.ok) this.#take(who, event, fact, this.last.outcome);
    return this;
  }

  decides(expected: Expected): this {
    const { last } = this;
    assert.ok(last?.ok, last?.ok === false ? `refused: ${last.refusal.code}` : 'nothing happened');
    const { decision } = last.outcome;
    const found = {
      balances: figures(decision.balances),
      moved: decision.moved,
      levels: decision.levels,
      trace: decision.trace.map((line) => line.join(' ')),
      awards: Object.fromEntries(decision.awards.map(({ rule, points }) => [rule, points])),
      tiers: decision.tiers.map(({ set, why, to }) => `${set} ${why} ${to}`),
      flags: decision.flags,
    };
    for (const key of Object.keys(expected) as (keyof Expected)[]) {
      assert.deepEqual(found[key], expected[key], key);
    }
    return this;
  }

  /** The last event was refused with this code. */
  refused(code: string): this {
    assert.ok(this.last && !this.last.ok, 'it was accepted');
    assert.equal(this.last.refusal.code, code);
    for (const text of Object.values(this.last.refusal).slice(2)) assert.match(text, /\S/);
    return this;
  }

  /** Figures of a member at a moment, without anything having happened: a settled copy. */
  at(moment: Happening['at'], who = 'ann'): Record<string, readonly number[]> {
    const state = this.settled(moment, who);
    return figures(
      Object.fromEntries(Object.entries(state.wallets).map(([id, one]) => [id, balanceOf(one)])),
    );
  }

  /** Checks the figures of a member at a moment. */
  shows(moment: Happening['at'], balances: Record<string, readonly number[]>, who = 'ann'): this {
    assert.deepEqual(this.at(moment, who), balances);
    return this;
  }

  /** The state as a background task would leave it at a moment. */
  settled(moment: Happening['at'], who = 'ann'): MemberState {
    const state = structuredClone(this.states.get(who) as MemberState);
    settleState(this.current, state, forgotten(), this.instant(moment));
    return state;
  }

  /** Runs the background task for a member: its entries go to the books. */
  settle(at: Happening['at'], who = 'ann'): this {
    const before = this.states.get(who) as MemberState;
    const { outcome } = settleMember(this.current, before, 1, this.instant(at));
    this.settledBudgets = outcome.decision.budgets;
    this.#takeOver(who, outcome.state, outcome.entries);
    return this;
  }

  /** A local moment of the program's zone, or one with an offset, or epoch milliseconds. */
  instant(at: Happening['at']): number {
    if (typeof at === 'number') return at;
    if (/([Zz]|[+-]\d\d:\d\d)$/.test(at)) return Date.parse(at);
    const zone = this.versions[0]?.program.zone.name ?? 'UTC';
    return Temporal.PlainDateTime.from(at).toZonedDateTime(zone).epochMilliseconds;
  }

  fact(event: Happening): Fact {
    const { member = 'ann', to, id = `${event.type}-${++this.#count}`, type, data = {} } = event;
    const { channel, store } = event;
    const input = {
      source: 'spec',
      id,
      type,
      member: { card: member },
      ...(to === undefined ? {} : { to: { card: to } }),
      happenedAt: new Date(this.instant(event.at)).toISOString(),
      ...(channel === undefined ? {} : { channel }),
      ...(store === undefined ? {} : { store }),
      data,
    };
    const { zone, currency } = this.current;
    const identify = ['card'];
    const read = normalizeEvent(input, { zone, currency, identify, receivedAt: RECEIVED_AT });
    assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.problems));
    return read.fact;
  }

  #programAt(moment: number): Program {
    const version = this.versions.findLast(({ from }) => from <= moment);
    return version?.program ?? this.current;
  }

  #state(who: string, fact: Fact): MemberState {
    return this.states.get(who) ?? newState(fact.happenedAt);
  }

  /** Same input, same decision; what was given is not changed; a refusal leaves budgets alone. */
  #decideTwice(common: Omit<Given, 'budgets'>, fact: Fact): Decided {
    const before = JSON.stringify([common.state, common.purchase, common.other, fact]);
    const budgets = new BudgetLevels(this.budgets);
    const first = decide({ ...common, budgets }, fact);
    const second = decide({ ...common, budgets: new BudgetLevels(this.budgets) }, fact);
    assert.deepEqual(second, first);
    assert.equal(JSON.stringify([common.state, common.purchase, common.other, fact]), before);
    for (const [key, level] of this.budgets) {
      const taken = first.ok ? (first.outcome.decision.budgets[key] ?? 0) : 0;
      const stopped = first.ok && first.outcome.decision.stopped.includes(key);
      const left = {
        ...level,
        available: level.available - taken,
        stopped: level.stopped || stopped,
      };
      const shown = { available: left.stopped ? 0 : left.available, stopped: left.stopped };
      assert.deepEqual(budgets.ask(key, 0), shown);
      this.budgets.set(key, left);
    }
    return first;
  }

  #take(who: string, event: Happening, fact: Fact, outcome: Outcome): void {
    const { decision } = outcome;
    assert.deepEqual(readDecision(JSON.parse(storeDecision(decision))), decision);
    this.#takeOver(who, outcome.state, outcome.entries);
    if (outcome.other && event.to) {
      this.#takeOver(event.to, outcome.other.state, outcome.other.entries);
    }
    if (fact.type === 'purchase') {
      const about = { memberId: 1, no: outcome.state.no, happenedAt: fact.happenedAt };
      const data = fact.data as unknown as PurchaseData;
      this.purchases.set(fact.id, purchaseRecord(about, data, decision));
    }
    const named = (fact.data as { purchase?: { id: string } | null }).purchase?.id;
    if (outcome.purchase && named !== undefined) this.purchases.set(named, outcome.purchase);
  }

  #takeOver(who: string, state: MemberState, entries: readonly Entry[]): void {
    const stored = readState(JSON.parse(storeState(state)));
    assert.deepEqual(stored, state);
    const all = [...(this.entries.get(who) ?? []), ...entries];
    this.states.set(who, stored);
    this.entries.set(who, all);
    checkBooks(all, stored);
    const due = dueOf(this.current, stored);
    assert.ok(due === null || due > stored.asOf, 'what is due has been done');
  }
}

function figures(
  balances: Record<string, { active: number; pending: number; held: number }>,
): Record<string, readonly number[]> {
  const found = Object.entries(balances).map(
    ([id, { active, pending, held }]) => [id, [active, pending, held]] as const,
  );
  return Object.fromEntries(found);
}
