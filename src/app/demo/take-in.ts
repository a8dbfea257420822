import { catalog } from '../../../demo/catalog.ts';
import { history } from '../../../demo/history.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import { type DemoDoor, demoProgram } from './door.ts';
import { type DemoProgress, ProgressMeter } from './progress.ts';
import { streamHistory } from './stream.ts';

export interface TakeInOptions {
  readonly door: DemoDoor;
  readonly clock: Clock;
  readonly seed: number;
  readonly members: number;
  /** Where the history ends. */
  readonly until: Instant;
  /** Events of the history that an earlier run took in, and how many it saw refused. */
  readonly position: number;
  readonly refused: number;
  /** Called after each chunk; the next one waits for it. */
  readonly save: (position: number, refused: number) => Promise<void>;
  readonly onProgress: (progress: DemoProgress) => void;
  readonly signal: AbortSignal;
}

/** What one run took in. */
export interface DemoSummary {
  /** `stopped`: the signal came first; the next run goes on. */
  readonly outcome: 'filled' | 'stopped';
  readonly seed: number;
  readonly members: number;
  /** Events of the history that are in, those of earlier runs included. */
  readonly events: number;
  /** What became of this run's events. */
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: number;
  readonly seconds: number;
  readonly perSecond: number;
}

const ENTRIES_AT_ONCE = 500;

/** Takes program, catalogue and then the history in, through a door. */
export async function takeIn(options: TakeInOptions): Promise<DemoSummary> {
  const { door, clock, seed, members, until, signal } = options;
  const startedAt = clock.now();
  const meter = new ProgressMeter(clock, members, options.position);
  let { position, refused } = options;
  const tally = { accepted: 0, duplicates: 0, refused: 0 };
  const tell = (state: DemoProgress['state']): void =>
    options.onProgress(meter.read(state, position, refused));
  tell('loading');
  try {
    await door.publish(demoProgram());
    await putCatalog(door);
    const complete = await streamHistory({
      events: history({ seed, members, until, order: 'time' }),
      skip: position,
      submit: (events) => door.submit(events),
      onChunk: async (end, said) => {
        position = end;
        refused += said.refused;
        tally.accepted += said.accepted;
        tally.duplicates += said.duplicates;
        tally.refused += said.refused;
        await options.save(position, refused);
        tell('loading');
      },
      signal,
    });
    tell(complete ? 'done' : 'stopped');
    const seconds = (clock.now() - startedAt) / 1000;
    const sent = tally.accepted + tally.duplicates + tally.refused;
    const perSecond = seconds > 0 ? Math.round(sent / seconds) : sent;
    const outcome = complete ? 'filled' : 'stopped';
    return { outcome, seed, members, events: position, ...tally, seconds, perSecond };
  } catch (error) {
    tell('failed');
    throw error;
  }
}

async function putCatalog(door: DemoDoor): Promise<void> {
  for (const kind of ['stores', 'categories', 'products', 'touchpoints'] as const) {
    const entries = catalog[kind];
    for (let first = 0; first < entries.length; first += ENTRIES_AT_ONCE) {
      await door.putCatalog(kind, entries.slice(first, first + ENTRIES_AT_ONCE));
    }
  }
}
