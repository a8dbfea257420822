import { Random } from '../../demo/random.ts';
import { dueOf, settleMember } from '../../src/rooms/engine/index.ts';
import type { Result } from '../../src/rooms/intake/index.ts';
import { prove } from '../../src/rooms/proof/index.ts';
import { Books, type StateRow } from './books.ts';
import { Judge, type Said } from './judge.ts';
import type { Member, SimEvent } from './model.ts';
import { oneOf } from './programs.ts';
import { GIFT } from './rooms.ts';
import { Steps } from './steps.ts';
import { same, Violation } from './violation.ts';
import { World } from './world.ts';

const ROUND_MAX = 24;
const EVERYBODY_EVERY = 50;
const HISTORY = 400;
const DAY_MS = 86_400_000;

/** How a seed ended: clean, or with what was wrong and what led to it. */
export interface Report {
  seed: number;
  steps: number;
  violation: string | null;
  history: string[];
}

/** A planted bug: does something to a fresh world, and undoes what lies outside the database. */
export type Plant = (world: World) => Promise<() => void>;

/** Runs one seed: `steps` events in rounds, everything checked after each. */
export async function runSeed(seed: number, steps: number, plant?: Plant): Promise<Report> {
  const world = await World.open(seed);
  const undo = plant ? await plant(world) : () => {};
  const run = new Run(world, seed);
  try {
    while (run.steps < steps) await run.round();
    await run.everybody();
    await run.prove();
    return { seed, steps: run.steps, violation: null, history: [] };
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return {
      seed,
      steps: run.steps,
      violation: error.message,
      history: run.historyOf(error.member),
    };
  } finally {
    undo();
    await world.close();
  }
}

class Run {
  steps = 0;
  readonly #world: World;
  readonly #seed: number;
  readonly #books: Books;
  readonly #judge: Judge;
  readonly #drawing = new Steps();
  readonly #history: { cards: (string | undefined)[]; text: string }[] = [];
  #rounds = 0;
  #everybodyAt = EVERYBODY_EVERY;

  constructor(world: World, seed: number) {
    this.#world = world;
    this.#seed = seed;
    this.#books = new Books(world.database.pool, world.hubs[0]!.vault);
    this.#judge = new Judge(world);
  }

  /** Lets time pass, sends a few events at once in one of several ways, and checks everything. */
  async round(): Promise<void> {
    this.#rounds += 1;
    const random = new Random().seat(this.#seed, this.#rounds, 2);
    this.#passTime(random);
    if (random.chance(0.02)) await this.#publish(random);
    const now = this.#world.clock.now();
    const count = random.chance(0.25) ? 1 : random.between(2, ROUND_MAX);
    this.#drawing.held = this.#judge.model.held();
    const { raffles } = this.#world;
    this.#drawing.raffle = raffles.find(({ closes }) => closes > now)?.id ?? 'raffle-5';
    const events = Array.from({ length: count }, () => this.#drawing.draw(random, now));
    const settles = random.chance(0.25);
    const beside = settles && random.chance(0.5) && !this.#bringsLate(events, now);
    const [said] = await Promise.all([
      this.#submit(random, events),
      beside ? this.#settle(2) : undefined,
    ]);
    this.steps += count;
    await this.#check(said, beside);
    if (settles && !beside) {
      await this.#settle(random.between(1, 3));
      await this.#check([], true);
    }
    if (random.chance(0.3)) await this.#drawLots(random);
    if (this.steps >= this.#everybodyAt) await this.everybody();
  }

  /**
   * Whether something late may be decided: what a member then has depends on whether settling came
   * before it, which nobody can tell when both run at once.
   */
  #bringsLate(events: readonly SimEvent[], now: number): boolean {
    if (this.#judge.waiting > 0) return true;
    return events.some(
      ({ type, happenedAt }) => type === 'purchase.claimed' || Date.parse(happenedAt) < now,
    );
  }

  /** Mostly seconds, sometimes days, sometimes exactly to a moment at which something is due. */
  #passTime(random: Random): void {
    const { clock } = this.#world;
    const now = clock.now();
    const die = random.below(100);
    if (die < 55) clock.turnTo(now + random.between(1, 300_000));
    else if (die < 85) clock.turnTo(now + random.below(DAY_MS / 2));
    else if (die < 93) clock.turnTo(now + random.below(4 * DAY_MS));
    else {
      const moments = [...this.#judge.model.members.values()].flatMap(momentsOf);
      const ahead = moments.filter((moment) => moment > now).sort((a, b) => a - b);
      const moment = ahead[random.below(Math.min(3, ahead.length))];
      if (moment !== undefined && moment - now < 20 * DAY_MS) {
        clock.turnTo(moment + random.between(-1, 1));
      }
    }
  }

  /** Somebody makes a draw: one that is over, one that is not, by a seed that may be wrong. */
  async #drawLots(random: Random): Promise<void> {
    const { raffles, clock } = this.#world;
    const { lots, model } = this.#judge;
    const now = clock.now();
    const due = raffles.filter(({ closes, drawnBy }) => closes <= now && now < drawnBy);
    const raffle = oneOf(random, due.length > 0 ? due : raffles);
    await lots.draw(this.#world, model, raffle, random.chance(0.9) ? raffle.seed : 'guess');
    this.#note([], `drew ${raffle.id}`);
    await this.#check([], false);
    lots.prove(model, raffle, now);
  }

  async #publish(random: Random): Promise<void> {
    await this.#world.publish(random);
    this.#note([], 'another version of the program');
  }

  async #settle(workers: number): Promise<void> {
    await this.#world.settle(workers);
    this.#note([], `settled what fell due, ${workers} workers`);
  }

  /** All in one batch, in single posts at once, spread over both hubs, or one after the other. */
  async #submit(random: Random, events: readonly SimEvent[]): Promise<Said[]> {
    const [one, two] = this.#world.hubs as [World['hubs'][0], World['hubs'][0]];
    const said = (list: readonly SimEvent[], results: readonly Result[]) =>
      list.map((event, index) => ({ event, result: results[index]! }));
    const way = random.below(4);
    if (way === 0) return said(events, await one.intake.submit(events));
    if (way === 1) {
      const hub = random.chance(0.5) ? one : two;
      const results = await Promise.all(events.map((event) => hub.intake.submit([event])));
      return said(events, results.flat());
    }
    if (way === 2) {
      const hubs = events.map(() => (random.chance(0.5) ? one : two));
      const results = await Promise.all(
        events.map((event, index) => hubs[index]!.intake.submit([event])),
      );
      return said(events, results.flat());
    }
    const half = random.below(events.length + 1);
    const parts = [events.slice(0, half), events.slice(half)];
    const results = await Promise.all([one.intake.submit(parts[0]!), two.intake.submit(parts[1]!)]);
    return said(events, results.flat());
  }

