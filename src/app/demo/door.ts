import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoEvent } from '../../../demo/history.ts';
import { Rejection } from '../../kernel/problem.ts';
import type { Catalog, CatalogKind } from '../../rooms/catalog/index.ts';
import type { Intake, Result } from '../../rooms/intake/index.ts';
import type { ProgramService } from '../../rooms/program/index.ts';
import type { Said } from './stream.ts';

const BUSY_PAUSE_MS = 250;
const BUSY = new Set([429, 503]);

/** Where the demo goes in: the rooms of this process, or the API of another one. */
export interface DemoDoor {
  /** Publishes the demo's program, unless there is one. */
  publish(text: string): Promise<void>;
  /** Adds up to 1,000 entries. */
  putCatalog(kind: CatalogKind, entries: readonly object[]): Promise<void>;
  submit(events: readonly DemoEvent[]): Promise<Said>;
}

/** The demo's program as it is written, with its comments. */
export function demoProgram(): string {
  return readFileSync(new URL('../../../demo/program.yaml', import.meta.url), 'utf8');
}

/** The rooms of this process. */
export function roomsDoor(rooms: {
  readonly program: ProgramService<unknown>;
  readonly catalog: Catalog;
  readonly intake: Intake;
  readonly signal: AbortSignal;
}): DemoDoor {
  const { program, catalog, intake, signal } = rooms;
  return {
    publish: async (text) => {
      await program.refresh();
      if (program.version() !== null) return;
      await program.publish({ text, format: 'yaml', by: 'demo', note: 'The demo retailer' });
    },
    putCatalog: async (kind, entries) => {
      await catalog.put(kind, entries);
    },
    submit: (events) => patiently(signal, async () => counted(await intake.submit(events))),
  };
}

const SERVER_ERROR = 500;

/** Real tills go first: while the queue is full, the demo waits. */
async function patiently<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const busy = error instanceof Rejection && BUSY.has(error.status);
      if (!busy || signal.aborted) throw error;
      await sleep(BUSY_PAUSE_MS);
    }
  }
}

function counted(results: readonly Result[]): Said {
  let [accepted, duplicates, refused] = [0, 0, 0];
  for (const result of results) {
    if (!result.ok) {
      // Not the event's fault: to pass over it would leave a hole in the history.
      if (result.status >= SERVER_ERROR) throw new Rejection(result.status, result.problems);
      refused += 1;
    } else if (result.answer.duplicate) duplicates += 1;
    else accepted += 1;
  }
  return { accepted, duplicates, refused };
}
