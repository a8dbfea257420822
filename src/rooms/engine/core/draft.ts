import { type Day, type Instant, weekdayOf } from '../../../kernel/time.ts';
import type { Fact } from '../../events/index.ts';
import {
  balanceOf,
  type CreditPart,
  type Currency,
  emptyWallet,
  Journal,
  type Wallet,
} from '../../points/index.ts';
import type { Facts } from '../../program/index.ts';
import type { TierEffect } from '../../tiers/index.ts';
import type { BudgetLevels } from './budget-levels.ts';
import type { Award, BalancesAfter, Decision, PurchaseRecord, TraceLine } from './decision.ts';
import { MemberView } from './member-view.ts';
import type { Effect } from './parts/effect.ts';
import { originIn } from './parts/identity/guests.ts';
import type { Part } from './parts/part.ts';
import type { Promised } from './parts/promised.ts';
import { type SliceName, type Slices, setSlice } from './parts/slices.ts';
import type { Program } from './program.ts';
import { SceneAnswers } from './scene-answers.ts';
import type { Settled } from './settled.ts';
import type { MemberState } from './state.ts';

/**
 * A decision in the making: the member's state (a copy of its own), the moment, and what has been
 * decided so far. Handlers write on it; `finish` turns it into the immutable decision.
 */
export class Draft implements Settled {
  /** The program in force when the event happened: it decides points. */
  readonly program: Program;
  /** The program in force now: it settles, and says what level a member has. */
  readonly current: Program;
  readonly state: MemberState;
  /** What is decided: the event as it came, or as a room has changed it. */
  fact: Fact;
  /** The moment of the decision: the event's, or a later one up to which members are settled. */
  readonly at: Instant;
  /** The local day to which the event belongs. */
  readonly day: Day;
  readonly budgets: BudgetLevels;
  readonly journal = new Journal();
  readonly view: MemberView;
  readonly awards: Award[] = [];
  readonly credits: Record<string, CreditPart[]> = {};
  readonly tiers: TierEffect[] = [];
  readonly trace: TraceLine[] = [];
  readonly taken: Record<string, number> = {};
  readonly stopped: string[] = [];
  readonly moved: Record<string, Record<string, number>> = {};
  readonly flags: string[];
  readonly effects: Effect[] = [];
  /** The rooms that take part; a room takes back what another gave. */
  parts: readonly Part[] = [];
  /** What rooms promised in this event; carried out before it closes. */
  readonly promised: Promised[] = [];
  /** The merged member whose identifier the event named; null for nearly all. */
  readonly origin: number | null;
  purchase: PurchaseRecord | null = null;
  /** How many entries there were when the event's own effects began. */
  opened = 0;
  #facts: Facts | null = null;
  readonly #scenes: SceneAnswers | null;

  constructor(
    program: Program,
    state: MemberState,
    fact: Fact,
    budgets: BudgetLevels,
    current: Program = program,
    at: Instant = Math.max(fact.happenedAt, state.asOf),
  ) {
    this.program = program;
    this.current = current;
    this.state = state;
    this.fact = fact;
    this.at = at;
    this.day = program.zone.dayOf(fact.happenedAt);
    this.budgets = budgets;
    this.#scenes = program.scenes ? new SceneAnswers(program.scenes, state) : null;
    this.view = new MemberView(state, current.consent, this.#scenes?.holds);
    this.flags = [...fact.flags];
    this.origin = fact.flags.length > 0 ? originIn(fact.flags) : null;
    if (fact.happenedAt < state.asOf) this.flags.push('late');
    state.no += 1;
  }

  /** The wallet of a currency, made when the member has none. */
  wallet(currency: Currency): Wallet {
    this.state.wallets[currency.id] ??= emptyWallet();
    return this.state.wallets[currency.id] as Wallet;
  }

  /** Notes points that moved, for the answer: `count('star', 'earned', 12)`. */
  count(currency: string, what: string, points: number): void {
    if (points === 0) return;
    this.moved[currency] ??= {};
    const row = this.moved[currency];
    row[what] = (row[what] ?? 0) + points;
  }

  /** Takes from a budget that was asked before; a negative amount gives back what was taken. */
  take(budget: string, amount: number): void {
    this.budgets.take(budget, amount);
    this.taken[budget] = (this.taken[budget] ?? 0) + amount;
  }

  /** Replaces what the member has of a room; `undefined` when nothing is left. */
  setSlice<Name extends SliceName>(name: Name, slice: Slices[Name] | undefined): void {
    setSlice(this.state, name, slice);
  }

  /**
   * What conditions look at. The event's own moment decides days and hours, also when it is late.
   */
  facts(): Facts {
    // Several rooms ask; only a room that changes the fact makes another of it.
    if (this.#facts?.fact === this.fact) return this.#facts;
    const { day, fact } = this;
    this.#facts = {
      fact,
      line: null,
      member: this.view,
      at: this.at,
      day,
      minute: this.program.zone.minuteOf(fact.happenedAt),
      weekday: weekdayOf(day),
    };
    return this.#facts;
  }

  finish(): Decision {
    this.#scenes?.tell(this.trace, this.effects);
    return {
      program: this.program.version,
      at: this.at,
      awards: this.awards,
      credits: this.credits,
      tiers: this.tiers,
      trace: this.trace,
      budgets: this.taken,
      stopped: this.stopped,
      moved: this.moved,
      balances: balancesAfter(this.state),
      levels: levelsAfter(this.state),
      flags: this.flags,
      effects: this.effects,
    };
  }
}

function balancesAfter(state: MemberState): BalancesAfter {
  const balances: BalancesAfter = {};
  for (const id in state.wallets) {
    const { active, pending, held } = balanceOf(state.wallets[id] as Wallet);
    balances[id] = { active, pending, held };
  }
  return balances;
}

function levelsAfter(state: MemberState): Record<string, string> {
  const levels: Record<string, string> = {};
  for (const id in state.tiers) levels[id] = state.tiers[id]?.level ?? '';
  return levels;
}