  async #check(said: readonly Said[], all: boolean): Promise<void> {
    await this.#world.hubs[0]!.intake.resumeParked(ROUND_MAX);
    await this.#world.followUp();
    for (const one of said) this.#note(cardsOf(one), textOf(one, this.#world.clock.now()));
    const rows = await this.#books.read();
    for (const row of rows) {
      const text = `    row ${row.id} no ${row.no} ${JSON.stringify(row.decision.moved)}`;
      this.#note([this.#books.cards.get(row.memberId)], text);
    }
    this.#judge.round(said, rows, this.#books.cards);
    const touched = new Set(rows.map((row) => row.memberId));
    for (const { event } of said) {
      for (const [id, card] of this.#books.cards) if (card === event.member?.card) touched.add(id);
    }
    const states = await (all ? this.#books.states() : this.#books.states([...touched]));
    for (const row of states) this.#checkMember(row);
  }

  #checkMember(row: StateRow): void {
    const card = this.#books.cards.get(row.memberId)!;
    this.#books.proveState(row);
    const known = this.#judge.model.members.get(card);
    if (!known) throw new Violation(card, 'the model does not know this member');
    this.#followAsOf(row, card, known);
    const { clock, hubs } = this.#world;
    const now = Math.max(clock.now(), row.state.asOf);
    const program = hubs[0]!.program.inForce(now)!.compiled;
    // Whoever asks is told as if all that has fallen due were done.
    const due = row.dueAt !== null && row.dueAt <= now;
    const { state } = due ? settleMember(program, row.state, row.memberId, now).outcome : row;
    const wallets = Object.entries(state.wallets).map(([id, one]) => [id, lotsOf(one)] as const);
    const member = this.#judge.model.at(card, now, this.#world.programAt(now));
    const purses = Object.entries(member.purses).map(([id, purse]) => [id, potsOf(purse)] as const);
    const [is, should] = [filled(wallets), filled(purses)];
    same(card, 'what there is now, by end and kind', is, should);
    // Nobody knows yet under which name coupons will come for the points of who leaves by now.
    if (known.left || !member.left)
      same(card, 'coupons in hand', inHand(state, now), member.gifts.flatMap(openAt(now)).sort());
    same(card, 'tags', state.tags.includes('fan'), member.advocate.tagged);
    this.#proveChain(row, card, known);
    same(card, 'when something falls due', row.dueAt, dueOf(program, row.state));
  }

  /** For whom a friend counts; where others came in between, the hub's word is taken over. */
  #proveChain({ state }: StateRow, card: string, { brought }: Member): void {
    if (!brought) return;
    const friend = state.slices.referrals?.f;
    const stands = [brought.state, brought.doubt !== null];
    same(card, 'how the referral stands', [friend?.s, friend?.h === 1], stands);
    const cards = friend?.u.map((id) => this.#books.cards.get(id));
    if (!brought.raced) {
      same(card, 'for whom the friend counts', cards, brought.chain);
      return;
    }
    const chain = (cards ?? []) as string[];
    Object.assign(brought, { by: chain[0] ?? '', chain, raced: false });
  }

