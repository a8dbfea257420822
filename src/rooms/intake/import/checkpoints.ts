import { readFile, rename, writeFile } from 'node:fs/promises';
import type pg from 'pg';
import type { Clock } from '../../../platform/clock.ts';
import { loadImport, saveImport } from './store.ts';

/** How far an import came. */
export interface Checkpoint {
  /** Every row up to this one is in. */
  readonly rowsDone: number;
  readonly finished: boolean;
}

/** Where the progress of imports is kept. Losing it costs time, never correctness. */
export interface Checkpoints {
  load(importKey: string): Promise<Checkpoint | null>;
  save(importKey: string, fileName: string, checkpoint: Checkpoint): Promise<void>;
}

/** Keeps progress in the hub's database. */
export function tableCheckpoints(pool: pg.Pool, clock: Clock): Checkpoints {
  return {
    load: (importKey) => loadImport(pool, importKey),
    save: (importKey, fileName, checkpoint) =>
      saveImport(pool, importKey, fileName, checkpoint, clock.now()),
  };
}

/** Keeps progress of one import in a file, for a hub that is reached over HTTP. */
export function fileCheckpoints(path: string): Checkpoints {
  return {
    load: async (importKey) => {
      const text = await readFile(path, 'utf8').catch(() => '');
      return readCheckpoint(text, importKey);
    },
    save: async (importKey, fileName, checkpoint) => {
      const next = `${path}.new`;
      await writeFile(next, `${JSON.stringify({ importKey, fileName, ...checkpoint })}\n`);
      await rename(next, path);
    },
  };
}

function readCheckpoint(text: string, importKey: string): Checkpoint | null {
  try {
    const found: unknown = JSON.parse(text);
    const { rowsDone, finished, importKey: key } = found as Checkpoint & { importKey: string };
    if (key !== importKey || !Number.isSafeInteger(rowsDone)) return null;
    return { rowsDone, finished: finished === true };
  } catch {
    return null;
  }
}
