import { randomBytes } from 'node:crypto';
import { LIMITS } from '../../kernel/limits.ts';
import { Rejection } from '../../kernel/problem.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import { connect } from '../../platform/db/connect.ts';
import type { Pool } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { type Catalog, DESK_SENDER, type Sender } from '../catalog/index.ts';
import type { Program, Refusal } from '../engine/index.ts';
import { type EventSettings, type Fact, normalizeEvent } from '../events/index.ts';
import { IdentifierCache } from '../members/index.ts';
import { HUB } from './accepted.ts';
import { Batcher } from './batcher.ts';
import { CardDoor } from './card-door.ts';
import { factOfFollowUp } from './core/follow-up-fact.ts';
import type { Programs } from './core/programs.ts';
import { RecentHistory } from './core/recent-history.ts';
import { statusOf } from './core/refusals.ts';
import { withTouch } from './core/touch.ts';
import { type FollowUpRow, findFollowUpEvents } from './follow-up-store.ts';
import { type Heard, tellHeard, withChanges } from './heard.ts';
import { MergedMembers } from './merged-members.ts';
import { preview } from './preview.ts';
import { ReferralDoor, type ReferralDoorOptions } from './referral-door.ts';
import { openFact } from './sealed-fact.ts';
import { type Result, refused, type Ticket, ticketFor } from './ticket.ts';
import { findComeTrue } from './waiting-store.ts';

const YEAR_MS = 366 * 86_400_000;

/** Where the intake gets the programs from: the program room's service, compiled. */
export interface ProgramSource {
  /** The version in force at a moment; null while nothing is published. */
  inForce(at: Instant): { readonly compiled: Program } | null;
}

export interface IntakeOptions {
  readonly url: string;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly programs: ProgramSource;
  readonly catalog: Catalog;
  readonly vault: Vault;
  /** Without it signals match within this process only, and no token is asked about. */
  readonly referrals?: ReferralDoorOptions;
  /** Where it is noted who sent what; without it nobody keeps a log. */
  readonly audit?: AuditLog;
  readonly lanes?: number;
  readonly batchMost?: number;
  readonly queueMost?: number;
  readonly onBatch?: (size: number, milliseconds: number) => void;
  /** Hears the code of each event that is refused, dry runs left out. */
  readonly onRefused?: (code: string) => void;
  /** Hears of each input that was refused, cleaned, or not clear. */
  readonly onHeard?: (heard: Heard) => void;
  readonly onError?: (error: unknown, size: number) => void;
}

/** How a dry run looks at the world: at this moment, which may lie in the future. */
export interface Preview {
  readonly at?: Instant;
  readonly from?: Sender;
}

/** An input that could be read: as it was said, and with what the catalogue knows of it. */
interface Read {
  readonly fact: Fact;
  readonly said: Fact;
  readonly index: number;
  /** JSON pointers of what was written differently than it was sent. */
  readonly changed: readonly string[];
  /** Why it may not come from where it comes from. */
  readonly refusal?: Refusal;
}

/** A dry run answers by its return value, and to nobody else. */
function unanswered(): void {}

