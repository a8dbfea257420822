import { assert } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/time.ts';
import {
  type BudgetLevels,
  decide,
  type MemberState,
  newState,
  type Outcome,
  ownerOf,
  type PurchaseRecord,
  purchaseOfHold,
  type Refusal,
  storeDecision,
} from '../engine/index.ts';
import { type Fact, type PurchaseData, RECEIPT_SOURCE } from '../events/index.ts';
import { isErased } from '../leaving/index.ts';
import { formatMemberId } from '../members/index.ts';
import { HUB } from './accepted.ts';
import { answerAgain } from './answer-again.ts';
import { BatchMerges } from './batch-merges.ts';
import { BatchPurchases } from './batch-purchases.ts';
import { BatchStates } from './batch-states.ts';
import type { CardDoor } from './card-door.ts';
import { type Answer, answerOf, claimAnswer, waitingAnswer } from './core/answer.ts';
import { clampClock, tooLate } from './core/lateness.ts';
import { isAbout, NOBODY, namingMember, type Parties } from './core/party.ts';
import type { Programs } from './core/programs.ts';
import { purchaseRecord } from './core/purchase-record.ts';
import {
  CLAIM_TOO_LATE,
  MEMBER_UNKNOWN,
  NOT_CLAIMABLE,
  OTHER_MEMBER,
  PURCHASE_NEVER_CAME,
  RECEIPT_TAKEN,
  reused,
} from './core/refusals.ts';
import { FollowUpTurns } from './follow-up-turns.ts';
import { keyName, type Loaded, waitsFor } from './loaded.ts';
import { BatchLookups } from './lookups/batch-lookups.ts';
import { StaleMember } from './stale-member.ts';
import type { KnownKey } from './store.ts';
import { type Result, refused, type Ticket } from './ticket.ts';
import { dataOf, noteFollowUps, Writes } from './writes.ts';

interface Done {
  readonly hash: string;
  readonly answer: Answer;
}

/**
 * Decides a loaded batch in order, without touching the database: what it would write collects in
 * `writes`. Deciding the same batch again gives the same, so it can be done again with other
 * budgets.
 */
export class Deciding {
  readonly writes = new Writes();
  readonly merges: BatchMerges;
  readonly #loaded: Loaded;
  readonly #programs: Programs;
  readonly #budgets: BudgetLevels;
  readonly #recordedAt: Instant;
  readonly #cards: CardDoor;
  readonly #states: BatchStates;
  readonly #purchases: BatchPurchases;
  readonly #lookups: BatchLookups;
  readonly #turns: FollowUpTurns;
  readonly #done = new Map<string, Done>();

  constructor(
    loaded: Loaded,
    programs: Programs,
    budgets: BudgetLevels,
    recordedAt: Instant,
    cards: CardDoor,
  ) {
    this.#cards = cards;
    this.#loaded = loaded;
    this.#programs = programs;
    this.#budgets = budgets;
    this.#recordedAt = recordedAt;
    this.#states = new BatchStates(loaded.states);
    this.merges = new BatchMerges(this.#states);
    this.#purchases = new BatchPurchases(loaded);
    this.#lookups = new BatchLookups(loaded.found);
    this.writes.lookups = this.#lookups;
    this.#turns = new FollowUpTurns(loaded.owed, this.writes);
  }

  /** Decides one event and notes what it writes. */
  decide(ticket: Ticket, parties: Parties): Result {
    const now = this.merges.answering(ticket.fact.type, parties);
    // The batch is run again with all locks: what is said here reaches nobody.
    if (this.merges.met.size > 0) return refused(MEMBER_UNKNOWN);
    const decide = (): Result => this.#decide(ticket, now);
    const result = ticket.followUp ? this.#turns.take(ticket, decide) : decide();
    this.writes.attribute(ticket.by ?? HUB);
    return result;
  }

  #decide(ticket: Ticket, parties: Parties): Result {
    const known = this.#known(ticket, parties);
    if (known) return known;
    if (ticket.refusal) return refused(ticket.refusal);
    if (parties.refusal) return refused(parties.refusal);
    // What the hub itself causes is never too late, and its clock is its own.
    if (ticket.followUp) return this.#run(ticket, parties, null);
    const program = this.#programs.at(ticket.fact.happenedAt);
    const late = tooLate(program, ticket.fact, this.#recordedAt);
    if (late) return refused(late);
    const fact = clampClock(program, ticket.fact, this.#recordedAt);
    if (fact.type === 'purchase') return this.#purchase({ ...ticket, fact }, parties);
    if (fact.type === 'purchase.claimed') return this.#claim({ ...ticket, fact }, parties);
    return this.#other({ ...ticket, fact }, parties);
  }

  /**
   * The first answer when the event is known; a conflict when its id stands for another content.
   */
  #known(ticket: Ticket, parties: Parties): Result | null {
    const { source, id } = ticket.fact;
    const here = this.#done.get(keyName(source, id));
    if (here) {
      if (here.hash !== ticket.hash) return refused(reused(source, id));
      return { ok: true, answer: { ...here.answer, duplicate: true } };
    }
    const parked = this.#loaded.parked.find(({ fact }) => fact.source === source && fact.id === id);
    if (parked) {
      if (parked.hash !== ticket.hash) return refused(reused(source, id));
      if (parked.refusal) return refused(parked.refusal);
      return (
        this.#unpark(ticket, parties) ?? {
          ok: true,
          answer: waitingAnswer(ticket.fact, 'parked', true),
        }
      );
    }
    const key = this.#loaded.keys.get(keyName(source, id));
    return key ? this.#knownKey(ticket, key) : null;
  }

