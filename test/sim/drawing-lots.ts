import { Rejection } from '../../src/kernel/problem.ts';
import { closeDraw } from '../../src/rooms/intake/index.ts';
import type { EventRow } from './books.ts';
import type { Draft, Model } from './model.ts';
import type { ProgramText } from './programs.ts';
import { CLAIM, type Raffle, winnersOf } from './raffles.ts';
import { voidRedemption } from './redemptions.ts';
import { lasting } from './terms.ts';
import { same, Violation } from './violation.ts';
import type { World } from './world.ts';

/** The prize draws that were made: the same winners however often, and each entry told once. */
export class DrawingLots {
  readonly #made = new Map<string, { entries: number; winners: Set<string> }>();
  readonly #told = new Set<string>();

  /** Rows of keys that they have left. */
  get size(): number {
    return this.#told.size;
  }

  isOne({ type }: EventRow): boolean {
    return type === 'reward.drawn';
  }

  /** Both hubs make a draw at once, or one after the other; too early and too late they refuse. */
  async draw(world: World, model: Model, raffle: Raffle, seed: string): Promise<void> {
    const now = world.clock.now();
    const wanted = this.#refusal(raffle, seed, now) ?? this.#make(model, raffle, now);
    for (const said of await Promise.all(
      world.hubs.map((_, hub) => ask(world, hub, raffle, seed)),
    )) {
      same(null, `the draw of ${raffle.id}`, said, wanted);
    }
  }

  #refusal({ closes, drawnBy, seed: right }: Raffle, seed: string, now: number): string | null {
    if (seed !== right) return 'seed_differs';
    if (now < closes) return 'draw_still_open';
    return now >= drawnBy ? 'draw_over' : null;
  }

  #make(model: Model, raffle: Raffle, now: number): { entries: number; winners: number } {
    const known = this.#made.get(raffle.id);
    const entries = entriesOf(model, raffle.id, now).map(([, id]) => id);
    const made = known ?? { entries: entries.length, winners: new Set(winnersOf(raffle, entries)) };
    this.#made.set(raffle.id, made);
    return { entries: made.entries, winners: made.winners.size };
  }

  /** Everybody who is still a member has been told. */
  prove(model: Model, raffle: Raffle, now: number): void {
    if (!this.#made.has(raffle.id) || now >= raffle.drawnBy) return;
    for (const [card, id] of entriesOf(model, raffle.id, now)) {
      throw new Violation(card, `${id} was told nothing`);
    }
  }

  /** Lets an entry hear how its draw went. */
  apply(model: Model, row: EventRow, card: string, program: ProgramText): Draft {
    const { id, type, happenedAt, decision } = row;
    const member = { card };
    const event = { source: 'draws', id, type, member, happenedAt: '', data: {} };
    const draft = model.open(event, happenedAt, program) as Draft;
    const said = decision.effects.find(({ kind, why }) => kind === 'won' || why === 'not-drawn');
    const name = String(said?.id);
    const entry = draft.member.redemptions[name.slice('sim/'.length)];
    if (this.#told.has(name) || !entry?.entered) throw new Violation(card, `${name} is no entry`);
    this.#told.add(name);
    const won = this.#made.get(entry.reward)?.winners.has(name) ?? false;
    same(card, `whether ${name} has won`, said?.kind === 'won', won);
    if (won) {
      const until = draft.zone.plus(draft.at, lasting(CLAIM));
      Object.assign(entry, { entered: false, until });
    } else voidRedemption(draft.member, name.slice('sim/'.length), draft.at);
    model.close(draft);
    return draft;
  }
}

/** Who has left by now takes no part, though nobody may have noticed. */
function entriesOf({ members }: Model, raffle: string, now: number): [card: string, id: string][] {
  return [...members].flatMap(([card, { asked, redemptions }]) => {
    if (asked && asked.due <= now) return [];
    const open = Object.entries(redemptions).filter(([, one]) => one.reward === raffle);
    return open.flatMap(([id, one]): [string, string][] =>
      one.entered ? [[card, `sim/${id}`]] : [],
    );
  });
}

async function ask({ database, hubs, clock }: World, hub: number, { id }: Raffle, seed: string) {
  const now = clock.now();
  const { intake, program } = hubs[hub]!;
  const parts = { pool: database.pool, intake, program: program.inForce(now)!.compiled, now };
  try {
    const { entries, winners } = await closeDraw(parts, { reward: id, seed });
    return { entries, winners };
  } catch (error) {
    if (error instanceof Rejection) return error.problems[0]?.code;
    throw error;
  }
}