/** The one door for facts: normalises, batches, decides and saves them. */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #batcher: Batcher;
  readonly #cache = new IdentifierCache();
  readonly #history = new RecentHistory();
  readonly #referrals: ReferralDoor;
  readonly #cards: CardDoor;
  readonly #merged = new MergedMembers();

  constructor(options: IntakeOptions) {
    this.#options = options;
    const referrals = options.referrals ?? { hubKey: randomBytes(32), human: null };
    this.#referrals = new ReferralDoor(referrals);
    this.#cards = new CardDoor(referrals.hubKey);
    this.#batcher = new Batcher({
      cards: this.#cards,
      audit: options.audit ?? null,
      merged: this.#merged,
      pool: options.pool,
      vault: options.vault,
      cache: this.#cache,
      programs: () => this.#programs(options.clock.now()),
      now: () => options.clock.now(),
      onFollowUps: (rows) => void this.#followUp(rows),
      connect: () => connect(options.url, { name: 'intake', pipeline: true }),
      lanes: options.lanes ?? 3,
      batchMost: options.batchMost ?? 128,
      queueMost: options.queueMost ?? 20_000,
      ...(options.onBatch ? { onBatch: options.onBatch } : {}),
      ...(options.onError ? { onError: options.onError } : {}),
    });
  }

  /** Events that wait or are being decided. */
  get waiting(): number {
    return this.#batcher.waiting;
  }

  /**
   * Whether a history is being taken in at the moment, here: much of what came in within the last
   * minute or two had happened days before. Its members live in the past meanwhile.
   */
  get takesHistory(): boolean {
    return this.#history.takes(this.#options.clock.now());
  }

  /**
   * Takes events in and decides each exactly once. The results come in the order of the inputs;
   * an input that is refused says why and does not hold up the others.
   *
   * @param from whose events they are; the hub's own people by default.
   * @throws {Rejection} 429 when the queue is full, 503 without a program or database. Of several
   * inputs some may have been decided then: sending all of them again is safe.
   */
  async submit(inputs: readonly unknown[], from: Sender = DESK_SENDER): Promise<Result[]> {
    const now = this.#options.clock.now();
    const { facts, results } = await this.#read(inputs, now, { real: true, from });
    for (const { fact } of facts) this.#history.note(fact.happenedAt, now);
    await Promise.all(
      facts.map(async ({ fact, said, index, refusal }) => {
        const more = { by: from.by ?? HUB, ...(refusal ? { refusal } : {}) };
        results[index] = await this.#enqueue(fact, said, more).catch(refusedAlone);
      }),
    );
    const told = withChanges(facts, results as Result[]);
    this.#tellRefused(told);
    if (this.#options.onHeard) tellHeard(this.#options.onHeard, inputs, facts, told);
    return told;
  }

  #tellRefused(results: readonly Result[]): void {
    const { onRefused } = this.#options;
    if (!onRefused) return;
    for (const result of results) {
      if (!result.ok) onRefused(result.problems[0]?.code ?? 'internal_error');
    }
  }

  /**
   * Whether events may come through a touchpoint from this sender at all.
   * @throws {Rejection} 403 or 422 when they may not: nothing of theirs needs to be looked at.
   */
  async admit(touchpoint: string, from: Sender): Promise<void> {
    const { catalog } = this.#options;
    await catalog.prepare([]);
    const place = { touchpoint, store: null, channel: null, flags: [] };
    const arrived = catalog.arrive(place, from);
    if (!('refusal' in arrived)) return;
    this.#options.onRefused?.(arrived.refusal.code);
    throw new Rejection(statusOf(arrived.refusal.code), [arrived.refusal]);
  }

  /** Decides as `submit` would, and writes nothing. Later inputs see what earlier ones would do. */
  async preview(inputs: readonly unknown[], options: Preview = {}): Promise<Result[]> {
    const { at, from = DESK_SENDER } = options;
    const now = at ?? this.#options.clock.now();
    if (now > this.#options.clock.now() + LIMITS.yearsAhead * YEAR_MS) throw tooFar();
    const { facts, results } = await this.#read(inputs, now, { real: false, from });
    const decided = await preview(
      facts.map(({ fact, said, refusal }) => {
        const ticket = ticketFor(fact, said, unanswered, unanswered, this.#options.vault);
        return refusal ? { ...ticket, refusal } : ticket;
      }),
      {
        ...this.#options,
        cache: this.#cache,
        programs: this.#programs(now),
        now,
        cards: this.#cards,
        merged: this.#merged,
      },
    );
    facts.forEach(({ index }, position) => {
      results[index] = decided[position] as Result;
    });
    return withChanges(facts, results as Result[]);
  }

  /**
   * Gives returns their turn that were parked at the very moment at which their purchase came in
   * another batch: neither saw the other. Repeating it does nothing. Returns how many there were.
   */
  async resumeParked(limit: number): Promise<number> {
    const { vault } = this.#options;
    const waiting = await findComeTrue(this.#options.pool, limit);
    const parked = waiting.map((one) => ({ ...one, fact: openFact(vault, one.fact) }));
    await Promise.all(
      parked.map(({ fact, hash }) => this.#enqueue(fact, fact, { hash }).catch(refusedAlone)),
    );
    return parked.length;
  }

  /**
   * Gives follow-ups their turn that have not had it: the process that caused them died, or was
   * full. Repeating it, here and elsewhere, does nothing. Returns how many there were.
   */
  async resumeFollowUps(limit: number): Promise<number> {
    const rows = await findFollowUpEvents(this.#options.pool, limit);
    await this.#followUp(rows);
    return rows.length;
  }

  /** What cannot be taken in now (a full queue, a hub that stops) keeps its row for later. */
  async #followUp(rows: readonly FollowUpRow[]): Promise<void> {
    await Promise.allSettled(
      rows.map((row) => {
        const fact = factOfFollowUp(row);
        return this.#enqueue(fact, fact, { followUp: true });
      }),
    );
  }

  /** Decides everything that has been taken in, and closes the connections. */
  close(): Promise<void> {
    return this.#batcher.close();
  }

  async #read(
    inputs: readonly unknown[],
    receivedAt: Instant,
    { real, from }: { readonly real: boolean; readonly from: Sender },
  ): Promise<{ facts: Read[]; results: (Result | null)[] }> {
    const { current } = this.#programs(receivedAt);
    const settings = eventSettings(current, receivedAt);
    const results: (Result | null)[] = [];
    const read: Read[] = [];
    inputs.forEach((input, index) => {
      const normalized = normalizeEvent(input, settings);
      if (!normalized.ok) {
        results.push({ ok: false, status: 422, problems: normalized.problems });
        return;
      }
      const opened = this.#cards.open(normalized.fact, settings.identify);
      results.push('refusal' in opened ? refused(opened.refusal) : null);
      if ('fact' in opened) {
        const { fact: said, changed } = normalized;
        read.push({ fact: opened.fact, said, index, changed });
      }
    });
    const { catalog } = this.#options;
    await catalog.prepare(read.map(({ fact }) => fact));
    const seenAt = real ? receivedAt : null;
    const placed = read.map((one) => this.#place(one, from, current, seenAt));
    const known = await this.#referrals.open(
      placed.map(({ fact }) => catalog.enrich(fact)),
      real,
    );
    const facts = placed.map((one, at) => ({ ...one, fact: known[at] ?? one.fact }));
    return { facts, results };
  }

  /** Where it comes from. A no waits for its turn: what is known already gets its first answer. */
  #place(one: Read, from: Sender, current: Program, seenAt: Instant | null): Read {
    const { catalog } = this.#options;
    const arrived = catalog.arrive(one.fact, from);
    if ('refusal' in arrived) return { ...one, refusal: arrived.refusal };
    const { kind } = arrived;
    const fact = withTouch(current, arrived.fact, kind);
    if (kind !== null && fact.touchpoint !== null && seenAt !== null && from.as !== 'history') {
      catalog.touchpoints.saw(fact.touchpoint, seenAt);
    }
    return fact === one.fact ? one : { ...one, fact };
  }

  #enqueue(
    fact: Fact,
    said: Fact,
    more: Partial<Pick<Ticket, 'hash' | 'followUp' | 'by' | 'refusal'>> = {},
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const ticket = ticketFor(fact, said, resolve, reject, this.#options.vault);
      this.#batcher.add({ ...ticket, ...more });
    });
  }

  #programs(now: Instant): Programs {
    const { programs } = this.#options;
    const current = programs.inForce(now)?.compiled;
    if (!current) throw noProgram();
    return { current, at: (instant) => programs.inForce(instant)?.compiled ?? current };
  }
}

