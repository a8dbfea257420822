import type { Answer, Result } from '../../src/rooms/intake/index.ts';
import type { EventRow } from './books.ts';
import { DrawingLots } from './drawing-lots.ts';
import { FollowUps } from './follow-ups.ts';
import { happen } from './happen.ts';
import { type Draft, Model, type SimEvent } from './model.ts';
import { Paying } from './paying.ts';
import { replay } from './replay.ts';
import { balancesOf, figuresOf, toldBy } from './said-by.ts';
import { sizeOf } from './scarce.ts';
import { levelId } from './standing.ts';
import { isShutOut } from './touches.ts';
import { same, Violation } from './violation.ts';
import { HUBS_APART_MS, type World } from './world.ts';

/** One submitted event and what the hub said. */
export interface Said {
  event: SimEvent;
  result: Result;
}

/** Apart from this, a clock that runs ahead is set back to the moment of arrival. */
const SKEW_MOST_MS = 10;

const SETTLED = 'hachi.settled';

/**
 * Holds every answer and every row of a round against the model. Several events at once may have
 * been decided in any order, so rows are replayed in the order of the members' own numbers, and a
 * refusal is right when it was right at some moment of the round.
 */
export class Judge {
  readonly model: Model;
  readonly #world: World;
  /** Events that were accepted, with the first answer that was a decision. */
  readonly #accepted = new Map<string, { event: SimEvent; answer: Answer | null; at: number }>();
  readonly #decided = new Map<string, number>();
  readonly #receipts = new Set<string>();
  readonly #waiting = new Map<string, SimEvent>();
  /** Parked returns that were refused when their purchase came: sent again, they are so still. */
  readonly #refusedForGood = new Set<string>();
  readonly #unclaimed = new Map<string, SimEvent>();
  /** Unclaimed purchases of this round: a claim beside them may have come first. */
  readonly #fresh = new Set<string>();
  readonly #bought = new Set<string>();
  readonly #newcomers = new Set<string>();
  /** What each budgeted rule paid, by the hub's word. */
  readonly budgets = new Map<string, number>();
  /**
   * The most that can have been taken of each at one moment of this round: members are replayed one
   * after another, and what one took and gave back may lie around the refusal of another.
   */
  readonly #most = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
    this.model = new Model(world.zone, world.raffles);
  }

  /** Parked returns that may have their turn any time. */
  get waiting(): number {
    return this.#waiting.size;
  }

  readonly #followUps = new FollowUps();
  readonly #paying = new Paying();
  readonly lots = new DrawingLots();

  /** Rows of keys there should be: accepted events and receipts. */
  get keys(): number {
    return this.#accepted.size + this.#receipts.size + this.#followUps.size + this.lots.size;
  }

  /** Judges one round. @throws {Violation} */
  round(
    said: readonly Said[],
    rows: readonly EventRow[],
    cards: ReadonlyMap<number, string>,
  ): void {
    const refused = said.filter(({ result }) => !result.ok);
    const decided = new Set<string>();
    this.#fresh.clear();
    this.#most.clear();
    this.#bought.clear();
    this.#newcomers.clear();
    this.#followUps.round(
      said,
      rows.map(({ memberId }) => cards.get(memberId)),
    );
    for (const { event } of said) {
      const { card } = event.member ?? {};
      if (card !== undefined && !this.model.members.has(card)) this.#newcomers.add(card);
    }
    for (const one of firstFirst(said)) {
      if (one.result.ok) this.#note(one, one.result.answer, decided);
    }
    const open = new Set([...refused, ...this.#parkedNow()]);
    this.#explain(open);
    this.#replay(rows, cards, (row, card) => {
      this.#apply(row, card);
      decided.delete(row.id);
      this.#explain(open);
    });
    for (const id of decided) {
      throw new Violation(cardOf(this.#accepted.get(id)?.event), `${id} was accepted, no row`);
    }
    this.#followUps.prove(this.model);
    this.#paying.prove((key) => this.#most.get(key) ?? this.budgets.get(key) ?? 0, sizeOf);
    for (const { event, result } of open) this.#unexplained(event, result);
  }

  /** A new acceptance, or the same answer as the first time. */
  #note({ event }: Said, answer: Answer, decided: Set<string>): void {
    const { id } = event;
    const first = this.#accepted.get(id);
    const card = cardOf(event);
    if (first && JSON.stringify(first.event) !== JSON.stringify(event)) {
      throw new Violation(card, `${id} was accepted with other content than before`);
    }
    const had = this.#waiting.has(id) && !first?.answer;
    // What waited is decided with its purchase, or by this very repetition.
    if (!had || answer.status !== 'decided') {
      const again = first !== undefined;
      same(card, `${id} is ${again ? '' : 'not '}a repetition`, answer.duplicate, again);
    }
    if (first?.answer && answer.status === 'decided') {
      same(card, `${id} gets its first answer`, { ...answer, duplicate: false }, first.answer);
    }
    const kept =
      answer.status === 'decided' && !answer.duplicate ? answer : (first?.answer ?? null);
    this.#accepted.set(id, { event, answer: kept, at: first?.at ?? this.#world.clock.now() });
    if (had && answer.status === 'decided') decided.add(id);
    if (first) return;
    const { receipt } = event.data as { receipt?: string };
    if (receipt !== undefined) this.#receipts.add(receipt);
    if (answer.status === 'decided') decided.add(id);
    else if (answer.status === 'parked') this.#waiting.set(id, event);
    else {
      this.#unclaimed.set(id, event);
      this.#fresh.add(id);
    }
  }

  /** Parked returns whose purchase is known: each must get its row or be refusable. */
  #parkedNow(): Said[] {
    return [...this.#waiting.values()].map((event) => ({
      event,
      result: { ok: false, status: 0, problems: [] },
    }));
  }

  #replay(
    rows: readonly EventRow[],
    cards: ReadonlyMap<number, string>,
    apply: (row: EventRow, card: string) => void,
  ): void {
    const giverOf = (id: string) => this.#accepted.get(id)?.event.member?.card ?? '';
    const mirrored = (row: EventRow) => this.#noteBudgets(row);
    replay(rows, cards, { giverOf, apply, mirrored });
  }

  /** Lets an accepted event happen in the model and compares the figures. */
  #apply(row: EventRow, card: string): void {
    if (this.#followUps.isOne(row)) {
      const program = this.#world.programAt(row.happenedAt);
      this.#compare(
        row,
        card,
        this.#followUps.apply(this.model, row, card, program, this.#paying.of(row, card)),
      );
      return;
    }
    if (this.lots.isOne(row)) {
      const program = this.#world.programAt(row.happenedAt);
      this.#paying.of(row, card);
      this.#compare(row, card, this.lots.apply(this.model, row, card, program));
      return;
    }
    if (row.type === SETTLED) {
      this.#settled(row, card);
      return;
    }
    const known = this.#accepted.get(row.id);
    if (!known || this.#decided.has(row.id)) {
      throw new Violation(card, `${row.id} has ${known ? 'a second' : 'an unexpected'} row`);
    }
    this.#decided.set(row.id, row.no);
    const draft = this.#open(known.event, row, card, known.at);
    same(
      card,
      `${row.id} is decided by the program of its moment`,
      row.program,
      this.#version(row),
    );
    if (draft) this.#followUps.bind(draft, row);
    const code = draft ? happen(draft) : 'member_unknown';
    if (!draft || code) throw new Violation(card, `${row.id} was accepted; the model says ${code}`);
    this.model.close(draft);
    if (row.type === 'purchase') this.#bought.add(row.id);
    this.#waiting.delete(row.id);
    this.#unclaimed.delete(row.id);
    this.#compare(row, card, draft);
  }

  #version(row: EventRow): number {
    return this.#world.versionAt(row.happenedAt);
  }

  #settled(row: EventRow, card: string): void {
    this.#noteBudgets(row);
    const program = this.#world.programAt(row.happenedAt);
    const member = this.model.at(card, row.happenedAt, program, `hachi/${row.id}`);
    this.model.members.set(card, member);
    same(card, 'balances after settling', balancesOf(row), figuresOf(member.purses));
    same(card, 'level after settling', row.decision.levels.status, levelId(member));
    this.#compareLeaving(row, card, member);
  }

  #open(event: SimEvent, row: EventRow, card: string, acceptedAt: number): Draft | null {
    const said = Date.parse(event.happenedAt);
    const ahead = said > acceptedAt && row.happenedAt >= acceptedAt && row.happenedAt < said;
    if (row.happenedAt !== said && !(ahead && row.happenedAt < acceptedAt + SKEW_MOST_MS)) {
      throw new Violation(card, `${event.id} happened at another moment than it says`);
    }
    const program = this.#world.programAt(row.happenedAt);
    const whose = { ...event, member: event.member ?? { card } };
    const draft = this.model.open(
      whose,
      row.happenedAt,
      program,
      (rule, wanted) => {
        const line = row.decision.trace.find(([id]) => id === rule.id);
        if (!line || !/^budget/.test(line[1])) return wanted;
        const [, reason, paid] = line;
        if (paid > wanted) throw new Violation(card, `${rule.id} paid ${paid} of ${wanted}`);
        if (paid > 0 && reason !== 'budget_partial')
          throw new Violation(card, `${rule.id} ${reason}`);
        return paid;
      },
      undefined,
      this.#paying.of(row, card),
    );
    // A purchase of somebody else that came in this round may have come after this event.
    const named = draft?.named ?? '';
    if (draft?.purchase && draft.purchase.owner !== card && this.#bought.has(named)) {
      draft.purchase = null;
    }
    return draft;
  }

  #compare(row: EventRow, card: string, draft: Draft): void {
    const { levels } = row.decision;
    this.#noteBudgets(row);
    same(card, `balances after ${row.id}`, balancesOf(row), figuresOf(draft.member.purses));
    same(card, `level after ${row.id}`, levels.status, levelId(draft.member));
    this.#compareLeaving(row, card, draft.member);
    this.#paying.compare(row, card);
    same(card, `what is told by ${row.id}`, toldBy(row), draft.told.sort());
  }

  /** Where the points went of who has left by this event. */
  #compareLeaving({ id, decision }: EventRow, card: string, { gone }: Draft['member']): void {
    const told = decision.effects.filter(({ room }) => room === 'leaving');
    if (!told.some(({ kind }) => kind === 'left')) return;
    const went = told.filter(({ points }) => points !== undefined);
    const list = went.map(({ kind, currency, points }) => `${kind} ${currency} ${points}`);
    same(card, `where points went in ${id}`, list.sort(), [...gone].sort());
  }

  #noteBudgets({ decision }: EventRow): void {
    for (const [key, points] of Object.entries(decision.budgets)) {
      const before = this.budgets.get(key) ?? 0;
      const most = this.#most.get(key) ?? before;
      this.#most.set(key, most + Math.max(0, points));
      this.budgets.set(key, before + points);
    }
  }

  /** Takes off the refusals that the model understands as things are now. */
  #explain(open: Set<Said>): void {
    const now = this.#world.clock.now();
    for (const one of open) {
      // A clock that runs ahead is set back to that of the hub, and the hubs' differ a little.
      const ahead = Date.parse(one.event.happenedAt) > now;
      if (this.#understands(one, now) || (ahead && this.#understands(one, now + HUBS_APART_MS))) {
        open.delete(one);
      }
    }
  }

  #understands({ event, result }: Said, now: number): boolean {
    const waits = !result.ok && result.problems.length === 0;
    if (waits ? !this.#waiting.has(event.id) : this.#refusedForGood.has(event.id)) return true;
    const codes = result.ok ? [] : result.problems.map(({ code }) => code);
    if (!waits && this.#byKey(event, codes[0] ?? '')) return true;
    if (!waits && isShutOut(event)) return codes[0] === 'touchpoint_revoked';
    const happenedAt = Math.min(Date.parse(event.happenedAt), now);
    const open = () => this.#openAgain(event, happenedAt);
    const draft = open();
    // Whoever names a known event that is no purchase has a member, and no purchase all the same.
    if (!draft && codes[0] === 'purchase_unknown') return true;
    const says = draft ? happen(draft) : 'member_unknown';
    if (waits) return draft?.purchase ? this.#hadItsTurn(event, says) : false;
    if (says === codes[0]) return true;
    // A purchase of somebody else that came in this round may have come after this event.
    if (says !== 'purchase_of_other_member' || !this.#bought.has(draft?.named ?? '')) return false;
    const without = open() as Draft;
    without.purchase = null;
    return happen(without) === codes[0];
  }

  /** What the event would meet as things are now. */
  #openAgain(event: SimEvent, happenedAt: number): Draft | null {
    const program = this.#world.programAt(happenedAt);
    return this.model.open(event, happenedAt, program, undefined, (key) => this.#isSoldOut(key));
  }

  #isSoldOut(key: string): boolean {
    return (this.#most.get(key) ?? this.budgets.get(key) ?? 0) >= sizeOf(key);
  }

  /** A parked return that its purchase finds refusable, or too old, waits no longer. */
  #hadItsTurn(event: SimEvent, says: string | null): boolean {
    if (says === null && !this.#older(event, 7)) return false;
    this.#waiting.delete(event.id);
    this.#refusedForGood.add(event.id);
    return true;
  }

  /** Refusals that have to do with what is known, and not with points. */
  #byKey(event: SimEvent, code: string): boolean {
    const data = event.data as { purchase?: { id: string }; receipt?: string };
    const named = data.purchase?.id ?? '';
    const { zone } = this.#world;
    switch (code) {
      case 'event_id_reused': {
        const known = this.#accepted.get(event.id);
        return known !== undefined && JSON.stringify(known.event) !== JSON.stringify(event);
      }
      case 'event_too_late':
        return (
          Date.parse(event.happenedAt) <
          zone.minus(this.#world.clock.now(), { months: 0, days: 45, ms: 0 }) + 10
        );
      case 'receipt_already_used':
        return data.receipt !== undefined && this.#receipts.has(data.receipt);
      case 'purchase_of_other_member':
        // A member who is being enrolled by another batch is not yet the one who bought.
        return this.#bought.has(named) && this.#newcomers.has(event.member?.card ?? '');
      // What a friend is given for coming is paid in a turn of its own, a moment later.
      case 'points_insufficient':
      // Taken by the member itself, whom another batch enrols at this very moment.
      case 'referral_code_taken':
        return this.#newcomers.has(event.member?.card ?? '');
      case 'purchase_not_claimable':
        return !this.#unclaimed.has(named) || this.#fresh.has(named);
      case 'referral_cycle':
        return this.model.isAbove(event.data.code, event.member?.card);
      case 'claim_too_late': {
        const purchase = this.#unclaimed.get(named);
        return purchase !== undefined && this.#older(purchase, 10);
      }
      case 'purchase_unknown':
        if (event.type !== 'return') return false;
        return !this.model.purchases.has(named) && this.#older(event, 7);
      default:
        return false;
    }
  }

  #older(event: SimEvent, days: number): boolean {
    const { zone, clock } = this.#world;
    const end = zone.plus(Date.parse(event.happenedAt), { months: 0, days, ms: 0 });
    return end < clock.now() + 10;
  }

  #unexplained(event: SimEvent, result: Result): void {
    const { purchase } = event.data as { purchase?: { id: string } };
    const waits = this.#waiting.has(event.id);
    if (waits && !this.model.purchases.has(purchase?.id ?? '')) return;
    const codes = result.ok ? '' : result.problems.map(({ code, detail }) => `${code}: ${detail}`);
    if (waits) {
      throw new Violation(cardOf(event), `${event.id} is still parked though its purchase is here`);
    }
    throw new Violation(cardOf(event), `${event.id} was refused (${codes}); the model accepts it`);
  }
}

/** Of the same event sent twice at once, either may have been the first. */
function firstFirst(said: readonly Said[]): Said[] {
  const again = ({ result }: Said) => result.ok && result.answer.duplicate;
  return [...said.filter((one) => !again(one)), ...said.filter(again)];
}

function cardOf(event: SimEvent | undefined): string | null {
  return event?.member?.card ?? null;
}