  /** Settling in silence moves nothing but the moment up to which a member is settled. */
  #followAsOf({ state }: StateRow, card: string, known: Member): void {
    if (state.asOf === known.asOf) return;
    const now = this.#world.clock.now();
    if (state.asOf !== now) throw new Violation(card, 'settled to a moment that nobody named');
    const member = this.#judge.model.at(card, now, this.#world.programAt(now));
    this.#judge.model.members.set(card, member);
  }

  /** What can only be seen of all members together. */
  async everybody(): Promise<void> {
    this.#everybodyAt = this.steps + EVERYBODY_EVERY;
    for (const row of await this.#books.states()) this.#checkMember(row);
    this.#books.proveAccounts();
    const { events, keys, used } = await this.#books.totals();
    same(null, 'rows of events', events, this.#books.events);
    same(null, 'rows of keys', keys, this.#judge.keys);
    for (const { key, points, used: paid } of used) {
      same(null, `what the budget ${key} has paid`, paid, this.#judge.budgets.get(key) ?? 0);
      if (paid > points) throw new Violation(null, `the budget ${key} paid ${paid} of ${points}`);
    }
  }

  /** The hub decides everything again by itself, and finds no difference. */
  async prove(): Promise<void> {
    const { database, hubs } = this.#world;
    const { first } = await prove({ pool: database.pool, programs: hubs[0]!.program });
    if (first.length > 0) throw new Violation(null, `verify: ${JSON.stringify(first, null, 1)}`);
  }

  #note(cards: (string | undefined)[], text: string): void {
    this.#history.push({ cards, text });
    if (this.#history.length > HISTORY) this.#history.shift();
  }

  /** The recent history of one member: only that is needed to understand what went wrong. */
  historyOf(member: string | null): string[] {
    const own = this.#history.filter(
      ({ cards }) =>
        cards.length === 0 || member === null || cards.includes(member) || cards.includes('nobody'),
    );
    return own.slice(-40).map(({ text }) => text);
  }
}

function momentsOf(member: Member): number[] {
  const { asked, brought, kept } = member;
  const due = [brought?.due, asked?.due, kept?.until].filter((one) => typeof one === 'number');
  const purses = Object.values(member.purses).flatMap((purse) => [
    ...purse.holds.map((hold) => hold.until),
    ...purse.pots.flatMap((pot) => [
      ...(pot.ends ? [pot.ends] : []),
      ...pot.pending.map((p) => p.at),
    ]),
  ]);
  const redemptions = Object.values(member.redemptions).map(({ until }) => until);
  return [...due, ...purses, ...redemptions];
}

/** Coupons of the member's own that could be used, by the hub's word. */
function inHand(state: StateRow['state'], now: number): string[] {
  const own = (state.slices.coupons ?? []).filter(({ of }) => of === GIFT.id);
  const open = own.filter(({ used, closed, until }) => !used && !closed && (until ?? 0) > now);
  return open.map(({ id, until }) => `${id} ${until}`).sort();
}

function openAt(now: number) {
  return ({ id, ends, used, over }: Member['gifts'][number]) =>
    used === null && over === null && ends > now ? [`${id} ${ends}`] : [];
}

function cardsOf({ event }: Said): (string | undefined)[] {
  return [event.member?.card, event.to?.card, event.member ? undefined : 'nobody'];
}

function textOf({ event, result }: Said, now: number): string {
  const outcome = result.ok
    ? `${result.answer.status} no ${result.answer.no}${result.answer.duplicate ? ' again' : ''}`
    : result.problems.map(({ code }) => code).join();
  return `${new Date(now).toISOString()} ${JSON.stringify(event)} -> ${outcome}`;
}

type Pots = [name: string, usable: number, pending: number][];

/** A wallet by kind and end, as the model keeps it. */
function lotsOf(wallet: StateRow['state']['wallets'][string]): Pots {
  const pots = wallet.lots.map((lot): Pots[number] => {
    const pending = (lot.pending ?? []).reduce((sum, part) => sum + part.amount, 0);
    return [`${lot.id[0]} ${lot.endsAt}`, lot.left, pending];
  });
  return added(pots);
}

function potsOf(purse: Member['purses'][string]): Pots {
  const pots = purse.pots.map((pot): Pots[number] => {
    const pending = pot.pending.reduce((sum, part) => sum + part.amount, 0);
    return [`${pot.kind[0]} ${pot.ends}`, pot.usable, pending];
  });
  return added([...pots, ['d null', -purse.debt, 0]]);
}

function added(pots: Pots): Pots {
  const sums = new Map<string, [number, number]>();
  for (const [name, usable, pending] of pots) {
    const [a, b] = sums.get(name) ?? [0, 0];
    sums.set(name, [a + usable, b + pending]);
  }
  return [...sums]
    .map(([name, [a, b]]): Pots[number] => [name, a, b])
    .filter(([, a, b]) => a !== 0 || b !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function filled(list: readonly (readonly [string, unknown])[]): unknown {
  const some = list.filter(([, pots]) => (pots as Pots).length > 0);
  return some.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