/** What the reader of events takes from the program. */
export function eventSettings(program: Program, receivedAt: Instant): EventSettings {
  const { zone, currency, intake, profile } = program;
  const { identify, country } = intake;
  return {
    ...{ zone, currency, identify, receivedAt, profile },
    ...(country === null ? {} : { defaultCountry: country }),
  };
}

function tooFar(): Rejection {
  return new Rejection(400, [
    {
      code: 'at_too_far',
      path: '/at',
      detail: `This lies more than ${LIMITS.yearsAhead} years ahead.`,
      fix: 'Look from an earlier moment.',
    },
  ]);
}

/**
 * An event that the hub itself stumbles over does not take its neighbours with it. What is about
 * the whole hub (a full queue, no database) still is thrown.
 */
function refusedAlone(error: unknown): Result {
  if (error instanceof Rejection) throw error;
  const problem = {
    code: 'internal_error',
    path: '',
    detail: 'The hub made a mistake with this event; nothing was changed.',
    fix: 'Send it again; if it stays, report the request id to who runs the hub.',
  };
  return { ok: false, status: 500, problems: [problem] };
}

/** A hub without a program decides nothing. */
export function noProgram(): Rejection {
  return new Rejection(503, [
    {
      code: 'program_missing',
      path: '',
      detail: 'No loyalty program has been published yet.',
      fix: 'Publish one with: hachi program apply FILE',
    },
  ]);
}
