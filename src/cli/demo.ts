import { type DemoProgress, type DemoSummary, fillDemo } from '../app/demo.ts';
import { openHubVault } from '../app/hub-vault.ts';
import { openRooms } from '../app/rooms.ts';
import { Rejection } from '../kernel/problem.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { environment } from '../platform/config.ts';
import { openDatabase } from '../platform/db/open-database.ts';
import { openPool } from '../platform/db/pool.ts';
import { runningHub } from '../platform/hub-note.ts';
import { openLog } from '../platform/log.ts';
import { preparePartitions } from '../rooms/intake/index.ts';
import { type Command, type CommandContext, EXIT, UsageMistake } from './command.ts';
import { sendDemo } from './demo-delivery.ts';
import { DemoBar, grouped } from './demo-progress.ts';
import { ApiRefusal } from './http-client.ts';

const MEMBERS_MOST = 9_999_999;
const SEED_MOST = 2_147_483_647;

/** How the demo is filled in: what was asked for, how it is told, when to stop. */
export interface DemoRun {
  readonly members: number;
  readonly seed: number;
  readonly onProgress: (progress: DemoProgress) => void;
  readonly signal: AbortSignal;
}

/** `hachi demo`: an empty hub becomes the demo retailer. */
export const demo: Command = {
  name: 'demo',
  summary: 'fill an empty hub with the demo retailer',
  usage: '[--members N] [--seed S]',
  exitCodes: {
    0: 'every event is in',
    1: 'the hub is in use, or it was stopped; on a data folder the same command goes on',
  },
  options: {
    members: { type: 'string', help: 'how many members (default 20000)' },
    seed: { type: 'string', help: 'another seed makes another history (default 1)' },
  },
  run: async (context) => {
    const members = wholeNumber(context, 'members', 20_000, 1, MEMBERS_MOST);
    const seed = wholeNumber(context, 'seed', 1, 0, SEED_MOST);
    const bar =
      !context.quiet && process.stderr.isTTY ? new DemoBar(process.stderr, systemClock) : null;
    const stop = new AbortController();
    const onSignal = (): void => stop.abort();
    process.once('SIGINT', onSignal);
    process.once('SIGTERM', onSignal);
    try {
      const onProgress = (progress: DemoProgress): void => bar?.draw(progress);
      const run = { members, seed, onProgress, signal: stop.signal };
      const summary = await fillWhere(context, run);
      bar?.clear();
      context.print(summaryText(summary), summary);
      return summary.outcome === 'filled' ? EXIT.ok : EXIT.refused;
    } catch (error) {
      bar?.clear();
      throw error instanceof Rejection ? new ApiRefusal(error.status, error.problems) : error;
    } finally {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    }
  },
};

/** A hub that runs is asked over HTTP; a data folder or database without one is filled directly. */
async function fillWhere(context: CommandContext, run: DemoRun): Promise<DemoSummary> {
  const config = context.config();
  const remote = context.flags.url ?? environment().HACHI_URL ?? runningHub(config.data);
  if (remote === undefined) return fillDatabase(config, run);
  return sendDemo(await context.api(), run);
}

async function fillDatabase(config: Config, run: DemoRun): Promise<DemoSummary> {
  const log = openLog('warn');
  const clock = systemClock;
  const database = await openDatabase(config, log);
  const pool = openPool(database.url, { name: 'demo' });
  try {
    await preparePartitions(pool, clock.now());
    const vault = await openHubVault(config, pool, log, clock);
    const rooms = await openRooms({ url: database.url, pool, clock, log, vault, limits: config });
    try {
      return await fillDemo({ ...run, ...rooms, pool, clock });
    } finally {
      await rooms.close();
    }
  } finally {
    await pool.end();
    await database.stop();
  }
}

function wholeNumber(
  { flags }: CommandContext,
  name: string,
  usual: number,
  least: number,
  most: number,
): number {
  const given = flags[name];
  if (given === undefined) return usual;
  const value = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageMistake(
    `--${name} is not a whole number from ${grouped(least)} to ${grouped(most)}.`,
    'See: hachi demo --help',
  );
}

function summaryText(summary: DemoSummary): string {
  const { outcome, events, members, accepted, duplicates, refused, seconds, perSecond } = summary;
  const lines = [
    `${grouped(events)} events of ${grouped(members)} members are in; this run took ` +
      `${seconds.toFixed(1)} s (${grouped(perSecond)} a second)`,
    `  accepted   ${grouped(accepted)}`,
    `  duplicates ${grouped(duplicates)}`,
    `  refused    ${grouped(refused)}`,
  ];
  if (outcome === 'stopped') lines.push('Stopped before the end.');
  return lines.join('\n');
}
