import { Random } from '../../demo/random.ts';
import { openRooms, type Rooms } from '../../src/app/rooms.ts';
import { Zone } from '../../src/kernel/time.ts';
import { TurnedClock } from '../../src/platform/clock.ts';
import { openLog } from '../../src/platform/log.ts';
import { settleDue } from '../../src/rooms/intake/index.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { testVault } from '../vault.ts';
import { drawProgram, oneOf, type ProgramText, ZONES } from './programs.ts';
import { type Raffle, rafflesOf } from './raffles.ts';
import { TOUCHPOINTS } from './touches.ts';

const START = Date.parse('2026-01-05T08:00:00Z');
/** How far apart the clocks of two hubs are, milliseconds. */
export const HUBS_APART_MS = 3;
const SETTLE_LIMIT = 5;

/**
 * Two hubs on one database, as two machines would run them: their clocks differ a little, and
 * neither knows what the other remembers.
 */
export class World {
  readonly clock: TurnedClock;
  readonly database: TestDatabase;
  readonly hubs: readonly Rooms[];
  readonly zone: Zone;
  readonly raffles: readonly Raffle[];
  readonly #versions: { from: number; text: ProgramText }[] = [];

  private constructor(clock: TurnedClock, database: TestDatabase, hubs: Rooms[], zone: string) {
    this.clock = clock;
    this.database = database;
    this.hubs = hubs;
    this.zone = new Zone(zone);
    this.raffles = rafflesOf(this.zone, clock.now());
  }

  /** Opens both hubs on a fresh database and publishes the first program. */
  static async open(seed: number): Promise<World> {
    const random = new Random().seat(seed, 0, 1);
    const clock = new TurnedClock(START + random.below(120 * 86_400_000));
    const database = await testDatabase();
    const log = openLog('fatal');
    const { url, pool } = database;
    const vault = await testVault(pool);
    const hubs: Rooms[] = [];
    for (const skew of [0, HUBS_APART_MS]) {
      const own = { now: () => clock.now() + skew };
      const limits = { queueMax: 10_000, batchMax: 256 };
      hubs.push(await openRooms({ url, pool, clock: own, log, vault, limits }));
    }
    const world = new World(clock, database, hubs, oneOf(random, ZONES));
    await world.publish(random);
    await hubs[0]!.catalog.put('touchpoints', TOUCHPOINTS);
    await hubs[1]!.catalog.touchpoints.refresh();
    return world;
  }

  /** Publishes another version of the program; it decides from now on. */
  async publish(random: Random): Promise<void> {
    const text = drawProgram(random, this.zone.name, this.raffles);
    const program = this.hubs[0]!.program;
    const done = await program.publish({ document: text });
    if (done.outcome === 'published') this.#versions.push({ from: done.effectiveFrom, text });
    for (const hub of this.hubs) await hub.program.refresh();
  }

  /** The program by which an event of that moment is decided. */
  programAt(moment: number): ProgramText {
    const found = this.#versions.findLast(({ from }) => from <= moment);
    return (found ?? this.#versions[0]!).text;
  }

  /** The number of that program. */
  versionAt(moment: number): number {
    return Math.max(1, this.#versions.findLastIndex(({ from }) => from <= moment) + 1);
  }

  /** Settles what fell due, with several workers at once. */
  async settle(workers: number): Promise<void> {
    const run = async (hub: Rooms): Promise<void> => {
      const programs = hub.programs();
      if (!programs) return;
      const options = { now: this.clock.now(), limit: SETTLE_LIMIT, programs };
      while ((await settleDue(this.database.pool, options)).more);
    };
    await Promise.all(Array.from({ length: workers }, (_, index) => run(this.hubs[index % 2]!)));
  }

  /** Lets everybody have a turn who was told something, until nobody is left. */
  async followUp(): Promise<void> {
    while ((await this.hubs[0]!.intake.resumeFollowUps(SETTLE_LIMIT)) > 0);
  }

  async close(): Promise<void> {
    for (const hub of this.hubs) await hub.close();
    await this.database.drop();
  }
}
