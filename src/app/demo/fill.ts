import { type Rejection, reject } from '../../kernel/problem.ts';
import { Zone } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Pool } from '../../platform/db/pool.ts';
import type { Catalog } from '../../rooms/catalog/index.ts';
import type { Intake } from '../../rooms/intake/index.ts';
import type { ProgramService } from '../../rooms/program/index.ts';
import { roomsDoor } from './door.ts';
import type { DemoProgress } from './progress.ts';
import {
  beginFilling,
  type DemoRow,
  endFilling,
  insertDemo,
  isEmptyHub,
  loadDemo,
  saveDemo,
} from './store.ts';
import { type DemoSummary, takeIn } from './take-in.ts';

/** The demo retailer trades in one zone; its history ends with the day before the first start. */
const DEMO_ZONE = 'Asia/Shanghai';

export interface FillOptions {
  readonly program: ProgramService<unknown>;
  readonly catalog: Catalog;
  readonly intake: Intake;
  readonly pool: Pool;
  readonly clock: Clock;
  /** Of a first run; a later one goes on with what the first began. */
  readonly members: number;
  readonly seed: number;
  readonly onProgress: (progress: DemoProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Fills an empty hub with the demo retailer, through the real intake: program, catalogue, history.
 * Stops between chunks when the signal says so; called again it goes on, and nothing counts twice,
 * because the history is the same and so are the ids of its events.
 *
 * @throws {Rejection} 409 for a hub in use, one that was filled before, or one being filled.
 */
export async function fillDemo(options: FillOptions): Promise<DemoSummary> {
  const { pool } = options;
  const lock = await pool.connect();
  try {
    if (!(await beginFilling(lock))) throw refused('demo_filling', 'The hub is being filled.');
    try {
      return await fill(options, await ownRow(options));
    } finally {
      await endFilling(lock);
    }
  } finally {
    lock.release();
  }
}

/** Where the demo's history ends: at the beginning of today. */
export function historyEnd(clock: Clock): number {
  const zone = new Zone(DEMO_ZONE);
  return zone.startOf(zone.dayOf(clock.now()));
}

/** Whether there is something to fill: an empty hub, or one whose filling was stopped. */
export async function wantsDemo(pool: Pool): Promise<boolean> {
  const row = await loadDemo(pool);
  return row === null ? isEmptyHub(pool) : row.finishedAt === null;
}

/** The refusal of a hub that has a program or members. */
export function hubInUse(): Rejection {
  return refused('hub_in_use', 'The hub has a program or members already.');
}

async function ownRow({ pool, clock, seed, members }: FillOptions): Promise<DemoRow> {
  const row = await loadDemo(pool);
  if (row?.finishedAt === null) return row;
  if (row) throw refused('demo_filled', 'The hub has been filled with the demo before.');
  if (!(await isEmptyHub(pool))) throw hubInUse();
  const first = { seed, members, until: historyEnd(clock) };
  await insertDemo(pool, first, clock.now());
  return { ...first, position: 0, refused: 0, finishedAt: null };
}

async function fill(options: FillOptions, row: DemoRow): Promise<DemoSummary> {
  const { pool, clock, onProgress, signal } = options;
  const door = roomsDoor(options);
  const summary = await takeIn({
    ...row,
    door,
    clock,
    onProgress,
    signal,
    save: (position, refused) => saveDemo(pool, { position, refused, finishedAt: null }),
  });
  if (summary.outcome === 'stopped') return summary;
  const { events } = summary;
  const refusedInAll = row.refused + summary.refused;
  await saveDemo(pool, { position: events, refused: refusedInAll, finishedAt: clock.now() });
  return summary;
}

function refused(code: string, detail: string): Rejection {
  const fix = 'The demo fills only an empty hub: use another data folder or database.';
  return reject(409, { code, path: '', detail, fix });
}