  #knownKey(ticket: Ticket, key: KnownKey): Result {
    const { source, id } = ticket.fact;
    if (key.hash !== ticket.hash) return refused(reused(source, id));
    if (!key.event) {
      return { ok: true, answer: waitingAnswer(ticket.fact, 'unclaimed', true) };
    }
    return { ok: true, answer: answerAgain(ticket, key.event, key, this.#loaded) };
  }

  #purchase(ticket: Ticket, parties: Parties): Result {
    const { receipt } = ticket;
    if (receipt !== null && this.#purchases.hasReceipt(receipt)) return refused(RECEIPT_TAKEN);
    if (parties.memberId === null) return this.#keepUnclaimed(ticket);
    const result = this.#run(ticket, parties, null);
    if (!result.ok) return result;
    this.#noteReceipt(ticket, parties.memberId);
    this.#runParked(ticket, parties.memberId);
    return result;
  }

  #noteReceipt({ fact, receipt, hash }: Ticket, memberId: number): void {
    if (receipt === null) return;
    this.#purchases.setReceipt(receipt, fact.source, fact.id);
    const no = this.#states.get(memberId)?.no ?? 0;
    this.writes.keys.push({ source: RECEIPT_SOURCE, id: receipt, memberId, no, hash });
  }

  #keepUnclaimed(ticket: Ticket): Result {
    const { fact, hash, receipt } = ticket;
    const { zone, intake } = this.#programs.at(fact.happenedAt);
    const until = zone.plus(fact.happenedAt, intake.claimWithin);
    this.writes.unclaimed.push({ source: fact.source, id: fact.id, receipt, fact, until });
    const nobody = { memberId: 0, no: 0, hash };
    this.writes.keys.push({ source: fact.source, id: fact.id, ...nobody });
    if (receipt !== null) {
      this.#purchases.setReceipt(receipt, fact.source, fact.id);
      this.writes.keys.push({ source: RECEIPT_SOURCE, id: receipt, ...nobody });
    }
    const answer = waitingAnswer(fact, 'unclaimed', false);
    this.#done.set(keyName(fact.source, fact.id), { hash, answer });
    return { ok: true, answer };
  }

  /** Decides the unclaimed purchase for the member who claims it, then the claim itself. */
  #claim(ticket: Ticket, parties: Parties): Result {
    const named = ticket.purchase;
    const waiting = [...this.#loaded.unclaimed, ...this.writes.unclaimed].find(
      (one) =>
        (one.source === named?.source && one.id === named.id) ||
        (named?.source === RECEIPT_SOURCE && one.receipt === named.id),
    );
    const open = waiting && !this.#purchases.get(waiting.source, waiting.id);
    if (!waiting || !open || parties.memberId === null) return refused(NOT_CLAIMABLE);
    if (waiting.until < this.#recordedAt) return refused(CLAIM_TOO_LATE);
    const fact: Fact = { ...waiting.fact, identifiers: ticket.fact.identifiers };
    const { source, id, receipt } = waiting;
    const hash = this.#hashOf(waiting) ?? ticket.hash;
    const purchase: Ticket = { ...ticket, fact, hash, purchase: null, receipt: null };
    const result = this.#run(purchase, parties, null, { waited: true });
    if (!result.ok) return result;
    const { memberId } = parties;
    const no = this.#states.get(memberId)?.no ?? 0;
    this.writes.claimed.push({ source, id });
    if (receipt !== null) {
      this.#purchases.setReceipt(receipt, source, id);
      this.writes.movedKeys.push({ source: RECEIPT_SOURCE, id: receipt, memberId, no });
    }
    this.#runParked({ ...purchase, receipt }, memberId);
    const claim = this.#run(ticket, { ...parties, enrols: false }, null);
    if (!claim.ok) return claim;
    const answer = claimAnswer(claim.answer, result.answer);
    this.#done.set(keyName(ticket.fact.source, ticket.fact.id), { hash: ticket.hash, answer });
    return { ok: true, answer };
  }

  /** The hash of what was said of an unclaimed purchase: a repetition of it has the same. */
  #hashOf({ source, id, receipt }: { source: string; id: string; receipt: string | null }) {
    const name = keyName(source, id);
    const byReceipt = receipt === null ? undefined : keyName(RECEIPT_SOURCE, receipt);
    const key = this.#loaded.keys.get(name) ?? this.#loaded.keys.get(byReceipt ?? name);
    return this.#done.get(name)?.hash ?? key?.hash;
  }

  #other(ticket: Ticket, parties: Parties): Result {
    const found = this.#namedPurchase(ticket, parties);
    // A purchase that came after its members were looked for: nobody holds its member's lock here.
    const known =
      parties.memberId !== null || (found && this.merges.answers(ownerOf(found)) !== null);
    const purchase = known ? found : null;
    if (ticket.fact.type === 'return' && !purchase) return this.#park(ticket, parties);
    const memberId = parties.memberId ?? (purchase && this.merges.answers(ownerOf(purchase)));
    if (memberId === null) return refused(MEMBER_UNKNOWN);
    if (purchase && !this.merges.isOf(purchase, memberId)) return refused(OTHER_MEMBER);
    return this.#run(ticket, { ...parties, memberId }, purchase);
  }

  /** A parked return whose purchase came in another batch at the same time has its turn now. */
  #unpark(ticket: Ticket, { memberId, enrols }: Parties): Result | null {
    const purchase = this.#purchases.named(ticket.purchase);
    if (!purchase) return null;
    const others = memberId !== null && (enrols || !this.merges.isOf(purchase, memberId));
    if (!others && this.merges.answers(ownerOf(purchase)) === null) return null;
    return this.#haveTurn(ticket, purchase, others ? OTHER_MEMBER : null);
  }

  /** A parked return is decided, or refused for good. */
  #haveTurn(ticket: Ticket, purchase: PurchaseRecord, known: Refusal | null): Result {
    const parties = { ...NOBODY, memberId: this.merges.answers(ownerOf(purchase)) };
    const result = known ? refused(known) : this.#run(ticket, parties, purchase, { waited: true });
    const refusal = result.ok ? null : (result.problems[0] as Refusal);
    this.writes.unparked.push({ fact: ticket.fact, refusal });
    return result;
  }

  /** The purchase that an event names; for a commit, the one for which its hold was made. */
  #namedPurchase({ fact, purchase }: Ticket, { memberId }: Parties): PurchaseRecord | null {
    const asks = fact.type === 'points.commit' && purchase === null && memberId !== null;
    const state = asks ? this.#states.get(memberId) : null;
    return this.#purchases.named(purchase ?? (state ? purchaseOfHold(state, fact) : null));
  }

  #park(ticket: Ticket, parties: Parties): Result {
    const { hash, purchase } = ticket;
    const fact = namingMember(ticket.fact, parties);
    const { zone, intake } = this.#programs.at(fact.happenedAt);
    const until = zone.plus(fact.happenedAt, intake.parkFor);
    if (until < this.#recordedAt || !purchase) return refused(PURCHASE_NEVER_CAME);
    this.writes.parked.push({
      purchaseSource: purchase.source,
      purchaseId: purchase.id,
      hash,
      fact,
      until,
      refusal: null,
    });
    this.writes.keys.push({ source: fact.source, id: fact.id, memberId: 0, no: 0, hash });
    const answer = waitingAnswer(fact, 'parked', false);
    this.#done.set(keyName(fact.source, fact.id), { hash, answer });
    return { ok: true, answer };
  }

  /** Returns that came before this purchase have their turn now. */
  #runParked(purchase: Ticket, memberId: number): void {
    if (this.writes.parked.length + this.#loaded.parked.length === 0) return;
    const { source, id } = purchase.fact;
    const names = [keyName(source, id)];
    if (purchase.receipt !== null) names.push(keyName(RECEIPT_SOURCE, purchase.receipt));
    const fromBatch = this.writes.parked.filter((one) => waitsFor(one, names));
    const stored = this.#loaded.parked.filter((one) => !one.refusal && waitsFor(one, names));
    for (const one of [...stored, ...fromBatch]) {
      const ticket: Ticket = { ...purchase, fact: one.fact, hash: one.hash, receipt: null };
      const record = this.#purchases.get(source, id) as PurchaseRecord;
      const about = isAbout(one.fact, memberId, purchase.fact.identifiers);
      const late = one.until < this.#recordedAt ? PURCHASE_NEVER_CAME : null;
      this.#haveTurn(ticket, record, late ?? (about ? null : OTHER_MEMBER));
    }
  }

  /** Lets the engine decide, and notes everything that follows from it. */
  #run(
    asked: Ticket,
    parties: Parties,
    purchase: PurchaseRecord | null,
    options: { waited: boolean } = { waited: false },
  ): Result {
    const memberId = parties.memberId as number;
    const state = this.#stateOf(memberId, asked.fact, asked.fact.identifiers, parties.enrols);
    const { origin = memberId } = parties;
    const holder = origin === memberId ? state : (this.#states.get(origin) ?? state);
    const shown = this.#cards.check(asked.fact, origin, holder);
    if ('refusal' in shown) return refused(shown.refusal);
    const named = this.merges.named(shown.fact, parties, purchase);
    const fact = this.#lookups.enrich(named, memberId);
    const ticket = fact === asked.fact ? asked : { ...asked, fact };
    const other =
      parties.otherId === null || parties.otherId === memberId
        ? null
        : this.#stateOf(parties.otherId, fact, fact.to, parties.otherEnrols);
    const program = this.#programs.at(fact.happenedAt);
    const mayWrite = !this.#states.isDecided(memberId);
    const given = { program, current: this.#programs.current, state, other, mayWrite };
    const found = purchase && this.merges.found(purchase, memberId);
    const decided = decide({ ...given, purchase: found, budgets: this.#budgets }, fact);
    if (!decided.ok) return refused(decided.refusal);
    if (parties.enrols) this.writes.enrol(memberId, fact, fact.identifiers);
    if (fact.personal) this.writes.notePersonal(memberId, fact);
    if (parties.otherId !== null && other) {
      if (parties.otherEnrols) this.writes.enrol(parties.otherId, fact, fact.to);
      if (decided.outcome.other) this.#noteRows(parties.otherId, fact, decided.outcome.other);
    }
    return this.#note(memberId, ticket, decided.outcome, options.waited);
  }

  #stateOf(memberId: number, fact: Fact, names: Fact['to'], enrols: boolean): MemberState {
    const state = this.#states.get(memberId);
    if (state && isErased(state.slices.leaving) && isNamed(names)) throw new StaleMember();
    if (state) return state;
    assert(enrols, 'a known member has a state', { memberId });
    return newState(fact.happenedAt);
  }

  #note(memberId: number, ticket: Ticket, outcome: Outcome, waited: boolean): Result {
    const { fact, hash } = ticket;
    const { decision, state } = outcome;
    this.#noteRows(memberId, fact, outcome);
    const key = { source: fact.source, id: fact.id, memberId, no: state.no };
    if (waited) this.writes.movedKeys.push(key);
    else this.writes.keys.push({ ...key, hash });
    this.writes.stopped.push(...decision.stopped);
    if (fact.type === 'purchase') {
      const event = { memberId, no: state.no, happenedAt: fact.happenedAt };
      const data = fact.data as unknown as PurchaseData;
      this.#purchases.set(fact.source, fact.id, event, () => purchaseRecord(event, data, decision));
    }
    if (outcome.purchase) {
      this.#purchases.update(outcome.purchase);
      const { memberId: buyer, no } = outcome.purchase;
      this.writes.purchases.set(`${buyer}/${no}`, outcome.purchase);
    }
    const member = { id: formatMemberId(memberId), no: state.no };
    const answer = answerOf(fact, member, decision, false);
    this.#done.set(keyName(fact.source, fact.id), { hash, answer });
    return { ok: true, answer };
  }

  #noteRows(
    memberId: number,
    fact: Fact,
    { decision, state, entries }: Pick<Outcome, 'decision' | 'state' | 'entries'>,
  ): void {
    this.#states.set(memberId, state);
    this.writes.states.set(memberId, state);
    noteFollowUps(this.writes, memberId, decision);
    this.writes.noteBudgets(decision.budgets);
    this.#lookups.note(decision.effects, { memberId, no: state.no, fact });
    this.writes.events.push({
      memberId,
      no: state.no,
      fact,
      program: decision.program,
      data: dataOf(fact),
      decision: storeDecision(decision),
    });
    entries.forEach((entry, seq) => {
      this.writes.entries.push({ memberId, no: state.no, seq, entry });
    });
  }
}

/** Whether somebody is named, and not by the hub's own id. */
function isNamed(names: Fact['to']): boolean {
  return names.length > 0 && names.every(({ kind }) => kind !== 'id');
}
