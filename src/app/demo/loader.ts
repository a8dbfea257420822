import type { Log } from '../../platform/log.ts';
import { type FillOptions, fillDemo, wantsDemo } from './fill.ts';
import type { DemoProgress } from './progress.ts';
import type { DemoSummary } from './take-in.ts';

const MEMBERS = 20_000;
const SEED = 1;

/** The filling of a hub beside its serving. */
export interface DemoLoader {
  progress(): DemoProgress;
  /** What it did; null when it failed, which the log tells. Never rejects. */
  readonly done: Promise<DemoSummary | null>;
  /** Lets the chunks on their way finish; the next start goes on. */
  stop(): Promise<void>;
}

const NOTHING_YET: DemoProgress = {
  state: 'loading',
  members: MEMBERS,
  done: 0,
  total: 0,
  refused: 0,
  ratePerSecond: 0,
  secondsLeft: null,
};

/** Begins to fill an empty hub, or goes on with one whose filling was stopped; else null. */
export async function startDemo(
  hub: Pick<FillOptions, 'program' | 'catalog' | 'intake' | 'pool' | 'clock'> & {
    readonly log: Log;
  },
): Promise<DemoLoader | null> {
  if (!(await wantsDemo(hub.pool))) return null;
  const stopper = new AbortController();
  let progress = NOTHING_YET;
  const onProgress = (now: DemoProgress): void => {
    progress = now;
  };
  const { signal } = stopper;
  const done = fillDemo({ ...hub, members: MEMBERS, seed: SEED, onProgress, signal }).catch(
    (error: unknown) => {
      progress = { ...progress, state: 'failed' };
      hub.log.error({ err: error }, 'the demo could not be loaded; the next start goes on');
      return null;
    },
  );
  return {
    progress: () => progress,
    done,
    stop: async () => {
      stopper.abort();
      await done;
    },
  };
}
